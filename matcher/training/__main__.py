"""Makes the bundled encoder: ``python -m matcher.training --real-data FOLDER --out data/encoder``."""

from __future__ import annotations

import argparse
from pathlib import Path

from matcher.encode import load_encoder
from matcher.training.bundled import bundled_pairs, bundled_split, measure_bundled
from matcher.training.make import train


def main() -> None:
    """Train, write and measure; prints what it does."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training", description=__doc__)
    parser.add_argument("--real-data", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument(
        "--also", type=Path, action="append", default=[], metavar="PAIRS", help="another table of pairs"
    )
    parser.add_argument(
        "--card", type=Path, metavar="FILE", help="the folder's README, instead of a generated one"
    )
    arguments = parser.parse_args()
    split = bundled_split(arguments.real_data)
    card = arguments.card.read_text("utf-8") if arguments.card else None
    train(bundled_pairs(split, arguments.also), arguments.out, progress=_tell, card=card)
    for test, result in measure_bundled(load_encoder(arguments.out), split, arguments.real_data).items():
        print(f"{test}: {result}")


def _tell(doing: str, done: int, total: int, loss: float | None) -> None:
    print(doing if loss is None else f"{doing} {done}/{total}, loss {loss:.3f}", flush=True)


if __name__ == "__main__":
    main()
