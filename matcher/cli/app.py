"""The commands, each in a file of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from matcher import __version__
from matcher.cli import batch as batch_command
from matcher.cli import classify, demo, embed, ingest, lab, learn, match, reference, train
from matcher.cli import evaluate as evaluate_command
from matcher.cli import index as index_commands

app = typer.Typer(
    help="Who in Mexico could co-produce a critical item: makers, plants that could convert, shelters.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"matcher {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Shared by all commands."""


app.command("demo")(demo.demo)
app.command("match")(match.match)
app.command("learn")(learn.learn)
app.command("ingest")(ingest.ingest)
app.add_typer(index_commands.app, name="index")
app.command("classify")(classify.classify)
app.command("embed")(embed.embed)
app.command("batch")(batch_command.batch)
app.command("evaluate")(evaluate_command.evaluate)
app.command("train")(train.train)
app.add_typer(reference.app, name="reference")
app.command("lab")(lab.lab)
