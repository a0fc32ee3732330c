"""Outside files into a directory: read, refuse with reasons, merge, and write all of it or nothing."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from matcher.directory import Directory
from matcher.directory.build import Builder
from matcher.errors import InputError, OutputError
from matcher.files import beside
from matcher.model import Supplier
from matcher.sources import denue, retc, table
from matcher.sources.files import check_file
from matcher.sources.mapping import read_mapping
from matcher.sources.outcome import Reject, Tally
from matcher.text import neutralise

if TYPE_CHECKING:
    from types import ModuleType

#: Formats by the name that the command line takes.
SOURCES: Final[Mapping[str, ModuleType]] = {"denue": denue, "retc": retc, "table": table}
REJECT_COLUMNS: Final = ("file", "line", "reason", "row")
_TOLD_EVERY: Final = 1000

#: Told now and then how many rows are done, and of how many: always 0, which stands for "not known".
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of every row: ``rows_in == suppliers + merged + rejected``, and ``str()`` prints that sum.

    ``suppliers`` are new to the directory that was written, which holds ``total``; ``merged`` rows went into
    a supplier that was there already. ``reasons`` counts the rejects by reason, ``unknown_fields`` the values
    that could not be used, by field; ``encodings`` says how each file was read.
    """

    source: str
    out: Path
    rows_in: int
    suppliers: int
    merged: int
    rejected: int
    total: int
    reasons: Mapping[str, int] = field(default_factory=dict)
    unknown_fields: Mapping[str, int] = field(default_factory=dict)
    encodings: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether no row was refused."""
        return self.rejected == 0

    def __str__(self) -> str:
        lines = [
            f"rows in {self.rows_in:,} = suppliers {self.suppliers:,} + merged {self.merged:,} "
            f"+ rejected {self.rejected:,}"
        ]
        if self.reasons:
            lines.append(f"rejected: {_counts(self.reasons)}")
        if self.unknown_fields:
            lines.append(f"values not usable, now unknown: {_counts(self.unknown_fields)}")
        lines.append(f"read as: {_read_as(self.encodings)}")
        lines.append(f"{self.out} holds {self.total:,} suppliers")
        return "\n".join(lines)


def ingest(
    source: str,
    files: Sequence[str | Path],
    *,
    out: str | Path | None = None,
    into: str | Path | None = None,
    rejects: str | Path | None = None,
    mapping: str | Path | None = None,
    progress: Progress | None = None,
) -> IngestReport:
    """Read files of one source into a directory.

    Parameters
    ----------
    source
        ``denue``, ``retc`` or ``table``.
    files
        What to read, in the order in which later words win.
    out
        The Parquet to write; without it ``into`` is replaced.
    into
        An existing directory to add to.
    rejects
        A CSV for refused rows: ``file``, ``line``, ``reason``, ``row``; cells neutralised for spreadsheets.
    mapping
        A YAML file, our column to their heading.

    Raises
    ------
    InputError
        A file is missing, empty, given twice or not what it should be, or a column is absent.
    OutputError
        The directory or the rejects cannot be written there.
    """
    reader = _reader(source)
    paths = _files(files)
    target = _target(out, into)
    existing = Directory.load(into) if into is not None else None
    renames = read_mapping(Path(mapping), reader.COLUMNS) if mapping is not None else {}
    _refuse_overwriting(paths, mapping, target, rejects)
    with ExitStack() as drafts:
        draft = drafts.enter_context(beside(target))
        refused = _Refused(drafts.enter_context(beside(Path(rejects))) if rejects is not None else None)
        tally = Tally()
        builder = Builder()
        with refused:
            rows_in = _read(reader.suppliers(paths, renames, tally), builder, refused, progress)
        fresh = builder.finish(_about(reader.ABOUT, paths, tally))
        whole, n_known = existing.merge(fresh) if existing is not None else (fresh, 0)
        whole.write(draft)
    return IngestReport(
        source=source,
        out=target,
        rows_in=rows_in,
        suppliers=len(fresh) - n_known,
        merged=rows_in - refused.n - (len(fresh) - n_known),
        rejected=refused.n,
        total=len(whole),
        reasons=dict(refused.reasons.most_common()),
        unknown_fields=dict(sorted(tally.unknown.items())),
        encodings=dict(tally.encodings),
    )


def _read(
    found: Iterable[Supplier | Reject], builder: Builder, refused: _Refused, progress: Progress | None
) -> int:
    rows_in = 0
    for outcome in found:
        rows_in += 1
        if isinstance(outcome, Reject):
            refused.add(outcome)
        else:
            builder.add(outcome)
        if progress is not None and rows_in % _TOLD_EVERY == 0:
            progress(rows_in, 0)
    if progress is not None:
        progress(rows_in, 0)
    return rows_in


class _Refused:
    """Counts rejects and writes them as they come, so that any number of them needs no memory."""

    def __init__(self, path: Path | None) -> None:
        self.n = 0
        self.reasons: Counter[str] = Counter()
        self._path = path
        self._file: TextIO | None = None
        self._write: Callable[[Sequence[str]], Any] | None = None

    def __enter__(self) -> _Refused:
        if self._path is not None:
            self._file = self._path.open("w", encoding="utf-8", newline="")
            self._write = csv.writer(self._file, lineterminator="\n").writerow
            self._write(REJECT_COLUMNS)
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, reject: Reject) -> None:
        self.n += 1
        self.reasons[reject.kind] += 1
        if self._write is not None:
            cells = (reject.file, str(reject.line), reject.reason, reject.row)
            self._write([neutralise(cell) for cell in cells])


def _reader(source: str) -> ModuleType:
    if source not in SOURCES:
        raise InputError(f"Got source '{source}'; choose from {', '.join(SOURCES)}.")
    return SOURCES[source]


def _files(files: Sequence[str | Path]) -> list[Path]:
    if not files:
        raise InputError("Got no file to read; give at least one.")
    paths, seen = [Path(file) for file in files], set[Path]()
    for path in paths:
        check_file(path)
        if path.resolve() in seen:
            raise InputError("is given twice; give it once", file=path)
        seen.add(path.resolve())
    return paths


def _target(out: str | Path | None, into: str | Path | None) -> Path:
    chosen = out if out is not None else into
    if chosen is None:
        raise InputError(
            "Got no directory to write; give --out DIR.parquet, or --into DIR.parquet to add to it."
        )
    path = Path(chosen)
    if path.suffix.lower() != ".parquet":
        raise OutputError(f"{path}: a directory is a Parquet file; give a name that ends in .parquet")
    return path


def _refuse_overwriting(
    paths: Sequence[Path], mapping: str | Path | None, target: Path, rejects: str | Path | None
) -> None:
    inputs = {path.resolve() for path in paths} | (
        {Path(mapping).resolve()} if mapping is not None else set()
    )
    outputs = [target] + ([Path(rejects)] if rejects is not None else [])
    for path in outputs:
        if path.resolve() in inputs:
            raise OutputError(f"{path}: is one of the files to read; choose another name to write to")
    if rejects is not None and Path(rejects).resolve() == target.resolve():
        raise OutputError(f"{target}: cannot take both the directory and the rejects; choose two names")


def _about(note: Mapping[str, str], paths: Sequence[Path], tally: Tally) -> dict[str, Any]:
    """What the directory says of its origin: the register's own note, or the names of a person's files."""
    if note:
        return {"sources": [{**note, "editions": sorted(tally.editions)}]}
    return {"sources": [{"name": path.name, "editions": []} for path in sorted(paths)]}


def _counts(counts: Mapping[str, int], most: int = 8) -> str:
    shown = [f"{name} {n:,}" for name, n in list(counts.items())[:most]]
    rest = sum(list(counts.values())[most:])
    return ", ".join(shown + ([f"others {rest:,}"] if rest else []))


def _read_as(encodings: Mapping[str, str]) -> str:
    """Files by encoding; named one by one only where they differ."""
    kinds = Counter(encodings.values())
    if len(kinds) == 1:
        return f"{next(iter(kinds))} ({len(encodings):,} file{'s' if len(encodings) != 1 else ''})"
    return ", ".join(f"{label} {encoding}" for label, encoding in encodings.items())
