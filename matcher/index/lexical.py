"""Nearness in words: BM25 by tantivy, accents folded, Spanish and English words stemmed."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.index.content import texts_of

if TYPE_CHECKING:
    import pyarrow as pa
    import tantivy

Floats = NDArray[np.float32]
#: What one word is looked up as: field, stem, weight.
Terms = tuple[tuple[str, str, float], ...]

#: What a word is worth by where it stands: a plant's name says little of what it makes. Expert estimate.
FIELDS: Final = {"makes": 1.0, "has": 0.8, "name": 0.3}
#: The columns of a directory that each field takes in.
COLUMNS: Final = {"makes": ("products", "processes"), "has": ("equipment", "description"), "name": ("name",)}
STEMMERS: Final = {"es": "spanish", "en": "english"}
#: A word longer than this is a key or a web address.
LONGEST_WORD: Final = 40
#: Distinct words of a need that are looked up, rarest first: a pasted specification has thousands.
MOST_WORDS: Final = 64
#: Up to so many rows every row that shares a word is scored; in larger indexes the best ``LIMIT``.
EXACT_UP_TO: Final = 100_000
LIMIT: Final = 10_000
#: BM25 of a row whose score is one half: on the register, two or three rare words shared. Expert estimate.
HALF: Final = 10.0
#: Enough for a million rows in one segment; taken as it is needed.
_HEAP_BYTES: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Lexical:
    """The words of ``n`` rows. Made by ``open_lexical``."""

    n: int
    schema: tantivy.Schema
    searcher: tantivy.Searcher
    analysers: dict[str, tantivy.TextAnalyzer]

    def scores(self, text: str) -> Floats:
        """Score (n,) of every row: ``bm25 / (bm25 + HALF)``, in [0, 1), 0 where no word is shared.

        It depends on the text and the index alone, not on a filter or on how many rows are wanted. A word
        counts once for a row: in the field and the language where it counts most.

        Source: Robertson and Zaragoza (2009), The Probabilistic Relevance Framework: BM25 and Beyond.
        """
        scores = np.zeros(self.n, dtype=np.float32)
        words = self._words(text)
        if not words:
            return scores
        limit = self.n if self.n <= EXACT_UP_TO else LIMIT
        hits = self.searcher.search(self._query(words), limit=limit, count=False).hits
        rows = self.searcher.fast_field_values("row", [address for _, address in hits])
        bm25 = np.array([score for score, _ in hits], dtype=np.float32)
        scores[np.array(rows, dtype=np.int64)] = bm25 / (bm25 + np.float32(HALF))
        return scores

    def _words(self, text: str) -> list[Terms]:
        """The distinct words of a text that some row has, at most MOST_WORDS, each as what to look up."""
        # A lone surrogate cannot be handed over; tantivy would refuse the whole text.
        found = self.analysers["plain"].analyze(text.encode("utf-8", "replace").decode())
        seen: set[str] = set()
        words: list[tuple[int, Terms]] = []
        for word in sorted(set(found)):
            terms = self._terms(word)
            stems = {stem for _, stem, _ in terms}
            # "circuit" and "circuits" are one word, and count once.
            if seen.isdisjoint(stems) and (n_rows := self._n_rows(terms)):
                words.append((n_rows, terms))
                seen |= stems
        return sorted(terms for _, terms in sorted(words)[:MOST_WORDS])

    def _terms(self, word: str) -> Terms:
        return tuple(
            (f"{field}_{language}", stem, weight)
            for language in STEMMERS
            for stem in sorted(
                {stem for form in _forms(word) for stem in self.analysers[language].analyze(form)}
            )
            for field, weight in FIELDS.items()
        )

    def _n_rows(self, terms: Terms) -> int:
        return max((self.searcher.doc_freq(field, stem) for field, stem, _ in terms), default=0)

    def _query(self, words: list[Terms]) -> tantivy.Query:
        import tantivy

        make, schema = tantivy.Query, self.schema
        asked = [
            make.disjunction_max_query(
                [
                    make.boost_query(make.term_query(schema, field, stem, index_option="freq"), weight)
                    for field, stem, weight in terms
                    if self.searcher.doc_freq(field, stem)
                ]
            )
            for terms in words
        ]
        return make.boolean_query([(tantivy.Occur.Should, query) for query in asked])


def build_lexical(folder: Path, rows: pa.Table) -> None:
    """Index the words of a directory's rows in a new folder, row number by row number."""
    import tantivy

    folder.mkdir()
    index = tantivy.Index(_schema(), path=str(folder))
    for language, analyser in _analysers().items():
        index.register_tokenizer(language, analyser)
    # One thread: several would spread the rows over segments by chance, and the last digit would follow.
    writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
    fields = {field: _texts(rows, columns) for field, columns in COLUMNS.items()}
    for row in range(rows.num_rows):
        document = tantivy.Document()
        document.add_unsigned("row", row)
        for field, texts in fields.items():
            if text := texts[row]:
                for language in STEMMERS:
                    document.add_text(f"{field}_{language}", text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    for lock in folder.glob(".tantivy-*.lock"):
        lock.unlink()


def _texts(rows: pa.Table, columns: tuple[str, ...]) -> list[str]:
    held = [texts_of(rows, column) for column in columns if column in rows.column_names]
    return ["; ".join(filter(None, texts)) for texts in zip(*held, strict=True)] or [""] * rows.num_rows


def open_lexical(folder: Path, n: int) -> Lexical:
    """Open what ``build_lexical`` made; the folder may be read-only."""
    import tantivy

    # Opening writes a lock file, which an installed package's folder does not allow: so it is opened
    # through links in a folder of our own, gone once the files are mapped.
    with tempfile.TemporaryDirectory(prefix="matcher-", ignore_cleanup_errors=True) as links:
        for file in sorted(folder.iterdir()):
            _link(file.resolve(), Path(links) / file.name)
        index = tantivy.Index.open(links)
        # No watching for changes: what was checked is what is used.
        index.config_reader("manual")
        searcher = index.searcher()
    return Lexical(n, index.schema, searcher, _analysers())


def _link(file: Path, link: Path) -> None:
    try:
        link.symlink_to(file)
    except OSError:
        shutil.copyfile(file, link)


def _forms(word: str) -> tuple[str, ...]:
    """A folded word, and its other number in Spanish where the ending is a consonant.

    Snowball's Spanish stemmer takes the singular "cateter" for a verb and the plural "cateteres" for a
    noun, and so leaves two stems.
    """
    if len(word) < 5 or word.isdigit():
        return (word,)
    if word.endswith("ces"):
        return word, f"{word[:-3]}z"
    if word.endswith("es"):
        return word, word[:-2]
    if word.endswith("z"):
        return word, f"{word[:-1]}ces"
    return (word, f"{word}es") if word[-1] in "dlnr" else (word,)


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", fast=True)
    for field in FIELDS:
        for language in STEMMERS:
            builder.add_text_field(f"{field}_{language}", tokenizer_name=language, index_option="freq")
    return builder.build()


def _analysers() -> dict[str, Any]:
    """An analyser for each language, and ``plain``, which does the same but for the stemming."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    analysers = {}
    for language, stemmer in {"plain": None, **STEMMERS}.items():
        builder = TextAnalyzerBuilder(Tokenizer.simple())
        steps = [Filter.remove_long(LONGEST_WORD), Filter.lowercase()]
        steps += [Filter.stopword(name) for name in STEMMERS.values()]
        # Folded before it is stemmed: "inyeccion" typed without its accent must find "Inyección".
        steps += [Filter.ascii_fold(), *([Filter.stemmer(stemmer)] if stemmer else [])]
        for step in steps:
            builder = builder.filter(step)
        analysers[language] = builder.build()
    return analysers
