"""Training: texts that mean the same are pulled together, all others of the batch apart.

The loss is sentence-transformers' ``MultipleNegativesRankingLoss`` both ways (Henderson et al., 2017; van den
Oord et al., 2018), the model in the end its ``StaticEmbedding``. The loop is our own: that library's trainer
tokenises every text anew in every epoch, which is nearly all of the time here, and could neither vary the
spelling nor compose a token from its letters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from matcher.training.corpus import Corpus
from matcher.training.ragged import Ints
from matcher.training.recipe import Recipe
from matcher.training.tables import TokenTable

if TYPE_CHECKING:
    from torch import Tensor

#: Called with the steps done, all steps and the mean loss since the last call.
Progress = Callable[[int, int, float], None]
_TOLD_EVERY: Final = 100
_WARM_UP: Final = 100
#: Score of a text against its own translations elsewhere in the batch: out of the softmax.
_NEVER: Final = -1e4


@dataclass(frozen=True)
class Schedule:
    """How long and how fast.

    Attributes
    ----------
    rate
        Adam's step size at its highest: it rises over the first steps, then falls to nothing.
    neighbours : ndarray, shape (pairs, others)
        The pairs that are drawn together with each pair.
    """

    steps: int
    rate: float
    neighbours: Ints


def fit(
    corpus: Corpus,
    table: TokenTable,
    recipe: Recipe,
    schedule: Schedule,
    progress: Progress | None = None,
) -> None:
    """Train the table in place."""
    draw, steps, rate = np.random.default_rng(recipe.seed), schedule.steps, schedule.rate
    warm_up = min(_WARM_UP, max(1, steps // 10))
    since = 0.0
    for step in range(steps):
        batch = _batch(corpus, recipe, schedule.neighbours, draw)
        loss = _loss(corpus, table, batch, recipe, draw)
        loss.backward()  # type: ignore[no-untyped-call]
        table.step(rate * min(1, (step + 1) / warm_up) * (1 - step / steps))
        since += loss.item()
        told = (step + 1) % _TOLD_EVERY
        if progress and (told == 0 or step + 1 == steps):
            progress(step + 1, steps, since / (told or _TOLD_EVERY))
            since = 0.0


def _loss(
    corpus: Corpus, table: TokenTable, batch: Ints, recipe: Recipe, draw: np.random.Generator
) -> Tensor:
    import torch
    from torch.nn.functional import cross_entropy, normalize

    en, en_owners = corpus.tokens(corpus.en, batch, recipe, draw)
    es, es_owners = corpus.tokens(corpus.es, batch, recipe, draw)
    distinct, places = np.unique(np.concatenate([en, es]), return_inverse=True)
    owners = torch.from_numpy(np.concatenate([en_owners, es_owners + len(batch)]))
    vectors = table.vectors(distinct)
    sums = torch.zeros(2 * len(batch), vectors.shape[1])
    unit = normalize(sums.index_add(0, owners, vectors[torch.from_numpy(places)]), dim=1)
    scores = recipe.scale * unit[: len(batch)] @ unit[len(batch) :].T
    scores = scores.masked_fill(torch.from_numpy(_twins(corpus, batch)), _NEVER)
    own = torch.arange(len(batch))
    return (cross_entropy(scores, own) + cross_entropy(scores.T, own)) / 2


def _batch(corpus: Corpus, recipe: Recipe, neighbours: Ints, draw: np.random.Generator) -> Ints:
    """Distinct pairs: some drawn by weight, each with its neighbours."""
    n_starts = max(1, recipe.batch // (neighbours.shape[1] + 1))
    starts = draw.choice(len(corpus.weights), size=n_starts, p=corpus.weights)
    rows = np.unique(np.concatenate([starts, neighbours[starts].ravel()]))
    drawn: Ints = rows[corpus.weights[rows] > 0]
    return drawn


def _twins(corpus: Corpus, batch: Ints) -> NDArray[np.bool_]:
    """Which pairs say the same on either side, shape (batch, batch): they are no negatives of each other."""
    en, es = corpus.same_en[batch], corpus.same_es[batch]
    twins: NDArray[np.bool_] = (en[:, None] == en) | (es[:, None] == es)
    np.fill_diagonal(twins, val=False)
    return twins
