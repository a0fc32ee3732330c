"""Needs as a person writes them: a table of many, a file of one, and errors that name the field."""

import json
from pathlib import Path

import pytest

from matcher.errors import InputError, NeedError
from matcher.model import Need
from matcher.sources.needs import read_need, read_needs


def table(folder: Path, text: str) -> Path:
    path = folder / "needs.csv"
    path.write_text(text, encoding="utf-8")
    return path


def need_file(folder: Path, text: str, name: str = "need.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_full_row_becomes_a_need(tmp_path):
    path = table(
        tmp_path,
        "need_id,text,title,sector,hs_code,required_certifications,preferred_certifications,processes,states,routes,"
        "volume,deadline_weeks,destination,exclude,Buyer\n"
        "n1,Disposable IV sets,IV sets,Medical devices,9018.39,ISO 13485:2016,IATF 16949;House mark,"
        "injection moulding; assembly,B.C.;Nuevo Leon,makes; converts,2 million a year,26,TX,denue-1,ACME\n",
    )
    needs, rejects = read_needs(path)
    assert rejects == []
    assert needs == [
        Need(
            text="Disposable IV sets",
            need_id="n1",
            title="IV sets",
            sector="medical_devices",
            hs_code="9018.39",
            required_certifications=("iso_13485",),
            preferred_certifications=("iatf_16949", "House mark"),
            processes=("injection moulding", "assembly"),
            states=("Baja California", "Nuevo León"),
            routes=("makes", "converts"),
            volume="2 million a year",
            deadline_weeks=26.0,
            destination="TX",
            exclude=("denue-1",),
            extra={"Buyer": "ACME"},
        )
    ]


def test_rows_that_cannot_be_matched_are_refused_with_line_field_and_remedy(tmp_path):
    path = table(
        tmp_path,
        "need_id,text,sector,required_certifications,states,routes,deadline_weeks,hs_code\n"
        "n1,  ,,,,,,\n"
        ",no id,,,,,,\n"
        "n2,a pump,pumps,,,,,\n"
        "n3,a pump,,ISO 13458,,,,\n"
        "n4,a pump,,,Texas,,,\n"
        "n5,a pump,,,,sells,,\n"
        "n6,a pump,,,,,soon,\n"
        "n7,a pump,,,,,,pump\n"
        "n8,a pump,,,,,,\n"
        "n8,again,,,,,,\n",
    )
    needs, rejects = read_needs(path)
    assert [need.need_id for need in needs] == ["n8"]
    assert [(row.line, row.reason.split(";")[0]) for row in rejects] == [
        (2, "text: is empty"),
        (3, "need_id: is empty"),
        (4, "sector: 'pumps' is no sector"),
        (5, "required_certifications: 'ISO 13458' is no certificate we know, so nobody could meet it"),
        (6, "states: 'Texas' is no state of Mexico"),
        (7, "routes: 'sells' is no route"),
        (8, "deadline_weeks: 'soon' is no number of weeks above 0"),
        (9, "hs_code: 'pump' is no HS code"),
        (11, "need_id: 'n8' is there already"),
    ]
    assert "iso_13485 (ISO 13485)" in rejects[3].reason


def test_a_table_without_text_is_refused(tmp_path):
    with pytest.raises(
        InputError, match="lacks text, which the needs table must have; found 'need_id', 'note'"
    ):
        read_needs(table(tmp_path, "need_id,note\n1,x\n"))


YAML = """
need_id: ventilator
text: |
  Ventilator circuit,
  disposable
required_certifications: [ISO 13485]
states: [México, CDMX]
deadline_weeks: 12
parts:
  - {part_id: tube, text: Corrugated tube, quantity: 2}
"""


def test_a_yaml_and_a_json_file_give_the_same_need(tmp_path):
    expected = Need(
        text="Ventilator circuit, disposable",
        need_id="ventilator",
        required_certifications=("iso_13485",),
        states=("México", "Ciudad de México"),
        deadline_weeks=12.0,
        parts=({"part_id": "tube", "text": "Corrugated tube", "quantity": 2},),
        extra={},
    )
    assert read_need(need_file(tmp_path, YAML)) == expected
    as_json = {
        "need_id": "ventilator",
        "text": "Ventilator circuit,\ndisposable",
        "required_certifications": "ISO 13485",
        "states": "México;CDMX",
        "deadline_weeks": "12",
        "parts": [{"part_id": "tube", "text": "Corrugated tube", "quantity": 2}],
    }
    assert read_need(need_file(tmp_path, json.dumps(as_json), "need.json")) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("need_id: n1\n", "field 'text': is missing"),
        ("need_id: n1\ntext: '  '\n", "field 'text': is empty; say in a sentence what is needed"),
        ("need_id: n1\ntext: [a, b]\n", "field 'text': holds a list; write one text"),
        ("need_id: n1\ntext: a\nstates: {a: b}\n", "field 'states': holds a mapping"),
        ("need_id: n1\ntext: a\nparts: tube\n", "field 'parts': holds a str; write a list of mappings"),
        ("need_id: n1\ntext: a\nrequired_certifications: [ISO 13458]\n", "nearest are iso_13485"),
        ("- a\n", "holds no need"),
        ("text: {a\n", "is no YAML"),
        ("a: &a [x]\nb: [*a, *a]\n", "uses YAML aliases"),
        ("need_id: !!python/object/apply:os.system ['true']\ntext: a\n", "is no YAML"),
    ],
)
def test_a_need_file_that_cannot_be_used_says_where_and_what_to_do(tmp_path, text, problem):
    with pytest.raises(InputError) as caught:
        read_need(need_file(tmp_path, text))
    assert problem in str(caught.value)
    assert "need.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_broken_json_names_its_line(tmp_path):
    with pytest.raises(InputError, match="line 2: is no JSON"):
        read_need(need_file(tmp_path, '{"need_id": "n1",\n"text"}', "need.json"))


def test_an_unusable_field_is_a_need_error(tmp_path):
    with pytest.raises(NeedError) as caught:
        read_need(need_file(tmp_path, "need_id: n1\ntext: a\nroutes: sells\n"))
    assert caught.value.field == "routes"


def test_a_table_is_no_need_file(tmp_path):
    with pytest.raises(InputError, match=r"a need file ends in .yaml, .yml, .json"):
        read_need(table(tmp_path, "need_id,text\n1,a\n"))
