"""The explorer: a state, the ranking it asks for, and widgets that show both."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from matcher.engine import open as open_matcher
from matcher.errors import InputError, MatcherError, OutputError
from matcher.explorer.change import Actions
from matcher.explorer.export import picked, write_picks
from matcher.explorer.names import file_stem
from matcher.explorer.state import State
from matcher.explorer.table import ranking_html
from matcher.explorer.texts import say
from matcher.explorer.views import View
from matcher.model import Candidate, Need, Ranking
from matcher.rank import learning
from matcher.rank.criteria import CRITERIA
from matcher.rank.learning import Proposal
from matcher.rank.sensitivity import Stability, stability
from matcher.sources.marks import Mark, add_marks, read_marks

if TYPE_CHECKING:
    from matcher.engine import Matcher

log = logging.getLogger(__name__)
#: Name of the file of marks; all needs share it.
MARKS: Final = "marks.csv"


class App:
    """An explorer over one directory.

    ``state`` is all that can be seen and changed, as a plain value: ``app.state = app.state.moved("crossing",
    20)`` does what moving that slider does. ``ranking`` is what it shows, ``picks`` who was picked and why,
    ``proposal`` the weights that marks spoke for, until the need, the weights or the marks change.
    Setting a state that cannot be shown raises a MatcherError; a click says the same line in its place.
    """

    def __init__(self, matcher: Matcher | None = None, need: str | Need | None = None) -> None:
        self._matcher, self._state = matcher, State()
        self.ranking: Ranking | None = None
        self.proposal: Proposal | None = None
        self._before: Mapping[str, int] | None = None
        self._firm: Mapping[str, Stability] = {}
        self._past: list[State] = []
        self._filed: set[tuple[str, str]] = set()  # need and supplier of the marks that a file holds
        self.view = View(CRITERIA, self._change, self._actions())
        self._draw(())
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
        folder = _made(folder)
        stem = folder / file_stem(self.ranking.need)
        csv, xlsx = (
            write_picks(self.ranking, self.picks, stem.with_suffix(end)) for end in (".csv", ".xlsx")
        )
        return csv, xlsx

    def propose(self) -> Proposal:
        """Weights that put those marked good before those marked bad; nothing changes before ``accept``.

        Raises InputError while nothing was looked for.
        """
        if self.ranking is None:
            raise InputError("Nothing was looked for yet; write what is needed and press Find.")
        self.proposal = learning.propose(self.ranking, self._state.marked, self._state.weights.points)
        self._draw(self.picked)
        return self.proposal

    def accept(self) -> None:
        """Set the sliders as proposed; what is locked, or not asked for by this need, keeps its points.

        Raises InputError when there is no proposal, or it changes nothing.
        """
        if self.ranking is None or self.proposal is None or not self.proposal.changes:
            raise InputError("Nothing is proposed; mark good and bad ones, then press Propose weights.")
        unasked = frozenset(self._state.weights.points) - self.ranking.applies
        weights = self._state.weights.taking(self.proposal.weights, unasked)
        self._show(self._state.having(weights=weights))

    def save_marks(self, folder: str | Path = "picks") -> tuple[Path, int]:
        """Add the marks that are new or changed to ``marks.csv`` in a folder: the file, and how many.

        Marks that were saved or read here and taken back since are taken out of it. Raises InputError when
        nobody is marked or the file holds what is no mark, OutputError.
        """
        marked_now = {(key, one) for key, marked in self._state.marks.items() for one in marked}
        gone = self._filed - marked_now
        if not marked_now and not gone:
            raise InputError("Nobody is marked yet; mark at least one candidate good or bad.")
        path = _made(folder) / MARKS
        held = {(one.need_id, one.supplier_id): one.good for one in _marks_in(path)}
        now = datetime.now(UTC).replace(microsecond=0)
        new = [
            Mark(key, supplier_id, good, when=now)
            for key, marked in self._state.marks.items()
            for supplier_id, good in marked.items()
            if held.get((key, supplier_id)) is not good
        ]
        add_marks(path, new, without=gone)
        self._filed = marked_now
        return path, len(new) + len(gone & held.keys())

    def read_marks(self, folder: str | Path = "picks") -> Path:
        """Take up the marks of ``marks.csv`` in a folder, on all needs; who is marked here keeps that mark.

        Raises InputError, MissingFileError.
        """
        path = Path(folder).expanduser() / MARKS
        marks: dict[str, dict[str, bool]] = {}
        for one in read_marks(path):
            marks.setdefault(one.need_id, {})[one.supplier_id] = one.good
        self._filed |= {(key, one) for key, marked in marks.items() for one in marked}
        for key, marked in self._state.marks.items():
            marks[key] = {**marks.get(key, {}), **marked}
        self._show(self._state.having(marks=marks))
        return path

    def _start(self, need: str | Need | None) -> Callable[[], None]:
        def start() -> None:
            self._opened()
            self.view.say(say("begin", self._state.language))
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
        firm = self._drawn(ranking, state)
        if remember and state != self._state:
            self._past.append(self._state)
        if _taught_by(state) != _taught_by(self._state):
            self.proposal = None
        self._state, self.ranking, self._before, self._firm = state, ranking, before, firm
        self._draw(chosen)
        self.view.say(dropped or _summary(ranking, state))

    def _ranked(self, state: State) -> Ranking | None:
        if state.need is None:
            return None
        points = state.weights.points
        if self.ranking is not None and state.need == self._state.need:
            ranking = self.ranking.reweigh(points, state.unknown)
            ranking = ranking.best(state.top, one_per_company=state.one_per_company)
        else:
            ranking = self._opened().match(
                state.need,
                top=state.top,
                weights=points,
                unknown=state.unknown,
                per_route=True,
                one_per_company=state.one_per_company,
            )
        return ranking.in_language(state.language)

    def _drawn(self, ranking: Ranking | None, state: State) -> Mapping[str, Stability]:
        """How firmly each candidate stands, where that is to be shown; drawn anew only when it can change."""
        if ranking is None or not state.stability:
            return {}
        if self._firm and self.ranking is not None and _ranked_by(state) == _ranked_by(self._state):
            return self._firm
        return {one.supplier_id: one for one in stability(ranking, top=ranking.top)}

    def _compared(self, ranking: Ranking | None, state: State) -> Mapping[str, int] | None:
        """The ranks before the last change of weights, kept while only the view changes."""
        if self.ranking is None or ranking is None or state.need != self._state.need:
            return None
        if (ranking.weights, ranking.unknown) == (self.ranking.weights, self.ranking.unknown):
            return self._before
        return {one.supplier.supplier_id: one.rank for one in self.ranking.candidates}

    def _dropped(self, state: State) -> str | None:
        if self.picks and state.need != self._state.need:
            return say("dropped", state.language, n=len(self.picks))
        return None

    def _draw(self, chosen: Sequence[Candidate]) -> None:
        self.view.draw(self._state, self.ranking, chosen, self._before, self._firm, self.proposal)

    def _change(self, step: Callable[[State], State]) -> None:
        self._attempt(lambda: self._show(step(self._state)))

    def _actions(self) -> Actions:
        """What the buttons do; what goes wrong is said in one line."""

        def save(folder: str) -> None:
            csv, xlsx = self.save(folder)
            self._say("saved", n=len(self.picks), csv=csv, xlsx=xlsx)

        def save_marks(folder: str) -> None:
            path, n = self.save_marks(folder)
            self._say("marks.saved", n=n, path=path)

        def read(folder: str) -> None:
            path = self.read_marks(folder)
            self._say("marks.had", n=len(self._state.marked), path=path)

        return Actions(
            undo=self._click(self.undo),
            save=self._writing(save),
            propose=self._click(self.propose),
            accept=self._click(self.accept),
            save_marks=self._writing(save_marks),
            read_marks=self._writing(read),
        )

    def _say(self, name: str, **parts: object) -> None:
        self.view.say(say(name, self._state.language, **parts))

    def _writing(self, action: Callable[[str], None]) -> Callable[[str], None]:
        return lambda folder: self._attempt(lambda: action(folder.strip() or "."))

    def _click(self, action: Callable[[], object]) -> Callable[[], None]:
        return lambda: self._attempt(action)

    def _attempt(self, action: Callable[[], object]) -> None:
        """Do it, or say in one line why not and show again what stood before."""
        try:
            action()
        except Exception as problem:
            self._draw(self.picked)
            if isinstance(problem, MatcherError):
                self.view.say(str(problem), error=True)
            else:
                log.debug("a click failed", exc_info=True)
                said = say("fault", self._state.language, name=type(problem).__name__, problem=problem)
                self.view.say(said, error=True)

    def __repr__(self) -> str:
        asked = repr(self.ranking) if self.ranking is not None else "nothing looked for yet"
        return f"<App {asked}, {len(self.picks)} picked>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """The widgets; where none run, the ranking as it stands, as a static table."""
        bundle: dict[str, Any] = dict(self.view.box._repr_mimebundle_(**kwargs))
        bundle["text/plain"] = repr(self)
        if self.ranking is not None:
            bundle["text/html"] = ranking_html(
                self.ranking,
                route=self._state.route,
                before=self._before,
                picks=self.picks,
                firm=self._firm,
            )
        return bundle


def _made(folder: str | Path) -> Path:
    """The folder, made if absent. Raises OutputError."""
    folder = Path(folder).expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(
            f"{folder}: cannot be made ({problem.strerror}); choose another folder"
        ) from problem
    return folder


def _marks_in(path: Path) -> tuple[Mark, ...]:
    return read_marks(path) if path.exists() else ()


def _ranked_by(state: State) -> State:
    """What of a state decides the ranking."""
    return State(
        need=state.need,
        weights=state.weights,
        unknown=state.unknown,
        top=state.top,
        one_per_company=state.one_per_company,
    )


def _taught_by(state: State) -> tuple[object, ...]:
    """What of a state decides a proposal."""
    return state.need, state.weights.points, state.unknown, state.marked


def _summary(ranking: Ranking | None, state: State) -> str:
    if ranking is None:
        return say("begin", state.language)
    asked = "; ".join(f"{one.strength}: {one}" for one in ranking.need.requirements)
    found = say(
        "found" if ranking.n_passed else "none", state.language, n=len(ranking), passed=ranking.n_passed
    )
    return f"“{ranking.need.label}”: {found}{f'. {asked}' if asked else ''}."
