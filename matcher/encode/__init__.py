"""Encoders: the bundled one, any sentence-transformers model, and a cache for both."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from matcher.config import data_dir
from matcher.encode.cache import CachedEncoder
from matcher.encode.layout import is_static
from matcher.encode.protocol import Encoder, Vectors
from matcher.encode.sentence import SentenceEncoder
from matcher.encode.static import StaticEncoder

__all__ = [
    "BUNDLED",
    "CachedEncoder",
    "Encoder",
    "SentenceEncoder",
    "StaticEncoder",
    "Vectors",
    "load_encoder",
]

#: The name by which the encoder that comes with the package goes.
BUNDLED: Final = "bundled"


def load_encoder(name_or_path: str | Path | None = None) -> Encoder:
    """The encoder of that name or folder; without one, the bundled encoder.

    A folder in our static layout runs on the light path (no torch); anything else is taken for a
    sentence-transformers model, which is loaded when first used.

    Raises
    ------
    EncoderError
        The bundled encoder or the static folder is damaged.
    """
    if name_or_path is None or name_or_path == BUNDLED:
        return StaticEncoder(data_dir() / "encoder", name="matcher-bilingual")
    folder = Path(name_or_path)
    return StaticEncoder(folder) if is_static(folder) else SentenceEncoder(name_or_path)
