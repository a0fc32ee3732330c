"""RETC: three layouts, two names in a cell, classes that come and go with the years."""

from pathlib import Path

import pytest

from matcher.errors import InputError
from matcher.model import Supplier
from matcher.sources import retc
from matcher.sources.names import split_names
from matcher.sources.outcome import Reject, Tally

OLD = (
    '"NRA"\t"Nombre"\t"Sector"\t"Actividad principal SEMARNAT"\t"Actividad principal"\t"Coordenada UTM X"\t'
    '"Latitud Norte"\t"Longitud Oeste"\t"Estado"\t"Delegación\\Municipio"\t"Calle"\t'
    '"Parque o puerto industrial"\n'
)
USUAL = (
    '"NRA"\t"NOMBRE"\t"SCIAN"\t"DESCRIPCIÓN SCIAN"\t"SECTOR"\t"CLAVE\nAMBIENTAL"\t'
    '"PRINCIPAL ACTIVIDAD PRODUCTIVA"\t"PARQUE INDUSTRIAL"\t"COORDENADA \nUTM X"\t"LATITUD \nNORTE"\t'
    '"LONGITUD \nOESTE"\t"CALLE"\t"ESTADO"\t"MUNICIPIO"\n'
)
OF_2012 = (
    '"NRA"\t"Establecimiento"\t"Sector"\t"Número SCIAN"\t"SCIAN"\t"Actividad Principal"\t'
    '"Nombre Parque Industrial"\t"Latitud Norte"\t"Longitud Oeste"\t"Municipio"\t"Entidad Federativa"\n'
)


def cells(*values: str) -> str:
    return "\t".join('"' + value.replace('"', '""') + '"' for value in values) + "\n"


def usual(
    nra="AAM9M0803711",
    name="ARNESES SA DE CV,PLANTA 1",
    scian="336320",
    sector="Automotriz",
    activity="ARNESES",
):
    return cells(
        nra, name, scian, "title", sector, "9M", activity, "BERMUDEZ", "0", "31°44'49\"", "106°25'26\"",
        "Calle 1", "CHIHUAHUA", "Juarez",
    )  # fmt: skip


def old(nra="AAM9M0803711", sector="Automotriz "):
    return cells(
        nra, "ARNESES SA DE CV", sector, "x", "ARNESES AUTOMOTRICES", "0", "0°0'0\"", "0°0'0\"", "CHIHUAHUA",
        "Juárez", "Calle 1", "",
    )  # fmt: skip


def read(folder: Path, **texts: str) -> tuple[list[Supplier | Reject], Tally]:
    paths = []
    for name, text in texts.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    tally = Tally()
    return list(retc.suppliers(paths, {}, tally)), tally


def test_a_row_of_the_usual_layout(tmp_path):
    found, tally = read(tmp_path, es_2014=USUAL + usual())
    assert found == [
        Supplier(
            supplier_id="retc-AAM9M0803711",
            name="ARNESES SA DE CV",
            kind="manufacturer",
            description="ARNESES",
            scian="336320",
            state="Chihuahua",
            municipality="Juárez",
            latitude=31.746944,
            longitude=-106.423889,
            first_seen=2014,
            last_seen=2014,
            source="RETC",
            source_id="AAM9M0803711",
            as_of="2014",
            extra={"commercial_name": "PLANTA 1", "park": "BERMUDEZ"},
        )
    ]
    assert tally.editions == {"2014"}


def test_in_2012_scian_is_the_title_and_numero_scian_the_code(tmp_path):
    row = cells(
        "AAM1", "ARNESES SA", "Automotriz", "336320", "Fabricación de equipo eléctrico", "ARNESES", "",
        "31.7", "-106.4", "Juarez", "CHIHUAHUA",
    )  # fmt: skip
    found, _ = read(tmp_path, es_2012=OF_2012 + row)
    assert (found[0].scian, found[0].state, found[0].description) == ("336320", "Chihuahua", "ARNESES")


def test_years_without_a_class_are_kept_when_another_year_has_one(tmp_path):
    found, tally = read(tmp_path, es_2004=OLD + old(sector="Otros"), es_2014=USUAL + usual())
    assert [(plant.as_of, plant.scian, plant.latitude) for plant in found] == [
        ("2004", None, None),
        ("2014", "336320", 31.746944),
    ]
    assert dict(tally.unknown) == {"coordinates": 1}


