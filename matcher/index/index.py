"""Index: the rows of a directory, ready to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.errors import EncoderError, IndexMismatch, InputError
from matcher.index.dense import Dense, chosen_rows, top_rows
from matcher.index.fuse import WEIGHTS, fuse
from matcher.index.lexical import Lexical, open_lexical
from matcher.index.manifest import REBUILD, Manifest, check_files, read_manifest
from matcher.index.store import load_arrays, load_rows, load_texts, load_vectors
from matcher.model import Hits

if TYPE_CHECKING:
    import pyarrow as pa

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
_T = TypeVar("_T")


@dataclass(frozen=True)
class Index:
    """A directory's rows, sorted by supplier id, and what finds them. Made by ``open_index``.

    ``rows`` (n rows) and ``vectors`` (n, d; float32, unit length, zero where nothing is known of what a
    supplier does) lie in mapped memory. A filter is ``allowed``: (n,) bool, or None for every row.
    ``arrays`` and ``lists`` hold what else was stored with it, by name.
    """

    path: Path
    manifest: Manifest
    rows: pa.Table = field(repr=False)
    vectors: Floats = field(repr=False)
    _dense: Dense = field(repr=False)
    _lexical: Lexical = field(repr=False)
    arrays: Mapping[str, NDArray[Any]] = field(repr=False)
    lists: Mapping[str, tuple[str, ...]] = field(repr=False)

    def __len__(self) -> int:
        return self.manifest.n

    def dense(self, queries: Floats, allowed: Mask | None = None) -> Floats:
        """Cosine of each query with each allowed row: (q, d) to (q, m), in the order of the rows.

        A figure depends on nothing but its query and its row: the same alone, in a batch and filtered.
        """
        return self._dense.scores(self._checked(queries, 2), chosen_rows(allowed, len(self)))

    def lexical_scores(self, text: str) -> Floats:
        """How well the words of a text fit each row: (n,), in [0, 1), 0 where no word is shared.

        Exact for every row up to 100,000 rows; in larger indexes for the best 10,000, 0 for the others.
        """
        return self._lexical.scores(text)

    def lexical(self, text: str, allowed: Mask | None = None, k: int | None = None) -> Hits:
        """The allowed rows that share a word with the text, best first; part ``words`` is the score."""
        scores, rows = self.lexical_scores(text), chosen_rows(allowed, len(self))
        found = np.flatnonzero(scores) if rows is None else rows[scores[rows] > 0]
        best = found[top_rows(scores[found], len(found) if k is None else _checked_k(k))]
        return Hits(best, scores[best], {"words": scores[best]})

    def nearest(self, queries: Floats, k: int, allowed: Mask | None = None) -> list[Hits]:
        """The k allowed rows nearest in meaning to each query (q, d): exact, equal scores by row."""
        rows = chosen_rows(allowed, len(self))
        found = self._dense.nearest(self._checked(queries, 2), _checked_k(k), rows)
        return [Hits(best, score, {"meaning": score}) for best, score in found]

    def search(
        self,
        vector: Floats,
        text: str,
        k: int,
        allowed: Mask | None = None,
        weights: Mapping[str, float] = WEIGHTS,
    ) -> Hits:
        """The exact k best allowed rows by meaning and words together.

        Parameters
        ----------
        vector : ndarray, shape (d,), unit length
        text
            The need in its own words; never read as query syntax.
        k
            At least 1; fewer come back only where fewer rows are allowed.
        weights
            Of ``meaning`` (cosine, below 0 counted as 0) and ``words`` (see ``lexical_scores``).

        Returns
        -------
        Hits
            With the parts ``meaning`` and ``words``, already weighted: they sum to the score.
        """
        query = self._checked(vector, 1)
        rows = chosen_rows(allowed, len(self))
        return fuse(
            self._dense, query, self.lexical_scores(text), k=_checked_k(k), rows=rows, weights=weights
        )

    def array(self, name: str) -> NDArray[Any]:
        """An array stored with the index. Raises KeyError, naming those there are."""
        return _named(self.arrays, name, "array")

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts stored with the index. Raises KeyError, naming those there are."""
        return _named(self.lists, name, "list of texts")

    def _checked(self, queries: Floats, ndim: int) -> Floats:
        queries = np.asarray(queries, dtype=np.float32)
        if queries.ndim != ndim or queries.shape[-1] != self.manifest.dim:
            wanted = f"{'(q, ' if ndim == 2 else '('}{self.manifest.dim})"
            raise EncoderError(
                f"Got query vectors of shape {queries.shape}, index '{self.manifest.name}' wants {wanted}: "
                f"encode with its model, '{self.manifest.model_id}'."
            )
        if not np.isfinite(queries).all():
            raise EncoderError("Got a query vector with NaN or infinite numbers; encode the text again.")
        return queries

    def __repr__(self) -> str:
        found = self.manifest
        return f"<Index '{found.name}': {found.n:,} rows, {found.dim}-d by {found.model_id}, {self.path}>"

    def _repr_html_(self) -> str:
        found = self.manifest
        facts = {"rows": f"{found.n:,}", "model": f"{found.model_id} ({found.dim} dimensions)"}
        facts |= {str(key): str(value) for key, value in found.about.items()}
        facts |= {"data": found.data_hash[:16], "folder": str(self.path)}
        body = "".join(
            f"<tr><th>{escape(key)}</th><td>{escape(value)}</td></tr>" for key, value in facts.items()
        )
        return f"<table><caption>{escape(found.name)}</caption>{body}</table>"


def open_index(path: str | Path, *, model_id: str | None = None) -> Index:
    """Open the index in a folder, having read every byte of it once against its checksum.

    Nothing is written into the folder.

    Parameters
    ----------
    model_id
        The model that will encode the needs, if it is already known: the index must be of that one.

    Raises
    ------
    IndexMissing
        Nothing there; says how to make one.
    IndexDamaged
        A file is not what was written; names it.
    IndexMismatch
        Another format, or another model; names both and the command that mends it.
    """
    path = Path(path)
    while True:
        manifest = read_manifest(path)
        _check_model(path, manifest, model_id)
        try:
            check_files(path, manifest)
            return _load(path, manifest)
        except Exception:
            # An update may have put another generation in place of the one that was being read.
            if read_manifest(path).generation == manifest.generation:
                raise


def _load(path: Path, manifest: Manifest) -> Index:
    folder = path / manifest.generation
    vectors = load_vectors(folder)
    return Index(
        path,
        manifest,
        load_rows(folder),
        vectors,
        Dense(vectors),
        open_lexical(folder / "lexical", manifest.n),
        load_arrays(folder, manifest),
        load_texts(folder, manifest),
    )


def _check_model(path: Path, manifest: Manifest, model_id: str | None) -> None:
    if model_id is not None and model_id != manifest.model_id:
        raise IndexMismatch(
            f"{path}: the index was built with model '{manifest.model_id}', asked for was '{model_id}'; "
            f"use the first, or build it again: {REBUILD.format(path=path, model=model_id)}"
        )


def _checked_k(k: int) -> int:
    if k < 1:
        raise InputError(f"Got k={k}; it must be at least 1.")
    return k


def _named(held: Mapping[str, _T], name: str, kind: str) -> _T:
    if name not in held:
        raise KeyError(f"Got '{name}'; each {kind} in this index: {', '.join(held) or 'none'}.")
    return held[name]
