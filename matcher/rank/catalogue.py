"""What ranking needs to know of the catalogue's items, and which of them a need most likely asks for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from matcher.model.hits import Floats

if TYPE_CHECKING:
    from matcher.knowledge.items import Item

#: Probability from which an item is taken to be what is asked for, or Mexico not to make it at scale.
NAMED: Final = 0.4
#: Probability up to which an item is one witness among others; certain, it decides alone.
DOUBTFUL: Final = 0.7
#: Items less likely than this are passed over.
LEAST: Final = 0.02
#: What an item's second main class, and a possible one, are worth beside the first.
SECOND: Final = 0.8
POSSIBLE: Final = 0.35


@dataclass(frozen=True, slots=True)
class Known:
    """What ranking needs of an item: who makes it and how, who could convert to it, whether Mexico does.

    ``classes`` maps a class to how surely it makes the item: 1 for its first main class; ``certificates`` are
    keys of those that buyers of it usually ask for.
    """

    name: str
    classes: Mapping[str, float]
    classes_convert: tuple[str, ...]
    mexico: str
    mark: str
    processes: tuple[str, ...] = ()
    name_es: str = ""
    certificates: tuple[str, ...] = ()

    @property
    def not_at_scale(self) -> bool:
        """Whether Mexico does not make it at scale."""
        return self.mexico == "not_at_scale"


@dataclass(frozen=True, slots=True)
class Likely:
    """The items that a need may ask for with their probabilities, the likeliest first."""

    items: tuple[tuple[Known, float], ...] = ()

    @property
    def named(self) -> Known | None:
        """The item that is asked for, None when none is likely enough."""
        return self.items[0][0] if self.items and self.items[0][1] >= NAMED else None

    @property
    def none(self) -> float:
        """The probability that no item of the catalogue is asked for."""
        return max(0.0, 1.0 - sum(likely for _, likely in self.items))

    @property
    def not_at_scale(self) -> Known | None:
        """The likeliest of what Mexico does not make at scale, when such a thing is likely asked for."""
        lacking = [(item, likely) for item, likely in self.items if item.not_at_scale]
        return lacking[0][0] if sum(likely for _, likely in lacking) >= NAMED else None

    def classes(self) -> dict[str, float]:
        """Classes by how likely what is asked for is made there."""
        return self._summed([item.classes for item, _ in self.items])

    def convertible(self) -> dict[str, float]:
        """Classes by how likely a plant of theirs could convert to what is asked for.

        None to what Mexico does not make at scale: it is not to be had by converting a neighbour either.
        """
        if self.not_at_scale:
            return {}
        return self._summed([dict.fromkeys(item.classes_convert, 1.0) for item, _ in self.items])

    def _summed(self, shares: Sequence[Mapping[str, float]]) -> dict[str, float]:
        votes: dict[str, float] = {}
        for (_, likely), of_item in zip(self.items, shares, strict=True):
            for code, share in of_item.items():
                votes[code] = votes.get(code, 0.0) + likely * share
        return best_first(votes)


def catalogue_lines(items: Sequence[Item]) -> tuple[str, ...]:
    """Items as an index keeps them: a line of JSON each."""
    return tuple(
        json.dumps(
            asdict(
                Known(
                    item.name_en,
                    shares(item.classes_main, item.classes_possible),
                    item.classes_convert,
                    item.mexico,
                    item.mark,
                    item.processes,
                    item.name_es,
                    item.certificates,
                )
            ),
            ensure_ascii=False,
        )
        for item in items
    )


def shares(main: Sequence[str], possible: Sequence[str]) -> dict[str, float]:
    """How surely each class makes an item, by class."""
    held = dict.fromkeys(possible, POSSIBLE) | dict.fromkeys(main[1:], SECOND) | {main[0]: 1.0}
    return dict(sorted(held.items()))


def best_first(shares: Mapping[str, float]) -> dict[str, float]:
    """Shares by their size, the largest first, equal ones in the order of their names."""
    return dict(sorted(shares.items(), key=lambda share: (-share[1], share[0])))


def likely_items(probabilities: Floats, lines: Sequence[str]) -> Likely:
    """The items worth a thought, from the probability of each (m,) and the lines that an index keeps."""
    at = [int(item) for item in np.flatnonzero(probabilities >= LEAST)]
    at.sort(key=lambda item: (-float(probabilities[item]), item))
    return Likely(tuple((_known(lines[item]), float(probabilities[item])) for item in at))


def main_class(line: str) -> str:
    """The first main class of an item, from the line that an index keeps."""
    classes: dict[str, float] = json.loads(line)["classes"]
    return max(classes, key=lambda code: classes[code])


def _known(line: str) -> Known:
    held = json.loads(line)
    return Known(
        held["name"],
        held["classes"],
        tuple(held["classes_convert"]),
        held["mexico"],
        held["mark"],
        tuple(held["processes"]),
        held["name_es"],
        tuple(held["certificates"]),
    )
