"""`timeline`, `next`, `slips`, `today`, `map`, `signatories`: questions that join records."""

from datetime import tzinfo
from typing import Any, get_args

import click

from moonrace.cli.options import (
    LIMIT,
    MOMENT,
    PERIOD,
    PICTURE,
    ListType,
    command,
    complete,
    compose,
    every,
    filters,
    option,
    refuse_filters,
)
from moonrace.cli.output import Answer, Output
from moonrace.dates import Moment
from moonrace.errors import NotFound
from moonrace.query import camps, membership, plans, sites
from moonrace.query import timeline as times
from moonrace.query.missions import missions
from moonrace.records.alliances import Alliance, MemberKind
from moonrace.records.mission import Mission
from moonrace.records.parts import EventType

FILTERS = compose(*filters())
EVENTS, SPANS = Answer("events", times.Entry), Answer("spans", times.Span)
NEXT = Answer("next", plans.Upcoming)
SLIPS = Answer("slips", plans.History)
ANNIVERSARIES = Answer("anniversaries", times.Anniversary, times.Day)
SITES = Answer("sites", sites.Site, sites.Neighbours)
SIGNATORIES = Answer("alliances", more=membership.InBoth)


@command(
    "timeline",
    EVENTS,
    SPANS,
    examples="""
moonrace timeline
moonrace timeline --since 2019 --event landing
moonrace timeline --country CN --all
moonrace timeline --since 2027 --json
""",
)
@FILTERS
@compose(*PERIOD)
@click.option(
    "--event",
    "types",
    type=ListType(get_args(EventType), "a type of event"),
    default="",
    help="landing, launch, signed …; several with commas.",
)
@click.option("--all", "everything", is_flag=True, help="Every event, not only the highlights.")
@click.option("--lanes", "picture", flag_value="lanes", default=None, help="The two camps side by side.")
@click.option(
    "--gantt",
    "picture",
    flag_value="gantt",
    help="Missions as bars over the years; ten years back unless --since says.",
)
@compose(*PICTURE)
def timeline(
    output: Output,
    scopes: tuple[str, ...],
    since: Moment | None,
    until: Moment | None,
    types: tuple[str, ...],
    everything: bool,
    picture: str | None,
    **chosen: Any,
) -> None:
    """The highlights, unless --all or --event says more: firsts, landings and attempts, crewed launches and returns, samples
    brought back, and what was signed or entered into force. Treaties and alliances are in the list unless a filter asks for
    certain missions.
    """
    dataset = output.dataset
    found = missions(dataset, scopes=every(scopes), **chosen)
    if picture == "gantt":
        _gantt(output, found, since, until)
        return
    entries = times.timeline(
        dataset,
        found,
        types=types,
        since=since,
        until=until,
        everything=everything,
        instruments=not any(chosen.values()) and chosen["crewed"] is None,
        lanes=picture == "lanes",
    )
    shown = "all of them" if everything else "the highlights (--all for everything)"
    shown = f"type {' or '.join(types)}" if types else shown
    page = "charts.lanes" if picture else "lists.timeline"
    output.show(EVENTS, entries, page, entries, shown, empty="no event matches")


def _gantt(output: Output, chosen: list[Mission], since: Moment | None, until: Moment | None) -> None:
    end = until.earliest if until and not output.today.is_over_before(until) else output.today.earliest
    if since is None and end:
        since = Moment(f"{end.year - 10}")
    spans = [span for span in times.spans(chosen) if span.start.may_fall(None, until) and _lasts_past(span, since)]
    years = [bound.year for span in spans for bound in (span.start.earliest, span.start.latest) if bound]
    first = since.earliest.year if since and since.earliest else min(years, default=0)
    last = until.earliest.year if until and until.earliest else max(years, default=0)
    output.show(SPANS, spans, "charts.gantt", spans, first, last, empty="no mission matches")


def _lasts_past(span: times.Span, since: Moment | None) -> bool:
    end = span.end or (span.start if span.planned else None)
    return since is None or end is None or not end.is_over_before(since)


@command(
    "next",
    NEXT,
    examples="""
moonrace next
moonrace next --country US --limit 5
moonrace next --as-of 2020-06-30
""",
)
@compose(*filters("lunar,flyby,test,context"))
@LIMIT
def next_(output: Output, scopes: tuple[str, ...], limit: int | None, **chosen: Any) -> None:
    """Days are counted only to a date that is known to the day. A mission is not taken for done because its date has gone by."""
    found = missions(output.dataset, scopes=every(scopes), **chosen)
    every_one = plans.upcoming(found, output.today)
    rows = every_one[:limit]
    output.show(NEXT, rows, "lists.upcoming", rows, every_one, empty="no plan matches")


@command(
    "slips",
    SLIPS,
    examples="""
moonrace slips artemis-ii
moonrace slips viper --json
""",
)
@click.argument("names", nargs=-1, required=True, metavar="NAME", shell_complete=complete("missions"))
@compose(*PICTURE)
def slips(output: Output, names: tuple[str, ...]) -> None:
    """Months are counted between the middles of what the dates can mean. Exit code 1 for a mission without announced targets."""
    rows = plans.slips(output.dataset.mission(" ".join(names)))
    flat = (plans.SlipRow, lambda: plans.slip_rows(rows))
    output.show(SLIPS, rows, "charts.slips", rows, flat=flat)


