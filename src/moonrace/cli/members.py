"""`signatories`: who has joined what, and who has not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

import click

from moonrace.cli.options import PERIOD, command, compose, option
from moonrace.cli.output import Answer, Flat, Output
from moonrace.cli.pairs import find
from moonrace.cli.tab import complete
from moonrace.errors import NotFound
from moonrace.query import camps, joining, membership
from moonrace.records.alliances import MemberKind

if TYPE_CHECKING:
    from moonrace.dataset import Dataset
    from moonrace.dates import Moment
    from moonrace.records.alliances import Alliance

SIGNATORIES = Answer("alliances", more=joining.Beside)


def complete_region(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[object]:
    """Completion over the regions."""
    from click.shell_completion import CompletionItem

    known = (*joining.REGIONS, *joining.AREAS)
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
@compose(*PERIOD)
def signatories(
    output: Output,
    names: tuple[str, ...],
    kind: str | None,
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
    _refuse(kind, both, neither, region, group, by, since, until)
    chosen = _alliances(dataset, names)
    if both and names and len(chosen) != 2:
        raise click.UsageError("--both compares two alliances: name two, or none for the Artemis Accords and the ILRS")
    codes = joining.states(dataset, region, group)
    of_some = bool(region or group)
    rows = [joining.narrowed(one, codes=codes if of_some else None) for one in chosen]
    shared = joining.pairs(rows[0], rows[1], since, until) if len(rows) == 2 else []
    if both:
        within = [one.country for one, _ in shared if one.country]
        rows = [joining.narrowed(one, codes=within, now=True) for one in rows]
    in_time = (None, None) if both or by == "year" else (since, until)
    rows = [joining.narrowed(one, kind=kind, since=in_time[0], until=in_time[1]) for one in rows]
    outside = joining.in_none(dataset, chosen, codes) if neither else None
    only_states = of_some or both or neither or by == "region" or kind == "state"
    beside = joining.Beside(
        in_both=tuple(one.country or "" for one, _ in shared) if len(chosen) == 2 or both else None,
        in_neither=tuple(one.iso2 for one in outside) if outside is not None else None,
        region=region,
        group=group,
        undated=joining.undated(dataset, group),
        among=len(codes) if of_some or neither else None,
        counted=tuple(joining.counted(one, kind, only_states) for one in rows),
        by_year=_years(rows, kind, only_states, since, until) if by == "year" else None,
        by_region=tuple(joining.by_region(dataset, rows, codes, outside)) if by == "region" else None,
        rule=joining.rule(output.today, only_states, since, until, by == "year", both),
    )
    some = "some" if of_some or since or until else "whole"
    how = f"by_{by}" if by else "neither" if neither else "both" if both else some
    empty = f"none of these alliances was there by {output.today.show()}"
    output.show(
        SIGNATORIES, rows, f"signatories.{how}", rows, beside, kind, shared, outside,
        flat=_flat(rows, beside, kind, outside), more=beside, empty=empty,
    )  # fmt: skip


def _years(
    rows: list[Alliance], kind: str | None, only_states: bool, since: Moment | None, until: Moment | None
) -> tuple[joining.Year, ...]:
    kinds = [kind] if kind else ["state"] if only_states else get_args(MemberKind)
    return tuple(year for one in rows for each in kinds for year in joining.by_year(one, each, since, until))


def _flat(rows: list[Alliance], beside: joining.Beside, kind: str | None, outside: list[joining.State] | None) -> Flat:
    """The rows of a table of text: parties, states in neither, years, or regions."""
    if beside.by_year is not None:
        return joining.Year, lambda: beside.by_year or ()
    if beside.by_region is not None:
        return joining.Region, lambda: beside.by_region or ()
    if outside is not None:
        return joining.State, lambda: outside
    return membership.Membership, lambda: [
        membership.Membership(one.id, member) for one in rows for member in membership.members(one, kind)
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
        names, region = _reach(dataset, names, region, lambda name: joining.region_named(dataset, name))
    if group is not None:
        names, group = _reach(dataset, names, group, lambda name: dataset.find("groups", name))
    return names, region, group


def _reach(
    dataset: Dataset, names: tuple[str, ...], first: str, named: Callable[[str], str]
) -> tuple[tuple[str, ...], str]:
    """The names of alliances without the words that belong to another name, and what that name means."""
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


def _refuse(
    kind: str | None,
    both: bool,
    neither: bool,
    region: str | None,
    group: str | None,
    by: str | None,
    since: Moment | None,
    until: Moment | None,
) -> None:
    """One line for what cannot be asked together."""
    if both and neither:
        raise click.UsageError("no state is in both and in neither: leave out --both or --neither")
    of_states = {
        "--both": both, "--neither": neither, "--region": region, "--group": group, "--by region": by == "region",
    }  # fmt: skip
    given = next((name for name, value in of_states.items() if value), None)
    if kind == "organisation" and given:
        raise click.UsageError(f"{given} is about states: leave out --kind organisation")
    dated = "--since" if since else "--until" if until else "--by year" if by == "year" else None
    if neither and dated:
        raise click.UsageError(f"who is in neither has no day of joining: leave out {dated}")
