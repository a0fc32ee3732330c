"""What every index keeps of the reference tables, as one encoder sees them: made once, then kept at hand.

Looking 1,900 items and 80,000 terms up takes seconds to prepare; the result depends on the encoder and the
tables alone, so it is kept in the user's cache folder and made anew by itself when either changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from matcher import __version__
from matcher.config import cache_dir, data_dir
from matcher.encode import Encoder
from matcher.errors import OutputError
from matcher.files import beside
from matcher.index.manifest import FORMAT
from matcher.rank.asked import edge_phrases
from matcher.rank.catalogue import catalogue_lines
from matcher.rank.classes import classifier_of
from matcher.rank.sought import catalogue_of

#: Names under which an index keeps the classes that can be told apart, the conversion phrases as its own
#: encoder sees them, and what the catalogue knows of each item.
CODES: Final = "class_codes"
EDGES: Final = "edge_phrases"
ITEM_LINES: Final = "items"
_TEXTS: Final = "texts"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Arrays and lists of texts by name, as ``build_index`` takes them."""

    arrays: Mapping[str, NDArray[Any]]
    texts: Mapping[str, tuple[str, ...]]


_IN_HAND: dict[str, Knowledge] = {}


def knowledge(encoder: Encoder) -> Knowledge:
    """The reference tables as an encoder sees them; made if neither this process nor the cache has it.

    A cache folder that cannot be written costs time, nothing else.
    """
    key = f"{encoder.model_id} {__version__} {FORMAT} {reference_state()}"
    if key not in _IN_HAND:
        _IN_HAND.clear()  # one encoder at a time: tens of megabytes each
        _IN_HAND[key] = _kept(encoder, key)
    return _IN_HAND[key]


def reference_state() -> str:
    """A hash of the reference tables: it changes with any byte of them."""
    digest = hashlib.blake2b(digest_size=16)
    for table in sorted((data_dir() / "reference").rglob("*.csv")):
        digest.update(hashlib.blake2b(table.read_bytes()).digest())
    return digest.hexdigest()


def _kept(encoder: Encoder, key: str) -> Knowledge:
    path = cache_dir() / "knowledge" / f"{hashlib.blake2b(key.encode(), digest_size=8).hexdigest()}.npz"
    with suppress(OSError, ValueError, KeyError, BadZipFile):
        return _load(path)
    made = _make(encoder)
    with suppress(OSError, OutputError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _save(made, path)
    return made


def _make(encoder: Encoder) -> Knowledge:
    from matcher.knowledge.items import ITEMS

    catalogue, classifier = catalogue_of(encoder.encode, ITEMS), classifier_of(ITEMS)
    phrases, labels = edge_phrases()
    arrays = {EDGES: encoder.encode(phrases), **classifier.arrays(), **catalogue.arrays()}
    return Knowledge(
        {name: np.ascontiguousarray(array) for name, array in arrays.items()},
        {CODES: classifier.codes, EDGES: labels, ITEM_LINES: catalogue_lines(ITEMS)},
    )


def _save(made: Knowledge, path: Path) -> None:
    texts = np.frombuffer(json.dumps(made.texts, ensure_ascii=False).encode(), dtype=np.uint8)
    with beside(path) as draft, draft.open("wb") as handle:
        np.savez(handle, allow_pickle=False, **{**made.arrays, _TEXTS: texts})


def _load(path: Path) -> Knowledge:
    with np.load(path, allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files if name != _TEXTS}
        texts = json.loads(held[_TEXTS].tobytes())
    return Knowledge(arrays, {name: tuple(lines) for name, lines in texts.items()})
