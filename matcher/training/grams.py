"""Letter groups: what makes words spelled alike mean alike until something better is known.

"canthaxanthin" and "cantaxantina" share most of their groups of 3 to 5 letters, and so do a word and its
misspelling. Source: Bojanowski et al. (2017), "Enriching word vectors with subword information".
"""

from __future__ import annotations

import hashlib
from typing import Final

from matcher.training.vocabulary import PIECE, UNKNOWN

_SIZES: Final = (3, 4, 5)


def letter_groups(token: str, n_buckets: int) -> list[int]:
    """Buckets of the token's groups of letters; where a word starts counts as a letter."""
    if token == UNKNOWN:
        return []
    spelled = token.removeprefix(PIECE) if token.startswith(PIECE) else f"<{token}"
    groups = {spelled[at : at + size] for size in _SIZES for at in range(len(spelled) - size + 1)}
    return sorted({_bucket(group, n_buckets) for group in groups})


def _bucket(group: str, n_buckets: int) -> int:
    # Python's own hash differs from run to run.
    return int.from_bytes(hashlib.blake2b(group.encode(), digest_size=4).digest(), "little") % n_buckets
