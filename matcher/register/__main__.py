"""``python -m matcher.register --retc FOLDER --out data/register``: the register, made anew."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from matcher.errors import MatcherError
from matcher.register.make import make_register


def main() -> int:
    """Read every CSV of the folder and write ``register.parquet``."""
    parser = argparse.ArgumentParser(prog="python -m matcher.register", description=__doc__)
    parser.add_argument("--retc", type=Path, required=True, help="folder with RETC's yearly lists (*.csv)")
    parser.add_argument("--out", type=Path, required=True, help="folder to write register.parquet into")
    asked = parser.parse_args()
    files = sorted(asked.retc.glob("*.csv"))
    if not files:
        print(f"{asked.retc}: no CSV files here; give the folder with RETC's yearly lists", file=sys.stderr)
        return 2
    try:
        print(make_register(files, asked.out / "register.parquet"))
    except MatcherError as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
