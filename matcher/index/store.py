"""Storage: a new generation is written beside the old one, and takes its place in one step."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher import __version__
from matcher.errors import EncoderError, IndexProblem, OutputError
from matcher.index.content import check_rows, data_hash
from matcher.index.lexical import build_lexical
from matcher.index.manifest import FORMAT, NAME, Manifest, describe, read_manifest

if TYPE_CHECKING:
    import pyarrow as pa

Floats = NDArray[np.float32]
_ARRAY_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
_GENERATION: Final = re.compile(r"g-[0-9a-f]{16}(-b)?")
# Hidden files are a desktop's own (".DS_Store"), nobody's work.
_OURS: Final = re.compile(rf"g-[0-9a-f]{{16}}(-b)?|{re.escape(NAME)}(\.new)?|\..*")
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


def build_index(
    path: str | Path,
    *,
    rows: pa.Table,
    vectors: Floats,
    model_id: str,
    name: str | None = None,
    about: Mapping[str, Any] = _NOTHING,
    arrays: Mapping[str, NDArray[Any]] = _NOTHING,
    texts: Mapping[str, Sequence[str]] = _NOTHING,
) -> Manifest:
    """Write an index into a folder; one that stands there is replaced when the new one is whole.

    Killed at any moment, it leaves the old index as it was; what is left over goes with the next build.

    Parameters
    ----------
    rows
        A directory's table, sorted by ``supplier_id``.
    vectors : ndarray, shape (n, d), float32
        Rows of unit length, or of zeros where a supplier has no text.
    model_id
        The encoder that made the vectors; opening with another one is refused.
    name
        What the index is called, by default as its folder.
    about
        What the directory says of itself; must go into JSON.
    arrays, texts
        More to keep beside it, by name: ``Index.array`` and ``Index.texts`` give it back.

    Raises
    ------
    InputError
        The rows are not sorted by an id that is there once.
    EncoderError
        The vectors are not one for each row, or neither of unit length nor zero.
    OutputError
        The folder cannot be written, or is not an index and holds something else.
    """
    path = Path(path)
    check_rows(rows)
    vectors = _checked(vectors, rows.num_rows)
    for key in (*arrays, *texts):
        if not _ARRAY_NAME.fullmatch(key):
            raise ValueError(f"Got name '{key}'; use lower-case letters, digits and '_'.")
    content = data_hash(rows)
    with _new_generation(path, content) as folder:
        _save_rows(folder / "rows.arrow", rows)
        np.save(folder / "vectors.npy", vectors, allow_pickle=False)
        build_lexical(folder / "lexical", rows)
        _save_extras(folder / "arrays", arrays, texts)
        manifest = Manifest(
            format=FORMAT,
            name=name or path.resolve().name,
            n=rows.num_rows,
            model_id=model_id,
            dim=vectors.shape[1],
            data_hash=content,
            versions={"matcher": __version__, "numpy": np.__version__, "tantivy": version("tantivy")},
            about=dict(about),
            generation=folder.name,
            files={file.relative_to(folder).as_posix(): describe(file) for file in _files(folder)},
        )
        _sync(folder)
        _put(path / NAME, manifest.to_bytes())
    return manifest


def load_rows(folder: Path) -> pa.Table:
    """The directory table of a generation, in mapped memory."""
    import pyarrow as pa

    return pa.ipc.open_file(pa.memory_map(str(folder / "rows.arrow"))).read_all()


def load_vectors(folder: Path) -> Floats:
    """The vectors (n, d) of a generation, in mapped memory."""
    return _load_array(folder / "vectors.npy")


def load_arrays(folder: Path, manifest: Manifest) -> dict[str, NDArray[Any]]:
    """The further arrays of a generation by name, in mapped memory."""
    return {file.stem: _load_array(file) for file in _extras(folder, manifest, ".npy")}


def load_texts(folder: Path, manifest: Manifest) -> dict[str, tuple[str, ...]]:
    """The lists of texts of a generation by name."""
    files = _extras(folder, manifest, ".json")
    return {file.stem: tuple(json.loads(file.read_text("utf-8"))) for file in files}


@contextmanager
def _new_generation(path: Path, content: str) -> Iterator[Path]:
    """A new folder beside the generation in use; afterwards only the one in use is left."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        with _only_writer(path):
            in_use = _in_use(path)
            _sweep(path, in_use)
            fresh = f"g-{content[:16]}"
            folder = path / (fresh if fresh != in_use else f"{fresh}-b")
            folder.mkdir()
            try:
                yield folder
            finally:
                _sweep(path, _in_use(path))
    except OSError as problem:
        if isinstance(problem, OutputError):
            raise
        raise OutputError(f"{path}: cannot write the index there: {problem.strerror or problem}") from problem


