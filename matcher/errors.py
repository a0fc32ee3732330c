"""Everything that can go wrong, in one tree.

MatcherError
├── InputError            a file, a row or a value that a person gave is wrong
│   └── MissingFileError  the file is not there, or cannot be read
├── OutputError           what was asked for cannot be written there
├── NeedError             the need cannot be matched as it stands
├── FilterError           a ``where`` filter cannot be understood
├── WeightError           weights or a profile do not make sense
├── TableError            a reference table contradicts itself or another
├── EncoderError          an encoder is missing, broken or not what an index was built with
├── IndexProblem          an index cannot be used
│   ├── IndexMissing      nothing there
│   ├── IndexDamaged      a checksum does not hold
│   └── IndexMismatch     another model, another format
└── UnknownSupplier       no such supplier id

Each message is one line: what came, what was wanted, what to do. The command line prints it as it
stands and ends with status 2.
"""

from __future__ import annotations

from pathlib import Path


class MatcherError(Exception):
    """Anything that the person who called can mend. ``str(error)`` is one clear line."""


class InputError(MatcherError, ValueError):
    """A file, row or value is unusable; carries where, so that callers can point at it.

    Parameters
    ----------
    problem
        What came, what was wanted and what to do, without the place.
    file, line, field
        Where it stands, as far as known; ``line`` counts from 1, the heading line included.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        field: str | None = None,
    ) -> None:
        self.problem, self.file, self.line, self.field = problem, file, line, field
        place = [str(file)] if file is not None else []
        place += [f"line {line}"] if line is not None else []
        place += [f"field '{field}'"] if field is not None else []
        super().__init__(f"{', '.join(place)}: {problem}" if place else problem)


class MissingFileError(InputError):
    """The file is not there, or the system does not let us read it."""


class OutputError(MatcherError, OSError):
    """What was asked for cannot be written there."""


class NeedError(InputError):
    """The need cannot be matched as it stands: no text, an unknown certificate, an unknown route."""


class FilterError(InputError):
    """A ``where`` filter cannot be understood."""


class WeightError(InputError):
    """Weights or a profile do not make sense."""


class TableError(InputError):
    """A reference table contradicts itself or another."""


class EncoderError(MatcherError, RuntimeError):
    """An encoder is missing, broken, or not the one that an index was built with."""


class IndexProblem(MatcherError, RuntimeError):
    """An index cannot be used."""


class IndexMissing(IndexProblem):
    """There is no index there."""


class IndexDamaged(IndexProblem):
    """A file of the index is not what was written: its checksum does not hold."""


class IndexMismatch(IndexProblem):
    """The index was built with another model or in another format; the message says how to mend it."""


class UnknownSupplier(MatcherError, LookupError):
    """No supplier of that id in this directory, index or ranking."""