def test_a_plant_that_never_had_a_class_is_kept_for_its_sector_only(tmp_path):
    found, _ = read(
        tmp_path, es_2004=OLD + old("MAKES1") + old("WASTE1", "Tratamiento de residuos peligrosos ")
    )
    assert found[0].supplier_id == "retc-MAKES1"
    assert found[1].reason == "no class in any year, and its sector is not one of manufacturing"


def test_the_last_class_decides_for_all_rows_of_a_plant(tmp_path):
    found, _ = read(tmp_path, es_2006=USUAL + usual(), es_2014=USUAL + usual(scian="436112"))
    assert [row.reason for row in found] == ["class 436112 is not manufacturing"] * 2
    found, _ = read(tmp_path, es_2006=USUAL + usual(scian="436112"), es_2014=USUAL + usual())
    assert [plant.supplier_id for plant in found] == ["retc-AAM9M0803711"] * 2


def test_the_order_of_the_files_does_not_decide(tmp_path):
    found, _ = read(tmp_path, es_2014=USUAL + usual(scian="436112"), es_2006=USUAL + usual())
    assert all(isinstance(row, Reject) for row in found)


def test_a_class_that_no_edition_holds_is_unknown_and_counted(tmp_path):
    found, tally = read(tmp_path, es_2014=USUAL + usual(scian="339999") + usual("B1", scian="339000"))
    assert [plant.scian for plant in found] == ["339999", None]
    assert dict(tally.unknown) == {"scian": 1}


def test_rows_without_number_or_name_are_refused_with_their_lines(tmp_path):
    found, _ = read(tmp_path, es_2014=USUAL + usual(nra=" ") + usual(name=","))
    assert [(row.line, row.reason) for row in found] == [(6, "no NRA"), (7, "no name")]


def test_the_year_comes_from_a_column_or_the_file_name_and_must_be_there(tmp_path):
    with pytest.raises(InputError, match="does not say its year"):
        read(tmp_path, establecimientos=USUAL + usual())
    with_year = USUAL.replace('"NRA"', '"AÑO"\t"NRA"') + '"2009"\t' + usual()
    found, _ = read(tmp_path, establecimientos=with_year)
    assert found[0].as_of == "2009"


def test_another_table_is_refused_with_what_it_has(tmp_path):
    with pytest.raises(InputError, match=r"lacks RETC's nra, name, sector.*found 'a', 'b'"):
        read(tmp_path, es_2014="a\tb\n1\t2\n")


@pytest.mark.parametrize(
    ("cell", "legal", "commercial"),
    [
        ("BELDEN LRC S DE R.L. DE C.V.,BELDEN LRC", "BELDEN LRC S DE R.L. DE C.V.", "BELDEN LRC"),
        ("ALMEXA ALUMINIO SA DE CV,", "ALMEXA ALUMINIO SA DE CV", None),
        ("ZOLTEK DE MEXICO, S.A. DE C.V.", "ZOLTEK DE MEXICO, S.A. DE C.V.", None),
        ("FOO,S.A. DE C.V.", "FOO,S.A. DE C.V.", None),
        ("FOO S.A. DE C,V.", "FOO S.A. DE C,V.", None),
        ("BANCO DE MEXICO,NO APLICA", "BANCO DE MEXICO", None),
        (
            "MINERA PEÑASQUITO, S.A. DE C.V,,MINERA PEÑASQUITO",
            "MINERA PEÑASQUITO, S.A. DE C.V",
            "MINERA PEÑASQUITO",
        ),
        ("JUSTINA ABASCAL,GRANJA SAN ANTONIO", "JUSTINA ABASCAL", "GRANJA SAN ANTONIO"),
        ("TECNIFLEX Y COMPA¿ÍA, S. EN C.S. DE C.V.,NA", "TECNIFLEX Y COMPAÑÍA, S. EN C.S. DE C.V.", None),
        ("TORNILLOS SA DE CV,TORNILLOS, S.A. DE C.V.", "TORNILLOS SA DE CV", None),
        ("A,B MAQUILAS SA DE CV,PLANTA 2", "A,B MAQUILAS SA DE CV", "PLANTA 2"),
        ("", None, None),
    ],
)
def test_two_names_in_one_cell(cell, legal, commercial):
    assert split_names(cell) == (legal, commercial)
