"""From a directory and an encoder to an index: vectors, facts, class terms as that encoder sees them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from matcher.config import cache_dir
from matcher.directory import Directory
from matcher.encode import CachedEncoder, Encoder, StaticEncoder, load_encoder
from matcher.engine.knowledge import knowledge
from matcher.engine.offers import class_arrays, offer_arrays
from matcher.engine.terms import term_arrays
from matcher.engine.trained import trained
from matcher.index import Index, Manifest, UpdateReport, build_index, changed_rows, open_index, update_index
from matcher.index.manifest import read_manifest
from matcher.model.supplier import capability_text
from matcher.rank.facts import Facts, facts_of
from matcher.rank.sought import Catalogue
from matcher.rank.things import Things

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

_CLASSES: Final = "classes"
#: The entry of an index's ``about`` that says which encoder to load for it.
_MODEL: Final = "model"
_BUNDLED: Final = "bundled"


def build(
    directory: Path | Directory,
    out: Path,
    *,
    model: str | None = None,
    encoder: Encoder | None = None,
    name: str | None = None,
) -> Manifest:
    """Build the index of a directory into a folder; one that stands there is replaced when this is whole.

    ``model`` is the name or path of a sentence-transformers model; without it the bundled encoder is used.
    Raises InputError (the directory), EncoderError (the model) or OutputError.
    """
    held = directory if isinstance(directory, Directory) else Directory.load(directory)
    encoder = encoder or _encoder(model)
    texts = capability_texts(held.table)
    facts = facts_of(held.table, texts)
    known = knowledge(encoder)
    return build_index(
        out,
        rows=held.table,
        vectors=encoder.encode(texts),
        model_id=encoder.model_id,
        name=name,
        about={**held.about, _MODEL: _where(model)},
        arrays={
            **facts.arrays(),
            **term_arrays(held.table, encoder),
            **offer_arrays(held.table, Catalogue.of_arrays(known.arrays)),
            **class_arrays(held.table, trained()[0]),
            **known.arrays,
        },
        texts={_CLASSES: facts.classes, **known.texts},
    )


def update(
    index: Path,
    directory: Path,
    *,
    delete: tuple[str, ...] = (),
    mirror: bool = False,
    model: str | None = None,
) -> UpdateReport:
    """Add and change the suppliers of a directory in an index, and take out those named, without a rebuild.

    Only new and changed suppliers are encoded. With ``mirror`` the index afterwards holds exactly what the
    directory holds. Raises what opening the index and reading the directory raise, and UnknownSupplier for
    an id to delete that the index does not hold.
    """
    encoder = _encoder(model or model_of(index))
    opened = open_index(index, model_id=encoder.model_id)
    held = Directory.load(directory)
    changes = changed_rows(opened, held.table)
    fresh = held.table.take(changes.to_encode)
    gone = (*delete, *(changes.removed if mirror else ()))
    return update_index(
        index,
        rows=fresh,
        vectors=encoder.encode(capability_texts(fresh)),
        delete=tuple(dict.fromkeys(gone)),
        facts=lambda table: _facts_arrays(table, encoder, Catalogue.of_arrays(opened.arrays)),
    )


def _facts_arrays(
    table: pa.Table, encoder: Encoder, catalogue: Catalogue
) -> tuple[dict[str, NDArray[Any]], dict[str, tuple[str, ...]]]:
    facts = facts_of(table, capability_texts(table))
    arrays = {
        **facts.arrays(),
        **term_arrays(table, encoder),
        **offer_arrays(table, catalogue),
        **class_arrays(table, trained()[0]),
    }
    return arrays, {_CLASSES: facts.classes}


def _where(model: str | None) -> str:
    """What to load again later: a folder by its whole path, for the next call may come from elsewhere."""
    if model is None:
        return _BUNDLED
    return str(Path(model).resolve()) if Path(model).is_dir() else model


def model_of(index: Path) -> str | None:
    """Which model an index wants, as ``load_encoder`` takes it; None for the bundled one."""
    wanted = read_manifest(index).about.get(_MODEL, _BUNDLED)
    return None if wanted == _BUNDLED else str(wanted)


def read_facts(index: Index) -> Facts:
    """The facts that were stored with an index."""
    return Facts(
        kind=index.array("kind"),
        class_at=index.array("class_at"),
        processes=index.array("processes"),
        crossing_km=index.array("crossing_km"),
        crossing_at=index.array("crossing_at"),
        last_seen=index.array("last_seen"),
        others_nearby=index.array("others_nearby"),
        cluster_at=index.array("cluster_at"),
        risk=index.array("risk"),
        shows=index.array("shows"),
        company=index.array("company"),
        specific=index.array("specific"),
        things=Things(index.array("things"), index.array("thing_of"), len(index)),
        classes=index.texts(_CLASSES),
    )


def capability_texts(table: pa.Table) -> list[str]:
    """The text of each row that stands for it in every index."""
    columns = [table[name].to_pylist() for name in ("products", "processes", "equipment")]
    descriptions = table["description"].to_pylist()
    return [
        capability_text(tuple(products or ()), tuple(processes or ()), tuple(equipment or ()), description)
        for products, processes, equipment, description in zip(*columns, descriptions, strict=True)
    ]


def _encoder(model: str | None) -> Encoder:
    """A transformer is slow enough to be worth remembering what it said."""
    encoder = load_encoder(model)
    return (
        encoder
        if isinstance(encoder, StaticEncoder)
        else CachedEncoder(encoder, cache_dir() / "vectors.sqlite")
    )
