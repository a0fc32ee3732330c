"""Learns which classes make what a line names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.model.hits import Floats
from matcher.rank.lines import SCALE, Lines, parts_of, weighted_parts
from matcher.training.reader.corpus import Line, Tell

#: Rows of the table of parts, hidden units, lines of a step, passes over all lines, step size, seed.
ROWS: Final = 65_536
HIDDEN: Final = 128
BATCH: Final = 256
EPOCHS: Final = 6
RATE: Final = 3e-3
SEED: Final = 20_261_124
_DROPPED: Final = 0.1
_WARM_UP: Final = 0.1


def fit_lines(lines: Sequence[Line], tell: Tell = lambda _: None, *, epochs: int = EPOCHS) -> Lines:
    """Fit a table of parts and one hidden layer by cross entropy (torch, Adam), stored in eight bits."""
    import torch
    from torch.nn import functional

    torch.manual_seed(SEED)
    codes = sorted({code for line in lines for code in line.classes})
    idf = idf_of(lines)
    at = {code: number for number, code in enumerate(codes)}
    wanted = torch.zeros(len(lines), len(codes))
    for number, line in enumerate(lines):
        for code, share in line.classes.items():
            wanted[number, at[code]] = share
    worth = torch.tensor([line.weight for line in lines])
    held = [weighted_parts(line.text, idf) for line in lines]
    table = torch.nn.EmbeddingBag(ROWS, HIDDEN, mode="sum")
    torch.nn.init.normal_(table.weight, std=0.02)
    bias = torch.nn.Parameter(torch.zeros(HIDDEN))
    out = torch.nn.Linear(HIDDEN, len(codes))
    parameters = [*table.parameters(), bias, *out.parameters()]
    adam = torch.optim.Adam(parameters, lr=RATE)
    steps = epochs * (len(lines) // BATCH + 1)
    rate = torch.optim.lr_scheduler.OneCycleLR(adam, RATE, total_steps=steps, pct_start=_WARM_UP)
    for epoch in range(epochs):
        total = 0.0
        for chosen in torch.split(torch.randperm(len(lines)), BATCH):
            hidden = torch.relu(SCALE * table(*_bags(held, chosen.tolist())) + bias)
            logits = out(functional.dropout(hidden, _DROPPED))
            loss = -(worth[chosen] * (wanted[chosen] * functional.log_softmax(logits, 1)).sum(1)).mean()
            adam.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            adam.step()
            rate.step()
            total += float(loss.detach()) * len(chosen)
        tell(f"lines: pass {epoch + 1} of {epochs}, loss {total / len(lines):.3f}")
    parts, scale = _eight_bits(table.weight.detach().numpy())
    return Lines(
        parts,
        scale,
        idf,
        bias.detach().numpy(),
        out.weight.detach().numpy().T.copy(),
        out.bias.detach().numpy(),
        np.array([int(code) for code in codes], dtype=np.int32),
    )


def idf_of(lines: Sequence[Line]) -> Floats:
    """The inverse document frequency of each row of parts, (ROWS,), smoothed as scikit-learn has it."""
    held = np.zeros(ROWS)
    for line in lines:
        held[np.unique(np.fromiter(parts_of(line.text), dtype=np.int64) % ROWS)] += 1
    return (np.log((1 + len(lines)) / (1 + held)) + 1).astype(np.float16).astype(np.float32)


def _bags(held: Sequence[tuple[NDArray[np.int64], Floats]], chosen: Sequence[int]) -> tuple[object, ...]:
    import torch

    rows = [held[at][0] for at in chosen]
    starts = np.cumsum([0, *(len(row) for row in rows)])[:-1]
    amounts = np.concatenate([held[at][1] for at in chosen])
    return torch.from_numpy(np.concatenate(rows)), torch.from_numpy(starts), torch.from_numpy(amounts)


def _eight_bits(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    scale = np.maximum(np.abs(table).max(axis=0), 1e-9) / 127
    return np.round(table / scale).astype(np.int8), scale.astype(np.float32)
