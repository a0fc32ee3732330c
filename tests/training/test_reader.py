"""How the reader of needs is made: marks, lines, a small fit, and choices that weights are learned from."""

import numpy as np
import pytest

from matcher.rank.lines import Lines
from matcher.training.reader.corpus import Line, MarkedNeed, lines, marked_needs
from matcher.training.reader.lines import fit_lines
from matcher.training.reader.make import needs_path, save
from matcher.training.reader.wanted import example, fit_wanted
from matcher.training.reader.weights import conditional_logit

TEXT = "We sew aprons. We need [[nitrile gloves]], and more [[gloves]]."
TABLE = (
    "need_id,register,language,title,text,item,classes,split\n"
    f'a,paragraph,en,Gloves again,"{TEXT}",gloves,326290;339112,train\n'
)


@pytest.fixture
def need(tmp_path) -> MarkedNeed:
    (tmp_path / "marked.csv").write_text(TABLE, "utf-8")
    return marked_needs(tmp_path / "marked.csv")[0]


def test_marks_are_places_in_the_plain_text(need):
    assert "[[" not in need.text
    assert need.named == ("nitrile gloves", "gloves")
    assert need.classes == ("326290", "339112") and need.trains


def test_a_need_can_name_another_product_wherever_it_named_its_own(need):
    other = need.naming("face shields", "339111")
    assert other.text == "We sew aprons. We need face shields, and more face shields."
    assert other.named == ("face shields",) and other.classes == ("339111",)


def test_the_bundled_needs_are_split_by_product_and_cover_every_register():
    needs = marked_needs(needs_path())
    tested = [need for need in needs if not need.trains]
    assert len(needs) - len(tested) > 700 and len(tested) / len(needs) > 0.1
    assert {need.register for need in tested} == {"sentence", "paragraph", "specification"}
    assert {need.language for need in tested} == {"en", "es"}
    assert not {need.need_id for need in tested} & {need.need_id for need in needs if need.trains}


def test_lines_leave_out_what_is_kept_aside_also_as_the_index_writes_it():
    kept = "surgical disposable drapes"
    texts = {line.text.lower() for line in lines((), items=(), without=frozenset({kept}))}
    assert kept not in texts
    assert not any(text.startswith("drapes, surgical") for text in texts)
    assert "wire shelving" in texts


def test_a_small_fit_tells_its_own_lines_apart_and_is_stored_in_eight_bits(tmp_path, need):
    said = {"326290": ("nitrile gloves", "latex gloves"), "339111": ("face shields", "caretas")}
    known = [Line(text, {code: 1.0}) for code, texts in said.items() for text in texts] * 40
    read = fit_lines(known, epochs=12)
    assert read.parts.dtype == np.int8
    codes = [
        str(read.codes[at]) for at in read.logits(read.hidden(["nitrile glove", "careta"])).argmax(axis=1)
    ]
    assert codes == ["326290", "339111"]
    wanted = fit_wanted([need] * 4, [("face shields", "en", "339111")], read)
    save(read, wanted, tmp_path / "reader.safetensors")
    from safetensors.numpy import load_file

    again = Lines.of_arrays(load_file(tmp_path / "reader.safetensors"))
    assert np.allclose(again.hidden(["nitrile gloves"]), read.hidden(["nitrile gloves"]), atol=1e-2)


def test_phrases_that_fit_a_mark_are_right_and_others_are_not(need):
    read = fit_lines([Line("nitrile gloves", {"326290": 1.0}), Line("aprons", {"315229": 1.0})] * 8, epochs=1)
    shown = example(need, read)
    right = {text for text, fit in zip(shown.seen.phrases.texts, shown.right, strict=True) if fit > 0}
    assert "nitrile gloves" in right
    assert not any("aprons" in text for text in right)


def test_conditional_logit_finds_the_sign_that_tells():
    draw = np.random.default_rng(0)
    choices = []
    for _ in range(200):
        signs = draw.normal(size=(2, 5))
        right = np.zeros(5, dtype=bool)
        right[np.argmax(2 * signs[0] + draw.gumbel(size=5))] = True
        choices.append((signs, right))
    telling, idle = conditional_logit(choices)
    assert telling == pytest.approx(2.0, abs=0.5)
    assert 0 <= idle < 0.3
