"""Run a batch: chunks on one or more processes, each finished chunk a file, the whole at the end."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from matcher.batch.chunk import Job, Refused, match_chunk, matcher_for
from matcher.errors import InputError, OutputError
from matcher.files import beside
from matcher.model import Need
from matcher.sources.needs import read_needs
from matcher.text import neutralise

if TYPE_CHECKING:
    import pyarrow as pa

#: Needs in one chunk: what a killed run loses at most, per process.
CHUNK: Final = 50
_FORMATS: Final = (".parquet", ".csv")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What a batch did: needs read, refused ones, rows written, needs taken over from an earlier run."""

    needs: int
    rejected: int
    rows: int
    resumed: int

    def __str__(self) -> str:
        kept = f", {self.resumed:,} of them from the run before" if self.resumed else ""
        return f"needs {self.needs:,}{kept}; rejected {self.rejected:,}; rows written {self.rows:,}"


def run_batch(
    needs: Path,
    out: Path,
    job: Job,
    *,
    workers: int = 1,
    resume: bool = False,
    progress: Progress | None = None,
) -> BatchReport:
    """Match every need of a table and write one row per need and rank to ``out`` (.parquet or .csv).

    Finished chunks lie in ``OUT.parts`` until the whole is written; with ``resume`` a run goes on from
    them, if needs, index and options are the same. Refused needs go to ``OUT.rejects.csv``. The output
    does not depend on the number of workers, nor on how often it was resumed.

    Raises InputError (needs, another run's parts), OutputError or whatever opening the index raises.
    """
    _check_output(out)
    read, unreadable = read_needs(needs)
    matcher = matcher_for(job.index)  # also makes a bundled index before several processes ask for it
    chunks = [read[start : start + CHUNK] for start in range(0, len(read), CHUNK)]
    parts = _parts_folder(out, _fingerprint(read, job, matcher.index.manifest.data_hash), resume)
    done = [number for number in range(len(chunks)) if _part(parts, number).is_file()]
    resumed = sum(len(chunks[number]) for number in done)
    matched = resumed
    for number in _matched(
        chunks, job, parts, [n for n in range(len(chunks)) if n not in set(done)], workers
    ):
        matched += len(chunks[number])
        if progress:
            progress(matched, len(read))
    refused = [refusal for number in range(len(chunks)) for refusal in _refusals(parts, number)]
    rows = _write_whole(parts, len(chunks), out)
    rejects = [(str(reject.file), str(reject.line), reject.reason, str(reject.row)) for reject in unreadable]
    rejects += [(str(needs), "", refusal.reason, refusal.need_id) for refusal in refused]
    _write_rejects(out, rejects)
    shutil.rmtree(parts)
    return BatchReport(len(read) + len(unreadable), len(rejects), rows, resumed)


def _check_output(out: Path) -> None:
    if out.suffix not in _FORMATS:
        raise InputError(f"Got --out {out}; it must end in {' or '.join(_FORMATS)}.")
    if not out.parent.is_dir() or not os.access(out.parent, os.W_OK) or out.is_dir():
        raise OutputError(f"Cannot write {out}: its folder is not there or not writable; choose another.")


def _fingerprint(needs: Sequence[Need], job: Job, data_hash: str) -> str:
    settings = {**asdict(job), "index": data_hash, "chunk": CHUNK}
    body = json.dumps([settings, [need.to_dict() for need in needs]], sort_keys=True, default=str)
    return hashlib.blake2b(body.encode(), digest_size=16).hexdigest()


def _parts_folder(out: Path, fingerprint: str, resume: bool) -> Path:
    parts = out.with_name(f"{out.name}.parts")
    mark = parts / "run.json"
    if parts.is_dir() and resume and mark.is_file():
        if json.loads(mark.read_text("utf-8"))["fingerprint"] == fingerprint:
            return parts
        raise InputError(
            f"{parts} is of a run with other needs, index or options; run without --resume to start over."
        )
    shutil.rmtree(parts, ignore_errors=True)
    parts.mkdir()
    mark.write_text(json.dumps({"fingerprint": fingerprint}), "utf-8")
    return parts


def _part(parts: Path, number: int) -> Path:
    return parts / f"part-{number:06d}.parquet"


def _matched(
    chunks: Sequence[Sequence[Need]], job: Job, parts: Path, todo: Sequence[int], workers: int
) -> Iterator[int]:
    """Match the chunks still to do; yields each one's number when its file is whole."""
    if workers <= 1:
        for number in todo:
            _one(chunks[number], job, parts, number)
            yield number
        return
    with ProcessPoolExecutor(min(workers, max(len(todo), 1)), mp_context=get_context("spawn")) as pool:
        running = {pool.submit(_one, chunks[number], job, parts, number): number for number in todo}
        for finished in as_completed(running):
            finished.result()
            yield running[finished]


def _one(needs: Sequence[Need], job: Job, parts: Path, number: int) -> None:
    """One chunk: what it refused is written before its rows, so that a whole part has both."""
    part = _part(parts, number)
    with beside(part) as draft:
        refused = match_chunk(needs, job, draft)
        part.with_suffix(".json").write_text(json.dumps([asdict(refusal) for refusal in refused]), "utf-8")


def _refusals(parts: Path, number: int) -> list[Refused]:
    return [
        Refused(**refusal)
        for refusal in json.loads(_part(parts, number).with_suffix(".json").read_text("utf-8"))
    ]


def _write_whole(parts: Path, n_chunks: int, out: Path) -> int:
    import pyarrow as pa
    import pyarrow.csv as pa_csv
    import pyarrow.parquet as pq

    tables = [pq.read_table(_part(parts, number)) for number in range(n_chunks)]
    whole = pa.concat_tables(tables)
    with beside(out) as draft:
        if out.suffix == ".csv":
            pa_csv.write_csv(_neutralised(whole), draft)
        else:
            pq.write_table(whole, draft, compression="zstd")
    return int(whole.num_rows)


def _neutralised(table: pa.Table) -> pa.Table:
    """The table with every text safe to open in a spreadsheet."""
    import pyarrow as pa

    for at, column in enumerate(table.schema):
        if column.type == pa.string():
            safe = [cell if cell is None else neutralise(cell) for cell in table[column.name].to_pylist()]
            table = table.set_column(at, column, pa.array(safe, pa.string()))
    return table


def _write_rejects(out: Path, rejects: Sequence[tuple[str, str, str, str]]) -> None:
    path = out.with_name(f"{out.name}.rejects.csv")
    path.unlink(missing_ok=True)
    if not rejects:
        return
    with beside(path) as draft, draft.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("file", "line", "reason", "row"))
        writer.writerows([neutralise(cell) for cell in row] for row in rejects)
