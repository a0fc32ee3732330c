"""A cross-encoder reads need and supplier together and puts the best of a ranking in a new order."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

#: Suppliers that are read again; a small cross-encoder takes tens of milliseconds for each on a processor.
FIRST: Final = 50
_BATCH: Final = 16

Scores = NDArray[np.float64]


class Reranker:
    """A sentence-transformers CrossEncoder that is loaded when first used, never from the network.

    Raises
    ------
    EncoderError
        On first use: the library is not installed, the model is not on this machine, is no cross-encoder, or
        gives more than one score for a pair of texts.
    """

    def __init__(self, name_or_path: str | Path) -> None:
        self.name = str(name_or_path)
        self._model: CrossEncoder | None = None

    def __repr__(self) -> str:
        return f"Reranker({self.name!r}{'' if self._model else ', not loaded yet'})"

    def load(self) -> CrossEncoder:
        """The model, loaded now if it is not yet."""
        if self._model is None:
            self._model = _load(self.name)
        return self._model

    def scores(self, text: str, candidates: Sequence[str]) -> Scores:
        """How well each candidate's text answers a text, (n,), higher is better, in the model's own unit."""
        if not candidates:
            return np.zeros(0)
        pairs = [(text, candidate) for candidate in candidates]
        found = np.asarray(self.load().predict(pairs, batch_size=_BATCH, show_progress_bar=False))
        if found.ndim != 1:
            raise EncoderError(
                f"Cross-encoder '{self.name}' gives {found.shape[1]} scores for each pair; give one trained "
                "to rank, which gives one."
            )
        return found.astype(np.float64)


def reranked(totals: Scores, judge: Callable[[NDArray[np.int64]], Scores], first: int = FIRST) -> Scores:
    """Scores (n,) that put the best ``first`` by ``totals`` in the judge's order, before all others.

    ``judge`` gives a score to each of the row numbers it is given, the best first; equal ones keep their
    order. Everyone else keeps the score given, NaN (not ranked) included.
    """
    order = np.argsort(-np.round(totals, 9), kind="stable")
    best = order[np.isfinite(totals[order])][:first]
    renewed = totals.astype(np.float64, copy=True)
    if len(best):
        anew = best[np.argsort(-judge(best), kind="stable")]
        renewed[anew] = np.nanmax(totals) + np.arange(len(anew), 0, -1)
    return renewed


def _load(name: str) -> Any:
    # Set before the import: huggingface_hub reads it once, and matching never reaches for the network.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        from sentence_transformers import CrossEncoder
    except ImportError as problem:
        raise EncoderError(
            f"Cross-encoder '{name}' needs sentence-transformers: pip install sentence-transformers."
        ) from problem
    try:
        model = CrossEncoder(name, device="cpu", local_files_only=True)
    except Exception as problem:
        raise EncoderError(
            f"Cross-encoder '{name}' is not on this machine, or cannot be loaded ({type(problem).__name__}). "
            "Give a folder that holds a sentence-transformers cross-encoder downloaded before."
        ) from problem
    # An encoder of single texts (BertModel, not BertForSomething) loads too, with a head of chance weights.
    kinds = getattr(model.config, "architectures", None)
    if kinds and not any("For" in kind for kind in kinds):
        raise EncoderError(
            f"'{name}' encodes texts one by one ({kinds[0]}); give a cross-encoder, which reads pairs."
        )
    return model
