"""Learns which phrases of a need name what is wanted, from marked needs and from the classes that make it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from matcher.model.hits import Floats
from matcher.rank.lines import Lines
from matcher.rank.wanted import MEASURES, ROWS, Seen, Wanted, look
from matcher.training.reader.corpus import MarkedNeed, Tell

if TYPE_CHECKING:
    from torch import Tensor

#: Hidden units, needs of a step, passes, step size, seed.
HIDDEN, INNER = 16, 32
BATCH: Final = 8
EPOCHS: Final = 8
RATE: Final = 2e-3
SEED: Final = 20_261_124
#: How well a phrase and a mark must cover each other for the phrase to name what is wanted.
MARKED: Final = 0.35
#: Needs that are but a product's name, and the words that such a name has at least.
NAMES, NAME_WORDS = 600, 3
#: Share of needs shown under another product's name, and how many such variants each has.
RENAMED: Final = 0.5
VARIANTS: Final = 3
_DROPPED: Final = 0.4
_DECAY: Final = 0.05
_FLOOR: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Example:
    """A need as it is seen: ``right`` (p,), how well each phrase fits a mark (None: no marks), ``made`` (c,),
    1 for the classes that make what it wants."""

    seen: Seen
    right: Floats | None
    made: Floats


def fit_wanted(
    needs: Sequence[MarkedNeed],
    products: Sequence[tuple[str, str, str]],
    lines: Lines,
    tell: Tell = lambda _: None,
) -> Wanted:
    """Fit by the likelihood of the right classes and of the marked phrases together (torch, AdamW).

    ``products`` are names, languages and classes to put into the needs in place of what they want.
    """
    import torch

    torch.manual_seed(SEED)
    draw = np.random.default_rng(SEED)
    needs = [*needs, *_names(products, draw)]
    plain = [example(need, lines) for need in needs]
    renamed = [[_renamed(need, products, draw, lines) for _ in range(VARIANTS)] for need in needs]
    net = _Net(lines)
    adam = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=_DECAY)
    steps = EPOCHS * (len(needs) // BATCH + 1)
    rate = torch.optim.lr_scheduler.OneCycleLR(adam, RATE, total_steps=steps, pct_start=0.15)
    for epoch in range(EPOCHS):
        total = 0.0
        for chosen in np.array_split(draw.permutation(len(needs)), len(needs) // BATCH + 1):
            loss = torch.zeros(())
            for at in chosen:
                other = renamed[at][draw.integers(VARIANTS)]
                shown = other if other is not None and draw.random() < RENAMED else plain[at]
                loss = loss + net.loss(shown)
            loss = loss / len(chosen)
            adam.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            adam.step()
            rate.step()
            total += float(loss.detach()) * len(chosen)
        tell(f"wanted: pass {epoch + 1} of {EPOCHS}, loss {total / len(needs):.3f}")
    return net.wanted()


def _names(products: Sequence[tuple[str, str, str]], draw: np.random.Generator) -> list[MarkedNeed]:
    """Needs that are a product's name and nothing else: all of it says what is wanted."""
    long = [product for product in products if len(product[0].split()) >= NAME_WORDS]
    chosen = draw.choice(len(long), size=min(NAMES, len(long)), replace=False)
    return [
        MarkedNeed(name, language, "", name, ((0, len(name)),), (code,), "name", split="train")
        for name, language, code in (long[int(at)] for at in chosen)
    ]


def example(need: MarkedNeed, lines: Lines) -> Example:
    """A need as the net sees it."""
    seen = look(need.text, lines, title=need.title or None)
    at = {int(code): number for number, code in enumerate(lines.codes)}
    made = np.zeros(len(lines.codes), dtype=np.float32)
    made[[at[int(code)] for code in need.classes if int(code) in at]] = 1.0
    return Example(seen, _right(need, seen) if need.spans else None, made)


def _right(need: MarkedNeed, seen: Seen) -> Floats:
    """How well each phrase and the best mark cover each other: letters of both by letters of either."""
    before = len(need.title) + 1 if need.title else 0
    starts = np.array([seen.phrases.starts[first] for first, _ in seen.phrases.spans])
    ends = starts + np.array([len(text) for text in seen.phrases.texts])
    best = np.zeros(len(starts))
    for start, end in need.spans:
        both = np.minimum(ends, before + end) - np.maximum(starts, before + start)
        either = np.maximum(ends, before + end) - np.minimum(starts, before + start)
        best = np.maximum(best, np.maximum(both, 0) / either)
    return np.where(best > MARKED, best, 0.0).astype(np.float32)


def _renamed(
    need: MarkedNeed, products: Sequence[tuple[str, str, str]], draw: np.random.Generator, lines: Lines
) -> Example | None:
    if not need.spans:
        return None
    while True:
        name, language, code = products[int(draw.integers(len(products)))]
        if language == need.language:
            return example(need.naming(name, code), lines)


class _Net:
    """The net of ``Wanted``, to be fitted."""

    def __init__(self, lines: Lines) -> None:
        import torch

        def drawn(*shape: int) -> Tensor:
            return torch.nn.Parameter(torch.randn(*shape) / np.sqrt(shape[0]))

        h = len(lines.scale)
        self.held: dict[str, Any] = {
            "around": torch.nn.Parameter(torch.randn(ROWS, HIDDEN) * 0.02),
            "alone": torch.nn.Parameter(torch.zeros(ROWS)),
            "by_hidden": drawn(h, HIDDEN),
            "by_measure": drawn(MEASURES, HIDDEN),
            "bias": torch.nn.Parameter(torch.zeros(HIDDEN)),
            "inner": drawn(HIDDEN, INNER),
            "inner_bias": torch.nn.Parameter(torch.zeros(INNER)),
            "outer": drawn(INNER),
            "straight": torch.nn.Parameter(torch.zeros(MEASURES)),
        }

    def parameters(self) -> list[Any]:
        return list(self.held.values())

    def loss(self, shown: Example) -> Tensor:
        import torch
        from torch.nn.functional import dropout

        if not shown.seen.phrases.texts:
            return torch.zeros(())
        held, seen = self.held, shown.seen
        around, measures = torch.from_numpy(seen.around), torch.from_numpy(seen.measures)
        first = (
            dropout(held["around"][around], _DROPPED).sum(1)
            + dropout(torch.from_numpy(seen.hidden), _DROPPED) @ held["by_hidden"]
            + measures @ held["by_measure"]
            + held["bias"]
        )
        second = torch.relu(dropout(torch.relu(first), _DROPPED) @ held["inner"] + held["inner_bias"])
        logits = (
            dropout(second, _DROPPED) @ held["outer"]
            + held["alone"][around].sum(1)
            + measures @ held["straight"]
        )
        weights = torch.softmax(logits, 0)
        made = (weights @ torch.from_numpy(seen.shares)) @ torch.from_numpy(shown.made)
        loss = -torch.log(made + _FLOOR)
        if shown.right is not None:
            loss = loss - torch.log(weights @ torch.from_numpy(shown.right) + _FLOOR)
        return loss

    def wanted(self) -> Wanted:
        return Wanted(**{name: value.detach().numpy() for name, value in self.held.items()})
