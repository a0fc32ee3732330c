"""The model card of an encoder made from someone's own pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from matcher.training.recipe import Recipe


def write_card(name: str, pairs_by_source: Mapping[str, int], recipe: Recipe) -> str:
    """Markdown with the heading that model hubs and model2vec read: data, recipe, use, limits."""
    total = sum(pairs_by_source.values())
    sources = "\n".join(f"| {source} | {count:,} |" for source, count in sorted(pairs_by_source.items()))
    settings = "\n".join(
        f"| {key} | {value} |" for key, value in asdict(recipe).items() if key != "source_weights"
    )
    return f"""---
language: [en, es]
library_name: sentence-transformers
tags: [static-embeddings, sentence-similarity]
---

# {name}

A static English-Spanish encoder made by `matcher train` from {total:,} pairs of texts and the trade
vocabulary that comes with matcher. It runs on `tokenizers` and numpy, and loads in sentence-transformers and
model2vec.

| source | pairs |
|---|---:|
{sources}

| setting | value |
|---|---|
{settings}

## Use

    matcher index build DIRECTORY.parquet --out INDEX --model THIS_FOLDER

## Limits

It knows the words of its pairs and what is spelled like them; word order says nothing to it. Its licence is
whatever the terms of the pairs allow. It has not been measured: hold out whole families of products to do so.
"""
