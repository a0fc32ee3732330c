"""A need that somebody wrote as a document: the text of a PDF, a DOCX or a plain text file."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from matcher.errors import InputError
from matcher.sources.encoding import find_encoding
from matcher.text import clean

#: Pages read of a PDF, and letters kept of any document: a need is a page or a tender, not a manual.
MOST_PAGES: Final = 60
MOST_LETTERS: Final = 200_000
#: Share of the longest line of a PDF's page from which a line fills the page's width.
FULL_LINE: Final = 0.75
#: A DOCX is a zip: unpacked it may not be larger than this.
_MOST_UNPACKED: Final = 200_000_000


def document_text(path: Path) -> str:
    """The lines of a document, cleaned, in reading order; at most MOST_LETTERS letters of them.

    Raises InputError when it cannot be read: damaged, locked by a password, or without any text (a scan).
    """
    lines = (clean(line) for line in _READERS[path.suffix.lower()](path))
    text = "\n".join(line for line in lines if line)[:MOST_LETTERS]
    if not text:
        raise InputError("holds no text that can be read; if it is a scan, read it (OCR) first", file=path)
    return text


def _pdf_lines(path: Path) -> Iterator[str]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every small flaw of a file
    try:
        for page in PdfReader(path).pages[:MOST_PAGES]:
            yield from _unwrapped(page.extract_text().splitlines())
    except (FileNotDecryptedError, DependencyError) as problem:
        raise InputError("is locked by a password; save it without one", file=path) from problem
    except LimitReachedError as problem:
        raise InputError("unpacks to more than a need can be; give its text", file=path) from problem
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
    ) as problem:
        # What a damaged PDF makes the library stumble over is not only its own errors.
        raise InputError("is damaged or no PDF; save it again", file=path) from problem


def _unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """Lines of a page as paragraphs: one that fills the page's width and ends no sentence goes on below."""
    full = FULL_LINE * max(map(len, lines), default=0)
    paragraph = ""
    for line in lines:
        paragraph = f"{paragraph} {line}" if paragraph else line
        if len(line) < full or line.rstrip().endswith((".", ":", ";", "!", "?")):
            yield paragraph
            paragraph = ""
    yield paragraph


def _docx_lines(path: Path) -> Iterator[str]:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        with ZipFile(path) as package:
            if sum(part.file_size for part in package.infolist()) > _MOST_UNPACKED:
                raise InputError("unpacks to more than a need can be; give its text", file=path)
        for block in Document(str(path)).iter_inner_content():
            if isinstance(block, Table):
                yield from (_row(cell.text for cell in row.cells) for row in block.rows)
            else:
                yield from block.text.splitlines()
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as problem:
        if isinstance(problem, InputError):
            raise
        raise InputError("is damaged, locked or no DOCX; save it again", file=path) from problem


def _row(cells: Iterator[str]) -> str:
    """A row of a table as one line; a cell that spans columns is there once for each, and told once."""
    return " ".join(dict.fromkeys(clean(cell) for cell in cells))


def _text_lines(path: Path) -> Iterator[str]:
    with path.open("rb") as handle:
        encoding = find_encoding(handle, str(path))
    yield from path.read_text(encoding).splitlines()


_READERS: Final[dict[str, Callable[[Path], Iterator[str]]]] = {
    ".pdf": _pdf_lines,
    ".docx": _docx_lines,
    ".txt": _text_lines,
}
ENDINGS: Final = tuple(_READERS)
