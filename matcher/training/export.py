"""Writes a static encoder's folder: matcher, sentence-transformers and model2vec read the same vectors."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from matcher.encode.layout import CONFIG_FILE, FACTORS, MAPPING, ROWS, TOKENIZER_FILE, WEIGHTS_FILE
from matcher.errors import OutputError

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def save_static(
    folder: Path,
    tokenizer: Tokenizer,
    *,
    rows: NDArray[np.float32],
    mapping: NDArray[np.int32],
    factors: NDArray[np.float32],
    card: str,
) -> None:
    """Write the tokenizer, the weights, the settings of the three libraries and the card into ``folder``.

    Files of the same names are replaced one by one, each whole; what else lies there is left alone.

    Parameters
    ----------
    rows : ndarray, shape (k, dim)
    mapping : ndarray, shape (tokens,)
        The row that each token uses.
    factors : ndarray, shape (tokens,)
        What that row is multiplied by.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    tensors = {
        ROWS: np.ascontiguousarray(rows, dtype=np.float32),
        MAPPING: np.ascontiguousarray(mapping, dtype=np.int32),
        FACTORS: np.ascontiguousarray(factors, dtype=np.float32),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as made:
            _write_all(Path(made), tokenizer, tensors, card)
            for file in sorted(Path(made).iterdir()):
                file.replace(folder / file.name)
    except OSError as problem:
        raise OutputError(f"The encoder cannot be written to {folder}: {problem}") from problem


def _write_all(folder: Path, tokenizer: Tokenizer, tensors: dict[str, NDArray[Any]], card: str) -> None:
    from safetensors.numpy import save

    (folder / TOKENIZER_FILE).write_text(tokenizer.to_str(pretty=False) + "\n", encoding="utf-8")
    (folder / WEIGHTS_FILE).write_bytes(save(tensors))
    # model2vec reads config.json; without "max_length": null it would cut texts at 512 tokens.
    model2vec = {
        "model_type": "model2vec",
        "normalize": True,
        "max_length": None,
        "embedding_dtype": "float32",
        "vocabulary_quantization": len(tensors[ROWS]),
    }
    _write_json(folder / CONFIG_FILE, model2vec)
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "", "type": "sentence_transformers.models.Normalize"},
    ]
    _write_json(folder / "modules.json", modules)
    _write_json(
        folder / "config_sentence_transformers.json",
        {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine", "prompts": {}},
    )
    (folder / "README.md").write_text(card, encoding="utf-8")


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
