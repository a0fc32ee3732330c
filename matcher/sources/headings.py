"""Heading lines: what must stand there, and rows of cells under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matcher.errors import InputError
from matcher.sources.outcome import Row
from matcher.sources.sheet import Sheet


def check_columns(
    headings: Sequence[str],
    required: Sequence[str],
    *,
    sheet: Sheet,
    what: str,
    mapped: bool,
) -> None:
    """Raise InputError for a required column that is absent or a heading that stands twice.

    ``headings`` are the sheet's under our names; ``mapped`` says whether a mapping file can help.
    """
    missing = [column for column in required if column not in headings]
    if missing:
        remedy = " or name them in a mapping file (--map)" if mapped else ""
        raise InputError(
            f"lacks {', '.join(missing)}, which {what} must have; found {listed(sheet.headings)}: "
            f"rename the columns{remedy}",
            file=sheet.label,
        )
    for heading in headings:
        if heading and headings.count(heading) > 1:
            raise InputError("stands twice among the headings; rename one", file=sheet.label, field=heading)


def listed(headings: Sequence[str], most: int = 12) -> str:
    """Headings for a message, no more than a line of them."""
    plain = (" ".join(heading.split()) for heading in headings)
    shown = [f"'{heading[:40]}'" for heading in plain if heading]
    more = f" and {len(shown) - most} more" if len(shown) > most else ""
    return (", ".join(shown[:most]) + more) or "no headings"


def rows_of(sheet: Sheet, headings: Sequence[str]) -> Iterator[Row]:
    """Rows as mappings by heading; columns with an empty heading are left out."""
    width = len(headings)
    for line, cells in sheet.rows:
        pairs = zip(headings, cells, strict=False)
        shifted = len(cells) > width and any(cell.strip() for cell in cells[width:])
        yield Row(sheet.label, line, {heading: cell for heading, cell in pairs if heading}, shifted)
