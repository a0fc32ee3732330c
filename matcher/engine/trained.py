"""The trained parts of the reader, as they are bundled: read once a process."""

from __future__ import annotations

from functools import cache
from typing import Final

from matcher.config import data_dir
from matcher.errors import EncoderError
from matcher.rank.lines import Lines
from matcher.rank.wanted import Wanted

FILE: Final = "reader.safetensors"


@cache
def trained() -> tuple[Lines, Wanted]:
    """Which classes make what a line names, and which phrases of a need are wanted. Raises EncoderError."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    path = data_dir() / "reader" / FILE
    try:
        arrays = load_file(path)
        return Lines.of_arrays(arrays), Wanted.of_arrays(arrays)
    except (OSError, SafetensorError, KeyError) as problem:
        raise EncoderError(f"{path} is missing or damaged ({problem}); reinstall matcher.") from problem
