"""The vocabulary: whole frequent words, and word pieces for everything else.

Words are folded (no case, no accents) and split at everything that is neither letter nor digit; digits stand
apart from letters, so that "24awg" shares its halves with "24" and "awg".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tokenizers import Tokenizer

UNKNOWN: Final = "[UNK]"
#: It is always the first token.
UNKNOWN_ID: Final = 0
PIECE: Final = "##"
_LONGEST_WORD: Final = 100
_ALPHABET: Final = 120
_MOST_COUNTED: Final = 8
#: Marks the start of a word while pieces are learned; no word has it.
_START: Final = "<"
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_ACCENTS: Final = re.compile(r"[\u0300-\u036f]+")


def build_tokenizer(texts: Iterable[str], n_pieces: int, n_words: int, fewest: int = 2) -> Tokenizer:
    """A WordPiece tokenizer with the pieces that the texts teach and their most frequent words.

    Parameters
    ----------
    n_pieces
        Size of the piece vocabulary that is trained; every word can be written with these.
    n_words
        How many whole words are added, the most frequent first.
    fewest
        A word seen less often is not added.
    """
    counts = count_words(texts)
    pieces = _pieces(counts, n_pieces)
    frequent = sorted(counts, key=lambda word: (-counts[word], word))
    known = set(pieces)
    words = [word for word in frequent if counts[word] >= fewest and word not in known][:n_words]
    return _blank({token: index for index, token in enumerate([*pieces, *words])})


def _pieces(counts: Mapping[str, int], n_pieces: int) -> list[str]:
    """Pieces by byte-pair merging (Sennrich et al., 2016), single letters first.

    The library's own WordPiece trainer numbers pieces in another order in every run.
    """
    from tokenizers import Tokenizer, models, trainers

    trained = Tokenizer(models.BPE())
    trainer = trainers.BpeTrainer(vocab_size=n_pieces, limit_alphabet=_ALPHABET, show_progress=False)
    # Counts are damped: a word seen a thousand times should not shape a thousand times the pieces.
    damped = (
        _START + word for word, count in sorted(counts.items()) for _ in range(min(count, _MOST_COUNTED))
    )
    trained.train_from_iterator(damped, trainer)
    vocabulary = trained.get_vocab()
    merged = sorted(vocabulary, key=vocabulary.__getitem__)
    letters = sorted(token for token in merged if len(token) == 1 and token != _START)
    written = [UNKNOWN, *letters, *(PIECE + letter for letter in letters)]
    longer = (token for token in merged if token != _START)
    written += [token[1:] if token.startswith(_START) else PIECE + token for token in longer]
    return list(dict.fromkeys(written))[:n_pieces]


def pieces_only(tokenizer: Tokenizer, n_pieces: int) -> Tokenizer:
    """The same ids without the whole words that were added: how a word never seen would be written."""
    return _blank({token: index for token, index in tokenizer.get_vocab().items() if index < n_pieces})


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each folded word occurs."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(split_words(text))
    return counts


def split_words(text: str) -> list[str]:
    """The words that the tokenizer sees before it cuts them into pieces, in order.

    Done here rather than by the tokenizer, which hands over every word with its place and takes far longer.
    """
    return _WORD.findall(_ACCENTS.sub("", unicodedata.normalize("NFKD", text)).lower())


def _blank(vocabulary: Mapping[str, int]) -> Tokenizer:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    model = models.WordPiece(dict(vocabulary), unk_token=UNKNOWN, max_input_chars_per_word=_LONGEST_WORD)
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), "removed"),
            pre_tokenizers.Split(Regex(r"\p{N}+"), "isolated"),
        ]
    )
    return tokenizer
