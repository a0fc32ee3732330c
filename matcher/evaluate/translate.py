"""Spanish into English by Apertium (the program ``apertium`` with its direction spa-eng), kept once done."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from matcher.config import cache_dir
from matcher.errors import MatcherError
from matcher.files import beside
from matcher.text import clean

DIRECTION: Final = "spa-eng"
#: Between two texts: an empty line ends a sentence for Apertium, so that no text changes its neighbour.
_BETWEEN: Final = "\n\n"
#: What Apertium's stream format gives a meaning of its own.
_MARKUP: Final = re.compile(r"[\^$\[\]{}/\\@<>]")
#: Before a word that it could not analyse, transfer or generate.
_FAILED: Final = re.compile(r"[*#@](?=\w)")


def to_english(texts: Sequence[str]) -> list[str]:
    """The texts in English; those not done before go through Apertium in one call.

    What was done is kept in ``cache_dir()``, in a JSON file that may be deleted. Words that Apertium does not
    know stay Spanish. Raises MatcherError where the program or its direction spa-eng is missing, or when it
    fails.
    """
    program = _program()
    kept = cache_dir() / f"apertium-{DIRECTION}.json"
    known = _read(kept)
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    if missing:
        known |= dict(zip(missing, _translated(program, missing), strict=True))
        kept.parent.mkdir(parents=True, exist_ok=True)
        with beside(kept) as draft:
            draft.write_text(json.dumps(known, ensure_ascii=False, indent=0), "utf-8")
    return [known[text] for text in texts]


def _program() -> str:
    program = shutil.which("apertium")
    if program is None:
        raise MatcherError("the program apertium is not installed (Debian package apertium-eng-spa)")
    if DIRECTION not in _run([program, "-l"], "").split():
        raise MatcherError(f"apertium has no {DIRECTION} (Debian package apertium-eng-spa)")
    return program


def _read(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError) as problem:
        raise MatcherError(f"{path} cannot be read; delete it") from problem


def _translated(program: str, texts: Sequence[str]) -> list[str]:
    plain = [clean(_MARKUP.sub(" ", text)) for text in texts]
    said = [text for text in plain if text]
    given = _run([program, "-u", "-f", "txt", DIRECTION], _BETWEEN.join(said) + "\n")
    done = given.strip("\n").split(_BETWEEN) if said else []
    if len(done) != len(said):
        raise MatcherError(f"apertium gave {len(done):,} texts back for {len(said):,}")
    english = dict(zip(said, (clean(_FAILED.sub("", text)) for text in done), strict=True))
    return [english.get(text, "") for text in plain]


def _run(command: Sequence[str], text: str) -> str:
    try:
        done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True)
    except (OSError, UnicodeDecodeError, subprocess.CalledProcessError) as problem:
        said = (getattr(problem, "stderr", None) or str(problem)).strip().splitlines()
        raise MatcherError(f"apertium failed: {said[-1] if said else 'it says nothing'}") from problem
    return done.stdout
