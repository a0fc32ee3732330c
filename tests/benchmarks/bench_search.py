"""Search beside what a user would pick instead: python tests/benchmarks/bench_search.py [ROWS ...]

Prints ratios within one process (1.00 is Matcher; higher: so many times as slow) after checking that the
answers are the same where both are exact. Texts are glued from the index terms of SCIAN, vectors are random:
good for times, no measure of quality.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from matcher.index import Index, apply_filters, build_index, open_index, update_index
from matcher.knowledge.scian import index_terms

DIM = 256
TOP = 100
BATCH = 64
REPEATS = 7


def made_up(n: int) -> tuple[pa.Table, np.ndarray]:
    rng = np.random.default_rng(7)
    terms = np.array([term.term for term in index_terms()], dtype=object)
    picks = rng.integers(0, len(terms), (n, 5))
    states = np.array(["Jalisco", "Nuevo León", "Baja California", None], dtype=object)
    rows = pa.table(
        {
            "supplier_id": [f"s{row:08d}" for row in range(n)],
            "name": [f"Planta {row}" for row in range(n)],
            "kind": ["manufacturer"] * n,
            "products": [list(terms[pick[:3]]) for pick in picks],
            "description": [" ".join(terms[pick[3:]]) for pick in picks],
            "state": states[rng.integers(0, 4, n)].tolist(),
            "latitude": rng.uniform(16, 32, n),
            "longitude": rng.uniform(-115, -90, n),
        }
    )
    vectors = rng.normal(size=(n, DIM)).astype(np.float32)
    return rows, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def timed(*calls: Callable[[], Any]) -> list[float]:
    """The best time of each, in ms, taken in turns so that a noisy machine is noisy for all."""
    best = [np.inf] * len(calls)
    for _ in range(REPEATS):
        for at, call in enumerate(calls):
            start = time.perf_counter()
            call()
            best[at] = min(best[at], 1e3 * (time.perf_counter() - start))
    return best


def table(title: str, names: list[str], calls: list[Callable[[], Any]]) -> None:
    times = timed(*calls)
    print(f"\n  {title}")
    for name, ms in zip(names, times, strict=True):
        print(f"    {name:<46}{ms:10.2f} ms   x{ms / times[0]:.2f}")


def numpy_top(vectors: np.ndarray, query: np.ndarray) -> np.ndarray:
    scores = vectors @ query
    best = np.argpartition(-scores, TOP)[:TOP]
    return best[np.argsort(-scores[best], kind="stable")]


def bench_dense(index: Index) -> None:
    import faiss
    from sklearn.neighbors import NearestNeighbors

    vectors = np.array(index.vectors)
    queries = np.array(vectors[:BATCH]) + 0.05 * vectors[BATCH : 2 * BATCH]
    queries = (queries / np.linalg.norm(queries, axis=1, keepdims=True)).astype(np.float32)
    brute = NearestNeighbors(n_neighbors=TOP, algorithm="brute", metric="cosine").fit(vectors)
    flat = faiss.IndexFlatIP(DIM)
    flat.add(vectors)
    few = np.zeros(len(index), dtype=bool)
    few[::100] = True
    want = min(TOP, int(few.sum()))
    bits = np.packbits(few, bitorder="little")
    chosen = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))

    hits = index.nearest(queries[:1], TOP)[0]
    assert set(hits.rows.tolist()) == set(numpy_top(vectors, queries[0]).tolist())
    assert set(hits.rows.tolist()) == set(brute.kneighbors(queries[:1])[1][0].tolist())
    kept = index.nearest(queries[:1], want, few)[0].rows
    everything = index.nearest(queries[:1], len(index))[0].rows
    assert kept.tolist() == everything[few[everything]][:want].tolist()

    table(
        f"one need, best {TOP} by meaning",
        [
            "matcher",
            "numpy float32 X @ q, argpartition",
            "faiss IndexFlatIP",
            "scikit-learn NearestNeighbors brute",
        ],
        [
            lambda: index.nearest(queries[:1], TOP),
            lambda: numpy_top(vectors, queries[0]),
            lambda: flat.search(queries[:1], TOP),
            lambda: brute.kneighbors(queries[:1]),
        ],
    )
    table(
        f"{BATCH} needs at once",
        ["matcher", "numpy, one after the other", "faiss IndexFlatIP", "scikit-learn NearestNeighbors brute"],
        [
            lambda: index.nearest(queries, TOP),
            lambda: [numpy_top(vectors, query) for query in queries],
            lambda: flat.search(queries, TOP),
            lambda: brute.kneighbors(queries),
        ],
    )
    table(
        "one need, 1 % of the rows allowed",
        [
            "matcher",
            "matcher, every row allowed",
            "faiss IndexFlatIP, IDSelectorBitmap",
            "scikit-learn, all neighbours, then filtered",
        ],
        [
            lambda: index.nearest(queries[:1], want, few),
            lambda: index.nearest(queries[:1], want),
            lambda: flat.search(queries[:1], want, params=faiss.SearchParameters(sel=chosen)),
            lambda: few[brute.kneighbors(queries[:1], len(index))[1][0]],
        ],
    )


def bench_words(index: Index, texts: list[str]) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(strip_accents="unicode", dtype=np.float32)
    matrix = vectorizer.fit_transform(texts)
    needs = [" ".join(texts[at].split()[:8]) for at in range(0, len(texts), len(texts) // 10)][:10]
    table(
        "10 needs of 8 words, every row scored by words",
        ["matcher (tantivy, stemmed, two languages)", "scikit-learn TF-IDF, sparse product"],
        [
            lambda: [index.lexical_scores(need) for need in needs],
            lambda: [(matrix @ vectorizer.transform([need]).T).toarray() for need in needs],
        ],
    )
    query = np.array(index.vectors[1])
    table(
        f"one need, best {TOP} by meaning and words together",
        ["matcher, every row allowed"],
        [lambda: index.search(query, needs[1], TOP)],
    )
    table(
        "filters over every row",
        ["state=N.L.", "within 200 km of Monterrey"],
        [
            lambda: apply_filters(["state=N.L."], index.rows),
            lambda: apply_filters(["within 200 km of Monterrey"], index.rows),
        ],
    )


def bench(n: int) -> None:
    rows, vectors = made_up(n)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        start = time.perf_counter()
        build_index(path, rows=rows, vectors=vectors, model_id="random")
        built = time.perf_counter()
        index = open_index(path)
        opened = time.perf_counter()
        size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6
        print(f"\n{n:,} rows of {DIM}: built in {built - start:.2f} s, {size:.0f} MB")
        print(f"  opened, every byte checked, in {1e3 * (opened - built):.0f} ms")
        bench_dense(index)
        products, descriptions = rows["products"].to_pylist(), rows["description"].to_pylist()
        bench_words(index, [f"{'; '.join(a)} {b}" for a, b in zip(products, descriptions, strict=True)])
        start = time.perf_counter()
        update_index(path, rows=rows.slice(0, 0), vectors=vectors[:0], delete=["s00000001"])
        print(f"\n  one supplier taken out: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    for rows_wanted in [int(argument) for argument in sys.argv[1:]] or [6_000, 100_000]:
        bench(rows_wanted)
