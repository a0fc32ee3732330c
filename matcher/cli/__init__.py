"""The command line: parse, one call, print. ``main`` is what ``matcher`` and ``python -m matcher`` run."""

from __future__ import annotations

import os
import sys

from matcher.errors import MatcherError

#: Exit statuses of every command.
DONE, FAULT, WRONG, DONE_WITH_REJECTS = 0, 1, 2, 3


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit status; every error is one line on standard error.

    0 done; 3 done, with rejected rows or needs; 2 the input or the call is wrong; 1 a fault of ours (set
    MATCHER_DEBUG to see where).
    """
    import typer

    from matcher.cli.app import app
    from matcher.text import clean

    # typer brings its own copy of click or uses the one installed, by version: ask it for the base of both.
    call_error = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")

    try:
        status = app(args=arguments, prog_name="matcher", standalone_mode=False)
        return status if isinstance(status, int) else DONE
    except typer.Abort:
        print("matcher: stopped", file=sys.stderr)
        return FAULT
    except MatcherError as problem:
        print(f"matcher: {clean(str(problem))}", file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        # Whoever read our output has had enough (``| head``): that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("matcher: stopped", file=sys.stderr)
        return FAULT
    except Exception as problem:
        if isinstance(problem, call_error):
            said = clean(getattr(problem, "format_message", problem.__str__)())
            print(f"matcher: {said} (see 'matcher --help')", file=sys.stderr)
            return WRONG
        if os.environ.get("MATCHER_DEBUG"):
            raise
        kind = type(problem).__name__
        print(
            f"matcher: a fault of ours: {kind}: {clean(str(problem))} (MATCHER_DEBUG=1 shows where)",
            file=sys.stderr,
        )
        return FAULT


def run() -> None:
    """The console script."""
    sys.exit(main())
