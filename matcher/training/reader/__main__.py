"""Makes the bundled reader of needs: ``python -m matcher.training.reader --out data/reader``."""

from __future__ import annotations

import argparse
from pathlib import Path

from matcher.training.reader.make import make, save
from matcher.training.reader.measure import measure_needs, measure_terms

NAME = "reader.safetensors"


def main() -> None:
    """Train and write, or measure; prints what it does."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.reader", description=__doc__)
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="train and write there")
    parser.add_argument(
        "--measure-terms", action="store_true", help="official terms kept aside, beside an SVM"
    )
    parser.add_argument("--measure-needs", action="store_true", help="marked needs that no training saw")
    arguments = parser.parse_args()
    if arguments.out:
        read, wanted = make(_tell)
        save(read, wanted, arguments.out / NAME)
    if arguments.measure_terms:
        _tell(str(measure_terms(_tell)))
    if arguments.measure_needs:
        _tell(str(measure_needs()))


def _tell(doing: str) -> None:
    print(doing, flush=True)


if __name__ == "__main__":
    main()
