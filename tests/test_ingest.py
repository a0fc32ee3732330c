"""Ingesting: every row accounted for, all of it written or nothing."""

import csv
import random
from pathlib import Path

import pytest

from matcher.directory import Directory
from matcher.errors import InputError, MatcherError, MissingFileError, OutputError
from matcher.ingest import SOURCES, ingest
from matcher.knowledge.places import in_mexico

TABLE = "supplier_id,name,kind,last_seen\n"
RETC = (
    '"NRA"\t"NOMBRE"\t"SCIAN"\t"SECTOR"\t"PRINCIPAL ACTIVIDAD PRODUCTIVA"\t"LATITUD \nNORTE"\t'
    '"LONGITUD \nOESTE"\t"ESTADO"\t"MUNICIPIO"\n'
)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def plant(nra: str, scian: str = "339112", activity: str = "JERINGAS") -> str:
    cells = (
        nra,
        "MEDICA SA DE CV,",
        scian,
        "Quimica",
        activity,
        "32.5",
        "-116.95",
        "BAJA CALIFORNIA",
        "Tijuana",
    )
    return "\t".join(f'"{cell}"' for cell in cells) + "\n"


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_yearly_rows_of_a_plant_become_one_supplier_and_the_sum_is_printed(tmp_path):
    files = [
        write(tmp_path / "es_2004.csv", RETC + plant("AAA1", scian="") + plant("SHOP1", scian="461110")),
        write(tmp_path / "es_2014.csv", RETC + plant("AAA1") + plant("BBB1", activity="")),
        write(tmp_path / "es_2021.csv", RETC + plant("BBB1", scian="338000")),
    ]
    out, rejects = tmp_path / "out.parquet", tmp_path / "rejects.csv"
    report = ingest("retc", files, out=out, rejects=rejects)
    assert str(report) == (
        "rows in 5 = suppliers 2 + merged 2 + rejected 1\n"
        "rejected: not manufacturing 1\n"
        "values not usable, now unknown: scian 1\n"
        "read as: utf-8 (3 files)\n"
        f"{out} holds 2 suppliers"
    )
    assert not report.ok
    found = Directory.load(out).suppliers()
    assert [(s.supplier_id, s.scian, s.first_seen, s.last_seen, s.description) for s in found] == [
        ("retc-AAA1", "339112", 2004, 2014, "JERINGAS"),
        ("retc-BBB1", "339112", 2014, 2021, "JERINGAS"),
    ]
    assert found[1].provenance_of("scian").as_of == "2014"
    assert list(csv.reader(rejects.read_text("utf-8").splitlines())) == [
        ["file", "line", "reason", "row"],
        [
            str(files[0]),
            "5",
            "class 461110 is not manufacturing",
            '{"nra": "SHOP1", "name": "MEDICA SA DE CV,", "scian": "461110", "sector": "Quimica", '
            '"activity": "JERINGAS", "latitude": "32.5", "longitude": "-116.95", "state": "BAJA CALIFORNIA", '
            '"municipality": "Tijuana", "year": "2004"}',
        ],
    ]


def test_the_directory_names_its_sources_and_editions(tmp_path):
    ingest("retc", [write(tmp_path / "es_2014.csv", RETC + plant("A1"))], out=tmp_path / "out.parquet")
    source = Directory.load(tmp_path / "out.parquet").about["sources"][0]
    assert (source["name"], source["publisher"], source["editions"]) == ("RETC", "SEMARNAT", ["2014"])


def test_the_same_files_give_the_same_bytes(tmp_path):
    file = write(tmp_path / "es_2014.csv", RETC + plant("B1") + plant("A1"))
    for name in ("one.parquet", "two.parquet"):
        ingest("retc", [file], out=tmp_path / name)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_into_an_existing_directory(tmp_path):
    first = write(tmp_path / "first.csv", TABLE + "a,A,shelter,2019\nb,B,shelter,\n")
    second = write(tmp_path / "second.csv", TABLE + "a,A SA,shelter,2021\nc,C,shelter,\n,nobody,shelter,\n")
    base = tmp_path / "base.parquet"
    ingest("table", [first], out=base)
    report = ingest("table", [second], into=base)
    assert str(report).startswith("rows in 3 = suppliers 1 + merged 1 + rejected 1\n")
    assert report.total == 3
    assert [(s.name, s.last_seen) for s in Directory.load(base).suppliers()] == [
        ("A SA", 2021),
        ("B", None),
        ("C", None),
    ]


def test_into_another_file_leaves_the_first_alone(tmp_path):
    base = tmp_path / "base.parquet"
    ingest("table", [write(tmp_path / "first.csv", TABLE + "a,A,shelter,\n")], out=base)
    before = base.read_bytes()
    second = write(tmp_path / "second.csv", TABLE + "b,B,shelter,\n")
    assert ingest("table", [second], into=base, out=tmp_path / "both.parquet").total == 2
    assert base.read_bytes() == before


