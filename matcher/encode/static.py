"""The light path: a static encoder run with ``tokenizers`` and numpy alone.

A text's vector is the mean of its tokens' rows, scaled to unit length (sentence-transformers'
``StaticEmbedding``, model2vec). The folder is readable by both of those libraries as it stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.encode.layout import TOKENIZER_FILE, WEIGHTS_FILE, read_bytes, token_rows
from matcher.encode.protocol import Vectors, unit_rows
from matcher.encode.wordcache import WordCache
from matcher.errors import EncoderError


class StaticEncoder:
    """An encoder read from a folder with ``tokenizer.json`` and ``model.safetensors``.

    Parameters
    ----------
    folder
        See :mod:`matcher.encode.layout`.
    name
        The first half of ``model_id``; the folder's name when absent.

    Raises
    ------
    EncoderError
        A file is missing, damaged or not in this layout.
    """

    def __init__(self, folder: str | Path, name: str | None = None) -> None:
        from tokenizers import Tokenizer

        self.folder = Path(folder)
        tokenizer_bytes = read_bytes(self.folder / TOKENIZER_FILE)
        weights_bytes = read_bytes(self.folder / WEIGHTS_FILE)
        try:
            tokenizer = Tokenizer.from_buffer(tokenizer_bytes)
        except Exception as problem:  # tokenizers raises nothing narrower
            raise EncoderError(f"{self.folder / TOKENIZER_FILE} is not a tokenizer: {problem}") from problem
        self._rows = token_rows(self.folder / WEIGHTS_FILE, weights_bytes)
        if len(self._rows) != tokenizer.get_vocab_size():
            raise EncoderError(
                f"{self.folder}: the tokenizer knows {tokenizer.get_vocab_size()} tokens, the weights have "
                f"{len(self._rows)} rows; take both files from the same model."
            )
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._words = WordCache(tokenizer)
        self._model_id = f"{name or self.folder.name}@{_digest(tokenizer_bytes, weights_bytes)}"

    def __repr__(self) -> str:
        return f"StaticEncoder({self.model_id}, {len(self._rows):,} tokens, {self.dim} dimensions)"

    @property
    def model_id(self) -> str:
        """Name and hash of both files."""
        return self._model_id

    @property
    def dim(self) -> int:
        """Columns of what ``encode`` returns."""
        return int(self._rows.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, one per text, in the order given; see :class:`matcher.encode.protocol.Encoder`."""
        ids, lengths = self._words.ids(texts)
        return unit_rows(_sums(self._rows, ids, lengths))


def _digest(*contents: bytes) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for content in contents:
        digest.update(len(content).to_bytes(8, "little"))
        digest.update(content)
    return digest.hexdigest()


def _sums(rows: NDArray[np.float32], ids: NDArray[np.int64], lengths: NDArray[np.int64]) -> Vectors:
    """The sum of each text's token rows (the mean's factor is scaled away anyhow).

    Texts go longest first, so that the p-th tokens of all texts that have one are added to a leading slice in
    one step: numpy's ``add.reduceat`` takes several times as long.
    """
    total: Vectors = np.zeros((len(lengths), rows.shape[1]), dtype=np.float32)
    if not len(ids):
        return total
    order = np.argsort(-lengths, kind="stable")
    starts = (np.cumsum(lengths) - lengths)[order]
    having = np.searchsorted(-lengths[order], -np.arange(lengths.max()), side="left")
    for position, count in enumerate(having):
        total[:count] += rows[ids[starts[:count] + position]]
    result = np.empty_like(total)
    result[order] = total
    return result
