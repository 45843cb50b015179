"""`signatories`, `alliance`, `alliances`."""

from typing import get_args

import click

from moonrace import query
from moonrace.cli.output import Output, command, complete
from moonrace.model import MemberKind

THE_TWO = ("artemis-accords", "ilrs")


@command(
    "signatories",
    examples="""
moonrace signatories
moonrace signatories ilrs --as-of 2023-12-06
moonrace signatories artemis-accords --as-of 2023-12-31 --json
moonrace signatories ilrs --kind organisation
""",
)
@click.argument("names", nargs=-1, metavar="[ALLIANCE...]", shell_complete=complete("alliances"))
@click.option("--kind", type=click.Choice(get_args(MemberKind)), help="States only, or organisations only.")
def signatories(output: Output, names: tuple[str, ...], kind: str | None) -> None:
    """Who has joined what: two alliances beside each other, or one.

    Without a name the Artemis Accords and the ILRS, with who is in both; with one, the table of that ALLIANCE. A
    party counts when it had joined by the end of the day and had not left; states and organisations are counted apart.
    """
    dataset = output.dataset
    ids = [dataset.find("alliances", name) for name in names or [one for one in THE_TWO if one in dataset.alliances]]
    chosen = [dataset.alliances[key] for key in ids]

    both = [one.country for one, _ in query.in_both(*chosen)] if len(chosen) == 2 else None
    output.show(
        "alliances",
        json=lambda jsonout: [jsonout.alliance(dataset, one, kind) for one in chosen],
        sheet=lambda sheets: sheets.members(chosen, dataset, kind),
        table=lambda render, page: (
            render.lists.members(page, chosen[0], kind)
            if len(chosen) == 1
            else render.lists.side_by_side(page, chosen, kind)
        ),
        more={"in_both": both},
    )


@command(
    "alliance",
    examples="""
moonrace alliance artemis-accords
moonrace alliance ILRS --as-of 2022
""",
)
@click.argument("name", shell_complete=complete("alliances"))
def alliance(output: Output, name: str) -> None:
    """One alliance in full.

    Instrument, principles, events, growth, members.
    """
    dataset = output.dataset
    chosen = dataset.alliance(name)

    output.show(
        "alliances",
        json=lambda jsonout: [jsonout.alliance(dataset, chosen)],
        sheet=lambda sheets: sheets.facts([chosen], output.zone),
        table=lambda render, page: render.cards.alliance(page, chosen),
    )


@command(
    "alliances",
    examples="""
moonrace alliances
moonrace alliances --as-of 2020-12-31
""",
)
def alliances(output: Output) -> None:
    """The list of alliances.

    With how many have joined each.
    """
    dataset = output.dataset
    chosen = list(dataset.alliances.values())

    output.show(
        "alliances",
        json=lambda jsonout: [jsonout.alliance(dataset, one) for one in chosen],
        sheet=lambda sheets: sheets.alliances(chosen),
        table=lambda render, page: render.lists.alliances(page, chosen),
    )
