"""Strict reading of the reference tables: each row has its source and its mark, or the table is refused."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matcher.config import data_dir
from matcher.errors import MissingFileError, TableError
from matcher.text import split_list

#: How sure a row is: checked in a named public source, trade knowledge, an expert's estimate, uncertain.
MARKS: Final = ("V", "K", "E", "U")


def reference(name: str) -> Path:
    """Where the reference table of that file name lies: ``reference("states.csv")``."""
    return data_dir() / "reference" / name


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, able to say where a cell is wrong."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, field: str) -> str:
        return self.cells[field]

    def error(self, field: str, problem: str) -> TableError:
        """What to raise for a cell that is wrong."""
        return TableError(problem, file=self.path, line=self.line, field=field)

    def required(self, field: str) -> str:
        """The cell; raises TableError when it is empty."""
        if not self.cells[field]:
            raise self.error(field, "is empty; give a value")
        return self.cells[field]

    def one_of(self, field: str, allowed: Iterable[str]) -> str:
        """The cell, when it is one of the allowed values; raises TableError otherwise."""
        if (cell := self.cells[field]) not in (values := tuple(allowed)):
            raise self.error(field, f"'{cell}' is none of {', '.join(values)}")
        return cell

    def number(self, field: str) -> float:
        """The number in the cell; raises TableError when it is none."""
        try:
            return float(self.cells[field])
        except ValueError as problem:
            raise self.error(field, f"'{self.cells[field]}' is no number; use a decimal point") from problem

    def number_or_none(self, field: str) -> float | None:
        """The number in the cell, None where it is empty; raises TableError for anything else."""
        return self.number(field) if self.cells[field] else None

    def flag(self, field: str) -> bool:
        """Whether the cell says ``true``; raises TableError unless it says ``true`` or ``false``."""
        return self.one_of(field, ("true", "false")) == "true"

    def parts(self, field: str) -> tuple[str, ...]:
        """The parts of a list cell."""
        return split_list(self.cells[field])

    def keys(self, field: str, known: Collection[str], table: str) -> tuple[str, ...]:
        """The parts of a list cell, each a key of another table; raises TableError for one that is not."""
        for key in self.parts(field):
            if key not in known:
                raise self.error(field, f"'{key}' is in no row of {table}; use a key of that table")
        return self.parts(field)


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a reference table, stripped, in the order of the file.

    Parameters
    ----------
    path
        A CSV in UTF-8 with a heading line.
    columns
        The headings wanted, in order, without ``source`` and ``mark``, which every table ends with.

    Raises
    ------
    MissingFileError
        The table is not there.
    TableError
        Other headings, a row with too many or too few cells, no source, or a mark that is none of V, K, E, U.
    """
    for row in read_plain(path, (*columns, "source", "mark")):
        row.required("source")
        row.one_of("mark", MARKS)
        yield row


def read_plain(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a CSV with exactly these headings, stripped, in the order of the file.

    Raises MissingFileError as :func:`read_table` does, TableError for all it refuses but source and mark.
    """
    wanted = list(columns)
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.reader(handle, strict=True)
            _check_headings(next(reader, []), wanted, path)
            for cells in reader:
                yield _row(cells, wanted, path, reader.line_num)
    except OSError as problem:
        raise MissingFileError(
            f"cannot be read: {problem.strerror}; reinstall matcher", file=path
        ) from problem
    except UnicodeDecodeError as problem:
        raise TableError("is not UTF-8; save it as UTF-8", file=path) from problem
    except csv.Error as problem:
        raise TableError(f"is no clean CSV ({problem}); save it again", file=path) from problem


def read_keyed(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a reference table whose first column names each row once.

    Raises
    ------
    TableError
        What :func:`read_table` refuses, an empty name, or a name that stands twice.
    """
    seen: set[str] = set()
    for row in read_table(path, columns):
        if (key := row.required(columns[0])) in seen:
            raise row.error(columns[0], f"'{key}' stands twice; give each row its own")
        seen.add(key)
        yield row


def _check_headings(found: list[str], wanted: list[str], path: Path) -> None:
    if found != wanted:
        problem = f"headings are {';'.join(found) or 'missing'}, wanted {';'.join(wanted)}"
        raise TableError(problem, file=path, line=1)


def _row(cells: list[str], wanted: list[str], path: Path, line: int) -> Row:
    if len(cells) != len(wanted):
        raise TableError(f"has {len(cells)} cells, wanted {len(wanted)}", file=path, line=line)
    return Row(path, line, {heading: cell.strip() for heading, cell in zip(wanted, cells, strict=True)})
