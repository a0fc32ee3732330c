"""The explorer: a state, the ranking it asks for, and widgets that show both."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.engine import open as open_matcher
from matcher.errors import InputError, MatcherError, OutputError
from matcher.explorer.export import picked, write_picks
from matcher.explorer.state import State
from matcher.explorer.table import ranking_html
from matcher.explorer.views import View
from matcher.model import Candidate, Need, Ranking
from matcher.rank.criteria import CRITERIA
from matcher.text import words

if TYPE_CHECKING:
    from matcher.engine import Matcher

log = logging.getLogger(__name__)


class App:
    """An explorer over one directory.

    ``state`` is all that can be seen and changed, as a plain value: ``app.state = app.state.moved("crossing",
    20)`` does what moving that slider does. ``ranking`` is what it shows, ``picks`` who was picked and why.
    Setting a state that cannot be shown raises a MatcherError; a click says the same line in its place.
    """

    def __init__(self, matcher: Matcher | None = None, need: str | Need | None = None) -> None:
        self._matcher, self._state = matcher, State()
        self.ranking: Ranking | None = None
        self._before: Mapping[str, int] | None = None
        self._past: list[State] = []
        self.view = View(CRITERIA, self._change, self._click(self.undo), self._save)
        self.view.draw(self._state, None, (), None)
        self._attempt(self._start(need))

    @property
    def state(self) -> State:
        """What is shown now."""
        return self._state

    @state.setter
    def state(self, state: State) -> None:
        self._show(state)

    @property
    def picks(self) -> Mapping[str, str]:
        """The reason, possibly empty, by picked supplier id."""
        return self._state.picks

    @property
    def picked(self) -> tuple[Candidate, ...]:
        """The picked candidates, in the order of the ranking."""
        return picked(self.ranking, self.picks) if self.ranking is not None else ()

    def undo(self) -> None:
        """Take the last change back, whoever made it; nothing happens at the beginning."""
        if self._past:
            self._show(self._past.pop(), remember=False)

    def save(self, folder: str | Path = "picks") -> tuple[Path, Path]:
        """Write the picks as CSV and XLSX, named after the need, into a folder that is made if absent.

        Saving the same need again replaces its files. Raises InputError when nobody is picked, OutputError.
        """
        if self.ranking is None:
            raise InputError("Nothing was looked for yet; write what is needed and press Find.")
        folder = Path(folder).expanduser()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise OutputError(
                f"{folder}: cannot be made ({problem.strerror}); choose another folder"
            ) from problem
        stem = folder / file_stem(self.ranking.need)
        csv, xlsx = (
            write_picks(self.ranking, self.picks, stem.with_suffix(end)) for end in (".csv", ".xlsx")
        )
        return csv, xlsx

    def _start(self, need: str | Need | None) -> Callable[[], None]:
        def start() -> None:
            self._opened()
            self.view.say("Write what is needed and press Find.")
            if need is not None:
                self._show(self._state.asking(need), remember=False)

        return start

    def _opened(self) -> Matcher:
        if self._matcher is None:
            self._matcher = open_matcher()
        return self._matcher

    def _show(self, state: State, *, remember: bool = True) -> None:
        ranking = self._ranked(state)
        chosen = picked(ranking, state.picks) if ranking is not None else ()
        before, dropped = self._compared(ranking, state), self._dropped(state)
        if remember and state != self._state:
            self._past.append(self._state)
        self._state, self.ranking, self._before = state, ranking, before
        self._draw(chosen)
        self.view.say(dropped or _summary(ranking))

    def _ranked(self, state: State) -> Ranking | None:
        if state.need is None:
            return None
        points = state.weights.points
        if self.ranking is not None and state.need == self._state.need:
            return self.ranking.reweigh(points, state.unknown).best(state.top)
        return self._opened().match(
            state.need, top=state.top, weights=points, unknown=state.unknown, per_route=True
        )

    def _compared(self, ranking: Ranking | None, state: State) -> Mapping[str, int] | None:
        """The ranks before the last change of weights, kept while only the view changes."""
        if self.ranking is None or ranking is None or state.need != self._state.need:
            return None
        if (ranking.weights, ranking.unknown) == (self.ranking.weights, self.ranking.unknown):
            return self._before
        return {one.supplier.supplier_id: one.rank for one in self.ranking.candidates}

    def _dropped(self, state: State) -> str | None:
        if self.picks and state.need != self._state.need:
            return (
                f"Another need: its picks start anew. Undo brings the {len(self.picks)} of the last one back."
            )
        return None

    def _draw(self, chosen: Sequence[Candidate]) -> None:
        self.view.draw(self._state, self.ranking, chosen, self._before)

    def _change(self, step: Callable[[State], State]) -> None:
        self._attempt(lambda: self._show(step(self._state)))

    def _save(self, folder: str) -> None:
        def save() -> None:
            csv, xlsx = self.save(folder.strip() or ".")
            self.view.say(f"Saved {len(self.picks)} picked: {csv} and {xlsx}")

        self._attempt(save)

    def _click(self, action: Callable[[], None]) -> Callable[[], None]:
        return lambda: self._attempt(action)

    def _attempt(self, action: Callable[[], None]) -> None:
        """Do it, or say in one line why not and show again what stood before."""
        try:
            action()
        except Exception as problem:
            self._draw(self.picked)
            if isinstance(problem, MatcherError):
                self.view.say(str(problem), error=True)
            else:
                log.debug("a click failed", exc_info=True)
                self.view.say(f"A fault of ours ({type(problem).__name__}: {problem})", error=True)

    def __repr__(self) -> str:
        asked = repr(self.ranking) if self.ranking is not None else "nothing looked for yet"
        return f"<App {asked}, {len(self.picks)} picked>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """The widgets; where none run, the ranking as it stands, as a static table."""
        bundle: dict[str, Any] = dict(self.view.box._repr_mimebundle_(**kwargs))
        bundle["text/plain"] = repr(self)
        if self.ranking is not None:
            bundle["text/html"] = ranking_html(
                self.ranking, route=self._state.route, before=self._before, picks=self.picks
            )
        return bundle


def file_stem(need: Need) -> str:
    """A file name for a need: its first words in plain letters, and a digest that keeps two needs apart."""
    plain = re.sub(r"[^a-z0-9]+", "-", " ".join(words(need.text)))[:40].strip("-")
    digest = blake2b(repr(sorted(need.to_dict().items())).encode(), digest_size=3).hexdigest()
    return f"{plain or 'need'}-{digest}"


def _summary(ranking: Ranking | None) -> str:
    if ranking is None:
        return "Write what is needed and press Find."
    asked = "; ".join(f"{one.strength}: {one}" for one in ranking.need.requirements)
    found = f"{len(ranking)} shown of {ranking.n_passed:,} that passed"
    if not ranking.n_passed:
        found = "Nobody passed; below it says what put them out"
    return f"“{ranking.need.label}”: {found}{f'. {asked}' if asked else ''}."
