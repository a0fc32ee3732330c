"""Token ids through a cache of whole words: the tokenizer's own ids, each word tokenised once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: Words kept; about 100 MB. Past it the cache starts anew, so that endless new words cannot fill the memory.
_MOST_WORDS: Final = 500_000
#: A longer "word" is a blob, not a word: it is tokenised each time and never kept.
_LONGEST_WORD: Final = 64


class WordCache:
    """Splits texts at white space and remembers the token ids of each piece.

    Right for tokenizers that treat white space as a wall (ours, and any WordPiece or BPE with a white-space
    pre-tokenizer): there the ids of a text are the ids of its pieces one after another. Unknown tokens are
    left out, as model2vec does.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}
        unknown = getattr(tokenizer.model, "unk_token", None)
        self._unknown = tokenizer.token_to_id(unknown) if unknown else None

    def ids(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All token ids one after another, and how many belong to each text.

        Returns
        -------
        ids : ndarray, shape (total,), int64
        lengths : ndarray, shape (len(texts),), int64; sums to ``total``
        """
        pieces = [text.split() for text in texts]
        fresh = self._tokenise(
            dict.fromkeys(piece for text in pieces for piece in text if piece not in self._known)
        )
        known = self._known
        flat: list[int] = []
        lengths = np.zeros(len(texts), dtype=np.int64)
        for index, text in enumerate(pieces):
            before = len(flat)
            for piece in text:
                found = known.get(piece)
                flat.extend(fresh[piece] if found is None else found)
            lengths[index] = len(flat) - before
        if len(known) + len(fresh) > _MOST_WORDS:
            known.clear()
        known.update((piece, ids) for piece, ids in fresh.items() if len(piece) <= _LONGEST_WORD)
        return np.array(flat, dtype=np.int64), lengths

    def _tokenise(self, pieces: dict[str, None]) -> dict[str, tuple[int, ...]]:
        # A lone surrogate is no text at all and cannot pass into the tokenizer.
        sound = [piece.encode("utf-8", "replace").decode("utf-8") for piece in pieces]
        encodings = self._tokenizer.encode_batch_fast(sound, add_special_tokens=False)
        return {
            piece: tuple(token for token in encoding.ids if token != self._unknown)
            for piece, encoding in zip(pieces, encodings, strict=True)
        }
