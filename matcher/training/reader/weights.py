"""Fits what each sign counts for: which item is asked for, which class makes it, and whether a good is.

Prints the weights; a person who changes the signs, or what they are read from, carries them over into
``rank.sought``, ``rank.classes`` and ``rank.goods``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.config import data_dir
from matcher.encode import load_encoder
from matcher.engine.reading import Reader, class_asking, named_by_title
from matcher.knowledge.federal_supply import group_of_title
from matcher.knowledge.items import ITEMS
from matcher.model import Need
from matcher.rank.catalogue import likely_items
from matcher.rank.goods import signs as signs_of_good
from matcher.rank.sought import probabilities
from matcher.training.reader.corpus import marked_needs
from matcher.training.reader.make import needs_path

Array = NDArray[np.float64]
#: A choice to learn from: the signs (k, m) of m alternatives, and which of them are right (m,).
Choice = tuple[Array, NDArray[np.bool_]]
#: How strongly weights are drawn to zero, and what own needs count for beside labelled notices.
RIDGE: Final = 1e-3
OWN: Final = 0.35


def fit_classes(reader: Reader, real_data: Path) -> Array:
    """Weights of ``Classifier.signs`` by conditional logit, on needs no training saw and half the notices.

    Of a notice only its title is read, as in ``measure_notices``.
    """
    at = {code: number for number, code in enumerate(reader.classifier.codes)}
    choices = []
    for asked, codes in (*_classified(), *titles(real_data, fit=True)):
        group, need = group_of_title(asked.title or asked.text), named_by_title(asked)
        told = reader.told(need)
        likely = likely_items(probabilities(reader.catalogue.logits(reader.asking(need, told))), reader.lines)
        signs = reader.classifier.signs(class_asking(need, told, likely, group))
        right = np.zeros(len(at), dtype=bool)
        right[[at[code] for code in codes if code in at]] = True
        choices.append((signs.astype(np.float64), right))
    return conditional_logit(choices)


def fit_items(reader: Reader) -> Array:
    """Weights of ``Catalogue.signs`` and, last, the logit of "none of these", by conditional logit.

    On the illustrative needs, whose items are known, and on classified ones whose item is in the catalogue or
    is none of these.
    """
    choices = []
    for need, wanted in _needs_for_items():
        signs = reader.catalogue.signs(reader.asking(need, reader.told(need))).astype(np.float64)
        none = np.zeros((len(signs) + 1, 1))
        none[-1] = 1.0
        each = np.concatenate([np.vstack([signs, np.zeros(signs.shape[1])]), none], axis=1)
        right = np.array([item.item_id in wanted for item in ITEMS] + [not wanted])
        choices.append((each, right))
    return conditional_logit(choices)


def fit_goods(reader: Reader, real_data: Path) -> Array:
    """Weights of ``goods.signs`` by logistic regression (scikit-learn): half the notices, and own needs."""
    from sklearn.linear_model import LogisticRegression

    signs, good, worth = [], [], []
    for need, label in notices(real_data):
        if label != "unclear" and kept_for_fit(need):
            signs.append(_of_good(reader, need))
            good.append(label == "product")
            worth.append(1.0)
    for need, _ in _classified():
        signs.append(_of_good(reader, need))
        good.append(True)
        worth.append(OWN)
    model = LogisticRegression(max_iter=500).fit(np.array(signs)[:, :-1], good, sample_weight=worth)
    return np.array([*model.coef_[0], model.intercept_[0]])


def conditional_logit(choices: Sequence[Choice]) -> Array:
    """The non-negative weights under which the right alternatives of all choices are likeliest.

    Source: McFadden (1974), Conditional logit analysis of qualitative choice behavior.
    """
    from scipy.optimize import minimize

    def unlikelihood(weights: Array) -> tuple[float, Array]:
        total, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for signs, right in choices:
            logits = weights @ signs
            odds = np.exp(logits - logits.max())
            share = odds / odds.sum()
            of_right = max(float(share[right].sum()), 1e-12)
            total -= np.log(of_right) / len(choices)
            slope = slope + (signs @ share - signs[:, right] @ share[right] / of_right) / len(choices)
        return total, slope

    n_signs = len(choices[0][0])
    found = minimize(
        unlikelihood, np.ones(n_signs), jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * n_signs
    )
    return np.asarray(found.x)


def notices(real_data: Path) -> Iterator[tuple[Need, str]]:
    """The labelled government notices with their labels."""
    labels = {row["need_id"]: row["label"] for row in _rows(data_dir() / "needs" / "notices_labels.csv")}
    for row in _rows(real_data / "needs" / "us_government_notices_2013_14.csv"):
        need = Need(row["text"] or row["title"], need_id=row["need_id"], title=row["title"])
        yield need, labels[row["need_id"]]


def titles(real_data: Path, *, fit: bool) -> Iterator[tuple[Need, tuple[str, ...]]]:
    """The titles of notices for goods and their classes, of the half to fit on or of the other."""
    classes = {row["need_id"]: row["classes"] for row in _rows(data_dir() / "needs" / "notices_labels.csv")}
    for need, label in notices(real_data):
        if label == "product" and kept_for_fit(need) == fit:
            yield Need(need.title or "", need_id=need.need_id), tuple(classes[need.need_id].split(";"))


def kept_for_fit(need: Need) -> bool:
    """Whether a notice is of the half that weights are fitted on; the other half measures."""
    return blake2b(need.need_id.encode(), digest_size=2).digest()[1] % 2 == 1


def _of_good(reader: Reader, need: Need) -> Array:
    told = reader.told(need)
    best = float(reader.catalogue.logits(reader.asking(need, told)).max(initial=0.0))
    return signs_of_good(need, best, told)


def _classified() -> Iterator[tuple[Need, tuple[str, ...]]]:
    """Needs with their classes that ``Wanted`` was not trained on."""
    for name in ("classified", "classified_blind"):
        for row in _rows(data_dir() / "needs" / f"{name}.csv"):
            yield Need(row["text"], title=row["title"] or None), tuple(row["classes"].split(";"))
    for need in marked_needs(needs_path()):
        if need.split == "test":
            yield Need(need.text, title=need.title or None), need.classes


def _needs_for_items() -> Iterator[tuple[Need, frozenset[str]]]:
    named = {name.casefold(): item.item_id for item in ITEMS for name in item.names}
    for row in _rows(data_dir() / "illustrative" / "needs.csv"):
        yield Need(row["text"], title=row["title"] or None), frozenset(row["wants"].split(";"))
    for name in ("classified", "classified_blind"):
        for row in _rows(data_dir() / "needs" / f"{name}.csv"):
            item = named.get(row["item"].casefold())
            yield Need(row["text"], title=row["title"] or None), frozenset([item] if item else [])


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def fit_all(real_data: Path) -> dict[str, Array]:
    """All three, by the module whose ``WEIGHTS`` they are."""
    reader = Reader.of_tables(load_encoder())
    return {
        "rank.sought (the last is NONE)": fit_items(reader),
        "rank.classes": fit_classes(reader, real_data),
        "rank.goods": fit_goods(reader, real_data),
    }
