"""From a table of pairs to an encoder's folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from matcher.errors import InputError
from matcher.training.card import write_card
from matcher.training.corpus import Corpus, build_corpus
from matcher.training.export import save_static
from matcher.training.fit import Progress as StepsDone
from matcher.training.fit import Schedule, fit
from matcher.training.neighbours import following_rows, most_alike
from matcher.training.pairs import Pair, glossary, read_pairs
from matcher.training.recipe import Recipe
from matcher.training.share import SharedRows, share_rows
from matcher.training.tables import ComposedTable, SharedTable
from matcher.training.vectors import narrowed
from matcher.training.vocabulary import UNKNOWN_ID, build_tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: Called with what is being done, how much of it is done and how much there is, and the mean loss (or None).
Progress = Callable[[str, int, int, float | None], None]
#: Fewer pairs than this teach nothing that holds outside them.
_FEWEST_PAIRS = 50


@dataclass(frozen=True)
class Trained:
    """What came out: a tokenizer and the rows its tokens share."""

    tokenizer: Tokenizer
    shared: SharedRows


def train(
    pairs: Sequence[Pair] | str | Path,
    out: str | Path,
    recipe: Recipe | None = None,
    *,
    progress: Progress | None = None,
    card: str | None = None,
) -> Path:
    """Make an encoder from pairs and write it into a folder that ``load_encoder`` reads.

    The trade vocabulary that comes with matcher is learned as well. The same pairs and recipe give the same
    bytes with one torch thread on the same kind of machine.

    Parameters
    ----------
    pairs
        Pairs, or a table of them with the columns ``en``, ``es`` and optionally ``source``.
    card
        The folder's README; without one, a card is written from the pairs and the recipe.

    Raises
    ------
    InputError
        The table cannot be read, or has too few pairs.
    OutputError
        The folder cannot be written.
    """
    recipe = recipe or Recipe()
    rows = read_pairs(pairs) if isinstance(pairs, (str, Path)) else list(pairs)
    if len(rows) < _FEWEST_PAIRS:
        raise InputError(f"{len(rows)} pairs are too few to learn from; give at least {_FEWEST_PAIRS}")
    folder = Path(out)
    trained = learn([*rows, *glossary()], recipe, progress)
    card = card or write_card(folder.name, Counter(pair.source for pair in rows), recipe)
    shared = trained.shared
    save_static(
        folder,
        trained.tokenizer,
        rows=shared.rows,
        mapping=shared.mapping.astype(np.int32),
        factors=shared.factors,
        card=card,
    )
    return folder


def learn(pairs: Sequence[Pair], recipe: Recipe, progress: Progress | None = None) -> Trained:
    """Train on exactly these pairs: vocabulary, token vectors, then the rows that tokens share."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(
        1
    )  # Sums over several threads come in any order, and no longer give the same bytes.
    try:
        return _learn(pairs, recipe, progress or (lambda *_: None))
    finally:
        torch.set_num_threads(threads)


def _learn(pairs: Sequence[Pair], recipe: Recipe, progress: Progress) -> Trained:
    progress("vocabulary", 0, 1, None)
    texts = (text for pair in pairs for text in (pair.en, pair.es))
    tokenizer = build_tokenizer(texts, recipe.n_pieces, recipe.n_words)
    progress("texts", 0, 1, None)
    corpus = build_corpus(pairs, tokenizer, recipe)
    vocabulary = tokenizer.get_vocab()
    composed = ComposedTable(
        sorted(vocabulary, key=vocabulary.__getitem__), recipe.train_dim, np.random.default_rng(recipe.seed)
    )
    passes = len(pairs) / recipe.batch
    following = following_rows(len(pairs), recipe.block - 1)
    first = Schedule(max(1, round(recipe.epochs * passes)), recipe.rate, following)
    fit(corpus, composed, recipe, first, _under("training", progress))
    progress("looking for what is easily confused", 0, 1, None)
    alike = most_alike(corpus, composed.finished(), recipe.block - 1)
    hard = Schedule(round(recipe.hard_epochs * passes), recipe.hard_rate, alike)
    fit(corpus, composed, recipe, hard, _under("telling apart", progress))
    table = narrowed(corpus, composed.finished(), recipe.dim)
    progress("sharing rows", 0, 1, None)
    shared = share_rows(table, min(recipe.n_shared_rows, len(table)), token_importance(corpus, table))
    settle = Schedule(round(recipe.settle_epochs * passes), recipe.settle_rate, alike)
    return Trained(tokenizer, _settled(corpus, shared, recipe, settle, _under("settling", progress)))


def _settled(
    corpus: Corpus, shared: SharedRows, recipe: Recipe, schedule: Schedule, progress: StepsDone
) -> SharedRows:
    # Rows of about the length that tokens had while they were trained, so that a step is as large as there.
    scale = np.float32(np.median(shared.factors))
    rows = SharedTable(shared.rows * scale, shared.mapping, shared.factors / scale)
    fit(corpus, rows, recipe, schedule, progress)
    factors = shared.factors / scale
    # The light path and model2vec leave unknown tokens out; sentence-transformers adds their row.
    factors[UNKNOWN_ID] = 0
    return SharedRows(rows.finished(), shared.mapping, factors)


def _under(title: str, progress: Progress) -> StepsDone:
    return lambda done, steps, loss: progress(title, done, steps, loss)


def token_importance(corpus: Corpus, table: np.ndarray) -> np.ndarray:
    """How often a token is met while training, times its weight in a text; shape (tokens,), float32."""
    counts = np.zeros(len(table))
    for side in (corpus.en, corpus.es):
        texts = np.flatnonzero(side.lengths)
        words, owners = side.take(texts)
        met = np.bincount(words, weights=corpus.weights[texts][owners], minlength=corpus.n_words)
        tokens, places = corpus.spellings.take(np.arange(corpus.n_words))
        counts += np.bincount(tokens, weights=met[places], minlength=len(table))
    # A square root, so that the rare many are not all given away to the frequent few.
    importance: np.ndarray = (
        np.sqrt(counts + counts[counts > 0].min()) * np.linalg.norm(table, axis=1)
    ).astype(np.float32)
    return importance
