"""What the front door shows that is no record: results, a day or year, a rocket, a place, passages; and the greeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from moonrace.errors import short
from moonrace.names import fold
from moonrace.query.missions import date_of
from moonrace.query.timeline import is_within, planned_in
from moonrace.render import formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.lists import entry_text
from moonrace.render.page import DATE, GREY, Page, first_of
from moonrace.render.tables import foot

if TYPE_CHECKING:
    from moonrace.dates import Moment
    from moonrace.query.lookup import Result
    from moonrace.query.plans import Upcoming
    from moonrace.query.search import Hit
    from moonrace.query.sites import Visit
    from moonrace.query.timeline import Anniversary, Entry
    from moonrace.records.mission import Mission


def results(page: Page, found: Sequence[Result], text: str) -> RenderableType:
    """A line for each result, with the command that shows it; the foot explains an alias that was typed."""
    made = Columns(
        [Column(kind="wrap"), Column(style=GREY), Column(style=DATE, kind="wrap"), Column(style=GREY, kind="wrap")]
    )
    for one in found:
        mission = page.dataset.missions.get(one.id) if one.kind == "mission" else None
        when = date_of(mission) if mission else None
        made.add(one.name, one.kind, when.show_day() if when else "", one.command)
    missions = [page.dataset.missions[one.id] for one in found if one.kind == "mission"]
    said = {alias: one.name for one in missions for alias in one.aliases if fold(alias) == fold(text)}
    notes = [f"'{alias}' is another name for {name}" for alias, name in said.items()]
    return Group(made, *foot(page, " · ".join([*notes, formatting.count(len(found), "result")])))


def period(page: Page, entries: Sequence[Entry], when: Moment) -> RenderableType:
    """What happened in a period: in a year a line for each mission, in a month or on a day a line for each event."""
    head = [Text(when.speak(), "bold"), Text()]
    if not entries:
        plans = planned_in(page.dataset, when)
        names = first_of([page.name("missions", one) for one in plans], page.width - 32) if plans else ""
        may = [Text(f"May also fall in this period: {names}")] if plans else []
        return Group(
            *head, Text("No events are dated within this period."), *may, *foot(page, "moonrace next for all plans")
        )
    if when.precision in ("month", "day") or page.full:
        made = Columns([Column(style=DATE), Column(kind="wrap")])
        for entry in entries:
            made.add(
                (page.symbols["planned"] + " " if entry.planned else "") + entry.when.show(page.zone),
                entry_text(page, entry),
            )
        return Group(*head, made, *foot(page, formatting.count(len(entries), "event")))
    made, seen = Columns([Column(style=DATE), Column(kind="wrap"), Column(kind="wrap", style=GREY), Column()]), set()
    joins: dict[tuple[str, str], int] = {}
    for entry in entries:
        kind, key = entry.subject
        mission = page.dataset.missions.get(key) if kind == "mission" else None
        if entry.type in ("joined", "left"):
            joins[key, entry.type] = joins.get((key, entry.type), 0) + 1
        elif mission is None:
            made.add(entry.when.show_day(page.zone), entry.title, "", "")
        elif key not in seen and mission.scope != "part":
            seen.add(key)
            own = [
                event
                for event in mission.events
                if event.type in YEARLY and not event.of and is_within(event.when, when)
            ]
            said = [f"{YEARLY[one.type]} {_day(one.when)}" for one in own[1:] if not one.planned]
            if own:
                badge = page.badge(mission.outcome, mission.status)
                made.add(own[0].when.show_day(page.zone), page.name("missions", mission), ", ".join(said), badge)
    signed = [
        Text(f"{formatting.count(many, 'party', 'parties')} {word} the {page.dataset.alliances[key].name}", GREY)
        for (key, word), many in joins.items()
    ]
    body: list[RenderableType] = [made, *([Text(), *signed] if signed else [])]
    if perhaps := [
        page.name("missions", one)
        for one in planned_in(page.dataset, when)
        if one.id not in seen and one.scope != "part"
    ]:
        body += [Text(), Text(f"May also fall in this period: {first_of(perhaps, 2 * page.width - 44)}", GREY)]
    return Group(*head, *body, *foot(page, f"{formatting.count(len(entries), 'event')}; --full lists all"))


YEARLY = {
    "launch": "launched", "flyby": "passed the Moon", "orbit-insertion": "in orbit", "landing": "landed",
    "impact": "hit the Moon", "return": "returned", "liftoff": "lifted off", "cancelled": "cancelled", "paused": "paused",
}  # fmt: skip
"""The events named in the line of a mission in a year, and how they are named."""


def _day(when: Moment) -> str:
    return formatting.day_and_month(when) if when.is_day and not when.approximate else when.speak()


def of_rocket(page: Page, one: Result, found: Sequence[Mission]) -> RenderableType:
    """The missions of a rocket, a line each; what they carried is counted."""
    made = Columns([Column(style=DATE, kind="wrap"), Column(kind="wrap"), Column()])
    whole = [mission for mission in found if not mission.part_of]
    for mission in whole:
        when = date_of(mission)
        badge = page.badge(mission.outcome, mission.status)
        made.add(when.show_day(page.zone) if when else "", page.name("missions", mission), badge)
    head = Text.assemble((one.name, "bold"), ("  rocket", GREY))
    parts = len(found) - len(whole)
    more = f" · and {parts} parts: {one.command} --scope all" if parts else ""
    return Group(head, Text(), made, *foot(page, formatting.count(len(whole), "mission") + more))


def of_place(page: Page, one: Result, found: Sequence[Visit]) -> RenderableType:
    """What came down at a place, a line each."""
    made = Columns([Column(style=DATE), Column(kind="wrap"), Column(), Column(kind="wrap", style=GREY), Column()])
    for visit in found:
        mission = page.dataset.missions[visit.mission]
        mark = page.symbols["planned"] + " " if visit.planned else ""
        badge = page.badge(visit.outcome, mission.status)
        made.add(mark + visit.when.show_day(page.zone), page.name("missions", mission), visit.type, visit.place, badge)
    names = [alias for each in page.dataset.features.values() if each.name == one.id for alias in each.aliases[:1]]
    head = Text.assemble(
        (one.id, "bold"), ("  " + ", ".join([*names, "landing place" if found else "on the Moon"]), GREY)
    )
    body = made if found else Text("No landing or impact there is in this record.")
    return Group(
        head, Text(), body, *foot(page, formatting.count(len(found), "landing or impact", "landings and impacts"))
    )


def hits(page: Page, found: Sequence[Hit], text: str) -> RenderableType:
    """A line for each record that was found, with the passage and the words marked in it."""
    from moonrace.query.search import begun, marks, wanted

    looked_for = wanted(text)
    is_begun = not any(marks(hit.passage, looked_for) for hit in found)
    looked_for = begun(text) if is_begun else looked_for
    made = Columns([Column(style=GREY), Column(style=DATE, kind="wrap"), Column(kind="wrap")])
    for hit in found:
        passage = Text(hit.passage if hit.passage != hit.id else hit.name)
        for start, end in marks(passage.plain, looked_for):
            passage.stylize("bold", start, end)
        made.add("" if page.narrow else hit.kind, hit.id, passage)
    note = f", matched on word beginnings; no exact match for '{short(text)}'" if is_begun and looked_for else ""
    return Group(made, *foot(page, formatting.count(len(found), "record") + note))


def passages(page: Page, found: Sequence[Hit], text: str) -> RenderableType:
    """The same at the front door, where a name was looked for: that nothing has it comes first."""
    where = "Where the words occur:" if len(text.split()) > 1 else "Where the word occurs:"
    head = f"Nothing in this record is called '{short(text)}'. {where}"
    return Group(Text(head), Text(), hits(page, found, text))


def welcome(page: Page, of_today: Anniversary | Upcoming | None) -> RenderableType:
    """The page of `moonrace` alone: what it is, what to try, and what happened on this day or comes next."""
    from moonrace.query.missions import count_by_scope

    dataset = page.dataset
    said = [
        f"{formatting.count(count_by_scope(dataset)['lunar'], 'mission')} to the Moon, flown and planned",
        formatting.count(len(dataset.people), "person", "people"),
        formatting.count(len(dataset.countries), "country", "countries"),
        f"{formatting.count(len(dataset.sources), 'source')}",
    ]
    made = Columns([Column(style=DATE), Column(kind="wrap")])
    for words, what in TRIES.items():
        made.add(f"  moonrace {words}", what)
    head = Text.assemble(("moonrace", "bold"), "  Look up any fact of the Moon race, with its source.")
    content = Text(", ".join(said), GREY)
    today = [Text(), Text(_today(page, of_today))] if of_today else []
    foot = Text(f"moonrace --help: all commands · record of {dataset.meta.data_date.text}", GREY)
    return Group(head, content, Text(), made, *today, Text(), foot)


TRIES = {
    "luna 25": "a mission, or anything else by its name",
    "signatories": "who has joined what, and when",
    "next": "what is planned, and how often it was put off",
}
"""Three commands to begin with."""


def _today(page: Page, one: Anniversary | Upcoming) -> str:
    from moonrace.query.plans import Upcoming

    name = page.name("missions", page.dataset.missions[one.mission])
    what = f"{name}, {formatting.label(one.type)}"
    if isinstance(one, Upcoming):
        return f"Next: {what} {one.when.speak()} (moonrace next)"
    first = f", {one.first}" if one.first else ""
    return f"On this day, {formatting.count(one.years, 'year')} ago: {what}{first} (moonrace today)"
