"""Which classes make a supplier."""

from __future__ import annotations

from typing import Final

from matcher.knowledge.scian import is_manufacturing

#: Services that make what a buyer asks for: packing and labelling.
MAKING_SERVICES: Final = frozenset({"561910"})
#: What all refusals by class are counted under.
NOT_MAKING: Final = "not manufacturing"


def refusal(code: str) -> str | None:
    """Why an establishment of that class is none, None when it is: manufacturing, packing and labelling."""
    if is_manufacturing(code) or code in MAKING_SERVICES:
        return None
    return f"class {code or 'unknown'} is not manufacturing"
