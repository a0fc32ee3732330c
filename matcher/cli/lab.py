"""``matcher lab``: the notebook, opened."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from matcher.errors import OutputError

NOTEBOOK = "01_find_partners.ipynb"
# JupyterLab would ask for its news and look for updates on the network.
_OFFLINE = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
)


def lab(
    folder: Annotated[
        Path, typer.Option("--folder", help="Where to put your copy of the notebook.")
    ] = Path(),
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
) -> None:
    """Open the notebook in JupyterLab: your own copy of it, which is never overwritten.

    \b
      matcher lab
      matcher lab --folder ~/sourcing --no-browser
    """
    notebook = folder / NOTEBOOK
    if not notebook.exists():
        try:
            shutil.copyfile(_bundled(), notebook)
        except OSError as problem:
            raise OutputError(
                f"Cannot write {notebook}: {problem.strerror}; choose another --folder."
            ) from problem
    command = [sys.executable, "-m", "jupyterlab", str(notebook), *_OFFLINE]
    command += [] if browser else ["--no-browser"]
    raise typer.Exit(subprocess.run(command, check=False).returncode)


def _bundled() -> Path:
    import matcher

    here = Path(matcher.__file__).parent
    packaged = here / "_notebooks"
    return (packaged if packaged.is_dir() else here.parent / "notebooks") / NOTEBOOK
