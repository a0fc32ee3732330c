"""Trade friction: which dated rules of duty, content and origin bear on a need and on a supplier."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from matcher.knowledge.rules import RULES, Rule, rule, rules_for
from matcher.knowledge.sectors import SECTORS
from matcher.knowledge.tables import MARKS
from matcher.model import Criterion, Need, Supplier
from matcher.model.hits import Floats
from matcher.rank.asked import Asked, names_little_more, whole_text
from matcher.rank.facts import Facts
from matcher.rank.measure import Language, Measure
from matcher.text import fold, split_list, words

if TYPE_CHECKING:
    import pyarrow as pa

CRITERION: Final = Criterion(
    "trade",
    "Little trade friction",
    "Poca fricción comercial",
    "1 less a share for each kind of rule that bears: Section 232, content, labour value, origin traps, "
    "forced labour, import bars, parent in a country of concern; hints, no ruling",
    "dated rules of trade (rules.csv); supplier table, parent's country",
    neutral=0.85,  # about the mean over the bundled needs (0.86), where the parent is not known
    question="Under which HS code would you ship it, where do its inputs come from, and who owns you?",
    meaning_es="1 menos una parte por cada tipo de regla que puede aplicar: Sección 232, contenido, valor "
    "laboral, trampas de origen, trabajo forzoso, restricciones de importación, matriz en país de "
    "preocupación; son pistas, no un dictamen",
    question_es="¿Con qué fracción arancelaria lo exporta, de dónde vienen sus insumos y quién es su dueño?",
    unit="kinds of rules that bear",
    better="less",
)

#: Weight of a class from which the item may fall in it, and from which a plant of that class may make it in
#: its own class's way (expert estimates).
MAY_BE: Final = 0.3
OWN_WAY: Final = 0.2
#: Probability from which an item of the catalogue lends the need its words.
ITEM: Final = 0.1
#: Letters by which words are compared: aluminium, aluminum and aluminio are one.
STEM: Final = 6
#: Digits of an HS prefix from which it names an item rather than a family.
ITEM_DIGITS: Final = 6
#: Look-ups of rules kept at hand: those of some hundred needs, a dozen classes each.
LOOK_UPS: Final = 1024
#: Hints shown of one candidate, the caveat on the agreement's review among them.
MOST_HINTS: Final = 4
#: What goes with every hint on origin: the agreement is under yearly review.
CAVEAT: Final = "usmca_review_2026"
_ON_ORIGIN: Final = ("origin", "content", "origin_trap")
_FIELD_NOTES: Final = "field notes, November 2026"


@dataclass(frozen=True, slots=True)
class Friction:
    """A kind of friction, what it takes off the value, and the starts of the keys of its rules."""

    label_en: str
    label_es: str
    share: float
    rules: str

    def holds(self, key: str) -> bool:
        """Whether the rule of that key is of this kind."""
        return key.startswith(tuple(self.rules.split()))


#: What a parent in a covered nation takes off (expert estimate).
OWNER_SHARE: Final = 0.20
#: The kinds, the most telling first. Shares are expert estimates; with the parent's they sum to 1. What takes
#: nothing off is only told: it favours makers in Mexico, or hangs on who buys.
FRICTIONS: Final = (
    Friction(
        "Section 232 duty",
        "arancel de la Sección 232",
        0.20,
        "s232_metals s232_copper s232_autos s232_trucks s232_chips",
    ),
    Friction(
        "origin trap",
        "trampa de origen",
        0.15,
        "pack_ kit_ pcba_smt melt_pour vehicle_transaction",
    ),
    Friction(
        "content rule",
        "regla de contenido",
        0.15,
        "vehicle_rvc core_parts principal_ complementary_ heavy_truck ev_battery_ textile_yarn",
    ),
    Friction("forced-labour priority", "prioridad por trabajo forzoso", 0.10, "uflpa_sectors"),
    Friction("labour value content", "contenido de valor laboral", 0.10, "lvc_"),
    Friction(
        "import bar",
        "restricción de importación",
        0.05,
        "immex_textiles immex_footwear sanitizer_alert cbp_wro",
    ),
    Friction(
        "open Section 232 case",
        "caso abierto de la Sección 232",
        0.05,
        "s232_medical s232_robotics s232_watch",
    ),
    Friction("foreign-entity limit", "límite por entidad extranjera", 0.0, "feoc_"),
    Friction("duty on Chinese goods", "arancel a bienes chinos", 0.0, "s301_ solar_orders"),
    Friction(
        "rule of origin",
        "regla de origen",
        0.0,
        "medical_tariff electronics_shift chemical_rules minor_operations",
    ),
    Friction(
        "federal-buying condition",
        "condición de compra federal",
        0.0,
        "baba_ dfars_ fcc_covered connected_vehicle",
    ),
)
#: Starts of the keys of rules about items that share their class with much else: by class or sector they bear
#: only on a need that has a word in common with them.
ON_ITEMS: Final = tuple(
    "pack_ kit_ pcba_ ev_battery_ s232_chips s232_watch s301_ solar_ cbp_wro sanitizer_ uflpa_".split()
)
#: Starts of the keys of rules about textile goods, which classes of no textile plant make too: by sector they
#: bear on a need that has a word in common with them.
ON_TEXTILES: Final = ("textile_yarn", "immex_textiles")
#: Words, cut to STEM letters, that rules and needs share without being about the same thing.
IDLE: Final = frozenset(
    "set piece part good item sectio origin juego pieza seccio origen bien para desde otro from that with "
    "made into when under they have plant planta mexico mexica china chines case assemb ensamb".split()
)

#: Covered nations of 10 U.S.C. 4872(d), to which the foreign entity of concern of 42 U.S.C. 18741(a)(5)
#: refers: their names in English and Spanish, and what a table may call them, folded. China with Hong Kong
#: and Macau, as in 15 CFR 791.4; Taiwan is not among them.
COVERED_NATIONS: Final[Mapping[tuple[str, str], str]] = {
    ("China", "China"): "china;cn;chn;prc;rpc;people's republic of china;republica popular china;"
    "republica popular de china;pr china;p.r. china;mainland china;hong kong;hong kong, china;hong kong sar;"
    "hk;hkg;macau;macao;mo;mac",
    ("Russia", "Rusia"): "russia;rusia;ru;rus;russian federation;federacion rusa;federacion de rusia",
    ("Iran", "Irán"): "iran;ir;irn;islamic republic of iran;republica islamica de iran",
    ("North Korea", "Corea del Norte"): "north korea;corea del norte;dprk;kp;prk",
}
_OWNER_LAW: Final = "10 U.S.C. 4872(d); 42 U.S.C. 18741(a)(5)"

Kinds = Mapping[Friction, Sequence[Rule]]


@dataclass(frozen=True, slots=True)
class _Product:
    """What rules are looked up by: the sector stated, those it may be, HS digits, likely classes, stems."""

    sector: str | None
    sectors: tuple[str, ...]
    hs: str | None
    classes: tuple[str, ...]
    stems: frozenset[str]


def trade(table: pa.Table, facts: Facts, need: Need, asked: Asked, *, today: date | None = None) -> Measure:
    """How little friction of trade is to be expected of each supplier, (n,).

    Parameters
    ----------
    table, facts
        The index's n rows and the facts worked out of them.
    need, asked
        The product's HS code goes before its class, the class before the sector. A plant's own class counts
        beside the item's likely ones where the item may be made in it.
    today
        The day on which rules have to hold; by default :func:`newest_day` of the table of rules.

    NaN for all where the need's HS code, class and sector are all unknown. An unknown parent takes nothing
    off: few plants have one of concern, and who owns it is asked.
    """
    product, day = _product(need, asked), today or newest_day()
    if not (product.classes or product.sector or product.hs):
        return Measure(np.full(table.num_rows, np.nan, dtype=np.float32), lambda _row, _language: "")
    own = [_own(code, asked) for code in (*facts.classes, None)]
    by_class = {code: _bearing(product, code, day) for code in set(own)}
    taken = np.array([sum(kind.share for kind in by_class[code]) for code in own])
    concern = owner_of_concern(table)
    values = 1.0 - taken[facts.class_at] - OWNER_SHARE * np.nan_to_num(concern)

    def say(row: int, language: Language) -> str:
        return _sentence(by_class[own[facts.class_at[row]]], concern[row] == 1.0, language)

    return Measure(values.astype(np.float32), say)


def trade_hints(
    need: Need, asked: Asked, supplier: Supplier, today: date, language: Language
) -> tuple[str, ...]:
    """At most four hints on duty, content, origin and owner, the most telling first, with date and source.

    Where one is about origin, the last is the caveat that the agreement is under review.
    """
    kinds = _bearing(_product(need, asked), _own(supplier.scian, asked), today)
    nation = covered_nation(supplier.parent_country)
    hints = (owner_hint(nation, language),) if nation else ()
    told = [rules[0] for rules in kinds.values()]
    return (*hints, *(rule_hint(found, language) for found in _chosen(told, MOST_HINTS - len(hints), today)))


def _chosen(told: Sequence[Rule], room: int, today: date) -> Sequence[Rule]:
    """The first rules that there is room for; one on origin never without the caveat, where that holds."""
    caveat = rule(CAVEAT)
    if caveat is None or not caveat.holds_on(today):
        return told[:room]
    if any(found.area in _ON_ORIGIN for found in told[: room - 1]):
        return (*told[: room - 1], caveat)
    return [found for found in told if found.area not in _ON_ORIGIN][:room]


def classes_asked(asked: Asked) -> tuple[str, ...]:
    """The classes in which the item may fall, the likeliest first."""
    return tuple(code for code, weight in asked.classes.items() if weight >= MAY_BE)


def sectors_asked(need: Need, asked: Asked) -> tuple[str, ...]:
    """The need's sector where it states one, else those at whose core its likeliest class stands, if any."""
    if need.sector:
        return (need.sector,)
    likeliest = classes_asked(asked)[:1]
    return tuple(known.key for known in SECTORS if set(likeliest) & set(known.core_classes))


