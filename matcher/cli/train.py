"""``matcher train``: an encoder from a person's own pairs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def train(
    pairs: Annotated[
        Path, typer.Argument(metavar="PAIRS.csv", help="A table with the columns en, es and source.")
    ],
    out: Annotated[Path, typer.Option("--out", help="The folder of the model.")],
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Make another encoder from pairs of English and Spanish texts, with a card of its own.

    \b
      matcher train pairs.csv --out mymodel
      matcher index build suppliers.parquet --out idx --model mymodel
    """
    from matcher.cli.progress import stages
    from matcher.training import train as make

    with stages(quiet=quiet) as progress:
        make(pairs, out, progress=progress)
    if not quiet:
        typer.echo(f"{out}: its card is README.md; use it with 'matcher index build --model {out}'")
