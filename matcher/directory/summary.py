"""How a directory introduces itself: counts by kind, sources, years, and whether it is made up."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from matcher.model import KINDS

if TYPE_CHECKING:
    import pyarrow as pa


def facts(table: pa.Table, about: Mapping[str, Any]) -> dict[str, str]:
    """What to say of a directory, by heading, in reading order."""
    import pyarrow.compute as pc

    counts = {count["values"]: count["counts"] for count in pc.value_counts(table["kind"]).to_pylist()}
    sources = sorted(pc.drop_null(pc.unique(table["source"])).to_pylist())
    first, last = pc.min(table["first_seen"]).as_py(), pc.max(table["last_seen"]).as_py()
    placed = table.num_rows - table["latitude"].null_count
    found = {
        "suppliers": f"{table.num_rows:,}",
        "kinds": ", ".join(f"{counts[kind]:,} {kind}" for kind in KINDS if kind in counts) or "none",
        "sources": ", ".join(sources) or "not named",
        "seen": f"{first or '?'} to {last or '?'}" if first or last else "years unknown",
        "with coordinates": f"{placed:,}",
    }
    if about.get("illustrative"):
        found["note"] = "illustrative: these suppliers are made up"
    return found


def sentence(table: pa.Table, about: Mapping[str, Any]) -> str:
    """The facts on one line."""
    known = facts(table, about)
    note = f"; {known['note']}" if "note" in known else ""
    return (
        f"{known['suppliers']} suppliers: {known['kinds']}; from {known['sources']}; seen {known['seen']}; "
        f"{known['with coordinates']} with coordinates{note}"
    )


def html(table: pa.Table, about: Mapping[str, Any]) -> str:
    """The facts and the sources' attributions as a small table."""
    known = facts(table, about)
    for source in about.get("sources", ()):
        licence = f"{source['licence']}: " if source.get("licence") else ""
        known[f"source {source['name']}"] = licence + source.get("attribution", "")
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in known.items()
    )
    return f"<table><caption>{escape(str(about.get('title') or 'Directory'))}</caption>{rows}</table>"
