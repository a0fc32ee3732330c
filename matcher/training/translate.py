"""Training texts translated offline by Apertium: product lists known in one language only, and common words.

``python -m matcher.training.translate --real-data FOLDER --out translated.tsv.gz`` needs the Debian package
``apertium-eng-spa`` and the Python package ``wordfreq`` (word lists, CC BY-SA 4.0). Only texts go in and out:
no part of Apertium's dictionaries (GPL-2+) is copied.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from matcher.errors import InputError
from matcher.text import clean, fold
from matcher.training.bundled import bundled_split
from matcher.training.pairs import Pair

#: What Apertium's stream format gives a meaning of its own.
_MARKUP: Final = re.compile(r"[\^$\[\]{}/\\@<>]")
#: Before a word that it could not analyse, transfer or generate.
_FAILED: Final = re.compile(r"[*#@]")
#: A text with a larger share of such words is left out; a single word with one always is.
_MOST_FAILED: Final = 0.25
_N_WORDS: Final = 70_000


def english_texts(real_data: Path) -> list[str]:
    """Product lists in English only: NAICS index, EMDN, FDA device names and definitions, HS 10."""
    pairs = real_data / "pairs"
    texts = [row["product_en"] for row in _table(pairs / "naics_index_en.csv")]
    texts += [row["en"].capitalize() for row in _table(pairs / "codes_emdn_v2_en.csv")]
    for line in (real_data / "fda" / "foiclass_2020.txt").read_text("cp1252").splitlines():
        cells = line.split("|")
        name = [part.strip() for part in cells[3].split(",")]
        # "Protector, Dental" is a dental protector.
        texts.append(" ".join(reversed(name)) if len(name) <= 4 else cells[3])
        texts += [cells[11].split(". ")[0][:200]] if len(cells[11]) > 20 else []
    return texts + [
        row["description_en"].capitalize() for row in _table(pairs / "concord_hs10export2019_naics.csv")
    ]


def spanish_texts(real_data: Path) -> list[str]:
    """Product lists in Spanish: HS and Mexican tariff lines, and SCIAN 2023's titles and product terms."""
    from openpyxl import load_workbook

    pairs = real_data / "pairs"
    texts = [row["es"] for row in _table(pairs / "codes_hs2012.csv")]
    texts += [row["es"] for row in _table(pairs / "codes_tigie2022_es.csv")]
    code = ""
    workbook = load_workbook(real_data / "scian" / "SCIAN_2023.xlsx", read_only=True)
    for row in workbook.worksheets[0].iter_rows(min_row=6, values_only=True):
        code = str(row[0] or code)
        if not code.startswith("11"):  # 15,000 wild plants to gather and crops to grow
            texts += [str(cell) for cell in (row[1] if row[0] else None, row[5]) if cell]
        if code.startswith("3") and row[2]:
            texts.append(str(row[2])[:300])
    workbook.close()
    return texts


def translated(texts: Sequence[str], direction: str, source: str) -> Iterator[Pair]:
    """The texts with their translations, those left out that Apertium cannot do.

    Parameters
    ----------
    direction
        ``eng-spa`` or ``spa-eng``.
    """
    known = [text for text in dict.fromkeys(clean(_MARKUP.sub(" ", text)) for text in texts) if text]
    for text, line in zip(known, _apertium(known, direction), strict=True):
        done = _FAILED.sub("", line).strip()
        failed = len(_FAILED.findall(line)) / max(1, len(line.split()))
        allowed = 0.0 if source == "translated_word" else _MOST_FAILED
        if done and failed <= allowed and fold(done) != fold(text):
            yield Pair(text, done, source) if direction == "eng-spa" else Pair(done, text, source)


def _apertium(texts: Sequence[str], direction: str) -> list[str]:
    program = shutil.which("apertium")
    if program is None:
        raise InputError("apertium is not installed: install the Debian package apertium-eng-spa")
    done = subprocess.run(
        [program, "-f", "txt", direction],
        input="\n".join(texts) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.rstrip("\n").split("\n")


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _all(real_data: Path) -> Iterator[Pair]:
    from wordfreq import top_n_list  # type: ignore[import-not-found,unused-ignore]

    split = bundled_split(real_data)
    names = [pair for pair in split.train if pair.source in {"unspsc_sat", "unspsc7", "google_tax", "cpv"}]
    english = [
        word for word in top_n_list("en", _N_WORDS) if word.isalpha() and word.isascii() and len(word) > 2
    ]
    spanish = [word for word in top_n_list("es", _N_WORDS) if word.isalpha() and len(word) > 2]
    work = [
        (english_texts(real_data), "eng-spa", "translated_text"),
        ([pair.en for pair in names], "eng-spa", "translated_name"),
        (english, "eng-spa", "translated_word"),
        (spanish_texts(real_data), "spa-eng", "translated_text"),
        ([pair.es for pair in names], "spa-eng", "translated_name"),
        (spanish, "spa-eng", "translated_word"),
    ]
    en, es = {fold(pair.en) for pair in split.test}, {fold(pair.es) for pair in split.test}
    for texts, direction, source in work:
        for pair in translated(texts, direction, source):
            if fold(pair.en) not in en and fold(pair.es) not in es:
                yield pair


def main() -> None:
    """Write the translated pairs."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.translate", description=__doc__)
    parser.add_argument("--real-data", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.tsv.gz")
    arguments = parser.parse_args()
    rows = [
        "en\tes\tsource",
        *("\t".join((pair.en, pair.es, pair.source)) for pair in _all(arguments.real_data)),
    ]
    # mtime=0: the same pairs give the same bytes.
    arguments.out.write_bytes(gzip.compress(("\n".join(rows) + "\n").encode(), mtime=0))


if __name__ == "__main__":
    main()
