"""From US NAICS to Mexican SCIAN where the sixth digit misleads.

The two classifications agree at five digits in most of manufacturing (at four in a few groups); the sixth is
national. Equal codes prove nothing, so they are never joined: 335311 and 335312, for one, are swapped.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from matcher.knowledge.scian import scian_class
from matcher.knowledge.tables import Row, read_keyed, reference

_COLUMNS = ("naics_code", "naics_title", "scian_code", "scian_title", "mexican_classes", "note")


@dataclass(frozen=True, slots=True)
class FalseFriend:
    """A US class, the Mexican class one would take for it, and where its goods really fall.

    ``scian_code`` is the Mexican class of the same six digits or, where there is none, the one that looks
    like a twin; ``mexican_classes`` (six digits, SCIAN 2023) hold what the US class makes, the main one
    first.
    """

    naics_code: str
    naics_title: str
    scian_code: str
    scian_title: str
    mexican_classes: tuple[str, ...]
    note: str
    source: str
    mark: str

    @property
    def same_digits(self) -> bool:
        """Whether a join on six digits would pair the two."""
        return self.naics_code == self.scian_code


def false_friends() -> tuple[FalseFriend, ...]:
    """Every pair held, in the order of the table: no full crosswalk, only where a mistake is likely."""
    return tuple(_by_naics().values())


def mexican_classes(naics: str) -> tuple[str, ...]:
    """The SCIAN 2023 classes of a six-digit US class.

    Empty where the table does not hold it: that is unknown, and the same digits are no answer.
    """
    found = _by_naics().get(naics.strip())
    return found.mexican_classes if found else ()


def is_false_friend(code: str) -> bool:
    """Whether a six-digit code stands in both classifications and means something else, or less, in one."""
    found = _by_naics().get(code.strip())
    return found is not None and found.same_digits


@cache
def _by_naics() -> dict[str, FalseFriend]:
    rows = read_keyed(reference("false_friends.csv"), _COLUMNS)
    return {row["naics_code"]: _false_friend(row) for row in rows}


def _false_friend(row: Row) -> FalseFriend:
    classes = row.parts("mexican_classes")
    for field, codes in (("scian_code", (row["scian_code"],)), ("mexican_classes", classes or ("",))):
        for code in codes:
            if len(code) != 6 or scian_class(code) is None:
                raise row.error(field, f"'{code}' is no class of SCIAN 2023; give six digits that it holds")
    return FalseFriend(
        naics_code=row["naics_code"],
        naics_title=row.required("naics_title"),
        scian_code=row["scian_code"],
        scian_title=row.required("scian_title"),
        mexican_classes=classes,
        note=row["note"],
        source=row["source"],
        mark=row["mark"],
    )
