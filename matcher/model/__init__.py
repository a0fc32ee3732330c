"""The nouns that travel between rooms: frozen, typed, without input or output."""

from __future__ import annotations

from matcher.model.hits import Hits
from matcher.model.need import SECTORS, Need, Requirement
from matcher.model.ranking import Candidate, Criterion, Excluded, Ranking, Reasons
from matcher.model.score import UNKNOWN_POLICIES, Scores, UnknownPolicy
from matcher.model.supplier import KINDS, ROUTES, VERIFICATIONS, Kind, Provenance, Route, Supplier

__all__ = [
    "KINDS",
    "ROUTES",
    "SECTORS",
    "UNKNOWN_POLICIES",
    "VERIFICATIONS",
    "Candidate",
    "Criterion",
    "Excluded",
    "Hits",
    "Kind",
    "Need",
    "Provenance",
    "Ranking",
    "Reasons",
    "Requirement",
    "Route",
    "Scores",
    "Supplier",
    "UnknownPolicy",
]
