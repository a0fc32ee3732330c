"""DENUE: every vintage's headings, size bands, what is not imported."""

import zipfile
from pathlib import Path

import pytest

from matcher.errors import InputError
from matcher.model import Supplier
from matcher.sources import denue
from matcher.sources.names import has_legal_form
from matcher.sources.outcome import Reject, Tally
from matcher.sources.size import size_band

OFFICIAL = (
    "id,clee,nom_estab,raz_social,codigo_act,nombre_act,per_ocu,nomb_asent,tipoCenCom,nom_CenCom,cve_ent,entidad,"
    "cve_mun,municipio,telefono,correoelec,www,latitud,longitud,fecha_alta"
)
PLANT = (
    "6374050,02004339112000011000000000U2,PLANTA TIJUANA,DISPOSITIVOS MEDICOS SA DE CV,339112,"
    "Fabricación de material desechable de uso médico,251 y más personas,CENTRO,PARQUE INDUSTRIAL,"
    "EL FLORIDO   ,02,BAJA CALIFORNIA   ,004,Tijuana,6641234567,ana@example.mx,WWW.EXAMPLE.MX,"
    "32.5,-116.95,2010-07"
)
EXPECTED = Supplier(
    supplier_id="denue-6374050",
    name="PLANTA TIJUANA",
    kind="manufacturer",
    description="Fabricación de material desechable de uso médico",
    scian="339112",
    state="Baja California",
    municipality="Tijuana",
    latitude=32.5,
    longitude=-116.95,
    first_seen=2010,
    employees_min=251,
    website="www.example.mx",
    source="DENUE",
    source_id="6374050",
    extra={
        "legal_name": "DISPOSITIVOS MEDICOS SA DE CV",
        "park": "EL FLORIDO",
        "clee": "02004339112000011000000000U2",
    },
)


def read(path: Path, mapping: dict[str, str] | None = None) -> list[Supplier | Reject]:
    return list(denue.suppliers([path], mapping or {}, Tally()))


def written(path: Path, text: str, encoding: str = "latin-1") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-8-sig"])
def test_the_official_columns_in_any_encoding(tmp_path, encoding):
    assert read(written(tmp_path / "denue.csv", f"{OFFICIAL}\n{PLANT}\n", encoding)) == [EXPECTED]


def test_upper_and_lower_case_headings_are_the_same(tmp_path):
    for headings in (OFFICIAL.upper(), OFFICIAL.lower()):
        assert read(written(tmp_path / "denue.csv", f"{headings}\n{PLANT}\n")) == [EXPECTED]


def test_long_spanish_headings_of_the_web_export(tmp_path):
    headings = (
        "ID,Clee,Nombre de la Unidad Económica,Razón social,Código de la clase de actividad SCIAN,"
        "Nombre de clase de la actividad,Descripcion estrato personal ocupado,Nombre de asentamiento humano,"
        'Tipo centro comercial,"Corredor industrial, centro comercial o mercado público",Clave entidad,'
        "Entidad federativa,Clave municipio,Municipio,Número de teléfono,Correo electrónico,"
        "Sitio en Internet,Latitud,Longitud,Fecha de incorporación al DENUE"
    )
    row = PLANT.replace("2010-07", "JULIO 2010")
    assert read(written(tmp_path / "denue.csv", f"{headings}\n{row}\n")) == [EXPECTED]


def test_an_extract_through_r_has_row_numbers_and_literal_na(tmp_path):
    row = PLANT.replace("EL FLORIDO   ", "NA").replace("WWW.EXAMPLE.MX", "NA")
    found = read(written(tmp_path / "denue.csv", f",{OFFICIAL},CATEGORIA\n2517,{row},BOLSAS\n", "utf-8"))[0]
    assert found.website is None
    assert "park" not in found.extra


def test_the_api_gives_a_title_for_a_class_and_one_line_for_a_place(tmp_path):
    text = (
        ",CP,Clase_actividad,Correo_e,Estrato,Id,Latitud,Longitud,Nombre,Razon_social,Telefono,Ubicacion\n"
        "0,22000,Fabricación de componentes electrónicos,x@y.mx,101 a 250 personas,77,32.5,-116.95,CIRCUITOS,"
        ',664,"TIJUANA, Tijuana, BAJA CALIFORNIA"\n'
    )
    found = read(written(tmp_path / "api.csv", text, "utf-8"))[0]
    assert (found.scian, found.state, found.municipality) == ("334410", "Baja California", "Tijuana")
    assert (found.employees_min, found.employees_max) == (101, 250)


