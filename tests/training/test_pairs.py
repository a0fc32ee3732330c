"""Tables of pairs: what is read, what is refused."""

from __future__ import annotations

import gzip

import pytest

from matcher.errors import InputError, MissingFileError
from matcher.training.pairs import Pair, glossary, read_pairs


def test_a_table_is_read_in_order_and_rows_with_an_empty_side_are_left_out(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text(
        'en,es,source\n"Valves, brass",Válvulas de latón,own\n,Bombas,own\nPumps,  Bombas\n', "utf-8-sig"
    )
    assert read_pairs(path) == [
        Pair("Valves, brass", "Válvulas de latón", "own"),
        Pair("Pumps", "Bombas", "pairs"),
    ]


def test_a_gzipped_tsv_keeps_its_quotation_marks(tmp_path):
    path = tmp_path / "pairs.tsv.gz"
    path.write_bytes(gzip.compress(b'en\tes\n1" pipe\tTubo de 1"\n'))
    assert read_pairs(path) == [Pair('1" pipe', 'Tubo de 1"', "pairs")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"english,spanish\na,b\n",
            r"line 1, field 'en': needs the columns 'en' and 'es', has english, spanish",
        ),
        (b"en,es\n", "no row has both"),
        (b"", "has none"),
        ("en,es\nCup,Tazón\n".encode("latin-1"), "not a UTF-8 table"),
    ],
)
def test_another_table_is_refused_in_one_line(tmp_path, content, message):
    path = tmp_path / "pairs.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_pairs(path)


def test_a_missing_table_is_told(tmp_path):
    with pytest.raises(MissingFileError, match=r"no\.csv: cannot be read"):
        read_pairs(tmp_path / "no.csv")


def test_the_trade_vocabulary_joins_every_synonym_of_a_row():
    pairs = {(pair.en, pair.es) for pair in glossary()}
    assert {("SMT", "montaje superficial"), ("surface mount", "montaje superficial")} <= pairs
    assert {("gasket", "empaque"), ("seal", "sello")} <= pairs
