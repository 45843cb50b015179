"""`signatories`: who has joined what, and who has not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

import click

from moonrace.cli.options import PERIOD, PICTURE, command, compose, option
from moonrace.cli.output import Answer, Flat, Output
from moonrace.cli.pairs import find
from moonrace.cli.tab import complete
from moonrace.errors import NotFound
from moonrace.query import camps, joining, membership, regions
from moonrace.records.alliances import MemberKind

if TYPE_CHECKING:
    from moonrace.dataset import Dataset
    from moonrace.dates import Moment
    from moonrace.records.alliances import Alliance

SIGNATORIES = Answer("alliances", more=joining.Beside)


def complete_region(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[object]:
    """Completion over the regions."""
    from click.shell_completion import CompletionItem

    known = (*regions.REGIONS, *regions.AREAS)
    return [CompletionItem(name) for name in known if name.casefold().startswith(incomplete.casefold())]


@command(
    "signatories",
    SIGNATORIES,
    examples="""
moonrace signatories
moonrace signatories ilrs --as-of 2023-12-06
moonrace signatories --both
moonrace signatories --neither --group brics
moonrace signatories --region latin america
moonrace signatories artemis accords --by year
moonrace signatories --since 2026 --json
""",
)
@click.argument("names", nargs=-1, metavar="[ALLIANCE...]", shell_complete=complete("alliances"))
@option("--kind", type=click.Choice(get_args(MemberKind)), help="States only, or organisations only.")
@option("--both", is_flag=True, help="States that are in both of two alliances.")
@option("--neither", is_flag=True, help="States that are in neither; with one alliance, those that are not in it.")
@option("--region", metavar="NAME", shell_complete=complete_region, help="States of a region: africa, latin america …")
@option(
    "--group", metavar="NAME", shell_complete=complete("groups"), help="States of a group: eu, brics …; see `groups`."
)
@option("--by", type=click.Choice(["year", "region"]), help="How many by year, or by region, as a table.")
@compose(*PERIOD, *PICTURE)
def signatories(
    output: Output,
    names: tuple[str, ...],
    kind: MemberKind | None,
    both: bool,
    neither: bool,
    region: str | None,
    group: str | None,
    by: str | None,
    since: Moment | None,
    until: Moment | None,
) -> None:
    """Who has joined what: two alliances side by side, or one; by state, region, group, year.

    Without a name the Artemis Accords and the ILRS, with who is in both; with one, that ALLIANCE; --full for every member. A
    party counts when it had joined by the end of the day and had not left; states and organisations are counted apart. With
    --since and --until those count who may have joined in that time. Regions are those of the UN's M49 standard; groups have
    the members of the day.
    """
    dataset = output.dataset
    names, region, group = _named(dataset, names, region, group)
    asked = joining.Question(kind, both, neither, region, group, by, since, until)
    _refuse(asked)
    chosen = _alliances(dataset, names)
    if both and names and len(chosen) != 2:
        raise click.UsageError("--both compares two alliances: name two, or none for the Artemis Accords and the ILRS")
    found = joining.compare(dataset, chosen, asked, output.today)
    some = "some" if asked.of_some or since or until else "whole"
    how = f"by_{by}" if by else "neither" if neither else "both" if both else some
    empty = f"None of these alliances existed by {output.today.show()}."
    flat = _flat(found)
    output.show(SIGNATORIES, found.alliances, f"signatories.{how}", found, flat=flat, more=found.beside, empty=empty)


def _flat(found: joining.Comparison) -> Flat:
    """The rows of text formats: years, regions, states in neither, or parties."""
    beside, outside = found.beside, found.outside
    if beside.by_year is not None:
        return joining.Year, lambda: beside.by_year or ()
    if beside.by_region is not None:
        return joining.Region, lambda: beside.by_region or ()
    if outside is not None:
        return regions.State, lambda: outside
    return membership.Membership, lambda: [
        membership.Membership(alliance.id, member)
        for alliance in found.alliances
        for member in membership.members(alliance, found.question.kind)
    ]


def _alliances(dataset: Dataset, names: tuple[str, ...]) -> list[Alliance]:
    if not names:
        return [dataset.alliances[key] for key in camps.MAIN_ALLIANCES if key in dataset.alliances]
    return list({one.id: one for one in find(dataset, "alliances", names)}.values())


def _named(
    dataset: Dataset, names: tuple[str, ...], region: str | None, group: str | None
) -> tuple[tuple[str, ...], str | None, str | None]:
    """The names of alliances, the region and the id of the group. Words after `--region latin` that name no alliance belong to
    the name of the region, so that it needs no quotes; those of a group do too. Raises NotFound.
    """
    if region is not None:
        names, region = _unquoted(dataset, names, region, lambda name: regions.region_named(dataset, name))
    if group is not None:
        names, group = _unquoted(dataset, names, group, lambda name: dataset.find("groups", name))
    return names, region, group


def _unquoted(
    dataset: Dataset, names: tuple[str, ...], first: str, named: Callable[[str], str]
) -> tuple[tuple[str, ...], str]:
    """The names of alliances without the words that belong to another name, which begins with `first`, and what that name
    means.
    """
    for taken in range(len(names), 0, -1):
        for rest, words in ((names[:-taken], names[-taken:]), (names[taken:], names[:taken])):
            try:
                found = named(" ".join([first, *words]))
                if rest:
                    find(dataset, "alliances", rest)
            except (NotFound, click.UsageError):
                continue
            return rest, found
    return names, named(first)


def _refuse(asked: joining.Question) -> None:
    """Raise UsageError for options that contradict each other."""
    if asked.both and asked.neither:
        raise click.UsageError("no state is in both and in neither: leave out --both or --neither")
    of_states = {
        "--both": asked.both,
        "--neither": asked.neither,
        "--region": asked.region,
        "--group": asked.group,
        "--by region": asked.by == "region",
    }
    given = next((name for name, value in of_states.items() if value), None)
    if asked.kind == "organisation" and given:
        raise click.UsageError(f"{given} is about states: leave out --kind organisation")
    dated = {"--since": asked.since, "--until": asked.until, "--by year": asked.by == "year"}
    given = next((name for name, value in dated.items() if value), None)
    if asked.neither and given:
        raise click.UsageError(f"who is in neither has no day of joining: leave out {given}")
