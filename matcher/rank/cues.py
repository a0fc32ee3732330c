"""What a buyer says is wanted, told from volumes, places and reasons by the words that announce it.

"We want exhaust duct in spools from 6 to 48 inches" announces *exhaust duct*; "buscamos quien nos fabrique
gorras para soldador" announces *gorras para soldador*.
"""

from __future__ import annotations

import re
from typing import Final

from matcher.text import clean

#: Words of an announced thing that are kept; what follows describes it.
LONGEST: Final = 9
#: Announcements that are used; later ones mostly ask for papers and prices.
MOST: Final = 6
#: Letters after an announcement in which the thing must stand.
WITHIN: Final = 240


def _any(words: str) -> str:
    """A pattern for any of the words, which may hold patterns of their own; ``_`` stands for a blank."""
    return "(?:" + "|".join(word.replace("_", r"\s+") for word in words.split()) + ")"


_MAKES = _any(
    r"""
    makes? produces? manufactures? supply supplies builds? assembles? fabricates? mou?lds? machines?
    sews? casts? stamps? extrudes? prints? packs? forms? welds? cuts? knits? weaves? delivers? provides?
    fabriqu\w+ produzca\w* haga\w* arme\w* maquile\w* confeccion\w+ suminist\w+ ensambl\w+ inyect\w+
    maquin\w+ surta\w* teja\w* cosa\w* corte\w* imprima\w* moldee\w* funda\w* forje\w* extruya\w*
    elabor\w+ construy\w+ fabricar producir hacer armar maquilar suministrar surtir coser cortar moldear
    fundir forjar construir vend\w+ prove\w+
    """
)
_FIRM = _any(
    r"""
    someone somebody anyone sources? suppliers? manufacturers? makers? producers? plants? partners?
    shops? factory factories vendors? mou?lders? converters? fabricators? foundry foundries company
    companies firms? quien quienes alguien proveedor(?:a|es)? fabricantes? productor(?:es)? plantas?
    taller(?:es)? maquilador(?:a|as|es)? empresas? socio fuente fundidora?
    """
)
_WISHES = _any(
    "needs? wants? requires? seeks? buys?(?!_from) purchases?(?!_from) order procure source specify lack"
)
_WISHER = _any(
    "we i they who which agency hospital company team must now also to would will urgently currently"
)
_BESIDE = _any("also now would will all each currently therefore")
_PHRASES = _any(
    r"""
    in_need_of looking_for look_for in_search_of searching_for seeking sourcing purchase_of supply_of
    quotes?_for quotes?_on bids?_for bids?_on request(?:ing)?(?:_for)? required:? needed:? wanted:?
    offers?_for necesit\w+ busc\w+ requer\w+ requier\w+ queremos quiero quieren? solicit\w+
    compra(?:mos|r|r[ií]a\w*) cotiza\w* pedimos usamos adquirir adquisici[oó]n_de compra_de
    suministro_de surtir faltan?
    """
)
_CUE = re.compile(
    rf"\b(?:{_WISHER}\s+(?:{_BESIDE}\s+)*{_WISHES}"
    rf"|{_PHRASES}"
    rf"|{_FIRM}\s+(?:of|for|who|that|which|to|able\s+to|de|que|para|capaz\s+de))\s+",
    re.IGNORECASE,
)
_ARTICLES = _any(
    r"""
    a an the our some more one two another second new additional local mexican about around roughly
    approximately up_to at_least is are be who that which can could will already of for and us or
    able_to willing_to un una unos unas el la los las lo nos me nuestr\w+ otro otra segund\w m[aá]s
    alrededor_de cerca_de aproximadamente que de para comprar contratar y ya en m[eé]xico pueda\w*
    """
)
_TO_DO = _any(
    "to_buy to_source to_order to_have to_get to_purchase to_find to_replace to_move to_qualify to_add"
)
_UNITS = _any(
    r"""
    % million thousand millones mil units? pieces? pcs piezas unidades sets? juegos pairs? pares tons?
    tonnes toneladas kg lb ft feet metros meters m per year month al por a[nñ]o mes
    """
)
# Between the announcement and the thing: whom one looks for, what they should do, articles and amounts.
_FILLER = re.compile(
    rf"^(?:(?:{_TO_DO}|{_ARTICLES}|{_FIRM}|{_MAKES}|{_UNITS}|\d[\d,.]*)(?![\w-])[\s,]*)+", re.IGNORECASE
)
_END = re.compile(
    r"[;:!?()\n]|\.(?!\d)|,\s|\s(?:with|that|which|who|because|so|from|in|on|at|by|con|que|porque|desde|en|por)\s"
)


def announced(text: str) -> tuple[str, ...]:
    """The things that a text announces as wanted, in order, without repeats: a few words each, none empty."""
    found: dict[str, None] = {}
    for cue in _CUE.finditer(text):
        rest = _FILLER.sub("", text[cue.end() : cue.end() + WITHIN].lstrip(), count=1)
        thing = clean(" ".join(_END.split(rest, maxsplit=1)[0].split()[:LONGEST]))
        if len(thing) > 2:
            found.setdefault(thing)
        if len(found) == MOST:
            break
    return tuple(found)
