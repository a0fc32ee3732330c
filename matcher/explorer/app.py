"""The explorer: widgets over a state, wired to a Matcher. What a click does, a line of Python can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any, Final

import ipywidgets as widgets

from matcher.engine import Matcher
from matcher.errors import MatcherError, NeedError
from matcher.explorer import views
from matcher.explorer.export import write_picks
from matcher.explorer.state import State
from matcher.model import ROUTES, UNKNOWN_POLICIES, Candidate, Need, Ranking

PICKS_CSV: Final = "picks.csv"
PICKS_XLSX: Final = "picks.xlsx"
_ROUTE_CHOICES: Final = (
    ("all routes together", None),
    *((views.ROUTE_LABELS[name], name) for name in ROUTES),
)
_FULL_WIDTH: Final = widgets.Layout(width="100%")


class App:
    """One explorer. ``state`` is what was asked, ``ranking`` what came back, ``picks`` what was chosen."""

    def __init__(self, matcher: Matcher, need: str | Need = "") -> None:
        self.matcher = matcher
        self.state = State(need=need if isinstance(need, str) else need.text)
        self.ranking: Ranking | None = None
        self._need = need if isinstance(need, Need) else None
        self._ranks: dict[str, int] = {}
        self._drawing = False
        self._build()
        if self.state.need:
            self.find(self._need or self.state.need)

    @property
    def picks(self) -> Mapping[str, str]:
        """Supplier ids picked, with the reasons given."""
        return self.state.picks

    # What a person can do, as calls.

    def find(self, need: str | Need) -> None:
        """Rank the suppliers for a need; the weights stay, the picks of an earlier need go."""
        asked = Need(need) if isinstance(need, str) else need
        if asked.text != self.state.need:
            self.state = replace(self.state, picks={})
        self.state = replace(self.state, need=asked.text)
        self._ranks = {}
        self._tell(lambda: self._found(asked))

    def _found(self, need: Need) -> None:
        self.ranking = self.matcher.match(need, top=self.state.top, unknown=self.state.unknown)
        self.ranking = self.ranking.reweigh(self.state.weights)
        self._draw()

    def move(self, name: str, points: float) -> None:
        """Give a criterion other points; the unlocked others make room, so that all sum to 100."""
        self._change(self.state.moved(name, points))

    def lock(self, name: str, locked: bool = True) -> None:
        """Keep a criterion's points as they are while others move, or let go of them."""
        kept = self.state.locked | {name} if locked else self.state.locked - {name}
        self._change(replace(self.state, locked=kept))

    def show(self, **changes: Any) -> None:
        """Change ``top``, ``route`` or ``unknown``."""
        self._change(replace(self.state, **changes))

    def pick(self, supplier_id: str, reason: str = "") -> None:
        """Pick a supplier, for a reason."""
        self._change(self.state.picked(supplier_id, reason))

    def unpick(self, supplier_id: str) -> None:
        """Put a picked supplier back."""
        self._change(self.state.picked(supplier_id, None))

    def save(self, folder: str | Path = ".") -> list[Path]:
        """Write the picks as CSV and XLSX into a folder; gives back what was written.

        Raises InputError without picks, OutputError when the folder cannot be written.
        """
        paths = [Path(folder) / PICKS_CSV, Path(folder) / PICKS_XLSX]
        everyone = self._shown(every_pick=True)
        for path in paths:
            write_picks(everyone, self.picks, path)
        return paths

    # How it looks.

    def _build(self) -> None:
        self._text = widgets.Textarea(
            value=self.state.need,
            placeholder="What is hard to source? In English or Spanish: the item first, then grades, "
            "volumes, certificates.",
            layout=widgets.Layout(width="100%", height="72px"),
        )
        self._find = widgets.Button(description="Find", button_style="primary", icon="search")
        self._find.on_click(lambda _: self.find(self._text.value))
        self._sliders = {name: self._slider(name) for name in self.state.weights}
        self._locks = {name: self._lock(name) for name in self.state.weights}
        self._route = widgets.Dropdown(options=_ROUTE_CHOICES, value=None, description="Show")
        self._top = widgets.BoundedIntText(value=self.state.top, min=1, max=200, description="How many")
        self._unknown = widgets.Dropdown(options=UNKNOWN_POLICIES, value="neutral", description="Unknowns")
        for widget, field in ((self._route, "route"), (self._top, "top"), (self._unknown, "unknown")):
            widget.observe(self._on_choice(field), names="value")
        self._reset = widgets.Button(description="Reset weights", icon="undo")
        self._reset.on_click(
            lambda _: self._change(replace(self.state, weights=State().weights, locked=frozenset()))
        )
        self._folder = widgets.Text(value=".", description="Folder")
        self._save = widgets.Button(description="Save picks", button_style="success", icon="save")
        self._save.on_click(self._on_save)
        self._message = widgets.HTML()
        self._key = widgets.HTML()
        self._rows = widgets.VBox(layout=_FULL_WIDTH)
        self._below = widgets.HTML()
        self.widget = self._laid_out()

    def _laid_out(self) -> widgets.Widget:
        weights = [widgets.HTML("<b>Weights</b> (sum to 100; ticked ones stay)")]
        weights += [widgets.HBox([self._sliders[name], self._locks[name]]) for name in self._sliders]
        side = widgets.VBox(
            [*weights, self._reset, self._unknown, self._route, self._top, self._folder, self._save],
            layout=widgets.Layout(width="330px", flex="0 0 330px", padding="0 12px 0 0"),
        )
        results = widgets.VBox(
            [self._message, self._key, self._rows, self._below],
            layout=widgets.Layout(flex="1 1 auto", min_width="0"),
        )
        ask = widgets.HBox([self._text, self._find], layout=_FULL_WIDTH)
        return widgets.VBox(
            [widgets.HTML(views.STYLE), ask, widgets.HBox([side, results], layout=_FULL_WIDTH)]
        )

    def _slider(self, name: str) -> widgets.FloatSlider:
        slider = widgets.FloatSlider(
            value=self.state.weights[name],
            min=0,
            max=100,
            step=1,
            description=name,
            readout_format=".1f",
            continuous_update=False,  # a ranking for every pixel would queue up behind the hand
            layout=widgets.Layout(width="280px"),
        )

        def on_move(change: Mapping[str, Any]) -> None:
            if not self._drawing:
                self.move(name, float(change["new"]))

        slider.observe(on_move, names="value")
        return slider

    def _lock(self, name: str) -> widgets.Checkbox:
        box = widgets.Checkbox(value=False, indent=False, layout=widgets.Layout(width="20px"))
        box.tooltip = f"keep {name} as it is"

        def on_lock(change: Mapping[str, Any]) -> None:
            if not self._drawing:
                self.lock(name, bool(change["new"]))

        box.observe(on_lock, names="value")
        return box

    def _on_choice(self, field: str) -> Callable[[Mapping[str, Any]], None]:
        def on_choice(change: Mapping[str, Any]) -> None:
            if not self._drawing:
                self.show(**{field: change["new"]})

        return on_choice

    def _on_save(self, _: widgets.Button) -> None:
        def saved() -> None:
            written = ", ".join(str(path) for path in self.save(self._folder.value))
            self._message.value = f'<div class="mx-note">{len(self.picks)} saved: {escape(written)}</div>'

        self._tell(saved)

    def _change(self, state: State) -> None:
        self.state = state
        self._tell(self._draw)

    def _tell(self, do: Callable[[], None]) -> None:
        """Do something; what a person can mend is said in one line, where they look."""
        self._message.value = ""
        try:
            do()
        except MatcherError as problem:
            self._message.value = views.problem_html(str(problem))

    def _shown(self, *, every_pick: bool = False) -> Ranking:
        if self.ranking is None:
            raise NeedError("Nothing was asked yet; say what is needed and press Find.")
        ranking = self.ranking.reweigh(self.state.weights, self.state.unknown)
        if every_pick:
            return ranking.best(max(ranking.n_passed, 1))
        return ranking.best(self.state.top, per_route=self.state.route is not None)

    def _draw(self) -> None:
        self._drawing = True
        try:
            self._draw_controls()
            if self.ranking is not None:
                self._draw_ranking()
        finally:
            self._drawing = False

    def _draw_controls(self) -> None:
        applies = self.ranking.applies if self.ranking else frozenset(self.state.weights)
        self._text.value = self.state.need
        for name, points in self.state.weights.items():
            self._sliders[name].value = round(points, 4)
            self._sliders[name].disabled = name not in applies or name in self.state.locked
            self._locks[name].value = name in self.state.locked
        self._route.value, self._top.value = self.state.route, self.state.top
        self._unknown.value = self.state.unknown

    def _draw_ranking(self) -> None:
        shown = self._shown()
        candidates = [c for c in shown.candidates if self.state.route in (None, c.route)]
        self._key.value = views.key_html(shown)
        self._rows.children = [self._row(candidate) for candidate in candidates]
        self._below.value = views.funnel_html(shown)
        self._ranks = {candidate.supplier.supplier_id: candidate.rank for candidate in candidates}

    def _row(self, candidate: Candidate) -> widgets.Widget:
        supplier_id = candidate.supplier.supplier_id
        picked = supplier_id in self.picks
        tick = widgets.Checkbox(
            value=picked, indent=False, description="pick", layout=widgets.Layout(width="64px")
        )
        why = widgets.Text(
            value=self.picks.get(supplier_id, ""),
            placeholder="because…",
            continuous_update=False,
            layout=widgets.Layout(width="150px", visibility="visible" if picked else "hidden"),
        )

        # Neither redraws the rows: the field that is being typed into must stay where it is.
        def on_tick(change: Mapping[str, Any]) -> None:
            self.state = self.state.picked(supplier_id, why.value if change["new"] else None)
            why.layout.visibility = "visible" if change["new"] else "hidden"

        def on_reason(change: Mapping[str, Any]) -> None:
            if supplier_id in self.picks:
                self.state = self.state.picked(supplier_id, str(change["new"]))

        tick.observe(on_tick, names="value")
        why.observe(on_reason, names="value")
        html = widgets.HTML(
            views.row_html(candidate, self._ranks.get(supplier_id)),
            layout=widgets.Layout(flex="1 1 auto", min_width="0"),
        )
        side = widgets.VBox([tick, why], layout=widgets.Layout(flex="0 0 160px"))
        return widgets.HBox([html, side], layout=_FULL_WIDTH)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.widget)  # type: ignore[no-untyped-call]

    def __repr__(self) -> str:
        shown = repr(self.ranking) if self.ranking is not None else "nothing asked yet"
        return f"<App: {shown}; {len(self.picks)} picked>"
