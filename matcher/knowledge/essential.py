"""The essential activities of 2020: what Mexico and the US let run, and where the two lists parted.

A plant could be essential on one side of the border and closed on the other, and with it a box or a harness
that a critical product needs. History, not law in force; states overrode the lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.knowledge.scian import class_codes
from matcher.knowledge.tables import read_keyed, reference

MEXICO: Final = ("yes", "minimum", "from_june", "no")
US: Final = ("yes", "no", "unknown")
_COLUMNS = ("activity_en", "activity_es", "classes", "mexico_essential", "us_cisa", "note")

#: The activities held, in the order of the table; read when first asked for.
ESSENTIAL_2020: tuple[EssentialActivity, ...]


@dataclass(frozen=True, slots=True)
class EssentialActivity:
    """An activity by its SCIAN prefixes, and how the orders of spring 2020 treated it.

    ``mexico_essential`` (DOF, 31 March 2020): ``yes``, ``minimum`` operation, ``from_june`` or ``no``, which
    means that no line of its own was found. ``us_cisa``: in CISA's guidance or not. ``mark`` is for Mexico.
    """

    activity_en: str
    activity_es: str
    classes: tuple[str, ...]
    mexico_essential: str
    us_cisa: str
    note: str
    source: str
    mark: str

    @property
    def ran_through(self) -> bool:
        """Whether it ran in full in Mexico from April 2020."""
        return self.mexico_essential == "yes"


def essential_2020(scian: str) -> EssentialActivity | None:
    """The activity with the longest prefix of a class, 2 to 6 digits; None is unknown, not closed."""
    code = scian.strip()
    fits = [
        (len(prefix), found) for found in _activities() for prefix in found.classes if code.startswith(prefix)
    ]
    return max(fits, key=lambda pair: pair[0])[1] if fits else None


@cache
def _activities() -> tuple[EssentialActivity, ...]:
    return tuple(
        EssentialActivity(
            activity_en=row["activity_en"],
            activity_es=row.required("activity_es"),
            classes=class_codes(row, "classes"),
            mexico_essential=row.one_of("mexico_essential", MEXICO),
            us_cisa=row.one_of("us_cisa", US),
            note=row.required("note"),
            source=row["source"],
            mark=row["mark"],
        )
        for row in read_keyed(reference("essential_2020.csv"), _COLUMNS)
    )


def __getattr__(name: str) -> tuple[EssentialActivity, ...]:
    if name == "ESSENTIAL_2020":
        return _activities()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
