"""A profile file (YAML or JSON): under what name a person wants criteria weighed, and how."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from matcher.errors import InputError, WeightError
from matcher.model import UNKNOWN_POLICIES, UnknownPolicy
from matcher.sources.files import check_file
from matcher.text import clean, split_list

PROFILE_ENDINGS: Final = (".yaml", ".yml", ".json")
#: Bytes of the largest file that is read as a profile; a name and some twenty points take less than one kB.
_MAX_BYTES: Final = 1_000_000
#: Letters of a wrong value that an error shows.
_SHOWN: Final = 40
#: What to write in each field.
_WANTED: Final = {
    "name": "one text, to call the profile by",
    "base": "the name of a profile that comes with Matcher",
    "weights": "lines of 'criterion: points', each a number from 0",
    "locked": "a list of criteria",
    "unknown": f"one of {', '.join(UNKNOWN_POLICIES)}",
}


def _cleaned(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _listed(value: Any) -> Any:
    return list(split_list(value)) if isinstance(value, str) else value or []


def _mapped(value: Any) -> Any:
    return {} if value is None else value


Points = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class ProfileFile(BaseModel):
    """What the file says, by field, names not yet looked up: ``weights`` are points by criterion.

    ``base`` names the preset that they change; ``locked`` criteria keep their points when others are moved.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: Annotated[str, BeforeValidator(_cleaned), Field(min_length=1)]
    base: Annotated[str | None, BeforeValidator(_cleaned)] = None
    weights: Annotated[dict[str, Points], BeforeValidator(_mapped)] = Field(default_factory=dict)
    locked: Annotated[list[str], BeforeValidator(_listed)] = Field(default_factory=list)
    unknown: UnknownPolicy | None = None


def read_profile(path: str | Path) -> ProfileFile:
    """The profile of a YAML or JSON file.

    Raises InputError when the file cannot be read, WeightError, naming the field, when one cannot be used.
    """
    path = Path(path)
    content = _content(path)
    if not isinstance(content, dict) or not all(isinstance(key, str) for key in content):
        raise InputError(
            "holds no profile; write lines like 'name: ours', 'base: quality', 'weights: {class: 20}'",
            file=path,
        )
    try:
        return ProfileFile.model_validate(content)
    except ValidationError as problem:
        first = problem.errors()[0]
        field, *inside = first["loc"]
        says = _says(first["type"], str(field), inside, first["input"])
        raise WeightError(says, file=path, field=clean(str(field))) from problem


def _says(kind: str, field: str, inside: list[int | str], value: Any) -> str:
    """One line on what is wrong with a field, from the kind of pydantic's error and where in it that is."""
    if kind == "missing":
        return f"is missing; write {_WANTED[field]}"
    if kind == "extra_forbidden":
        return f"is no field of a profile; {_nearest(field, _WANTED)}"
    where = f" for '{clean(str(inside[0]))}'" if field == "weights" and inside else ""
    near = f"; {_nearest(value, UNKNOWN_POLICIES)}" if field == "unknown" and isinstance(value, str) else ""
    return f"holds {_shown(value)}{where}{near or f'; write {_WANTED[field]}'}"


def _nearest(name: str, known: Iterable[str]) -> str:
    choices = list(known)
    near = get_close_matches(name.casefold(), choices, n=1)
    return f"did you mean '{near[0]}'?" if near else f"choose from {', '.join(choices)}"


def _shown(value: Any) -> str:
    kinds = {dict: "a mapping", list: "a list", type(None): "nothing"}
    return kinds.get(type(value)) or f"'{clean(str(value))[:_SHOWN]}'"


def _content(path: Path) -> Any:
    check_file(path)
    ending = path.suffix.lower()
    if ending not in PROFILE_ENDINGS:
        raise InputError(
            f"has the ending '{ending}'; a profile file ends in {', '.join(PROFILE_ENDINGS)}", file=path
        )
    if path.stat().st_size > _MAX_BYTES:
        raise InputError("is too large for a profile; give a name, weights and no more", file=path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if ending == ".json":
            return json.loads(text, object_pairs_hook=_once)
        return yaml.load(text, Loader=_Once)  # noqa: S506 (a SafeLoader)
    except UnicodeDecodeError as problem:
        raise InputError("is not UTF-8; save it again as UTF-8", file=path) from problem
    except json.JSONDecodeError as problem:
        raise InputError(f"is no JSON ({problem.msg})", file=path, line=problem.lineno) from problem
    except _Twice as problem:
        raise WeightError("stands twice; keep one", file=path, field=clean(str(problem))) from problem
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        why = getattr(problem, "problem", None) or "it cannot be parsed"
        raise InputError(
            f"is no {ending[1:].upper()} ({why})", file=path, line=mark and mark.line + 1
        ) from problem


class _Twice(Exception):
    """A name that stands twice in a mapping, of which a parser would keep the last without a word."""


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Twice(name)
        found[name] = value
    return found


class _Once(yaml.SafeLoader):
    """Safe YAML in which no name stands twice in a mapping."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping. Raises _Twice."""
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for at, name in enumerate(names):
            if name in names[:at]:
                raise _Twice(name)
        return super().construct_mapping(node, deep)
