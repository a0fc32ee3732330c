"""The criteria in groups that a person can take in, with a colour for each criterion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from matcher.model import Criterion
from matcher.model.ranking import Language


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria that answer one question, by name, each with a shade of the group's hue, dark to light."""

    name: str
    label: str
    label_es: str
    colours: Mapping[str, str]

    def title(self, language: Language) -> str:
        """The name of the group for reading."""
        return self.label_es if language == "es" else self.label


#: Hue tells the group, lightness the criterion, so that people with any colour vision can tell neighbours
#: in a bar apart (``tests/explorer/test_groups.py`` measures how well); a line parts them as well.
GROUPS: Final = (
    Group(
        "fit",
        "Fit to the item",
        "Qué tanto es lo pedido",
        {
            "product": "#0A2F5C",
            "meaning": "#24599F",
            "words": "#4A86C8",
            "class": "#86B4E8",
            "process": "#C6DDF5",
        },
    ),
    Group(
        "effort",
        "Effort until it delivers",
        "Esfuerzo hasta entregar",
        {"route": "#6B2E00", "certificates": "#B35900", "size": "#E69F00", "lead_time": "#F7D68A"},
    ),
    Group(
        "place",
        "Place",
        "Lugar",
        {"crossing": "#00443A", "destination": "#00806A", "cluster": "#45B89C", "risk": "#A8E3D0"},
    ),
    Group(
        "trust",
        "Trade and trust",
        "Comercio y confianza",
        {
            "trade": "#3F1239",
            "finance": "#6A2760",
            "security": "#964488",
            "labour": "#BC6BAE",
            "freshness": "#DB9DD0",
            "verification": "#F6DDF0",
        },
    ),
)
#: The colour of each criterion, in the order of the groups.
COLOURS: Final[Mapping[str, str]] = {
    name: colour for group in GROUPS for name, colour in group.colours.items()
}
_PLACE: Final = {name: at for at, name in enumerate(COLOURS)}


def grouped(criteria: Iterable[Criterion]) -> list[Criterion]:
    """The criteria in the order of the groups, as sliders and bars show them."""
    return sorted(criteria, key=lambda one: _PLACE[one.name])
