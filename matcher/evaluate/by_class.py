"""Judged by class alone: who is of a class that a need lists, for needs that nobody judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from matcher.errors import InputError
from matcher.evaluate.judgments import Judgments
from matcher.model import Need
from matcher.text import split_list

if TYPE_CHECKING:
    import pyarrow as pa

#: The column of a needs table that lists, likeliest first, the SCIAN classes that make what it asks for.
CLASSES: Final = "classes"
#: Grades of a supplier of the first class listed, and of one of another.
FIRST_CLASS, OTHER_CLASS = 2, 1


def judged_by_class(needs: Sequence[Need], rows: pa.Table) -> Judgments:
    """Grades from each need's column ``classes``: 2 for a supplier of the first class, 1 of another listed.

    A class is evidence, not proof (plants have one main activity and make more), and nobody is judged to be
    no answer: figures by class compare systems, they do not say how good an answer is. A need of whose
    classes no supplier is has no judgments. Raises InputError when that is so of every need.
    """
    of_class: dict[str, list[str]] = {}
    for supplier_id, code in zip(rows["supplier_id"].to_pylist(), rows["scian"].to_pylist(), strict=True):
        of_class.setdefault(code or "", []).append(supplier_id)
    grades = {need.need_id: _grades(split_list(need.extra.get(CLASSES, "")), of_class) for need in needs}
    judged = {need_id: given for need_id, given in grades.items() if given}
    if not judged:
        raise InputError(
            "No need lists a SCIAN class that a supplier of the index is of; give six digits, split by ';'",
            field=CLASSES,
        )
    return Judgments(judged, {})


def _grades(classes: Sequence[str], of_class: dict[str, list[str]]) -> dict[str, int]:
    return {
        supplier_id: OTHER_CLASS if at else FIRST_CLASS
        for at, code in enumerate(classes)
        for supplier_id in of_class.get(code, ())
    }
