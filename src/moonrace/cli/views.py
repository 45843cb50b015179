"""`race`, `firsts`, `next`, `slips`, `today`, `map`: the race at a glance."""

from typing import Any

import click

from moonrace import query
from moonrace.cli.filters import FILTERS, PERIOD, scopes, together
from moonrace.cli.output import MOMENT, Output, command, complete
from moonrace.errors import NotFound
from moonrace.moment import Moment


@command(
    "race",
    examples="""
moonrace race
moonrace race --by camp --as-of 2023-12-31
moonrace race --count spacecraft --json
""",
)
@click.option(
    "--by", type=click.Choice(["country", "camp"]), default="country", show_default=True, help="Whom to count."
)
@click.option(
    "--count",
    type=click.Choice(["missions", "spacecraft"]),
    default="missions",
    show_default=True,
    help="What to count.",
)
def race(output: Output, by: str, count: str) -> None:
    """The scoreboard by country or by camp, with its counting rule.

    Launches, orbits, landings tried and done, landings on the far side, samples brought back, people round and on the Moon, and
    what still operates; as of any day with --as-of.
    """
    rows = query.standings(output.dataset, by=by, count=count)
    output.show(
        "standings",
        json=lambda jsonout: [row._asdict() for row in rows],
        sheet=lambda sheets: sheets.standings(rows),
        table=lambda render, page: render.views.race(page, rows, count),
        empty=None if rows else "no mission had been launched by then",
        more={"by": by, "count": count, "rules": list(query.RULES)},
    )


@command(
    "firsts",
    examples="""
moonrace firsts
moonrace firsts --country china
moonrace firsts --contested
""",
)
@together(*FILTERS, *PERIOD)
@click.option(
    "--contested/--uncontested",
    "contested",
    default=None,
    help="Only those that somebody disputes, or only the others.",
)
def firsts(
    output: Output,
    scope: tuple[str, ...],
    since: Moment | None,
    until: Moment | None,
    contested: bool | None,
    **filters: Any,
) -> None:
    """Each first, in order of date: who holds it, and who disputes it."""
    dataset = output.dataset
    chosen = query.missions(dataset, scopes=scopes(scope) if scope != ("lunar",) else (), **filters)
    found = [one for one in query.firsts(chosen, contested=contested) if one.event.when.may_fall(since, until)]
    output.show(
        "firsts",
        json=lambda jsonout: [jsonout.first(one) for one in found],
        sheet=lambda sheets: sheets.firsts(found, output.zone),
        table=lambda render, page: render.views.firsts(page, found),
        empty=None if found else "no first fits",
    )


@command(
    "next",
    examples="""
moonrace next
moonrace next --country US --limit 5
moonrace next --as-of 2020-06-30
""",
)
@together(*FILTERS)
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="The first N only.")
def next_(output: Output, scope: tuple[str, ...], limit: int | None, **filters: Any) -> None:
    """What comes, in order of date, with how often each date moved; what is overdue apart.

    A countdown stands only where the date is known to the day. Nothing is taken for done because its date has gone by.
    """
    dataset = output.dataset
    day = output.as_of or dataset.meta.data_date
    found = query.upcoming(dataset, query.missions(dataset, scopes=scopes(scope), **filters), day)[:limit]
    output.show(
        "next",
        json=lambda jsonout: [jsonout.upcoming(one) for one in found],
        sheet=lambda sheets: sheets.upcoming(found, output.zone),
        table=lambda render, page: render.views.upcoming(page, found),
        empty=None if found else "nothing is planned that fits",
    )


@command(
    "slips",
    examples="""
moonrace slips artemis-ii
moonrace slips viper --json
""",
)
@click.argument("name", shell_complete=complete("missions"))
def slips(output: Output, name: str) -> None:
    """The history of a mission's target dates: when each was said, by whom, and how far it moved.

    Months are counted between the middles of what the dates can mean. Exit code 1 for a mission without announced targets.
    """
    histories = query.slips(output.dataset.mission(name))
    output.show(
        "slips",
        json=lambda jsonout: [jsonout.history(one) for one in histories],
        sheet=lambda sheets: sheets.slips(histories),
        table=lambda render, page: render.views.slips(page, histories),
    )


