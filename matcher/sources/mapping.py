"""The mapping file: ``our_column: Their heading`` for tables that name their columns otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from matcher.errors import InputError
from matcher.sources.files import check_file
from matcher.sources.mojibake import tidy

_EXAMPLE = "write lines like 'name: Razón social'"
_MAX_BYTES = 1_000_000


def read_mapping(path: Path, columns: Collection[str]) -> dict[str, str]:
    """Our column to their heading, from a YAML file.

    Raises InputError for a file that is no such mapping, a column that is none of ``columns`` and a heading
    that is given to two of them.
    """
    from pydantic import RootModel, ValidationError

    content = _yaml(path)
    try:
        mapping = RootModel[dict[str, str]].model_validate(content, strict=True).root
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or None
        raise InputError(f"{first['msg']}; {_EXAMPLE}", file=path, field=where) from problem
    for column in mapping:
        if column not in columns:
            known = ", ".join(columns)
            raise InputError(f"is no column of ours; choose from {known}", file=path, field=column)
    _refuse_doubles(mapping, path)
    return {column: tidy(heading) for column, heading in mapping.items()}


def _yaml(path: Path) -> Any:
    import yaml

    check_file(path)
    if path.stat().st_size > _MAX_BYTES:
        raise InputError(f"is too large for a mapping; {_EXAMPLE}", file=path)
    try:
        return yaml.safe_load(path.read_text("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as problem:
        raise InputError(f"is no YAML in UTF-8; {_EXAMPLE}", file=path) from problem


def _refuse_doubles(mapping: Mapping[str, str], path: Path) -> None:
    seen: dict[str, str] = {}
    for column, heading in mapping.items():
        if heading in seen:
            raise InputError(
                f"'{heading}' is given to {seen[heading]} and {column}; give it to one",
                file=path,
                field=column,
            )
        seen[heading] = column


def renamed(headings: Sequence[str], mapping: Mapping[str, str], label: str) -> list[str]:
    """The headings of a file with the mapped ones under our names; a column of theirs that already had
    our name, and is not the one meant, gets ``theirs_`` before it.

    Raises InputError for a mapped heading that the file does not have.
    """
    for column, heading in mapping.items():
        if heading not in headings:
            raise InputError(
                f"has no column '{heading}', which the mapping wants for {column}; "
                f"found {', '.join(filter(None, headings))}",
                file=label,
            )
    ours = {heading: column for column, heading in mapping.items()}
    return [ours.get(heading, f"theirs_{heading}" if heading in mapping else heading) for heading in headings]
