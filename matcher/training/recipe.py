"""Every number of the recipe, each with why it is so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

#: How often a row of a source is drawn, against 1 for any other. Weak sources (synonyms of a synset, mined
#: pairs, machine translation) teach words but blur names; class titles and names of products are the heart.
SOURCE_WEIGHTS: Final[dict[str, float]] = {
    "unspsc7": 2.0,
    "cpv": 2.0,
    "tatoeba": 0.5,
    "po_pydocs": 0.5,
    "omw_wiktionary": 0.5,
    "esco_alt": 0.5,
    "sat_synonym": 0.5,
    "hs2012_sub6_ctx": 0.5,
    "hs2012_sub6_leaf": 0.5,
    "hpo": 0.6,
    "mined_naics_scian": 0.7,
    "translated_word": 0.6,
    "translated_name": 0.3,
    "translated_text": 0.6,
}


@dataclass(frozen=True)
class Recipe:
    """How an encoder is made. The defaults made the bundled one; its card tells what others gave."""

    #: Trained word pieces: enough to write any word.
    n_pieces: int = 16_000
    #: Whole words beside them, the most frequent first.
    n_words: int = 48_000
    #: Dimensions while training, and in the end.
    train_dim: int = 256
    dim: int = 176
    #: Rows that the tokens share in the end.
    n_shared_rows: int = 31_500
    #: Share of what is drawn that is the trade vocabulary, however few the pairs beside it.
    glossary_share: float = 0.04
    #: Passes over the pairs (drawn by weight) and the step size at its highest, in three stretches: beside
    #: the rows that follow in the table, beside the most alike pairs, and again once rows are shared.
    epochs: float = 2.4
    rate: float = 0.1
    hard_epochs: float = 1.6
    hard_rate: float = 0.05
    settle_epochs: float = 1.2
    settle_rate: float = 0.02
    batch: int = 1024
    #: Neighbouring pairs drawn together: the same product family, so that each batch holds hard negatives.
    block: int = 8
    #: What cosines are multiplied by before the softmax.
    scale: float = 25.0
    #: Shares of word occurrences left out, written in pieces only, and mistyped while training.
    drop: float = 0.1
    in_pieces: float = 0.1
    mistyped: float = 0.05
    seed: int = 5
    source_weights: dict[str, float] = field(default_factory=lambda: dict(SOURCE_WEIGHTS))
