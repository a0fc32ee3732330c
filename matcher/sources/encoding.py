"""Which encoding a whole file is in, found by one streaming pass; binaries are refused by name."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from matcher.errors import InputError

_CHUNK: Final = 1 << 20
_MAGIC: Final = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "gzip data"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
    (b"SQLite format 3", "an SQLite database"),
)
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Bytes that cp1252 leaves undefined; ISO-8859-1 has invisible control characters there.
_NOT_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# Where MacRoman and the DOS code pages keep accented letters, cp1252 has signs that stand in no word.
_SIGN_IN_WORD = re.compile(rb"(?<=[A-Za-z])[\x80-\x91\x93-\x9f\xa0-\xa9](?=[A-Za-z])")
_LETTER_IN_WORD = re.compile(rb"(?<=[A-Za-z])[\xc0-\xff](?=[A-Za-z])")


def find_encoding(stream: BinaryIO, label: str) -> str:
    """``utf-8``, ``utf-8-sig``, ``cp1252`` or ``latin-1``, whichever holds for every byte of the stream.

    The stream must be seekable. Raises InputError for an empty file, a binary, UTF-16 and texts that none of
    these fits.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    is_utf8, first = True, b""
    for chunk in _chunks(stream):
        first = first or chunk
        _refuse_binary(chunk, first, label)
        is_utf8 = is_utf8 and _decodes(decoder, chunk)
    if not first.strip(b"\xef\xbb\xbf\r\n\t ;,|"):
        raise InputError("is empty; give a file with a heading line and rows", file=label)
    if is_utf8 and _decodes(decoder, b"", final=True):
        return "utf-8-sig" if first.startswith(codecs.BOM_UTF8) else "utf-8"
    stream.seek(0)
    return _eight_bit(stream, label)


def _eight_bit(stream: BinaryIO, label: str) -> str:
    undefined = signs = letters = 0
    for chunk in _chunks(stream):
        undefined += len(_NOT_CP1252.findall(chunk))
        signs += len(_SIGN_IN_WORD.findall(chunk))
        letters += len(_LETTER_IN_WORD.findall(chunk))
    if signs > letters:
        raise InputError(
            "is in none of UTF-8, cp1252 and latin-1 (it may be MacRoman or a DOS code page); "
            "save it again as UTF-8",
            file=label,
        )
    return "latin-1" if undefined else "cp1252"


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_binary(chunk: bytes, first: bytes, label: str) -> None:
    for magic, what in _MAGIC:
        if first.startswith(magic):
            raise InputError(f"holds {what}, not text; give it its own ending or save it as CSV", file=label)
    if first.startswith(_UTF16):
        raise InputError("is in UTF-16; save it again as CSV in UTF-8", file=label)
    if b"\0" in chunk:
        raise InputError("is a binary file or UTF-16, not text; save it as CSV in UTF-8", file=label)
