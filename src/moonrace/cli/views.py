"""`timeline`, `next`, `slips`, `today`, `map`: questions that join records."""

from datetime import tzinfo
from typing import Any, get_args

import click

from moonrace import typed
from moonrace.cli.options import (
    LIMIT,
    MOMENT,
    PERIOD,
    PICTURE,
    ListType,
    command,
    compose,
    filters,
    in_scope,
    option,
    period,
    refuse_filters,
)
from moonrace.cli.output import Answer, Output
from moonrace.cli.tab import complete
from moonrace.dates import Moment
from moonrace.errors import NotFound
from moonrace.names import fold
from moonrace.query import held as holds
from moonrace.query import plans, sites
from moonrace.query import timeline as times
from moonrace.query.missions import missions
from moonrace.query.period import may_come
from moonrace.records.parts import EventType

FILTERS = compose(*filters())
EVENTS, SPANS = Answer("events", times.Entry), Answer("spans", times.Span)
NEXT = Answer("next", plans.Upcoming)
SLIPS, HELD = Answer("slips", plans.History), Answer("held", holds.Held, holds.Holding)
ANNIVERSARIES = Answer("anniversaries", times.Anniversary, times.Day)
SITES = Answer("sites", sites.Site, sites.Neighbours)


@command(
    "timeline",
    EVENTS,
    SPANS,
    examples="""
moonrace timeline
moonrace timeline 1969
moonrace timeline --since 2019 --event landing
moonrace timeline --country CN --all
moonrace timeline --since 2027 --json
""",
)
@click.argument("period", nargs=-1, metavar="[YEAR]", callback=period)
@FILTERS
@compose(*PERIOD)
@click.option(
    "--event",
    "types",
    type=ListType(get_args(EventType), "a type of event"),
    default="",
    help="Only of this type: landing, launch, signed …; separate several with commas.",
)
@click.option("--all", "everything", is_flag=True, help="Every event, not only the highlights.")
@click.option("--lanes", "picture", flag_value="lanes", default=None, help="The two camps side by side.")
@click.option(
    "--gantt",
    "picture",
    flag_value="gantt",
    help="Missions as bars, from ten years back or from --since.",
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
    """All events by date: firsts, landings and attempts, crewed launches and returns, samples, treaties and alliances.

    YEAR is a year, a month or a day. --all adds every other event. Treaties and alliances are left out where a filter asks for
    certain missions.
    """
    dataset = output.dataset
    if picture == "gantt":
        _gantt(output, scopes, since, until, **chosen)
        return

    def entries_of(scopes: tuple[str, ...]) -> list[times.Entry]:
        return times.timeline(
            dataset,
            missions(dataset, scopes=scopes, **chosen),
            types=types,
            since=since,
            until=until,
            everything=everything,
            instruments=not any(chosen.values()) and chosen["crewed"] is None,
            lanes=picture == "lanes",
        )

    entries, beyond = in_scope(scopes, entries_of)
    shown = "" if everything else ", the highlights (--all for everything)"
    shown = f", type {' or '.join(types)}" if types else shown
    page = "charts.lanes" if picture else "lists.timeline"
    output.show(EVENTS, entries, page, entries, shown, empty="No event matches.", beyond=beyond)


def _gantt(output: Output, scopes: tuple[str, ...], since: Moment | None, until: Moment | None, **chosen: Any) -> None:
    end = until.earliest if until and not output.today.is_over_before(until) else output.today.earliest
    if since is None and end:
        since = Moment(f"{end.year - 10}")
    dataset = output.dataset
    spans, beyond = in_scope(
        scopes,
        lambda scopes: times.spans(dataset, missions(dataset, scopes=scopes, **chosen), since=since, until=until),
    )
    years = [bound.year for span in spans for bound in (span.start.earliest, span.start.latest) if bound]
    first = since.earliest.year if since and since.earliest else min(years, default=0)
    last = until.earliest.year if until and until.earliest else max(years, default=0)
    output.show(SPANS, spans, "charts.gantt", spans, first, last, empty="No mission matches.", beyond=beyond)


@command(
    "next",
    NEXT,
    examples="""
moonrace next
moonrace next 2027
moonrace next --country US --limit 5
moonrace next --as-of 2020-06-30
""",
)
@click.argument("year", nargs=-1, metavar="[YEAR]", callback=period)
@compose(*filters("lunar,flyby,test,context"))
@LIMIT
def next_(
    output: Output,
    scopes: tuple[str, ...],
    limit: int | None,
    since: Moment | None = None,
    until: Moment | None = None,
    **chosen: Any,
) -> None:
    """Planned missions by date, and how often each date has moved; overdue missions are listed apart.

    With YEAR, which can be a month or a day, only what may come then; a plan "not before" or "by" a date counts as that date.
    Days are counted only to a date known to the day. A mission is never shown as flown just because its date has passed.
    """

    def ahead(scopes: tuple[str, ...]) -> list[plans.Upcoming]:
        found = plans.upcoming(missions(output.dataset, scopes=scopes, **chosen), output.today)
        return [one for one in found if may_come(one.when, since, until)]

    every_one, beyond = in_scope(scopes, ahead)
    rows = every_one[:limit]
    output.show(NEXT, rows, "lists.upcoming", rows, every_one, empty="No plan matches.", beyond=beyond)


@command(
    "slips",
    SLIPS,
    HELD,
    examples="""
moonrace slips
moonrace slips artemis ii
moonrace slips viper --json
""",
)
@click.argument("names", nargs=-1, metavar="[NAME]", shell_complete=complete("missions"))
@compose(*PICTURE)
def slips(output: Output, names: tuple[str, ...]) -> None:
    """How the launch date of a mission moved, when and by whom each date was announced; without NAME, how all plans have held.

    Slips are counted from the middle of one announced date to the middle of the next. The exit code is 1 for a mission without
    announced dates. Without NAME, only missions that flew count: how many met their first date and their last date but one, and
    by how much they slipped, by lead time, country and agency.
    """
    dataset = output.dataset
    if not names:
        found = holds.held(dataset)
        more = holds.holding(dataset)
        output.show(
            HELD, found, "computed.held", found, more, more=more, empty="No mission with announced dates has flown."
        )
        return
    rows = plans.slips(dataset.mission(" ".join(names)))
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
@click.argument("day", nargs=-1, metavar="[DATE]")
@FILTERS
def today(output: Output, day: tuple[str, ...], scopes: tuple[str, ...], **chosen: Any) -> None:
    """What happened on this day in earlier years, by UTC.

    DATE is a day such as 2026-07-20, or a month and day such as 07-20 or 20 July.
    """
    when, year = _day(" ".join(day), output.as_of, output.zone)
    rows, beyond = in_scope(scopes, lambda scopes: times.anniversaries(
        missions(output.dataset, scopes=scopes, **chosen), when, year, output.zone
    ))  # fmt: skip
    empty = f"Nothing in the record happened on {when.text[5:]}."
    day_asked = times.Day(when.text)
    output.show(ANNIVERSARIES, rows, "lists.today", rows, when, more=day_asked, empty=empty, beyond=beyond)


def _day(text: str, as_of: Moment | None, zone: tzinfo | None) -> tuple[Moment, int | None]:
    """The requested day, and the year to count to if it is not the year of that day."""
    from datetime import UTC, datetime, timedelta

    now = as_of.latest - timedelta(microseconds=1) if as_of and as_of.latest else datetime.now(zone or UTC)
    year = None
    text = typed.day_of_year(text) or text or f"{now:%Y-%m-%d}"
    if len(text) == 5 and text[2] == "-":
        # The 29th of February of a year that has none is that of the last leap year.
        year = now.year
        text = f"{year - year % 4 if text == '02-29' else year}-{text}"
    when: Moment = MOMENT.convert(text, None, None)
    if when.precision != "day":
        raise click.BadParameter(f"{text!r} is not a day: write it like 2026-07-20 or 07-20", param_hint="'[DATE]'")
    return when, year


VIEWS = ("near", "far", "south", "north")


def _complete_view(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Completion over the views and the missions."""
    from click.shell_completion import CompletionItem

    views = [CompletionItem(view) for view in VIEWS if view.startswith(incomplete)]
    return views + complete("missions")(ctx, param, incomplete)


@command(
    "map",
    SITES,
    examples="""
moonrace map
moonrace map south
moonrace map far --country china
moonrace map chang-e-6
""",
)
@click.argument("names", nargs=-1, metavar="[NAME|near|far|south|north]", shell_complete=_complete_view)
@FILTERS
@compose(*PERIOD)
@option(
    "--view",
    type=click.Choice([*VIEWS, "all"]),
    default="all",
    show_default=True,
    help="The disc to draw, as the argument does.",
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
    """Landing and impact sites on the Moon, drawn and listed by latitude; with NAME, one site and its neighbours.

    near, far, south and north draw one disc. The numbers on the discs are those of the list. Distances are along the surface of
    a sphere of 1737.4 km.
    """
    dataset = output.dataset
    asked = fold(" ".join(names)).removesuffix("side").removesuffix("pole")
    if asked in VIEWS:
        view = asked
    elif names:
        refuse_filters(f"map {' '.join(names)}", "names")
        _close_up(output, " ".join(names))
        return
    rows, beyond = in_scope(scopes, lambda scopes: [
        site
        for site in sites.sites(missions(dataset, scopes=scopes, since=since, until=until, **chosen))
        if not site.planned and _in_view(site, view)
    ])  # fmt: skip
    if view == "south":
        rows = rows[::-1]  # the nearest to the pole comes first
    views = [one for one in VIEWS if view in ("all", one) and any(_in_view(site, one) for site in rows)]
    output.show(SITES, rows, "maps.overview", rows, views, empty="No site matches.", beyond=beyond)


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
