"""A profile as a person writes it, and errors that name file and field in one line."""

import json
import re

import pytest

from matcher.errors import InputError, WeightError
from matcher.sources.profile_file import read_profile


def write(folder, text, name="ours.yaml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_full_file_gives_every_field(tmp_path):
    said = read_profile(
        write(
            tmp_path,
            "name: Compras  Tijuana\nbase: quality\nweights:\n  certificates: 30\n  crossing: 2.5\n"
            "locked: [product, class]\nunknown: leave-out\n",
        )
    )
    assert said.name == "Compras Tijuana"
    assert said.base == "quality"
    assert said.weights == {"certificates": 30.0, "crossing": 2.5}
    assert said.locked == ["product", "class"]
    assert said.unknown == "leave-out"


def test_json_says_the_same_as_yaml(tmp_path):
    fields = {"name": "ours", "weights": {"class": 60, "product": 40}, "locked": ["class"]}
    said = read_profile(write(tmp_path, json.dumps(fields, indent="\t"), "ours.JSON"))
    assert said == read_profile(
        write(tmp_path, "name: ours\nweights: {class: 60, product: 40}\nlocked: class\n")
    )


def test_only_a_name_is_needed_and_empty_is_not_said(tmp_path):
    said = read_profile(write(tmp_path, "name: ours\nbase:\nweights:\nlocked:\nunknown:\n"))
    assert (said.base, said.weights, said.locked, said.unknown) == (None, {}, [], None)
    assert said == read_profile(write(tmp_path, "name: ours\n"))


@pytest.mark.parametrize(
    ("text", "field", "message"),
    [
        ("weights: {class: 1}", "name", "is missing; write one text"),
        ("name: ' '", "name", "holds ''; write one text"),
        ("name: [a]", "name", "holds a list; write one text"),
        ("name: a\nwieghts: {class: 1}", "wieghts", "is no field of a profile; did you mean 'weights'?"),
        ("name: a\ncolour: red", "colour", "is no field of a profile; choose from name, base, weights"),
        ("name: a\nweights: [class]", "weights", "holds a list; write lines of 'criterion: points'"),
        ("name: a\nweights: {class: many}", "weights", "holds 'many' for 'class'; write lines"),
        ("name: a\nweights: {class: }", "weights", "holds nothing for 'class'"),
        ("name: a\nweights: {class: yes}", "weights", "holds 'True' for 'class'"),
        ("name: a\nweights: {class: .nan}", "weights", "holds 'nan' for 'class'"),
        ("name: a\nweights: {class: .inf}", "weights", "holds 'inf' for 'class'"),
        ("name: a\nweights: {class: -1}", "weights", "holds '-1' for 'class'; write lines"),
        ("name: a\nweights: {1: 1}", "weights", "holds '1' for '1'"),
        ("name: a\nweights: {class: 1, class: 2}", "class", "stands twice"),
        ("name: a\nname: b", "name", "stands twice"),
        ("name: a\nlocked: {class: 1}", "locked", "holds a mapping; write a list of criteria"),
        ("name: a\nlocked: [[class]]", "locked", "holds a list; write a list of criteria"),
        ("name: a\nunknown: neutrl", "unknown", "holds 'neutrl'; did you mean 'neutral'?"),
        ("name: a\nunknown: 3", "unknown", "holds '3'; write one of neutral, pessimistic, leave-out"),
        ("name: a\nbase: {b: c}", "base", "holds a mapping; write the name of a profile"),
    ],
)
def test_a_field_that_makes_no_sense_is_named_in_one_line(tmp_path, text, field, message):
    path = write(tmp_path, text)
    with pytest.raises(WeightError, match=re.escape(message)) as error:
        read_profile(path)
    assert (error.value.file, error.value.field) == (path, field)
    assert str(path) in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("p.yaml", "just words", "holds no profile; write lines like"),
        ("p.yaml", "1: 2", "holds no profile"),
        ("p.json", "[1]", "holds no profile"),
        ("p.yaml", "name: [a", "line 1: is no YAML"),
        ("p.yaml", "name: !!python/object:os.system a", "is no YAML"),
        ("p.json", '{"name": "a",\n}', "line 2: is no JSON"),
        ("p.json", '{"name": "a", "weights": {"class": 1' + "0" * 5000 + "}}", "is no JSON"),
        ("p.json", "[" * 100_000, "is no JSON"),
        ("p.yaml", "", "is empty"),
        ("p.txt", "name: a", "has the ending '.txt'; a profile file ends in .yaml, .yml, .json"),
        ("p.yaml", "#" * 1_000_001, "is too large for a profile"),
    ],
)
def test_a_file_that_is_no_profile_is_refused(tmp_path, name, text, message):
    with pytest.raises(InputError, match=re.escape(message)):
        read_profile(write(tmp_path, text, name))


def test_a_file_that_is_not_there_or_not_utf8_is_refused(tmp_path):
    with pytest.raises(InputError, match="is not there"):
        read_profile(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes("name: Selección".encode("latin-1"))
    with pytest.raises(InputError, match="is not UTF-8"):
        read_profile(tmp_path / "latin.yaml")


def test_what_stands_for_itself_many_times_over_is_refused_at_once(tmp_path):
    aliases = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 30))
    with pytest.raises(WeightError, match="is no field"):
        read_profile(write(tmp_path, f"name: a\nl0: &l0 x\n{aliases}\n"))
