"""``matcher index build | update``: a directory made searchable."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Make a directory searchable.", no_args_is_help=True, rich_markup_mode=None)

Directory = Annotated[
    Path, typer.Argument(metavar="DIR.parquet", help="A directory made by `matcher ingest`.")
]
Model = Annotated[
    str | None,
    typer.Option("--model", help="A sentence-transformers model by name or path; bundled by default."),
]


@app.command("build")
def build(
    directory: Directory,
    out: Annotated[Path, typer.Option("--out", help="The folder of the index.")],
    model: Model = None,
) -> None:
    """Build the index of a directory. One that stands there is replaced when the new one is whole.

    \b
      matcher index build retc.parquet --out idx
    """
    from matcher.engine import build as build_index

    manifest = build_index(directory, out, model=model)
    typer.echo(f"{manifest.n:,} suppliers, {manifest.dim} dimensions by {manifest.model_id}: {out}")


@app.command("update")
def update(
    index: Annotated[Path, typer.Argument(metavar="INDEX", help="The folder of an index.")],
    directory: Directory,
    delete: Annotated[
        list[str] | None, typer.Option("--delete", help="A supplier id to take out; repeat.")
    ] = None,
    mirror: Annotated[
        bool, typer.Option("--mirror", help="Also take out every supplier that the directory does not hold.")
    ] = False,
) -> None:
    """Add, change and take out suppliers by their id, without a rebuild.

    \b
      matcher index update idx newer.parquet
      matcher index update idx newer.parquet --delete retc-AAL1512102650
    """
    from matcher.engine import update as update_index

    report = update_index(index, directory, delete=tuple(delete or ()), mirror=mirror)
    typer.echo(
        f"added {report.added:,}, changed {report.changed:,}, removed {report.removed:,}, "
        f"unchanged {report.unchanged:,}: {index}"
    )