@command(
    "today",
    examples="""
moonrace today
moonrace today 2026-07-20
moonrace today 07-20 --scope all
""",
)
@click.argument("day", required=False, metavar="[DATE]")
@together(*FILTERS)
def today(output: Output, day: str | None, scope: tuple[str, ...], **filters: Any) -> None:
    """What happened on this day in earlier years (by UTC). DATE is a day such as 2026-07-20, or a month and day such as 07-20."""
    when = _day(day)
    dataset = output.dataset
    found = query.anniversaries(query.missions(dataset, scopes=scopes(scope), **filters), when)
    output.show(
        "anniversaries",
        json=lambda jsonout: [jsonout.anniversary(one) for one in found],
        sheet=lambda sheets: sheets.anniversaries(found, output.zone),
        table=lambda render, page: render.views.today(page, found, when),
        more={"day": when.text},
        empty=None if found else f"nothing in the record happened on {when.text[5:]}",
    )


def _day(text: str | None) -> Moment:
    from datetime import UTC, datetime

    now = datetime.now(UTC)
    if text is None:
        return Moment(f"{now:%Y-%m-%d}")
    if len(text) == 5 and text[2] == "-":
        # The 29th of February of a year that has none is that of the last leap year.
        text = f"{now.year - now.year % 4 if text == '02-29' else now.year}-{text}"
    when: Moment = MOMENT.convert(text, None, None)
    if when.precision != "day":
        raise click.BadParameter(f"{text!r} is not a day: write it like 2026-07-20 or 07-20", param_hint="'[DATE]'")
    return when


@command(
    "map",
    examples="""
moonrace map
moonrace map --view south
moonrace map --country india
moonrace map chang-e-6
""",
)
@click.argument("name", required=False, shell_complete=complete("missions"))
@together(*FILTERS, *PERIOD)
@click.option(
    "--view",
    type=click.Choice(["near", "far", "south", "all"]),
    default="all",
    show_default=True,
    help="Which disc to draw.",
)
def map_(
    output: Output,
    name: str | None,
    scope: tuple[str, ...],
    since: Moment | None,
    until: Moment | None,
    view: str,
    **filters: Any,
) -> None:
    """Landing and impact sites on the near side, the far side, the south pole; with NAME, one site and its neighbours.

    The numbers on the discs are those of the list. Distances are along the surface of a sphere of 1737.4 km.
    """
    dataset = output.dataset
    if name is not None:
        _close_up(output, name)
        return
    chosen = query.missions(dataset, scopes=scopes(scope), since=since, until=until, **filters)
    found = [site for site in query.sites(chosen) if not site.event.planned and _in_view(site, view)]
    views = ("near", "far", "south") if view == "all" else (view,)
    output.show(
        "sites",
        json=lambda jsonout: [jsonout.site(one) for one in found],
        sheet=lambda sheets: sheets.sites(found),
        table=lambda render, page: render.maps.overview(
            page, found, [one for one in views if any(_in_view(site, one) for site in found)]
        ),
        empty=None if found else "no site fits: the map would be empty",
    )


def _in_view(site: query.Site, view: str) -> bool:
    return view == "all" or (site.latitude <= -60 if view == "south" else site.side == view)


def _close_up(output: Output, name: str) -> None:
    dataset = output.dataset
    mission = dataset.mission(name)
    own = query.sites([mission])
    if not own:
        raise NotFound(f"the record holds no site on the Moon for {mission.name}")
    near = query.neighbours(own[0], [site for site in query.sites(query.missions(dataset)) if not site.event.planned])
    output.show(
        "sites",
        json=lambda jsonout: [jsonout.site(own[0])],
        sheet=lambda sheets: sheets.neighbours(own[0], near),
        table=lambda render, page: render.maps.close_up(page, own[0], near),
        more={"neighbours": [{"id": one.site.mission.id, "distance_km": round(one.distance_km, 1)} for one in near]},
    )
