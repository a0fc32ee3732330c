"""How people mistype: one slip in a word, drawn at random."""

from __future__ import annotations

from typing import Final

import numpy as np

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
#: Shorter words are left alone: one slip makes another word of them.
_SHORTEST: Final = 5


def mistype(word: str, draw: np.random.Generator) -> str:
    """The word with one letter dropped, doubled, replaced or swapped with the next, never the first."""
    if len(word) < _SHORTEST:
        return word
    place = int(draw.integers(1, len(word) - 1))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    match int(draw.integers(4)):
        case 0:
            return before + after
        case 1:
            return before + letter + letter + after
        case 2:
            return before + _LETTERS[int(draw.integers(len(_LETTERS)))] + after
        case _:
            return before + after[0] + letter + after[1:]
