"""`missions`, `timeline`."""

from typing import Any, get_args

import click

from moonrace import query
from moonrace.cli.filters import FILTERS, PERIOD, ListType, scopes, together
from moonrace.cli.output import Output, command
from moonrace.model import EventType, Mission
from moonrace.moment import Moment


@command(
    "missions",
    examples="""
moonrace missions --agency cnsa --kind lander
moonrace missions --since 2023 --outcome failure
moonrace missions --scope all --crewed
moonrace missions --format csv > missions.csv
""",
)
@together(*FILTERS, *PERIOD)
@click.option("--sort", type=click.Choice(query.SORTS), default="date", show_default=True, help="What to order by.")
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="The first N only.")
def missions(output: Output, scope: tuple[str, ...], **filters: Any) -> None:
    """The list of missions, with filters.

    Those meant to reach the Moon stand in it, unless --scope says more.
    """
    chosen = query.missions(output.dataset, scopes=scopes(scope), **filters)

    output.show(
        "missions",
        json=lambda jsonout: [jsonout.mission(one) for one in chosen],
        sheet=lambda sheets: sheets.missions(chosen, output.zone),
        table=lambda render, page: render.lists.missions(page, chosen),
        empty=None if chosen else "no mission fits",
    )


@command(
    "timeline",
    examples="""
moonrace timeline
moonrace timeline --since 2019 --event landing
moonrace timeline --country CN --all
moonrace timeline --since 2027 --json
""",
)
@together(*FILTERS, *PERIOD)
@click.option(
    "--event",
    "types",
    type=ListType(get_args(EventType), "a type of event"),
    default="",
    help="landing, launch, signed …; several with commas.",
)
@click.option("--all", "everything", is_flag=True, help="Every event, not only the highlights.")
@click.option("--lanes", "picture", flag_value="lanes", default=None, help="The two camps beside each other.")
@click.option(
    "--gantt",
    "picture",
    flag_value="gantt",
    help="Missions as bars over the years; ten years back unless --since says.",
)
def timeline(
    output: Output,
    scope: tuple[str, ...],
    since: Moment | None,
    until: Moment | None,
    types: tuple[str, ...],
    everything: bool,
    picture: str | None,
    **filters: Any,
) -> None:
    """Everything dated, in order.

    The highlights, unless --all or --event says more: firsts, landings tried and done, crewed launches and returns,
    samples brought back, and what was signed or entered into force. Treaties and alliances stand in the list unless a
    filter asks for certain missions.
    """
    dataset = output.dataset
    if picture == "gantt":
        _gantt(output, query.missions(dataset, scopes=scopes(scope), **filters), since, until)
        return
    filtered = any(filters.values()) or filters["crewed"] is not None
    entries = query.timeline(
        dataset,
        query.missions(dataset, scopes=scopes(scope), **filters),
        types=types,
        since=since,
        until=until,
        everything=everything,
        instruments=not filtered,
    )
    shown = "all of them" if everything else "the highlights (--all for everything)"
    shown = f"type {' or '.join(types)}" if types else shown
    lanes = {entry: query.lane(dataset, entry) for entry in entries} if picture == "lanes" else {}
    output.show(
        "events",
        json=lambda jsonout: [jsonout.entry(one) | ({"lane": lanes[one]} if lanes else {}) for one in entries],
        sheet=lambda sheets: sheets.timeline(entries, output.zone, lanes),
        table=lambda render, page: (
            render.charts.lanes(page, [(one, lanes[one]) for one in entries], shown)
            if lanes
            else render.lists.timeline(page, entries, shown)
        ),
        empty=None if entries else "no event fits",
    )


def _gantt(output: Output, chosen: list[Mission], since: Moment | None, until: Moment | None) -> None:
    today = output.dataset.meta.data_date
    if since is None and today.earliest:
        since = Moment(f"{today.earliest.year - 10}")
    spans = [span for span in query.spans(chosen) if span.start.may_fall(None, until) and _lasts_past(span, since)]
    years = [bound.year for span in spans for bound in (span.start.earliest, span.start.latest) if bound]
    first = since.earliest.year if since and since.earliest else min(years, default=0)
    last = until.earliest.year if until and until.earliest else max(years, default=0)
    output.show(
        "spans",
        json=lambda jsonout: [jsonout.span(one) for one in spans],
        sheet=lambda sheets: sheets.spans(spans),
        table=lambda render, page: render.charts.gantt(page, spans, first, last),
        empty=None if spans else "no mission fits",
    )


def _lasts_past(span: query.Span, since: Moment | None) -> bool:
    end = span.end or (span.start if span.planned else None)
    return since is None or end is None or not end.is_over_before(since)
