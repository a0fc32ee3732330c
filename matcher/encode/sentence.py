"""Any sentence-transformers model, by name or by folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from matcher.encode.protocol import Vectors, unit_rows
from matcher.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH: Final = 64


class SentenceEncoder:
    """A sentence-transformers model that is loaded when first used, never from the network.

    Raises
    ------
    EncoderError
        On first use: the library is not installed, or the model is neither a folder nor on this machine.
    """

    def __init__(self, name_or_path: str | Path) -> None:
        self.name = str(name_or_path)
        self._model: SentenceTransformer | None = None
        self._model_id: str | None = None

    def __repr__(self) -> str:
        return f"SentenceEncoder({self.name!r}{'' if self._model else ', not loaded yet'})"

    @property
    def model_id(self) -> str:
        """Name and hash of the weights; loads the model."""
        if self._model_id is None:
            self._model_id = f"{Path(self.name).name}@{_weights_hash(self._loaded())}"
        return self._model_id

    @property
    def dim(self) -> int:
        """Columns of what ``encode`` returns; loads the model."""
        return int(self.encode(["dimension"]).shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, one per text; texts that repeat are encoded once."""
        model = self._loaded()
        place = {
            text: index for index, text in enumerate(dict.fromkeys(text for text in texts if text.strip()))
        }
        probe = list(place) or ["dimension"]
        unique = model.encode(probe, batch_size=_BATCH, convert_to_numpy=True, show_progress_bar=False)
        vectors: Vectors = np.zeros((len(texts), unique.shape[1]), dtype=np.float32)
        rows = [index for index, text in enumerate(texts) if text in place]
        vectors[rows] = unique[[place[texts[index]] for index in rows]]
        return unit_rows(vectors)

    def _loaded(self) -> SentenceTransformer:
        if self._model is None:
            self._model = _load(self.name)
        return self._model


def _load(name: str) -> Any:
    # Set before the import: huggingface_hub reads it once, and matching never reaches for the network.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as problem:
        raise EncoderError(
            f"Encoder '{name}' needs sentence-transformers: pip install sentence-transformers, or use the "
            "bundled encoder."
        ) from problem
    try:
        return SentenceTransformer(name, device="cpu", local_files_only=True)
    except Exception as problem:
        raise EncoderError(
            f"Encoder '{name}' is not on this machine, or cannot be loaded ({type(problem).__name__}). Give "
            "a folder that holds a sentence-transformers model (one downloaded before, or the folder inside "
            "a Python package that carries it), or leave the name out for the bundled encoder."
        ) from problem


def _weights_hash(model: SentenceTransformer) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().float().numpy().tobytes())
    return digest.hexdigest()
