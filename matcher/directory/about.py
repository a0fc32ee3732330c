"""What a directory says of itself: title, sources with licence and editions, and whether it is made up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from matcher.directory.schema import FORMAT, METADATA_KEY
from matcher.errors import InputError


def encode(about: Mapping[str, Any]) -> dict[bytes, bytes]:
    """Schema metadata for a saved directory; the same content gives the same bytes."""
    content = {"format": FORMAT, "about": about}
    return {METADATA_KEY: json.dumps(content, ensure_ascii=False, sort_keys=True).encode()}


def decode(metadata: Mapping[bytes, bytes] | None) -> dict[str, Any]:
    """What ``encode`` wrote. Raises InputError when it is not there or of a format we do not know."""
    try:
        content = json.loads((metadata or {})[METADATA_KEY])
        version, about = content["format"], dict(content["about"])
    except (KeyError, ValueError, TypeError) as problem:
        raise InputError(
            "is no Matcher directory; make one of it with 'matcher ingest table FILE --out DIR.parquet'"
        ) from problem
    if version != FORMAT:
        raise InputError(
            f"is a directory of format {version}, this version reads {FORMAT}; make it again with ingest"
        )
    return about


def join(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Both sources lists as one: a source named in both keeps the newer text and all editions."""
    sources: dict[str, dict[str, Any]] = {}
    for source in [*one.get("sources", ()), *other.get("sources", ())]:
        known = sources.get(source["name"], {})
        editions = sorted({*known.get("editions", ()), *source.get("editions", ())})
        sources[source["name"]] = {**known, **source, "editions": editions}
    joined = {**other, **one, "sources": [sources[name] for name in sorted(sources)]}
    if one.get("illustrative") or other.get("illustrative"):
        joined["illustrative"] = True
    return joined
