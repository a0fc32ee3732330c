"""``python -m matcher.illustrative --out data/illustrative``: directory, truth and judgments, anew."""

from __future__ import annotations

import argparse
from pathlib import Path

from matcher.illustrative.make import make_illustrative


def main() -> None:
    """Write ``illustrative.parquet``, ``truth.csv`` and ``qrels.csv`` beside what they are made from."""
    parser = argparse.ArgumentParser(prog="python -m matcher.illustrative", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder of phrases, decoys and needs")
    print(make_illustrative(parser.parse_args().out))


if __name__ == "__main__":
    main()