def test_contacts_and_streets_are_never_read(tmp_path):
    path = written(tmp_path / "denue.csv", f"{OFFICIAL}\n{PLANT}\n{PLANT.replace('339112', '461110')}\n")
    supplier, reject = read(path)
    assert isinstance(reject, Reject)
    for private in ("6641234567", "ana@example.mx", "CENTRO"):
        assert private not in repr(supplier) + str(supplier.extra) + reject.row


def test_the_legal_name_of_a_micro_firm_is_left_out_when_it_is_a_persons(tmp_path):
    person = PLANT.replace("251 y más personas", "0 a 5 personas").replace(
        "DISPOSITIVOS MEDICOS SA DE CV", "PEREZ LOPEZ JUAN"
    )
    assert "legal_name" not in read(written(tmp_path / "denue.csv", f"{OFFICIAL}\n{person}\n"))[0].extra
    company = PLANT.replace("251 y más personas", "0 a 5 personas")
    assert "legal_name" in read(written(tmp_path / "denue.csv", f"{OFFICIAL}\n{company}\n"))[0].extra


def test_only_makers_are_kept_packing_services_among_them(tmp_path):
    rows = "\n".join([PLANT.replace(",339112,", ",212321,"), PLANT.replace(",339112,", ",561910,")])
    reject, kept = read(written(tmp_path / "denue.csv", f"{OFFICIAL}\n{rows}\n"))
    assert reject.reason == "class 212321 is not manufacturing"
    assert kept.scian == "561910"


def test_a_zip_as_downloaded_knows_its_edition(tmp_path):
    path = tmp_path / "denue_02_csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("conjunto_de_datos/denue_inegi_02_.csv", f"{OFFICIAL}\n{PLANT}\n".encode("latin-1"))
        archive.writestr(
            "metadatos/metadatos_denue.txt", "Title: ... (DENUE) 11_2023\nModified: 2023-11-23\n"
        )
        archive.writestr("diccionario_de_datos/denue_diccionario_de_datos.csv", b"a,b\n1,2\n")
    found = read(path)
    assert [(plant.supplier_id, plant.as_of, plant.last_seen) for plant in found] == [
        ("denue-6374050", "2023-11", 2023)
    ]


def test_mangled_and_renamed_headings_are_refused_or_read_with_a_mapping(tmp_path):
    text = f"{OFFICIAL}\n{PLANT}\n".replace("id,clee", "id_institucional,clee").replace(
        "nombre_act", "Económica"
    )
    path = written(tmp_path / "mangled.csv", text.encode().decode("mac-roman"), "utf-8")
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value) == (
        f"{path}: lacks DENUE's id: headings such as 'Econ√≥mica' are UTF-8 read in another encoding, "
        "and others were renamed; give INEGI's own file, or name the columns in a mapping (--map)"
    )
    assert read(path, {"id": "id_institucional", "nombre_act": "Económica"}) == [EXPECTED]


def test_another_table_is_refused_with_what_it_has(tmp_path):
    path = written(tmp_path / "other.csv", "a,b\n1,2\n")
    with pytest.raises(InputError, match="lacks DENUE's id, nom_estab, codigo_act: found 'a', 'b'"):
        read(path)


@pytest.mark.parametrize(
    ("cell", "band"),
    [
        ("0 a 5 personas", (0, 5)),
        ("101 A 250 PERSONAS", (101, 250)),
        ("251 y más personas", (251, None)),
        ("251 personas", (251, None)),
        ("251 y m?s personas", (251, None)),
        ("3", (11, 30)),
        ("7", (251, None)),
        ("13", None),
        ("No especificado", None),
        ("7 a 9 personas", None),
    ],
)
def test_size_bands_are_ranges_and_the_open_one_has_no_end(cell, band):
    assert size_band(cell) == band


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("DISPOSITIVOS SA DE CV", True),
        ("Dispositivos, S. de R.L. de C.V.", True),
        ("ENSAMBLES S.A.P.I. DE C.V.", True),
        ("COOPERATIVA TEJEDORAS SC DE RL", True),
        ("PEREZ LOPEZ ROSA", False),
        ("MARIA CASA", False),
    ],
)
def test_a_legal_form_tells_a_company_from_a_person(name, company):
    assert has_legal_form(name) is company
