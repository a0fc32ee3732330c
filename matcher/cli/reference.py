"""``matcher reference show | check | measure``: what the tables hold, and whether the catalogue holds up."""

from __future__ import annotations

import typer

app = typer.Typer(help="The reference tables.", no_args_is_help=True, rich_markup_mode=None)


@app.command("show")
def show() -> None:
    """Print what each reference table holds and how sure its rows are.

    \b
      matcher reference show
    """
    from rich.table import Table

    from matcher.cli.show import console
    from matcher.knowledge.holdings import holdings
    from matcher.knowledge.tables import MARKS

    table = Table(box=None, pad_edge=False)
    table.add_column("table")
    for heading in ("rows", *MARKS):
        table.add_column(heading, justify="right")
    held = holdings()
    for holding in held:
        table.add_row(holding.table, f"{holding.rows:,}", *(f"{holding.by_mark[mark]:,}" for mark in MARKS))
    totals = [f"{sum(holding.by_mark[mark] for holding in held):,}" for mark in MARKS]
    table.add_row("all", f"{sum(holding.rows for holding in held):,}", *totals)
    to = console()
    to.print(table)
    to.print("V checked against a public source, K known to the trade, E an expert's estimate, U uncertain")


@app.command("check")
def check() -> None:
    """Look every item of the catalogue up in the official index; print those that differ without a word why.

    \b
      matcher reference check
    """
    from matcher.cli.show import console
    from matcher.encode import load_encoder
    from matcher.evaluate.index_terms import disagreements
    from matcher.knowledge.items import ITEMS

    differing = disagreements(ITEMS, load_encoder())
    unexplained = [found for found in differing if not found.explained]
    to = console()
    for found in unexplained:
        item = found.item
        says = f"the row says {'; '.join(item.classes_main)}; mend it or write an index_note"
        official = f"the nearest official term '{found.term}' is of class {found.official_class}"
        to.print(f"{item.sector}.csv, {item.item_id}: {official}, {says}", markup=False)
    to.print(
        f"{len(ITEMS):,} items; {len(differing):,} differ from their nearest official index term, "
        f"{len(unexplained):,} of them without an index_note"
    )


@app.command("measure")
def measure() -> None:
    """Look up the catalogue's held-out items by what people call them, beside the nearest index term.

    \b
      matcher reference measure
    """
    from rich.table import Table

    from matcher.cli.show import console
    from matcher.encode import load_encoder
    from matcher.evaluate.catalogue import measure as measured

    both = measured(load_encoder())
    table = Table(box=None, pad_edge=False)
    table.add_column("asked for by")
    table.add_column("look-ups", justify="right")
    for way in both:
        table.add_column(f"{way}: first / in five", justify="right")
    for rows in zip(*both.values(), strict=True):
        cells = [f"{share.first:.2f} / {share.in_five:.2f}" for share in rows]
        table.add_row(rows[0].asked, str(rows[0].n), *cells)
    to = console()
    to.print("Share of look-ups whose class is a main class of the item; nothing asked knew these items.")
    to.print(table)