def rule_hint(found: Rule, language: Language) -> str:
    """A rule as a hint: its name and what it says, when it was known, its source and how sure it is."""
    source = found.source.removesuffix(f"; {_FIELD_NOTES}")
    if language == "es":
        source = source.replace(_FIELD_NOTES, "notas de campo, noviembre de 2026")
        return (
            f"{found.name_es}: {found.statement_es} (pista al {found.as_of}; fuente: {source}) [{found.mark}]"
        )
    return (
        f"{found.name_en}: {found.statement_en} (hint as of {found.as_of}; source: {source}) [{found.mark}]"
    )


def owner_hint(nation: tuple[str, str], language: Language) -> str:
    """What a parent in a covered nation means: origin is one question, who owns the plant another."""
    when = f"{newest_day():%Y-%m}"
    if language == "es":
        return (
            f"Matriz en {nation[1]}: los bienes pueden ser mexicanos por origen, pero créditos fiscales, "
            "compras federales y políticas de clientes en EE. UU. se fijan en el dueño; hay que preguntar "
            f"quién controla la planta (pista al {when}; fuente: {_OWNER_LAW}) [K]"
        )
    return (
        f"Parent in {nation[0]}: the goods may be Mexican by origin, but US tax credits, federal buying and "
        "customers' policies look at the owner; ask who controls the plant "
        f"(hint as of {when}; source: {_OWNER_LAW}) [K]"
    )


