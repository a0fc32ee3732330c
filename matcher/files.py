"""Files that are whole or not there: written beside, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from matcher.errors import OutputError


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A path in the same folder to write to; it takes the name of ``path`` once all went well.

    Raises OutputError when the folder cannot be written to. After any error neither file is touched or left.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.is_dir():
            raise OutputError(f"{path}: is a folder; give a file name")
        try:
            draft.open("wb").close()
        except (OSError, ValueError) as problem:
            why = getattr(problem, "strerror", None) or problem
            raise OutputError(f"{path}: cannot be written ({why}); choose another place") from problem
        yield draft
        try:
            draft.replace(path)
        except OSError as problem:
            raise OutputError(
                f"{path}: cannot be written ({problem.strerror}); choose another place"
            ) from problem
    except OSError as problem:
        if isinstance(problem, OutputError):
            raise
        raise OutputError(f"{path}: cannot be written ({problem.strerror}); make room for it") from problem
    finally:
        with suppress(OSError, ValueError):
            draft.unlink(missing_ok=True)