@command(
    "today",
    ANNIVERSARIES,
    examples="""
moonrace today
moonrace today 2026-07-20
moonrace today 07-20 --scope all
""",
)
@click.argument("day", required=False, metavar="[DATE]")
@FILTERS
def today(output: Output, day: str | None, scopes: tuple[str, ...], **chosen: Any) -> None:
    """DATE is a day such as 2026-07-20, or a month and day such as 07-20."""
    when, year = _day(day, output.as_of, output.zone)
    rows = times.anniversaries(missions(output.dataset, scopes=every(scopes), **chosen), when, year, output.zone)
    empty = f"nothing in the record happened on {when.text[5:]}"
    output.show(ANNIVERSARIES, rows, "lists.today", rows, when, more=times.Day(when.text), empty=empty)


def _day(text: str | None, as_of: Moment | None, zone: tzinfo | None) -> tuple[Moment, int | None]:
    """The day that was asked for, and the year to count to where it is not the day's own."""
    from datetime import UTC, datetime, timedelta

    now = as_of.latest - timedelta(microseconds=1) if as_of and as_of.latest else datetime.now(zone or UTC)
    year = None
    if text is None:
        text = f"{now:%Y-%m-%d}"
    elif len(text) == 5 and text[2] == "-":
        # The 29th of February of a year that has none is that of the last leap year.
        year = now.year
        text = f"{year - year % 4 if text == '02-29' else year}-{text}"
    when: Moment = MOMENT.convert(text, None, None)
    if when.precision != "day":
        raise click.BadParameter(f"{text!r} is not a day: write it like 2026-07-20 or 07-20", param_hint="'[DATE]'")
    return when, year


@command(
    "map",
    SITES,
    examples="""
moonrace map
moonrace map --view south
moonrace map --country india
moonrace map chang-e-6
""",
)
@click.argument("names", nargs=-1, metavar="[NAME]", shell_complete=complete("missions"))
@FILTERS
@compose(*PERIOD)
@option(
    "--view",
    type=click.Choice(["near", "far", "south", "north", "all"]),
    default="all",
    show_default=True,
    help="Which disc to draw.",
)
@compose(*PICTURE)
def map_(
    output: Output,
    names: tuple[str, ...],
    scopes: tuple[str, ...],
    since: Moment | None,
    until: Moment | None,
    view: str,
    **chosen: Any,
) -> None:
    """One site is shown with its neighbours. The numbers on the discs are those of the list. Distances are along the surface of
    a sphere of 1737.4 km.
    """
    dataset = output.dataset
    if names:
        refuse_filters(f"map {' '.join(names)}", "names")
        _close_up(output, " ".join(names))
        return
    found = missions(dataset, scopes=every(scopes), since=since, until=until, **chosen)
    rows = [site for site in sites.sites(found) if not site.planned and _in_view(site, view)]
    views = [
        one for one in ("near", "far", "south", "north") if view in ("all", one) and any(_in_view(site, one) for site in rows)
    ]
    output.show(SITES, rows, "maps.overview", rows, views, empty="no site matches: the map would be empty")


def _in_view(site: sites.Site, view: str) -> bool:
    poles = {"south": site.latitude <= -60, "north": site.latitude >= 60}
    return view == "all" or poles.get(view, site.side == view)


def _close_up(output: Output, name: str) -> None:
    dataset = output.dataset
    mission = dataset.mission(name)
    own = sites.sites([mission])
    if not own:
        raise NotFound(f"the record has no site on the Moon for {mission.name}")
    near = sites.neighbours(own[0], [site for site in sites.sites(missions(dataset)) if not site.planned])
    beside = tuple(sites.Neighbour(one.mission, one.distance_km or 0.0) for one in near)
    flat = (sites.Site, lambda: [own[0]._replace(distance_km=0.0), *near])
    output.show(SITES, own, "maps.close_up", own[0], near, flat=flat, more=sites.Neighbours(beside))


@command(
    "signatories",
    SIGNATORIES,
    examples="""
moonrace signatories
moonrace signatories ilrs --as-of 2023-12-06
moonrace signatories artemis-accords --as-of 2023-12-31 --json
moonrace signatories ilrs --kind organisation
""",
)
@click.argument("names", nargs=-1, metavar="[ALLIANCE...]", shell_complete=complete("alliances"))
@option("--kind", type=click.Choice(get_args(MemberKind)), help="States only, or organisations only.")
@compose(*PICTURE)
def signatories(output: Output, names: tuple[str, ...], kind: str | None) -> None:
    """Without a name the Artemis Accords and the ILRS, with who is in both; with one, the table of that ALLIANCE. A party
    counts when it had joined by the end of the day and had not left; states and organisations are counted apart.
    """
    from moonrace.cli.pairs import find

    dataset = output.dataset
    main = [dataset.alliances[key] for key in camps.MAIN_ALLIANCES if key in dataset.alliances]
    chosen: list[Alliance] = find(dataset, "alliances", names) if names else main
    both = tuple(one.country or "" for one, _ in membership.in_both(*chosen)) if len(chosen) == 2 else None
    flat = (membership.Membership, lambda: [
        membership.Membership(one.id, member) for one in chosen for member in membership.members(one, kind)
    ])  # fmt: skip
    page = ("signatories.member_table", chosen[0]) if len(chosen) == 1 else ("signatories.side_by_side", chosen)
    rows = [membership.in_order(one, kind) for one in chosen]
    output.show(SIGNATORIES, rows, *page, kind, flat=flat, more=membership.InBoth(both))
