"""Text: the short ways give what the long ways give, and nothing hidden gets through."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from matcher.text import clean, fold

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40) | st.text(
    "aÁñ e\u0301\u00a0\t\n\u200b\u2028ß…", max_size=20
)


@given(TEXTS)
def test_clean_leaves_single_spaces_and_only_what_can_be_seen(text):
    found = clean(text)
    assert found == " ".join(found.split())
    assert not [c for c in found if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"}]
    assert clean(found) == found


@given(TEXTS)
def test_clean_keeps_every_visible_character_in_order(text):
    seen = [c for c in unicodedata.normalize("NFC", text) if not c.isspace()]
    kept = [c for c in seen if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}]
    assert clean(text).replace(" ", "") == "".join(kept)


@given(TEXTS)
def test_folding_compares_without_case_accents_or_spacing(text):
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    assert fold(text) == re.sub(r"\s+", " ", bare.casefold()).strip()
