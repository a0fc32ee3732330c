"""``matcher embed``: texts to vectors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.errors import InputError, MissingFileError
from matcher.files import beside

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def embed(
    texts: Annotated[Path, typer.Argument(help="A UTF-8 file, one text a line.")],
    out: Annotated[Path, typer.Option("--out", help="The .npy file to write.")],
    model: Annotated[
        str | None, typer.Option("--model", help="A model's name or folder; bundled by default.")
    ] = None,
) -> None:
    """Write the vectors of texts: float32, one row of unit length a line (zeros for an empty line).

    \b
      matcher embed products.txt --out products.npy
    """
    from matcher.encode import load_encoder

    lines = _lines(texts)
    if out.suffix != ".npy":
        raise InputError(f"Got --out {out}; it must end in .npy.")
    vectors = load_encoder(model).encode(lines)
    _save(vectors, out)
    typer.echo(f"{len(lines):,} texts, {vectors.shape[1]} dimensions: {out}")


def _lines(path: Path) -> list[str]:
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise MissingFileError(f"cannot be read: {problem.strerror}", file=path) from problem
    except UnicodeDecodeError as problem:
        line = path.read_bytes()[: problem.start].count(b"\n") + 1
        raise InputError("is not UTF-8 text; save it as UTF-8", file=path, line=line) from problem
    lines = content.split("\n")
    lines = [line.rstrip("\r") for line in (lines[:-1] if lines[-1] == "" else lines)]
    if not lines:
        raise InputError("is empty; give one text a line", file=path)
    return lines


def _save(vectors: NDArray[np.float32], out: Path) -> None:
    import numpy as np

    with beside(out) as draft, draft.open("wb") as handle:
        np.save(handle, vectors, allow_pickle=False)
