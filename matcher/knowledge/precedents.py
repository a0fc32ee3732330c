"""Who turned to what, how fast and with what lesson: conversions that happened, 2017 to 2025."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from matcher.knowledge.scian import class_codes
from matcher.knowledge.tables import read_keyed, reference

_COLUMNS = (
    "key",
    "who",
    "place",
    "from_classes",
    "pivot_en",
    "pivot_es",
    "timing",
    "scale",
    "lesson_en",
    "lesson_es",
)

#: All precedents, in the order of the table; read when first asked for.
PRECEDENTS: tuple[Precedent, ...]


@dataclass(frozen=True, slots=True)
class Precedent:
    """A conversion as the press or the firm told it; ``from_classes`` are SCIAN prefixes of the usual work.

    No ``from_classes``: what happened was no plant's turn. A ``pivot`` that starts with ``none`` changed no
    product. An empty ``scale`` is unknown.
    """

    key: str
    who: str
    place: str
    from_classes: tuple[str, ...]
    pivot_en: str
    pivot_es: str
    timing: str
    scale: str
    lesson_en: str
    lesson_es: str
    source: str
    mark: str


def precedent(key: str) -> Precedent | None:
    """The precedent of that key, None if there is none."""
    return next((found for found in _precedents() if found.key == key.strip()), None)


def precedents_from(scian: str) -> tuple[Precedent, ...]:
    """The precedents that started from a class, 2 to 6 digits, in the order of the table."""
    code = scian.strip()
    return tuple(
        found for found in _precedents() if any(code.startswith(prefix) for prefix in found.from_classes)
    )


@cache
def _precedents() -> tuple[Precedent, ...]:
    return tuple(
        Precedent(
            key=row["key"],
            who=row.required("who"),
            place=row.required("place"),
            from_classes=class_codes(row, "from_classes"),
            pivot_en=row.required("pivot_en"),
            pivot_es=row.required("pivot_es"),
            timing=row.required("timing"),
            scale=row["scale"],
            lesson_en=row.required("lesson_en"),
            lesson_es=row.required("lesson_es"),
            source=row["source"],
            mark=row["mark"],
        )
        for row in read_keyed(reference("precedents.csv"), _COLUMNS)
    )


def __getattr__(name: str) -> tuple[Precedent, ...]:
    if name == "PRECEDENTS":
        return _precedents()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
