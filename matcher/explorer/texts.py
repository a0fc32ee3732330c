"""What the explorer says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from matcher.model import Criterion, Kind, Route
from matcher.model.ranking import Language

#: The text in English and in Spanish, by what it is for; braces hold what is filled in.
TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "begin": ("Write what is needed and press Find.", "Escriba lo que se necesita y oprima Buscar."),
    "need": ("What is needed, in English or Spanish", "Lo que se necesita, en español o en inglés"),
    "find": ("Find", "Buscar"),
    "undo": ("Undo", "Deshacer"),
    "undo.tip": ("Take the last change back", "Revierte el último cambio"),
    "all": ("All routes", "Todas las rutas"),
    "top": ("Show of each", "Mostrar de cada una"),
    "unknown": ("Unknown counts", "Lo desconocido cuenta"),
    "neutral": ("as is usual (neutral)", "como lo usual (neutral)"),
    "pessimistic": ("as nothing (pessimistic)", "como nada (pesimista)"),
    "leave-out": ("left out", "se deja fuera"),
    "weights": ("What counts", "Qué cuenta"),
    "weights.note": ("100 points in all", "100 puntos en total"),
    "profile": ("Profile", "Perfil"),
    "profile.own": ("Your own", "Propio"),
    "profile.own.reason": ("Points set by hand.", "Puntos puestos a mano."),
    "lock": ("lock", "fijar"),
    "lock.tip": ("Keep {label} where it is", "Deja «{label}» como está"),
    "here": ("= {points:.1f} here", "= {points:.1f} aquí"),
    "unasked": (
        "Not asked for, so their {points:.1f} points go to the rest: {labels}.",
        "No se pide; sus {points:.1f} puntos pasan a los demás: {labels}.",
    ),
    "source": ("Source: {source}.", "Fuente: {source}."),
    "folder": ("Save in", "Guardar en"),
    "save": ("Save picks", "Guardar elegidos"),
    "save.some": ("Save {n}", "Guardar {n}"),
    "saved": ("Saved {n} picked: {csv} and {xlsx}", "Elegidos guardados ({n}): {csv} y {xlsx}"),
    "dropped": (
        "Another need: its picks start anew. Undo brings the {n} of the last one back.",
        "Otra necesidad: se empieza a elegir de nuevo. Deshacer recupera los {n} de la anterior.",
    ),
    "found": ("{n} shown of {passed:,} that passed", "se muestran {n} de {passed:,} que pasaron"),
    "none": (
        "Nobody passed; below it says what put them out",
        "Nadie pasó; abajo se dice qué los dejó fuera",
    ),
    "stability": ("How firm?", "¿Qué tan firme?"),
    "stability.tip": (
        "How often each keeps its place among those shown when every weight is up to 20 % more or less",
        "Con qué frecuencia sigue cada uno entre los mostrados si cada peso sube o baja hasta 20 %",
    ),
    "company": ("One of each company", "Una de cada empresa"),
    "company.tip": (
        "Only the best plant of each company, and how many more of its plants passed",
        "Solo la mejor planta de cada empresa, y cuántas más de ella pasaron",
    ),
    "more.one": ("and 1 more plant of this company", "y 1 planta más de esta empresa"),
    "more.some": ("and {n} more plants of this company", "y {n} plantas más de esta empresa"),
    "firm": (
        "in the top {top} in {share} of draws{range}",
        "entre los primeros {top} en {share} de los sorteos{range}",
    ),
    "firm.range": (" · rank {best} to {worst}", " · lugar {best} a {worst}"),
    "marks": ("Good and bad", "Buenos y malos"),
    "marks.note": (
        "Mark candidates; weights that put the good before the bad are then proposed, not set.",
        "Marque candidatos; se proponen, sin aplicarse, pesos que ponen a los buenos antes que a los malos.",
    ),
    "marks.count": ("{good} good, {bad} bad", "{good} buenos, {bad} malos"),
    "good": ("good", "bueno"),
    "bad": ("bad", "malo"),
    "good.tip": ("A good answer to this need", "Buena respuesta a esta necesidad"),
    "bad.tip": ("No good answer to this need", "Mala respuesta a esta necesidad"),
    "propose": ("Propose weights", "Proponer pesos"),
    "accept": ("Accept", "Aceptar"),
    "accept.tip": (
        "Set the sliders so; what is locked or not asked for stays",
        "Ajusta los pesos así; lo fijado y lo que no se pide queda igual",
    ),
    "change": (
        "{label}: {before:.1f} to {after:.1f} (between {low:.1f} and {high:.1f} as the marks vary)",
        "{label}: de {before:.1f} a {after:.1f} (entre {low:.1f} y {high:.1f} según las marcas)",
    ),
    "ignored": (
        "{n} marked did not pass and teach nothing.",
        "De lo marcado, {n} no pasaron y no enseñan nada.",
    ),
    "marks.save": ("Save marks", "Guardar marcas"),
    "marks.read": ("Read marks", "Leer marcas"),
    "marks.saved": (
        "Saved {n} new or changed marks: {path}",
        "Marcas nuevas o cambiadas, guardadas ({n}): {path}",
    ),
    "marks.had": (
        "Read {n} marks on this need: {path}",
        "Marcas leídas para esta necesidad ({n}): {path}",
    ),
    "pick": ("pick", "elegir"),
    "pick.why": ("why this one?", "¿por qué este?"),
    "picked": ("Picked:", "Elegido:"),
    "picked.plain": ("no reason given", "sin motivo"),
    "points": (
        "Points: {weights}. Unknown counts {policy}.",
        "Puntos: {weights}. Lo desconocido cuenta {policy}.",
    ),
    "best": ("best {shown} of {passed:,}", "los mejores {shown} de {passed:,}"),
    "nobody": ("nobody passed", "nadie pasó"),
    "seen": ("last seen {year}", "visto por última vez en {year}"),
    "seen.not": ("last seen: unknown", "visto por última vez: se desconoce"),
    "place.not": ("place unknown", "lugar desconocido"),
    "new": ("new", "nuevo"),
    "new.tip": ("not shown under the weights before", "no aparecía con los pesos anteriores"),
    "up": ("up {places} from rank {old}", "sube {places} desde el lugar {old}"),
    "down": ("down {places} from rank {old}", "baja {places} desde el lugar {old}"),
    "missing": ("missing {n}: {what}", "falta {n}: {what}"),
    "ask": ("unknown, to ask: {what}", "se desconoce, hay que preguntar: {what}"),
    "missing.not": ("nothing known to be missing", "no se sabe que falte algo"),
    "of": ("of 100", "de 100"),
    "range": (" · {low} to {high} once all is known", " · de {low} a {high} cuando todo se sepa"),
    "open": ("what the unknowns could add: {points:.2f}", "lo que podría sumar lo desconocido: {points:.2f}"),
    "nothing": ("nothing", "nada"),
    "why": ("why", "por qué"),
    "out": ("{must}: {n:,} put out", "{must}: {n:,} fuera"),
    "passed": ("{n:,} passed", "pasaron {n:,}"),
    "passed.not": ("Nobody passed", "Nadie pasó"),
    "disclaimer": (
        "A screening aid, not a verification: nothing here says that a supplier is available, able, "
        "compliant or willing. Confirm every line with the supplier.",
        "Es un primer filtro, no una verificación: nada aquí dice que un proveedor esté disponible, sea "
        "capaz, cumpla o quiera. Confirme cada línea con el proveedor.",
    ),
    "fault": ("A fault of ours ({name}: {problem})", "Una falla nuestra ({name}: {problem})"),
}
#: Title and meaning of each route.
_ROUTES: Final[Mapping[Route, tuple[tuple[str, str], tuple[str, str]]]] = {
    "makes": (
        ("Makes it today", "in its class and in its own words"),
        ("Lo fabrica hoy", "por su clase y por sus propias palabras"),
    ),
    "converts": (
        ("Could convert", "near in process and equipment; with retooling, certificates and time"),
        ("Podría convertirse", "cerca en proceso y equipo; con herramental, certificados y tiempo"),
    ),
    "hosts": (
        ("Could host", "shelter companies that run a foreign owner's production"),
        ("Podría albergar", "empresas shelter que operan la producción de un dueño extranjero"),
    ),
}
#: Route and kind as they stand beside a candidate.
_WORDS_ES: Final[Mapping[Route | Kind, str]] = {
    "makes": "fabrica",
    "converts": "se convierte",
    "hosts": "alberga",
    "manufacturer": "fabricante",
    "shelter": "shelter",
    "convertible": "convertible",
}


def say(name: str, language: Language, /, **parts: object) -> str:
    """The text of that name, filled in."""
    english, spanish = TEXTS[name]
    return (spanish if language == "es" else english).format(**parts)


def heading(route: Route, language: Language) -> tuple[str, str]:
    """The title of a route, and what it means."""
    english, spanish = _ROUTES[route]
    return spanish if language == "es" else english


def word(code: Route | Kind, language: Language) -> str:
    """A route or a kind as a word beside a candidate."""
    return _WORDS_ES[code] if language == "es" else code


def label(criterion: Criterion, language: Language) -> str:
    """The name of a criterion for reading."""
    return criterion.label_es if language == "es" else criterion.label


def meaning(criterion: Criterion, language: Language) -> str:
    """What a criterion means, and where its values come from."""
    text = criterion.meaning_es if language == "es" else criterion.meaning
    return f"{text[:1].upper()}{text[1:]}. {say('source', language, source=criterion.source)}"