@cache
def newest_day() -> date:
    """The last day of the newest month, or the newest day, on which the table of rules was looked up."""
    newest = max(found.as_of for found in RULES)
    if len(newest) > len("2026-11"):
        return date.fromisoformat(newest)
    year, month = map(int, newest.split("-"))
    return date(year, month, monthrange(year, month)[1])


@cache
def covered_nation(country: str | None) -> tuple[str, str] | None:
    """The covered nation that a parent's country is or lists, its name in English and Spanish, else None."""
    named = {fold(part) for part in split_list(country or "")}
    return next((nation for nation, called in COVERED_NATIONS.items() if named & {*called.split(";")}), None)


def owner_of_concern(table: pa.Table) -> Floats:
    """1 where a supplier's parent sits in a covered nation, 0 where elsewhere, NaN where unknown, (n,)."""
    column = "parent_country"
    if column not in table.column_names or table[column].null_count == table.num_rows:
        return np.full(table.num_rows, np.nan, dtype=np.float32)
    cells = table[column].to_pylist()
    worth = {cell: float(covered_nation(cell) is not None) if cell else np.nan for cell in set(cells)}
    return np.array([worth[cell] for cell in cells], dtype=np.float32)


def _product(need: Need, asked: Asked) -> _Product:
    digits = "".join(character for character in need.hs_code or "" if character.isdecimal())
    return _Product(
        need.sector,
        sectors_asked(need, asked),
        digits if len(digits) >= len("85") else None,
        classes_asked(asked),
        _stems(_said_of(need, asked)),
    )


def _said_of(need: Need, asked: Asked) -> str:
    """What names the item: the likely items of the catalogue, and the need's own words as far as they do."""
    items = [f"{item.name} {item.name_es}" for item, likely in asked.likely.items if likely >= ITEM]
    if items and not names_little_more(need):
        return " ".join((*items, need.title or ""))
    return " ".join((*items, whole_text(need)))


