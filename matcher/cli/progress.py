"""Progress bars on standard error; nothing where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(label: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None] | None]:
    """A bar to call with (done, total), or None when quiet or not in a terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total or None)


@contextmanager
def stages(*, quiet: bool = False) -> Iterator[Callable[[str, int, int, float | None], None] | None]:
    """A bar for work in stages, to call with (doing, done, total, loss); without a terminal, a line each."""
    if quiet:
        yield None
        return
    if not sys.stderr.isatty():
        yield _line_a_stage()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(doing: str, done: int, total: int, loss: float | None) -> None:
            label = doing if loss is None else f"{doing}, loss {loss:.3f}"
            progress.update(task, description=label, completed=done, total=total)

        yield tell


def _line_a_stage() -> Callable[[str, int, int, float | None], None]:
    told: list[str] = []

    def tell(doing: str, _done: int, _total: int, _loss: float | None) -> None:
        if told[-1:] != [doing]:
            told.append(doing)
            print(doing, file=sys.stderr)

    return tell
