"""Zips as INEGI hands them out, read in place: nothing is unpacked to disk, so no name becomes a path."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, cast

from matcher.errors import InputError

#: Plain text and XML shrink 5 to 30 times; a file that grows more than this is made to fill memory.
MAX_RATIO: Final = 200
#: Below this many bytes unpacked no ratio does harm.
HARMLESS_BYTES: Final = 10_000_000
_NOT_DATA: Final = ("diccionario", "metadatos", "catalogo", "modelo")


def refuse_bomb(members: Iterable[zipfile.ZipInfo], label: str) -> None:
    """Raise InputError when a member would unpack to more than MAX_RATIO times its size."""
    for member in members:
        if member.file_size > HARMLESS_BYTES and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise InputError(
                f"'{member.filename}' inside unpacks to {member.file_size:,} bytes, more than {MAX_RATIO} "
                "times its size; unpack it yourself if you trust it, and give the file inside",
                file=label,
            )


def zip_texts(path: Path, label: str) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    """Each CSV of the data folder inside: its label, and what opens it.

    Dictionaries, catalogues and metadata beside the data are left out. Raises InputError for a broken,
    locked or suspicious archive, and for one without a CSV.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if _is_data(member)]
    except (zipfile.BadZipFile, OSError, NotImplementedError) as problem:
        raise InputError("is no readable zip; download it again", file=label) from problem
    if not members:
        raise InputError("holds no CSV; give the zip of the CSV edition", file=label)
    refuse_bomb(members, label)
    for member in members:
        if member.flag_bits & 1:
            raise InputError(f"'{member.filename}' inside is locked; unpack it and give the CSV", file=label)
        yield f"{label}:{member.filename}", _opener(path, member.filename)


def metadata_text(path: Path) -> str:
    """The archive's own note about its edition (``metadatos/*.txt``), empty when there is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                name = member.filename.lower()
                if "metadatos" in name and name.endswith(".txt") and member.file_size < HARMLESS_BYTES:
                    return archive.read(member).decode("utf-8", "replace")
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError, zlib.error):
        # Whoever reads the data of a broken or locked archive says so; the note alone is worth no error.
        return ""
    return ""


def _is_data(member: zipfile.ZipInfo) -> bool:
    name = member.filename.lower()
    return name.endswith(".csv") and not any(word in name for word in _NOT_DATA)


def _opener(path: Path, member: str) -> Callable[[], BinaryIO]:
    def open_member() -> BinaryIO:
        # A ZipExtFile keeps the archive's handle alive by itself and closes it with the last reader.
        with zipfile.ZipFile(path) as archive:
            return cast("BinaryIO", archive.open(member))

    return open_member
