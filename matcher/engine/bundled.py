"""The bundled directories: their indexes are made on first use and kept in the user's cache folder.

Only the directory is shipped, as Parquet. The index is a function of that file and the encoder, so it is
made again by itself when either changes, and a repository's history does not keep every vector ever made.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from pathlib import Path

from matcher import __version__
from matcher.config import cache_dir, data_dir
from matcher.encode import Encoder
from matcher.engine.build import build
from matcher.engine.knowledge import reference_state
from matcher.errors import IndexMissing, OutputError
from matcher.index.manifest import FORMAT


def directory_path(name: str) -> Path:
    """Where the Parquet file of a bundled directory lies."""
    return data_dir() / name / f"{name}.parquet"


def bundled_index(name: str, encoder: Encoder) -> Path:
    """The folder of a bundled directory's index; builds it if this file and encoder have none yet.

    Raises IndexMissing when the directory is not bundled here, OutputError when the cache folder cannot
    be written.
    """
    source = directory_path(name)
    if not source.is_file():
        raise IndexMissing(
            f"The bundled directory '{name}' is not there: {source} is missing; reinstall matcher."
        )
    folder = cache_dir() / "indexes" / f"{name}-{_fingerprint(source, encoder)}"
    if not (folder / "manifest.json").is_file():
        _make(name, source, encoder, folder)
    return folder


def _fingerprint(source: Path, encoder: Encoder) -> str:
    digest = hashlib.blake2b(digest_size=8)
    made_by = f"{encoder.model_id} {__version__} {FORMAT} {reference_state()}"
    for part in (source.read_bytes(), made_by.encode()):
        digest.update(hashlib.blake2b(part).digest())
    return digest.hexdigest()


def _make(name: str, source: Path, encoder: Encoder, folder: Path) -> None:
    """Build beside and rename; if another process was quicker, its index is as good as ours."""
    print(
        f"First use: building the index of the bundled {name} (some fifteen seconds, once).", file=sys.stderr
    )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=folder.parent))
    except OSError as problem:
        raise OutputError(
            f"Cannot write the cache folder {folder.parent}: {problem.strerror}; "
            "set MATCHER_CACHE to one that can be."
        ) from problem
    try:
        build(source, beside / "index", encoder=encoder, name=name)
        try:
            (beside / "index").rename(folder)
        except OSError:
            if not (folder / "manifest.json").is_file():
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
