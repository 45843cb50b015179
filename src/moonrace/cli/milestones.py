"""`milestone`, `milestones`."""

from typing import get_args

import click

from moonrace import query
from moonrace.cli.output import Output, command, complete
from moonrace.model import MilestoneKind


@command(
    "milestone",
    examples="""
moonrace milestone outer-space-treaty
moonrace milestone "Wolf Amendment" --sources
""",
)
@click.argument("name", shell_complete=complete("milestones"))
def milestone(output: Output, name: str) -> None:
    """One treaty, law, directive or announcement in full.

    What it is, its dates, whether it is in force.
    """
    chosen = output.dataset.milestone(name)
    output.show(
        "milestones",
        json=lambda jsonout: [jsonout.milestone(chosen)],
        sheet=lambda sheets: sheets.facts([chosen], output.zone),
        table=lambda render, page: render.cards.milestone(page, chosen),
    )


@command(
    "milestones",
    examples="""
moonrace milestones
moonrace milestones --kind treaty --json
""",
)
@click.option("--kind", type=click.Choice(get_args(MilestoneKind)), help="Of this kind only.")
def milestones(output: Output, kind: str | None) -> None:
    """The list of treaties, laws, directives and announcements.

    In order of their first date.
    """
    chosen = query.milestones(output.dataset, kind)
    output.show(
        "milestones",
        json=lambda jsonout: [jsonout.milestone(one) for one in chosen],
        sheet=lambda sheets: sheets.milestones(chosen),
        table=lambda render, page: render.lists.milestones(page, chosen),
    )
