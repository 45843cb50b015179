"""`agency`, `agencies`, `country`, `countries`."""

from typing import get_args

import click

from moonrace.cli.output import Output, command, complete
from moonrace.model import AgencyKind
from moonrace.names import fold


@command(
    "agency",
    examples="""
moonrace agency cnsa
moonrace agency "Intuitive Machines" --json
""",
)
@click.argument("name", shell_complete=complete("agencies"))
def agency(output: Output, name: str) -> None:
    """One agency, company or institute in full.

    Who it is, what it joined, what it flew and took part in.
    """
    chosen = output.dataset.agency(name)
    output.show(
        "agencies",
        json=lambda jsonout: [jsonout.agency(chosen)],
        sheet=lambda sheets: sheets.facts([chosen], output.zone),
        table=lambda render, page: render.cards.agency(page, chosen),
    )


@command(
    "agencies",
    examples="""
moonrace agencies
moonrace agencies --kind company
moonrace agencies --country japan --json
""",
)
@click.option("--kind", type=click.Choice(get_args(AgencyKind)), help="Of this kind only.")
@click.option("--country", metavar="NAME", shell_complete=complete("countries"), help="Seated in this country.")
def agencies(output: Output, kind: str | None, country: str | None) -> None:
    """The list of agencies, companies and institutes.

    With how many missions each flew.
    """
    dataset = output.dataset
    iso2 = dataset.country(country).iso2 if country else None
    chosen = sorted(
        (one for one in dataset.agencies.values() if kind in (None, one.kind) and iso2 in (None, one.country)),
        key=lambda one: fold(one.name),
    )
    output.show(
        "agencies",
        json=lambda jsonout: [jsonout.agency(one) for one in chosen],
        sheet=lambda sheets: sheets.agencies(chosen, dataset),
        table=lambda render, page: render.lists.agencies(page, chosen),
    )


@command(
    "country",
    examples="""
moonrace country angola
moonrace country JP
moonrace country "Soviet Union"
""",
)
@click.argument("name", shell_complete=complete("countries"))
def country(output: Output, name: str) -> None:
    """One country: what it flew, what it joined and when.

    And its agencies. NAME may be an ISO code.
    """
    dataset = output.dataset
    chosen = dataset.country(name)
    output.show(
        "countries",
        json=lambda jsonout: [jsonout.country(dataset, chosen)],
        sheet=lambda sheets: sheets.country(chosen, dataset, output.zone),
        table=lambda render, page: render.cards.country(page, chosen),
    )


@command(
    "countries",
    examples="""
moonrace countries
moonrace countries --format csv
""",
)
def countries(output: Output) -> None:
    """The list of countries.

    Lunar missions flown, and what each joined and when.
    """
    dataset = output.dataset
    chosen = sorted(dataset.countries.values(), key=lambda one: fold(one.name))
    output.show(
        "countries",
        json=lambda jsonout: [jsonout.country(dataset, one) for one in chosen],
        sheet=lambda sheets: sheets.countries(chosen, dataset),
        table=lambda render, page: render.lists.countries(page, chosen),
    )
