"""Vectors kept on disk, so that a text is encoded once for each model."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import numpy as np

from matcher.encode.protocol import Encoder, Vectors
from matcher.errors import EncoderError

_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
)
#: SQLite's oldest limit on placeholders in one statement is 999.
_AT_ONCE: Final = 900


class CachedEncoder:
    """Wraps an encoder; is one itself. The key is the model's id and the text, so two models never mix.

    Parameters
    ----------
    encoder
        Asked only for texts that are not in the file yet.
    path
        An SQLite file; made when absent.
    """

    def __init__(self, encoder: Encoder, path: str | Path) -> None:
        self.encoder, self.path = encoder, Path(path)

    def __repr__(self) -> str:
        return f"CachedEncoder({self.encoder!r}, {str(self.path)!r})"

    @property
    def model_id(self) -> str:
        """The wrapped encoder's."""
        return self.encoder.model_id

    @property
    def dim(self) -> int:
        """The wrapped encoder's."""
        return self.encoder.dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, one per text, in the order given, however often texts repeat.

        Raises
        ------
        EncoderError
            The file cannot be used: not a database, or not writable.
        """
        keys = [self._key(text) for text in texts]
        wanted = dict(zip(keys, texts, strict=True))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path)) as database:
                database.execute(_SCHEMA)
                known = dict(_lookup(database, list(wanted), self.dim))
                known |= self._add(database, {key: text for key, text in wanted.items() if key not in known})
        except (sqlite3.Error, OSError) as problem:
            raise EncoderError(
                f"{self.path} cannot be used to keep vectors ({problem}); delete it or name another."
            ) from (problem)
        return np.stack([known[key] for key in keys]) if keys else np.zeros((0, self.dim), dtype=np.float32)

    def _key(self, text: str) -> bytes:
        model = self.model_id.encode()
        # surrogatepass: a broken text still gets a key of its own instead of an error.
        content = text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(len(model).to_bytes(4, "little") + model + content, digest_size=16).digest()

    def _add(self, database: sqlite3.Connection, missing: dict[bytes, str]) -> dict[bytes, Vectors]:
        vectors = self.encoder.encode(list(missing.values()))
        fresh = dict(zip(missing, vectors, strict=True))
        rows = [(key, vector.astype("<f4").tobytes()) for key, vector in fresh.items()]
        with database:
            database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        return fresh


def _lookup(database: sqlite3.Connection, keys: list[bytes], dim: int) -> Iterator[tuple[bytes, Vectors]]:
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        # Only question marks are put into the statement, never a value.
        for key, blob in database.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part):  # noqa: S608
            if len(blob) == 4 * dim:
                yield key, np.frombuffer(blob, dtype="<f4").astype(np.float32)
