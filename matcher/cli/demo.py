"""``matcher demo``: the main job on bundled data, nothing to prepare."""

from __future__ import annotations

from matcher.model import Need

#: Three needs as different as a device, a board and a battery part.
NEEDS = (
    Need(
        "Sterile single-use IV administration sets with drip chamber and PVC-free tubing, FDA Class II, "
        "300,000 units a month, EtO sterilised. ISO 13485 required.",
        need_id="device",
        title="Sterile IV infusion sets",
        sector="medical_devices",
        required_certifications=("iso_13485",),
    ),
    Need(
        "Printed circuit board assembly for a bedside patient monitor: double-sided SMT, conformal coating, "
        "in-circuit and functional test, IPC-A-610 class 3, 2,000 boards a month.",
        need_id="board",
        title="PCB assembly for patient monitors",
        sector="electronics",
    ),
    Need(
        "Aluminium enclosure (tray and lid) for an EV battery pack: extruded profiles, friction stir welded, "
        "leak tested, powder coated, 40,000 sets a year with PPAP.",
        need_id="battery",
        title="Aluminium EV battery enclosures",
        sector="ev_batteries",
    ),
)
#: Candidates shown for each route.
SHOWN = 3


def demo() -> None:
    """Match three critical items over the bundled register of real Mexican plants.

    \b
      matcher demo
    """
    from matcher.cli.show import console, show_ranking, show_source
    from matcher.engine import open as open_matcher

    matcher = open_matcher()
    to = console()
    to.print(f"{len(matcher):,} suppliers in the bundled register.")
    show_source(matcher.index.manifest.to_dict(), to)
    for need in NEEDS:
        to.rule()
        show_ranking(matcher.match(need, top=SHOWN, per_route=True), to)
    to.rule()
    to.print(
        'Your own: matcher match "what you need"  In a notebook: matcher lab  All the rest: matcher --help'
    )