def test_a_saved_directory_is_itself_a_table(tmp_path):
    file = write(tmp_path / "es_2014.csv", RETC + plant("A1", activity="") + plant("B1"))
    older = write(tmp_path / "es_2006.csv", RETC + plant("A1"))
    ingest("retc", [older, file], out=tmp_path / "one.parquet")
    ingest("table", [tmp_path / "one.parquet"], out=tmp_path / "two.parquet")
    one, two = (Directory.load(tmp_path / name).suppliers() for name in ("one.parquet", "two.parquet"))
    assert one == two
    assert one[0].provenance_of("description").as_of == "2006"


def test_hostile_text_in_the_rejects_is_no_formula(tmp_path):
    file = write(tmp_path / "plants.csv", TABLE + '"=1+1","=cmd()",nothing,\n')
    ingest("table", [file], out=tmp_path / "out.parquet", rejects=tmp_path / "rejects.csv")
    rows = list(csv.DictReader((tmp_path / "rejects.csv").read_text("utf-8").splitlines()))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_progress_is_told_and_ends_with_all_rows(tmp_path):
    rows = "".join(f"p{number},Plant,shelter,\n" for number in range(2500))
    told: list[int] = []
    ingest(
        "table",
        [write(tmp_path / "plants.csv", TABLE + rows)],
        out=tmp_path / "out.parquet",
        progress=lambda done, total: told.append(done),
    )
    assert told == [1000, 2000, 2500]


def test_a_later_file_that_fails_leaves_nothing_behind(tmp_path):
    good = write(tmp_path / "good.csv", TABLE + "a,A,shelter,\n,x,shelter,\n")
    bad = write(tmp_path / "bad.csv", "nothing,of,this\n1,2,3\n")
    with pytest.raises(InputError, match=r"bad.csv: lacks supplier_id"):
        ingest("table", [good, bad], out=tmp_path / "out.parquet", rejects=tmp_path / "rejects.csv")
    assert files_in(tmp_path) == ["bad.csv", "good.csv"]


def test_an_older_directory_survives_a_failure(tmp_path):
    good = write(tmp_path / "good.csv", TABLE + "a,A,shelter,\n")
    out = tmp_path / "out.parquet"
    ingest("table", [good], out=out)
    before = out.read_bytes()
    with pytest.raises(InputError):
        ingest("table", [write(tmp_path / "bad.csv", "x\n1\n")], out=out)
    assert out.read_bytes() == before


def test_calls_that_make_no_sense_are_refused_in_one_line(tmp_path):
    good = write(tmp_path / "good.csv", TABLE + "a,A,shelter,\n")
    out = tmp_path / "out.parquet"
    with pytest.raises(InputError, match="Got source 'excel'; choose from denue, retc, table"):
        ingest("excel", [good], out=out)
    with pytest.raises(InputError, match="Got no file to read"):
        ingest("table", [], out=out)
    with pytest.raises(InputError, match=r"good.csv: is given twice"):
        ingest("table", [good, tmp_path / "." / "good.csv"], out=out)
    with pytest.raises(MissingFileError, match=r"absent.csv: is not there"):
        ingest("table", [tmp_path / "absent.csv"], out=out)
    with pytest.raises(InputError, match="Got no directory to write"):
        ingest("table", [good])
    with pytest.raises(OutputError, match=r"give a name that ends in .parquet"):
        ingest("table", [good], out=tmp_path / "out.csv")
    with pytest.raises(OutputError, match="is one of the files to read"):
        ingest("table", [good], out=out, rejects=good)
    with pytest.raises(OutputError, match="cannot be written"):
        ingest("table", [good], out=tmp_path / "no folder" / "out.parquet")
    assert files_in(tmp_path) == ["good.csv"]


@pytest.mark.real_data
def test_the_real_register_of_emitters(real_data, tmp_path):
    out = tmp_path / "retc.parquet"
    report = ingest("retc", sorted((real_data / "retc").glob("*.csv")), out=out)
    assert report.rows_in == report.suppliers + report.merged + report.rejected
    found = Directory.load(out).suppliers()
    placed = [s for s in found if s.kind == "manufacturer" and s.scian and s.state and s.municipality]
    assert len(placed) >= 5900
    assert all(s.latitude is None or in_mexico(s.latitude, s.longitude) for s in found)
    assert sum(s.latitude is None for s in found) < 0.05 * len(found)
    assert not any("Ã" in s.name or s.name.endswith(",") for s in found)


@pytest.mark.real_data
@pytest.mark.parametrize("source", sorted(SOURCES))
def test_any_real_file_given_to_any_source_gives_a_sum_or_one_line(real_data, tmp_path, source):
    for path in sorted(file for file in real_data.rglob("*") if file.is_file()):
        try:
            report = ingest(source, [path], out=tmp_path / "out.parquet")
            assert report.rows_in == report.suppliers + report.merged + report.rejected
        except MatcherError as problem:
            assert "\n" not in str(problem)
            assert path.name in str(problem)


@pytest.mark.parametrize("source", sorted(SOURCES))
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".zip"])
def test_random_bytes_are_refused_in_one_line(tmp_path, source, ending):
    path = tmp_path / f"noise_2014{ending}"
    path.write_bytes(random.Random(7).randbytes(5000))
    with pytest.raises(InputError) as caught:
        ingest(source, [path], out=tmp_path / "out.parquet")
    assert "\n" not in str(caught.value)
    assert files_in(tmp_path) == [path.name]
