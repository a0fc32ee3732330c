"""Files in whatever encoding, and files that only look like text."""

import io

import pytest

from matcher.errors import InputError
from matcher.sources.encoding import find_encoding

HEADING = "id,nombre\n"


def encoding_of(data: bytes) -> str:
    return find_encoding(io.BytesIO(data), "plants.csv")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"id,name\n1,Plant\n", "utf-8"),
        ("id,name\n1,Inyección\n".encode(), "utf-8"),
        ("id,name\n1,Inyección\n".encode("utf-8-sig"), "utf-8-sig"),
        ("id,name\n1,Inyección de plástico\n".encode("latin-1"), "cp1252"),
        ("id,name\n1,Compañía “Ñu” – año 1\n".encode("cp1252"), "cp1252"),
        (b"id,name\n1,Compa\xf1\xeda \x81\n", "latin-1"),
    ],
)
def test_the_encoding_that_holds_for_every_byte_is_found(data, expected):
    assert encoding_of(data) == expected


def test_the_whole_file_decides_not_its_start():
    data = b"id,name\n" + b"1,Plant\n" * 300_000 + "2,Cabañas\n".encode("latin-1")
    assert encoding_of(data) == "cp1252"


def test_a_letter_cut_by_a_chunk_border_is_still_utf8():
    border = 1 << 20
    assert encoding_of(b"x" * (border - 1) + "é\n".encode()) == "utf-8"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\n\n", "is empty"),
        (b"PK\x03\x04rest", "holds a zip archive or an Excel workbook, not text"),
        (b"PAR1rest", "holds a Parquet file, not text"),
        (b"%PDF-1.7", "holds a PDF, not text"),
        (b"id,name\n1,\x00\x01\x02", "is a binary file or UTF-16, not text"),
        ("id,name\n1,Ñ\n".encode("utf-16"), "is in UTF-16"),
        ("id,name\n1,Ñ\n".encode("utf-16-le"), "is a binary file or UTF-16, not text"),
        ("id,name\n1,Inyección de plástico\n".encode("mac-roman"), "is in none of UTF-8, cp1252 and latin-1"),
        ("id,name\n1,Inyección de plástico\n".encode("cp850"), "is in none of UTF-8, cp1252 and latin-1"),
    ],
)
def test_what_is_no_text_that_we_know_is_refused_in_one_line(data, problem):
    with pytest.raises(InputError, match=problem) as caught:
        encoding_of(data)
    assert str(caught.value).startswith("plants.csv: ")
    assert "\n" not in str(caught.value)
