"""`programme`, `programmes`."""

import click

from moonrace.cli.output import Output, command, complete
from moonrace.names import fold


@command(
    "programme",
    examples="""
moonrace programme apollo
moonrace programme 嫦娥工程 --json
""",
)
@click.argument("name", shell_complete=complete("programmes"))
def programme(output: Output, name: str) -> None:
    """One programme: what it is, its missions and what they add up to.

    The sums are counted from the missions in the record; parts are not counted beside the mission that carried them.
    """
    dataset = output.dataset
    chosen = dataset.programme(name)
    output.show(
        "programmes",
        json=lambda jsonout: [jsonout.programme(dataset, chosen)],
        sheet=lambda sheets: sheets.programme(chosen, dataset, output.zone),
        table=lambda render, page: render.cards.programme(page, chosen),
    )


@command(
    "programmes",
    examples="""
moonrace programmes
moonrace programmes --format csv
""",
)
def programmes(output: Output) -> None:
    """The list of programmes.

    With what the missions of each add up to.
    """
    dataset = output.dataset
    chosen = sorted(dataset.programmes.values(), key=lambda one: fold(one.name))
    output.show(
        "programmes",
        json=lambda jsonout: [jsonout.programme(dataset, one) for one in chosen],
        sheet=lambda sheets: sheets.programmes(chosen, dataset),
        table=lambda render, page: render.lists.programmes(page, chosen),
    )
