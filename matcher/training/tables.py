"""Token vectors that can be trained: composed from letter groups first, rows shared by tokens in the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.training.grams import letter_groups
from matcher.training.ragged import Ints, Ragged

if TYPE_CHECKING:
    from torch import Tensor

_BETAS: Final = (0.9, 0.999)
_EPSILON: Final = 1e-8
_BUCKETS: Final = 100_000
#: Spread of a token's own part at the start, against 1 for its letter groups together.
_OWN: Final = 0.3
_AT_ONCE: Final = 8192


class TokenTable(Protocol):
    """Vectors of tokens, and the step that makes them better."""

    def vectors(self, tokens: Ints) -> Tensor:
        """One row per distinct token id given, shape (len(tokens), dim), with gradient."""
        ...

    def step(self, rate: float) -> None:
        """Move what the last ``vectors`` was made of against its gradient."""
        ...


class Rows:
    """A table of which each step touches few rows: Adam (Kingma & Ba, 2015) on those alone.

    As torch's ``SparseAdam``, but a row that a step uses a hundred times has its gradient summed once.
    """

    def __init__(self, first: NDArray[np.float32]) -> None:
        import torch

        self.values = torch.from_numpy(first.copy())
        self._mean = torch.zeros_like(self.values)
        self._square = torch.zeros_like(self.values)
        self._steps = 0
        self._touched: Tensor | None = None
        self._leaf: Tensor | None = None

    def take(self, distinct: Ints) -> Tensor:
        """Those rows as a leaf with gradient."""
        import torch

        self._touched = torch.from_numpy(distinct)
        self._leaf = self.values[self._touched].requires_grad_()
        return self._leaf

    def step(self, rate: float) -> None:
        """Adam's step on the rows taken last."""
        if self._leaf is None or self._leaf.grad is None or self._touched is None:
            return
        self._steps += 1
        (keep_mean, keep_square), gradient, at = _BETAS, self._leaf.grad, self._touched
        mean = self._mean[at].mul_(keep_mean).add_(gradient, alpha=1 - keep_mean)
        square = self._square[at].mul_(keep_square).addcmul_(gradient, gradient, value=1 - keep_square)
        self._mean[at], self._square[at] = mean, square
        size = rate * (1 - keep_square**self._steps) ** 0.5 / (1 - keep_mean**self._steps)
        self.values[at] = self._leaf.detach().addcdiv_(mean, square.sqrt_().add_(_EPSILON), value=-size)
        self._leaf = None


class ComposedTable:
    """A token is a part of its own plus its letter groups: rare tokens lean on words spelled alike."""

    def __init__(self, tokens: Sequence[str], dim: int, draw: np.random.Generator) -> None:
        self._groups = Ragged.of(letter_groups(token, _BUCKETS) for token in tokens)
        self._share = (1 / np.sqrt(np.maximum(self._groups.lengths, 1))).astype(np.float32)
        self._own = Rows(_OWN * draw.standard_normal((len(tokens), dim), dtype=np.float32))
        self._letters = Rows(draw.standard_normal((_BUCKETS, dim), dtype=np.float32))

    def vectors(self, tokens: Ints) -> Tensor:
        """See :class:`TokenTable`."""
        import torch
        from torch.nn.functional import embedding_bag

        groups, owners = self._groups.take(tokens)
        distinct, places = np.unique(groups, return_inverse=True)
        lengths = self._groups.lengths[tokens]
        letters = embedding_bag(
            torch.from_numpy(places),
            self._letters.take(distinct),
            torch.from_numpy(np.cumsum(lengths) - lengths),
            mode="sum",
            per_sample_weights=torch.from_numpy(self._share[tokens][owners]),
        )
        return self._own.take(tokens) + letters

    def step(self, rate: float) -> None:
        """See :class:`TokenTable`."""
        self._own.step(rate)
        self._letters.step(rate)

    def finished(self) -> NDArray[np.float32]:
        """One row per token, shape (tokens, dim)."""
        n_tokens = len(self._groups)
        parts = (np.arange(at, min(at + _AT_ONCE, n_tokens)) for at in range(0, n_tokens, _AT_ONCE))
        return np.concatenate([self.vectors(part).detach().numpy() for part in parts])


class SharedTable:
    """Tokens that share rows, each with a factor of its own that stays as it is."""

    def __init__(self, rows: NDArray[np.float32], mapping: Ints, factors: NDArray[np.float32]) -> None:
        self._rows, self._mapping, self._factors = Rows(rows), mapping, factors

    def vectors(self, tokens: Ints) -> Tensor:
        """See :class:`TokenTable`."""
        import torch

        distinct, places = np.unique(self._mapping[tokens], return_inverse=True)
        return (
            self._rows.take(distinct)[torch.from_numpy(places)]
            * torch.from_numpy(self._factors[tokens])[:, None]
        )

    def step(self, rate: float) -> None:
        """See :class:`TokenTable`."""
        self._rows.step(rate)

    def finished(self) -> NDArray[np.float32]:
        """The shared rows, shape (k, dim)."""
        return np.array(self._rows.values.numpy())
