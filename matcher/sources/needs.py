"""Needs: a table of many (CSV, XLSX, Parquet), a file of one (YAML, JSON), or a document that says it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from matcher.errors import InputError, NeedError
from matcher.model import Need
from matcher.sources.documents import ENDINGS as DOCUMENTS
from matcher.sources.documents import document_text
from matcher.sources.files import check_file, sheets
from matcher.sources.headings import check_columns, rows_of
from matcher.sources.mojibake import tidy
from matcher.sources.need_fields import COLUMNS, LIST_COLUMNS, Problem, to_need
from matcher.sources.outcome import SHIFTED, Reject, Tally
from matcher.text import clean, split_list

REQUIRED: Final = ("need_id", "text")
FILE_ENDINGS: Final = (".yaml", ".yml", ".json")
_MAX_FILE_BYTES: Final = 10_000_000


def read_needs(path: str | Path) -> tuple[list[Need], list[Reject]]:
    """The needs of a table, in order, and the rows that are none, with why.

    A row is refused without ``need_id`` or ``text``, with an id that was there before, and with a value that
    would change what is asked (an unknown certificate in a must, sector, state, route or number).

    Raises InputError when the file cannot be read as a table or lacks a required column.
    """
    needs: list[Need] = []
    rejects: list[Reject] = []
    seen: set[str] = set()
    for sheet in sheets(Path(path), Tally()):
        headings = [_ours(tidy(heading)) for heading in sheet.headings]
        check_columns(headings, REQUIRED, sheet=sheet, what="the needs table", mapped=False)
        for row in rows_of(sheet, headings):
            need = _problem_or_need(row.cells, shifted=row.shifted)
            if isinstance(need, Need) and need.need_id in seen:
                need = Problem("need_id", f"'{need.need_id}' is there already; give each need its own id")
            if isinstance(need, Need):
                seen.add(need.need_id)
                needs.append(need)
            else:
                rejects.append(row.reject(str(need), need.field))
    return needs, rejects


def read_need(path: str | Path) -> Need:
    """The need of a YAML or JSON file, or one whose text a PDF, DOCX or plain text file is.

    ``parts`` is kept for co-production plans; a document's need has the file's name as its id.
    Raises InputError when the file cannot be read, NeedError (naming the field) when the need cannot be used.
    """
    path = Path(path)
    if path.suffix.lower() in DOCUMENTS:
        check_file(path)
        return Need(document_text(path), need_id=clean(path.stem) or "need")
    content = _content(path)
    if not isinstance(content, dict):
        raise InputError("holds no need; write 'need_id:' and 'text:' lines", file=path)
    content = {str(key): value for key, value in content.items()}
    for name in REQUIRED:
        if content.get(name) in (None, ""):
            raise NeedError(f"is missing; every need has {' and '.join(REQUIRED)}", file=path, field=name)
    try:
        return to_need(content)
    except Problem as problem:
        raise NeedError(problem.what, file=path, field=problem.field) from problem


def _problem_or_need(cells: Mapping[str, str], *, shifted: bool) -> Need | Problem:
    if shifted:
        return Problem("row", SHIFTED)
    values: dict[str, Any] = {
        name: list(split_list(tidy(cell))) if name in LIST_COLUMNS else cell for name, cell in cells.items()
    }
    # Only a need file holds parts; in a table a column of that name is one of theirs.
    parts = values.pop("parts", "")
    try:
        need = to_need(values | ({"parts_as_written": parts} if parts else {}))
    except Problem as problem:
        return problem
    return need


def _ours(heading: str) -> str:
    """A heading that is ours but for case and blanks under our name: ``Need ID`` is ``need_id``."""
    plain = heading.casefold().replace(" ", "_").replace("-", "_")
    return plain if plain in COLUMNS else heading


def _content(path: Path) -> Any:
    check_file(path)
    ending = path.suffix.lower()
    if ending not in FILE_ENDINGS:
        raise InputError(
            f"has the ending '{ending}'; a need file ends in {', '.join((*FILE_ENDINGS, *DOCUMENTS))}, "
            "tables go to batch",
            file=path,
        )
    if path.stat().st_size > _MAX_FILE_BYTES:
        raise InputError("is too large for one need; give a needs table to batch", file=path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise InputError("is not UTF-8; save it again as UTF-8", file=path) from problem
    return _json(text, path) if ending == ".json" else _yaml(text, path)


def _json(text: str, path: Path) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        raise InputError(f"is no JSON ({problem.msg})", file=path, line=problem.lineno) from problem
    except RecursionError as problem:
        raise InputError("is nested too deeply for a need", file=path) from problem


def _yaml(text: str, path: Path) -> Any:
    import yaml

    # An alias can stand for itself a billion times over; a need has no use for one.
    if any(isinstance(token, yaml.AliasToken) for token in _tokens(text, path)):
        raise InputError("uses YAML aliases (*name); write the values out", file=path)
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise _no_yaml(problem, path) from problem


def _tokens(text: str, path: Path) -> list[Any]:
    import yaml

    try:
        return list(yaml.scan(text, Loader=yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise _no_yaml(problem, path) from problem


def _no_yaml(problem: Exception, path: Path) -> InputError:
    mark = getattr(problem, "problem_mark", None)
    why = getattr(problem, "problem", None) or "it cannot be parsed"
    return InputError(f"is no YAML ({why})", file=path, line=mark.line + 1 if mark else None)
