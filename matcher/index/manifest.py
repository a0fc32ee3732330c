"""The manifest: what an index holds, with which model, and the checksum of every file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Any, Final

from matcher.errors import IndexDamaged, IndexMismatch, IndexMissing

#: Raised when an older matcher could no longer read what a newer one writes.
FORMAT: Final = 11
NAME: Final = "manifest.json"
REBUILD: Final = "matcher index build DIR.parquet --out {path} --model {model}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index holds. ``files`` gives size in bytes and BLAKE2b checksum by path in ``generation``.

    ``data_hash`` is of the rows' content: the same however the table was stored. ``about`` is what the
    directory says of itself: source, licence, edition.
    """

    format: int
    name: str
    n: int
    model_id: str
    dim: int
    data_hash: str
    versions: Mapping[str, str]
    about: Mapping[str, Any]
    generation: str
    files: Mapping[str, Mapping[str, Any]]

    def to_dict(self) -> dict[str, Any]:
        """What ``match --format json`` prints of an index: everything but the files."""
        return {
            "name": self.name,
            "format": self.format,
            "n": self.n,
            "model_id": self.model_id,
            "dim": self.dim,
            "data_hash": self.data_hash,
            "versions": dict(self.versions),
            "about": dict(self.about),
        }

    def to_bytes(self) -> bytes:
        """The file: JSON with sorted keys, its own checksum among them."""
        body = {field.name: getattr(self, field.name) for field in fields(self)}
        return _dump({**body, "checksum": _digest(_dump(body))})


def read_manifest(path: Path) -> Manifest:
    """The manifest of the index in a folder.

    Raises
    ------
    IndexMissing
        No such folder, or no manifest in it.
    IndexDamaged
        The manifest is not, byte for byte, what was written.
    IndexMismatch
        Written in another format.
    """
    file = path / NAME
    try:
        raw = file.read_bytes()
    except OSError as problem:
        raise IndexMissing(
            f"{path}: no index here ({problem.strerror}: {NAME}); make one with "
            f"'matcher index build DIR.parquet --out {path}'."
        ) from problem
    try:
        body = json.loads(raw)
        checksum = body.pop("checksum")
        whole = _digest(_dump(body)) == checksum and _dump({**body, "checksum": checksum}) == raw
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        whole = False
    if not whole:
        raise damaged(path, file, "its checksum does not hold")
    if body["format"] != FORMAT:
        raise IndexMismatch(
            f"{path}: got an index of format {body['format']}, this matcher reads {FORMAT}; build it again: "
            f"{REBUILD.format(path=path, model=body.get('model_id', 'NAME'))}"
        )
    return Manifest(**body)


def damaged(path: Path, file: Path, why: str) -> IndexDamaged:
    """The error for a file of an index that is not what was written."""
    return IndexDamaged(
        f"{file}: {why}, so the index is not what was built; build it again: "
        f"{REBUILD.format(path=path, model='NAME')}"
    )


def check_files(path: Path, manifest: Manifest) -> None:
    """Read every file of the index once; raises IndexDamaged naming the first that is not as written."""
    for name, written in manifest.files.items():
        file = path / manifest.generation / name
        try:
            found = describe(file)
        except OSError as problem:
            raise damaged(path, file, f"cannot be read ({problem.strerror})") from problem
        if found["size"] != written["size"]:
            raise damaged(path, file, f"has {found['size']} bytes, {written['size']} were written")
        if found["blake2b"] != written["blake2b"]:
            raise damaged(path, file, "its checksum does not hold")


def describe(file: Path) -> dict[str, Any]:
    """Size in bytes and checksum of one file."""
    with file.open("rb") as handle:
        return {"size": file.stat().st_size, "blake2b": file_digest(handle, _hash).hexdigest()}


def _hash() -> Any:
    return blake2b(digest_size=32)


def _digest(raw: bytes) -> str:
    return blake2b(raw, digest_size=32).hexdigest()


def _dump(body: Mapping[str, Any]) -> bytes:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return f"{text}\n".encode()
