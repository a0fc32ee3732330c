"""What an encoder is: texts in, unit vectors out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into vectors whose dot product is their likeness, in English and Spanish alike."""

    @property
    def model_id(self) -> str:
        """Name and content hash: equal for two encoders only if they give the same vectors."""
        ...

    @property
    def dim(self) -> int:
        """Columns of what ``encode`` returns."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row per text, in the order given.

        Returns
        -------
        vectors : ndarray, shape (len(texts), dim), float32
            Rows of unit length, so that a dot product is a cosine; a text that says nothing (empty, or only
            punctuation) gives a row of zeros, which is like nothing.
        """
        ...


def unit_rows(vectors: Vectors) -> Vectors:
    """The rows scaled to unit length; rows of zeros stay zeros."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0)
    return scaled
