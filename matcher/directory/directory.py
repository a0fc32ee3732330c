"""Directory: suppliers as one table sorted by id, with what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from matcher.arrow import int64_array
from matcher.directory import about as notes
from matcher.directory import summary
from matcher.directory.build import Builder
from matcher.directory.merge import merge_suppliers
from matcher.directory.rows import to_suppliers, to_table
from matcher.directory.schema import FIELDS, PROVENANCE, extras_of
from matcher.directory.validate import validate
from matcher.errors import InputError, MissingFileError, OutputError, UnknownSupplier
from matcher.files import beside
from matcher.model import Supplier

if TYPE_CHECKING:
    import pyarrow as pa

_MERGED_AT_ONCE: Final = 8192
_ROW_GROUP: Final = 65_536


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """Suppliers as a table sorted by ``supplier_id``: one row each, columns as in ``schema``.

    The constructor believes its table; ``of``, ``from_suppliers`` and ``load`` check and sort. ``about``
    holds ``title``, ``sources`` (a list of ``name``, ``licence``, ``attribution``, ``editions``) and
    ``illustrative`` when the suppliers are made up.
    """

    table: pa.Table = field(repr=False)
    about: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, table: pa.Table, about: Mapping[str, Any] | None = None) -> Directory:
        """A directory of a table: validated, sorted, extras after our columns. Raises InputError."""
        validate(table)
        return cls(_ordered(table), dict(about or {}))

    @classmethod
    def from_suppliers(
        cls, suppliers: Iterable[Supplier], about: Mapping[str, Any] | None = None
    ) -> Directory:
        """A directory of any number of suppliers; several of one id are merged in their order."""
        builder = Builder()
        for supplier in suppliers:
            builder.add(supplier)
        return builder.finish(about or {})

    @classmethod
    def load(cls, path: str | Path) -> Directory:
        """Read a saved directory.

        Raises MissingFileError when it is not there, InputError when it is no directory or holds what it
        should not.
        """
        path = Path(path)
        try:
            table = _read(path)
            return cls.of(table, notes.decode(table.schema.metadata))
        except InputError as problem:
            kind = MissingFileError if isinstance(problem, MissingFileError) else InputError
            raise kind(problem.problem, file=path, field=problem.field) from problem

    def save(self, path: str | Path) -> None:
        """Write Parquet (zstd), the same bytes for the same content; an older file stays until it is whole.

        Raises OutputError when it cannot be written there.
        """
        with beside(Path(path)) as draft:
            self.write(draft)

    def write(self, path: Path) -> None:
        """Write straight to a path, for callers that rename by themselves."""
        import pyarrow.parquet as pq

        table = self.table.replace_schema_metadata(notes.encode(self.about))
        try:
            pq.write_table(table, path, compression="zstd", row_group_size=_ROW_GROUP)
        except OSError as problem:
            raise OutputError(
                f"{path}: cannot be written ({problem}); make room or choose another place"
            ) from problem

    def merge(self, newer: Directory) -> tuple[Directory, int]:
        """Both as one, and how many suppliers stood in both: those are merged field by field."""
        import pyarrow as pa
        import pyarrow.compute as pc

        shared = pc.is_in(newer.table["supplier_id"], value_set=self.table["supplier_id"])
        replaced = pc.is_in(self.table["supplier_id"], value_set=newer.table["supplier_id"])
        ours, theirs = self.table.filter(replaced), newer.table.filter(shared)
        parts = [self.table.filter(pc.invert(replaced)), newer.table.filter(pc.invert(shared))]
        parts += list(_merged(ours, theirs))
        whole = pa.concat_tables(parts, promote_options="default")
        return Directory(_ordered(whole), notes.join(self.about, newer.about)), theirs.num_rows

    def suppliers(self, rows: Sequence[int] | None = None) -> list[Supplier]:
        """Suppliers by row number in the given order, or all."""
        return to_suppliers(self.table if rows is None else self.table.take(int64_array(rows)))

    def supplier(self, supplier_id: str) -> Supplier:
        """One supplier by id. Raises UnknownSupplier."""
        import pyarrow.compute as pc

        row = pc.index(self.table["supplier_id"], supplier_id).as_py()
        if row < 0:
            raise UnknownSupplier(f"Got supplier '{supplier_id}', which is not among the {len(self):,} here.")
        return self.suppliers([row])[0]

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __repr__(self) -> str:
        return f"<Directory of {summary.sentence(self.table, self.about)}>"

    def _repr_html_(self) -> str:
        return summary.html(self.table, self.about)


def _ordered(table: pa.Table) -> pa.Table:
    table = table.select([*FIELDS, PROVENANCE, *extras_of(table.column_names)])
    return table.sort_by("supplier_id").combine_chunks().replace_schema_metadata(None)


def _read(path: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path.is_dir():
        raise MissingFileError("is a folder; give the directory's Parquet file")
    try:
        # A name that looks like "key=value" must not be taken for a partition.
        with path.open("rb") as handle:
            return pq.read_table(handle, partitioning=None)
    except (OSError, ValueError) as problem:
        if isinstance(problem, pa.ArrowException) or path.is_file():
            raise InputError("is no readable Parquet file; make it again with ingest") from problem
        raise MissingFileError("is not there; make it with 'matcher ingest'") from problem
    except pa.ArrowException as problem:
        raise InputError("is no readable Parquet file; make it again with ingest") from problem


def _merged(ours: pa.Table, theirs: pa.Table) -> Iterator[pa.Table]:
    """Rows of equal ids merged, some thousands at a time; both tables are sorted and hold the same ids."""
    for start in range(0, ours.num_rows, _MERGED_AT_ONCE):
        pairs = zip(
            to_suppliers(ours.slice(start, _MERGED_AT_ONCE)),
            to_suppliers(theirs.slice(start, _MERGED_AT_ONCE)),
            strict=True,
        )
        yield to_table([merge_suppliers(earlier, incoming) for earlier, incoming in pairs])
