"""Makes the bundled reader of needs: ``python -m matcher.training.reader --out data/reader``."""

from __future__ import annotations

import argparse
from pathlib import Path

from matcher.training.reader.make import make, save
from matcher.training.reader.measure import measure_needs, measure_notices, measure_terms
from matcher.training.reader.weights import fit_all

NAME = "reader.safetensors"


def main() -> None:
    """Train and write, or measure; prints what it does."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.reader", description=__doc__)
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="train and write there")
    parser.add_argument(
        "--measure-terms", action="store_true", help="official terms kept aside, beside an SVM"
    )
    parser.add_argument("--measure-needs", action="store_true", help="marked needs that no training saw")
    parser.add_argument(
        "--measure-notices", type=Path, metavar="REAL_DATA", help="the other half of the notices"
    )
    parser.add_argument("--weights", type=Path, metavar="REAL_DATA", help="fit what each sign counts for")
    arguments = parser.parse_args()
    if arguments.out:
        read, wanted = make(_tell)
        save(read, wanted, arguments.out / NAME)
    if arguments.weights:
        for module, weights in fit_all(arguments.weights).items():
            _tell(f"{module}: {', '.join(f'{weight:.2f}' for weight in weights)}")
    if arguments.measure_terms:
        _tell(str(measure_terms(_tell)))
    if arguments.measure_needs:
        _tell(str(measure_needs(_tell)))
    if arguments.measure_notices:
        _tell(str(measure_notices(arguments.measure_notices)))


def _tell(doing: str) -> None:
    print(doing, flush=True)


if __name__ == "__main__":
    main()
