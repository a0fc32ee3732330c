"""The static layout: which files and tensors make a static encoder, and how they become one row per token.

Layout of model2vec, which sentence-transformers' ``StaticEmbedding`` reads as well: ``embeddings`` (k, dim),
and optionally ``mapping`` (tokens,), the row that each token uses, and ``weights`` (tokens,), the factor on
that row.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.errors import EncoderError

TOKENIZER_FILE: Final = "tokenizer.json"
WEIGHTS_FILE: Final = "model.safetensors"
CONFIG_FILE: Final = "config.json"
ROWS: Final = "embeddings"
MAPPING: Final = "mapping"
FACTORS: Final = "weights"


def is_static(folder: Path) -> bool:
    """Whether the folder holds our layout (and not, say, a transformer, which has a tokenizer too)."""
    from safetensors import SafetensorError, safe_open

    weights = folder / WEIGHTS_FILE
    if not (weights.is_file() and (folder / TOKENIZER_FILE).is_file()):
        return False
    try:
        with safe_open(weights, framework="numpy") as tensors:
            return ROWS in tensors.keys()  # noqa: SIM118 - not a dict
    except (SafetensorError, OSError):
        return True  # Damaged: let the static encoder say so, rather than take the folder for a model's name.


def read_bytes(path: Path) -> bytes:
    """The file's content.

    Raises
    ------
    EncoderError
        It is not there or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as problem:
        wanted = f"an encoder folder holds {TOKENIZER_FILE} and {WEIGHTS_FILE}"
        raise EncoderError(
            f"{path} cannot be read ({os.strerror(problem.errno or 0)}); {wanted}."
        ) from problem


def token_rows(path: Path, content: bytes) -> NDArray[np.float32]:
    """One row per token id, shape (tokens, dim), from the bytes of a weights file.

    Raises
    ------
    EncoderError
        The bytes are no safetensors file, or hold other tensors than the layout's.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        tensors = load(content)
        rows = tensors[ROWS].astype(np.float32)
        if MAPPING in tensors:
            rows = rows[tensors[MAPPING]]
        if FACTORS in tensors:
            rows *= tensors[FACTORS].astype(np.float32)[:, None]
        _, _ = rows.shape
    except (SafetensorError, KeyError, ValueError, IndexError, TypeError) as problem:
        raise EncoderError(
            f"{path} is not a static encoder's weights ({type(problem).__name__}: {problem}): it is damaged, "
            "or belongs to another kind of model."
        ) from problem
    return rows