def _stems(text: str) -> frozenset[str]:
    """The words of four letters or more, without a plural's s, cut to STEM letters; idle ones left out."""
    return frozenset(word.rstrip("s")[:STEM] for word in words(text) if len(word) > 3) - IDLE


@cache
def _rule_stems(found: Rule) -> frozenset[str]:
    return _stems(f"{found.name_en} {found.name_es} {found.statement_en} {found.statement_es}")


def _own(code: str | None, asked: Asked) -> str | None:
    return code if code and asked.classes.get(code, 0.0) >= OWN_WAY else None


def _bearing(product: _Product, own: str | None, day: date) -> Kinds:
    """The rules that bear on the product by kind, in the order of FRICTIONS, the nearest of each first."""
    classes = tuple(dict.fromkeys((*product.classes, own))) if own else product.classes
    found = {bears.key: bears for bears in _looked_up(product, classes, day)}
    near = {bears: _nearness(bears, product, classes) for bears in found.values()}
    ordered = sorted(near, key=lambda bears: (-near[bears], MARKS.index(bears.mark)))
    told = [bears for bears in ordered if _is_about(bears, product, near[bears])]
    kinds = {kind: [bears for bears in told if _kind_of(bears.key) is kind] for kind in FRICTIONS}
    return {kind: rules for kind, rules in kinds.items() if rules}


def _looked_up(product: _Product, classes: Sequence[str], day: date) -> Iterator[Rule]:
    for code in classes or (None,):
        found = _in_force(product.sector, code, product.hs, day)
        yield from (bears for bears in found if not _of_another_sector(bears, product, code))
    for sector in product.sectors:
        found = _in_force(sector, None, product.hs, day)
        yield from (bears for bears in found if bears.key.startswith(ON_TEXTILES))


@lru_cache(maxsize=LOOK_UPS)
def _in_force(sector: str | None, scian: str | None, hs: str | None, day: date) -> tuple[Rule, ...]:
    """The rules of some kind that bear and hold, without those that bear on everything."""
    found = rules_for(sector=sector, scian=scian, hs=hs, on=day)
    return tuple(bears for bears in found if not bears.is_general and _kind_of(bears.key))


@cache
def _kind_of(key: str) -> Friction | None:
    return next((kind for kind in FRICTIONS if kind.holds(key)), None)


def _of_another_sector(found: Rule, product: _Product, code: str | None) -> bool:
    """Whether it fits only by a class that several sectors share, and the need's sector is not its own."""
    if product.sector is None or code is None or (product.hs and found.applies_hs):
        return False
    shared = sum(code in known.core_classes for known in SECTORS) > 1
    return shared and bool(found.applies_sectors) and product.sector not in found.applies_sectors


def _is_about(found: Rule, product: _Product, digits: int) -> bool:
    """Whether a rule about items is about this one: by a word in common, or by the digits that fit."""
    if not found.key.startswith((*ON_ITEMS, *ON_TEXTILES)) or product.stems & _rule_stems(found):
        return True
    if found.key.startswith(ON_TEXTILES):
        return digits > 0
    return bool(product.hs and found.applies_hs) and digits >= ITEM_DIGITS


def _nearness(found: Rule, product: _Product, classes: Sequence[str]) -> int:
    """Digits of a rule's longest prefix that fits the HS code or, where either is unknown, a class."""
    if product.hs and found.applies_hs:
        codes: Sequence[str] = (product.hs,)
        prefixes: Sequence[str] = [prefix.replace(".", "") for prefix in found.applies_hs]
    else:
        codes, prefixes = classes, found.applies_classes
    return max((len(start) for start in prefixes if any(code.startswith(start) for code in codes)), default=0)


def _sentence(kinds: Kinds, concern: bool, language: Language) -> str:
    told = ["parent in a country of concern" if language == "en" else "matriz en país de preocupación"]
    told = told if concern else []
    for kind, rules in kinds.items():
        if kind.share and language == "en":
            told.append(f"{kind.label_en} ({rules[0].name_en}) [{rules[0].mark}]")
        elif kind.share:
            told.append(f"{kind.label_es} ({rules[0].name_es}) [{rules[0].mark}]")
    when = f"{newest_day():%Y-%m}"
    if language == "es":
        listed = f"pueden aplicar: {'; '.join(told)}" if told else "ninguna regla de la tabla suma fricción"
        return f"Pista al {when}, reglas de comercio con fecha: {listed}."
    listed = f"may bear: {'; '.join(told)}" if told else "no rule in the table adds friction"
    return f"Hint as of {when}, dated rules of trade: {listed}."
