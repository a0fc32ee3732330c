"""Every kind of file becomes the same sheets of text."""

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from matcher.errors import InputError, MissingFileError
from matcher.sources.files import sheets
from matcher.sources.outcome import Tally


def read(path: Path) -> list[tuple[list[str], list[tuple[int, list[str]]]]]:
    return [(sheet.headings, list(sheet.rows)) for sheet in sheets(path, Tally())]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_found_from_the_heading(tmp_path, delimiter):
    path = tmp_path / "plants.csv"
    path.write_text(delimiter.join(["id", "name"]) + "\n" + delimiter.join(["1", "Plant; one, two"]) + "\n")
    headings, rows = read(path)[0]
    assert headings == ["id", "name"]
    assert rows[0][0] == 2


def test_line_breaks_inside_cells_keep_the_line_numbers_of_the_file(tmp_path):
    path = tmp_path / "plants.txt"
    path.write_text('"NRA"\t"CLAVE\nAMBIENTAL"\n"A"\t"two\nlines"\n\n"B"\t"x"\n')
    assert read(path) == [(["NRA", "CLAVE\nAMBIENTAL"], [(3, ["A", "two\nlines"]), (6, ["B", "x"])])]


def test_a_quote_that_never_closes_names_its_line(tmp_path):
    path = tmp_path / "plants.csv"
    path.write_text('id,name\n1,"never closed\n' + "x,y\n" * 60_000)
    with pytest.raises(InputError, match="line 2: the row that starts here cannot be read"):
        read(path)


def test_a_workbook_is_read_from_its_first_filled_sheet(tmp_path):
    path = tmp_path / "plants.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "empty"
    sheet = book.create_sheet("plants")
    sheet.append(["id", "scian", "seen", "share"])
    sheet.append([1, 339112.0, datetime.datetime(2021, 5, 1), 0.25])
    sheet.append([])
    sheet.append(["=1+1", None, "#N/A", True])
    book.save(path)
    headings, rows = read(path)[0]
    assert headings == ["id", "scian", "seen", "share"]
    assert rows == [(2, ["1", "339112", "2021-05-01", "0.25"]), (4, ["", "", "#N/A", "true"])]


def test_parquet_lists_become_list_cells(tmp_path):
    path = tmp_path / "plants.parquet"
    table = pa.table(
        {"id": [1, 2], "products": [["syringes", "tubes; long"], None], "lat": [20.5, float("nan")]}
    )
    pq.write_table(table, path)
    assert read(path) == [
        (["id", "products", "lat"], [(2, ["1", "syringes;tubes, long", "20.5"]), (3, ["2", "", ""])])
    ]


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_zip_gives_its_data_and_leaves_its_dictionary(tmp_path):
    members = {
        "conjunto_de_datos/denue_inegi_15_1.csv": b"id,name\n1,A\n",
        "conjunto_de_datos/denue_inegi_15_2.csv": "id,name\n2,Ñ\n".encode("latin-1"),
        "diccionario_de_datos/denue_diccionario_de_datos.csv": b"a,b\n",
        "metadatos/metadatos_denue.txt": b"DENUE 11_2023",
    }
    path = zip_of(tmp_path / "denue_15_csv.zip", members)
    tally = Tally()
    found = [(sheet.headings, list(sheet.rows)) for sheet in sheets(path, tally)]
    assert found == [(["id", "name"], [(2, ["1", "A"])]), (["id", "name"], [(2, ["2", "Ñ"])])]
    assert list(tally.encodings.values()) == ["utf-8", "cp1252"]


def test_a_zip_writes_nothing_to_disk_whatever_its_members_are_called(tmp_path):
    path = zip_of(tmp_path / "evil.zip", {"../../escaped.csv": b"id,name\n1,A\n"})
    assert read(path) == [(["id", "name"], [(2, ["1", "A"])])]
    assert [file.name for file in tmp_path.rglob("*")] == ["evil.zip"]


def test_a_zip_that_unpacks_to_far_more_than_its_size_is_refused(tmp_path):
    path = zip_of(tmp_path / "bomb.zip", {"data.csv": b"0" * 20_000_000})
    with pytest.raises(InputError, match="unpacks to 20,000,000 bytes"):
        read(path)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("empty.csv", b"", "is empty"),
        ("picture.png", b"\x89PNG", "has the ending '.png'"),
        ("list.csv.gz", b"\x1f\x8b", "has the ending '.gz'"),
        ("broken.xlsx", b"PK\x03\x04 no workbook", "is no readable Excel workbook"),
        ("text.xlsx", b"id,name", "is no readable Excel workbook"),
        ("broken.parquet", b"PAR1 no table", "is no readable Parquet file"),
        ("broken.zip", b"PK\x03\x04 no archive", "is no readable zip"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path, name, data, problem):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=problem) as caught:
        read(path)
    assert name in str(caught.value)


def test_a_damaged_zip_member_is_refused(tmp_path):
    path = zip_of(tmp_path / "denue.zip", {"data.csv": b"id,name\n" + bytes(range(48, 58)) * 500})
    data = bytearray(path.read_bytes())
    data[60:70] = b"\0" * 10
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"denue.zip"):
        read(path)


def test_a_missing_file_and_a_folder_say_so(tmp_path):
    with pytest.raises(MissingFileError, match="is not there"):
        read(tmp_path / "absent.csv")
    with pytest.raises(MissingFileError, match="is a folder"):
        read(tmp_path)
