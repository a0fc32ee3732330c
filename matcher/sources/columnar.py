"""Parquet files as rows, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from matcher.errors import InputError
from matcher.sources.sheet import NumberedRow, Sheet, cell_text

_BATCH_ROWS: Final = 8192


def parquet_sheet(path: Path, label: str) -> Sheet:
    """A Parquet file as a Sheet; its first row counts as line 2, as if a heading stood above it.

    Raises InputError when the file is no Parquet.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as problem:
        raise InputError("is no readable Parquet file; write it again", file=label) from problem
    return Sheet(label, "parquet", list(table.schema_arrow.names), _numbered(table, label))


def _numbered(table: Any, label: str) -> Iterator[NumberedRow]:
    import pyarrow as pa

    line = 1
    try:
        for batch in table.iter_batches(batch_size=_BATCH_ROWS):
            columns = [column.to_pylist() for column in batch.columns]
            for values in zip(*columns, strict=True):
                line += 1
                yield line, [cell_text(value) for value in values]
    except (pa.ArrowException, OSError) as problem:
        raise InputError("breaks off while it is read; write it again", file=label, line=line) from problem
    finally:
        table.close()
