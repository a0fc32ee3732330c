"""What a need is called in files: of its picks, and in a file of marks."""

from __future__ import annotations

import re
from dataclasses import fields
from hashlib import blake2b
from typing import Final

from matcher.model import Need
from matcher.text import clean, words

#: The id of a need that nobody gave one.
_UNNAMED: Final = next(one.default for one in fields(Need) if one.name == "need_id")


def file_stem(need: Need) -> str:
    """A file name for a need: its first words in plain letters, and a digest that keeps two needs apart."""
    plain = re.sub(r"[^a-z0-9]+", "-", " ".join(words(need.text)))[:40].strip("-")
    digest = blake2b(repr(sorted(need.to_dict().items())).encode(), digest_size=3).hexdigest()
    return f"{plain or 'need'}-{digest}"


def need_key(need: Need) -> str:
    """The id under which marks on a need are kept: its own, or, where nobody gave one, its file name."""
    given = clean(need.need_id)
    return given if given and given != _UNNAMED else file_stem(need)