@contextmanager
def _only_writer(path: Path) -> Iterator[None]:
    """Hold the folder against a second build; the system lets go when the process ends, killed or not."""
    import fcntl

    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as problem:
        raise OutputError(f"{path}: another build is writing this index; wait for it to end.") from problem
    finally:
        os.close(handle)


def _in_use(path: Path) -> str | None:
    """The generation that the manifest names; None where there is no index, or none that can be read."""
    try:
        return read_manifest(path).generation
    except IndexProblem:
        return None


def _sweep(path: Path, in_use: str | None) -> None:
    """Remove what builds left over; refuse a folder that holds anything that no build wrote."""
    found = sorted(path.iterdir())
    strange = [name for name in (file.name for file in found) if not _OURS.fullmatch(name)]
    if strange:
        raise OutputError(f"{path}: holds '{strange[0]}', which is no index; choose an empty or new folder.")
    for file in found:
        if _GENERATION.fullmatch(file.name) and file.name != in_use:
            shutil.rmtree(file)
    (path / f"{NAME}.new").unlink(missing_ok=True)


def _checked(vectors: Floats, n: int) -> Floats:
    vectors = np.ascontiguousarray(vectors, dtype=np.float32)
    if vectors.ndim != 2 or len(vectors) != n:
        raise EncoderError(f"Got vectors of shape {vectors.shape} for {n} rows; want one for each: ({n}, d).")
    lengths = np.linalg.norm(vectors, axis=1)
    wrong = np.flatnonzero(~((np.abs(lengths - 1) < 1e-3) | (lengths == 0)))
    if len(wrong):
        row = int(wrong[0])
        raise EncoderError(
            f"Got a vector of length {lengths[row]:.4g} for row {row}; want length 1, or all zeros."
        )
    return vectors


def _save_rows(file: Path, rows: pa.Table) -> None:
    import pyarrow as pa

    # One batch and no compression: the file is used as it lies.
    with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, rows.schema) as writer:
        writer.write_table(rows.combine_chunks())


def _save_extras(
    folder: Path, arrays: Mapping[str, NDArray[Any]], texts: Mapping[str, Sequence[str]]
) -> None:
    folder.mkdir()
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
    for name, lines in texts.items():
        (folder / f"{name}.json").write_text(json.dumps(list(lines), ensure_ascii=False), "utf-8")


def _extras(folder: Path, manifest: Manifest, suffix: str) -> list[Path]:
    names = sorted(name for name in manifest.files if name.startswith("arrays/") and name.endswith(suffix))
    return [folder / name for name in names]


def _load_array(file: Path) -> NDArray[Any]:
    mapped: NDArray[Any] = np.load(file, mmap_mode="r", allow_pickle=False)
    # As a plain array: slices of a memmap carry its bookkeeping along and cost several times as much.
    return mapped.view(np.ndarray)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _sync(folder: Path) -> None:
    for file in (*_files(folder), *(inner for inner in folder.rglob("*") if inner.is_dir()), folder):
        _flush(file)


def _flush(file: Path) -> None:
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _put(file: Path, body: bytes) -> None:
    beside = file.with_name(f"{file.name}.new")
    beside.write_bytes(body)
    _flush(beside)
    beside.replace(file)
    _flush(file.parent)
