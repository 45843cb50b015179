"""Pages of one screen: the most important facts, as many as fit, and a line that counts what is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from moonrace.fields import cited
from moonrace.names import fold
from moonrace.query import missions
from moonrace.query.period import NO_DATE
from moonrace.records.mission import Mission
from moonrace.render import cards, formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.formatting import Line
from moonrace.render.page import DATE, GREY, OUTCOME_STYLES, Page, first_of

if TYPE_CHECKING:
    from moonrace.query.lookup import Found
    from moonrace.records.alliances import Alliance
    from moonrace.records.documents import Milestone
    from moonrace.records.groups import Group as States
    from moonrace.records.parties import Agency, Country, Programme
    from moonrace.records.parts import Event
    from moonrace.records.people import Person

Parts = list[RenderableType]


class Fit:
    """A page that can be shortened: `at(n)` draws it with its n most important parts, of `steps` in all.

    `bare` is about how many lines it has without any part, and `sizes` about how many each part adds: from these the search for
    the longest page that fits begins.
    """

    def __init__(
        self, steps: int, at: Callable[[int], RenderableType], bare: int = 11, sizes: Sequence[float] = ()
    ) -> None:
        self.steps, self.at, self.bare, self.sizes = steps, at, bare, sizes or (1,) * steps


def page(page: Page, function: str, record: Any, asked: tuple[str, Found] | None) -> RenderableType | Fit:
    """The page of a record. Its foot names the alias that was asked for, and what else has that name or a similar one."""
    module, _, name = function.partition(".")
    made: Fit = getattr(import_module(f"moonrace.render.{module}"), name)(page, record)
    beside: list[Text] = []
    if asked:
        text, found = asked
        alias = next((alias for alias in getattr(record, "aliases", ()) if fold(alias) == fold(text)), None)
        if alias and fold(alias) != fold(record.name):
            beside.append(Text(f"'{alias}' is another name for {record.name}", GREY))
        for one in found.others:
            said = f"also: {one.name}, {_a(one.kind)}"
            # A command that is cut at the end of a line cannot be pasted.
            gap = "  " if cell_len(f"{said}  {one.command}") <= page.width else "\n      "
            beside.append(Text.assemble(said, (gap + one.command, GREY)))
        if found.near:
            beside.append(Text(f"see also: {first_of([one.name for one in found.near], page.width - 10)}", GREY))
    if not beside:
        return made
    if isinstance(made, Fit):
        return Fit(made.steps, lambda steps: Group(made.at(steps), *beside), made.bare + len(beside), made.sizes)
    return Group(made, *beside)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


WEIGHT = {
    "landing": 1, "launch": 2, "impact": 2, "return": 2, "cancelled": 3, "paused": 3, "orbit-insertion": 4, "flyby": 4,
    "liftoff": 5, "contact-lost": 5, "end": 5, "reentry": 6, "eva": 8, "orbit-departure": 9, "deployment": 9, "milestone": 9,
    "announced": 9, "docking": 10, "injection": 10, "separation": 11,
}  # fmt: skip
"""The order of events on a short page: the smallest comes first."""


def mission(page: Page, mission: Mission) -> Fit:
    """The short page of a mission: who, what, how it ended, the main dates and numbers, and the publishers."""
    items: list[tuple[float, int, str]] = []
    events, flown = [event for event in mission.events if event.type != "heard"], mission.happened("launch")
    said = [_said(page, event, mission) for event in events]
    for number, event in enumerate(events):
        weight: float = (
            WEIGHT.get(event.type, 7) - (2 if event.first else 0) - (1 if event.planned or event.attempted else 0)
        )
        if not flown and event.type in ("milestone", "announced"):
            weight = 3 + (len(events) - number) / 2  # for a plan the latest news matters most
        items.append((weight + (6 if event.of and event.type != "return" else 0) + number / 1000, number, "event"))
        above = 1.2 if event.type in ("landing", "impact") and event.place else 3.5
        items += [(weight + above + number / 1000, number, "more")] if said[number].details else []
    facts = _facts(page, mission)
    items += [(weight, number, "fact") for number, (weight, _) in enumerate(facts)]
    order = sorted(items)

    def at(steps: int) -> RenderableType:
        chosen = {(number, what) for _, number, what in order[:steps]}
        page.weak_seen = False
        parts = cards.top(page, mission, page.name("missions", mission))
        rows = [
            _event(page, event, said[number], (number, "more") in chosen)
            for number, event in enumerate(events)
            if (number, "event") in chosen
        ]
        if rows:
            parts += [Text(), _set(page, rows)]
        beside = [fact for number, (_, fact) in enumerate(facts) if (number, "fact") in chosen]
        if beside:
            parts += [Text(), Text(" · ".join(beside))]
        return Group(*parts, *_foot(page, "missions", mission, len(events) - len(rows), "event"))

    def size(number: int, what: str) -> float:
        """About the lines of a part. The third column of the events wraps; the facts are one line after the other."""
        if what == "fact":
            return (cell_len(facts[number][1]) + 3) / page.width
        texts = [line.text for line in said[number].details] if what == "more" else [said[number].main]
        lines = sum(max(1, -(-cell_len(text) // room)) for text in texts)
        return lines + (page.narrow and what == "event" and bool(said[number].main))

    dates, labels = ([cell_len(row.date) for row in said], [cell_len(row.label) for row in said])
    aside = 0 if page.narrow else max(dates, default=0) + max(labels, default=0) + 4
    room = max(10, page.width - aside - 2)  # for the gaps, and the marks of weak values
    texts = (
        cards.who(page, mission),
        mission.summary or "",
        "" if mission.outcome == "success" else mission.outcome_note or "",
    )
    bare = 7 + sum(-(-cell_len(text) // page.width) for text in texts)
    return Fit(len(order), at, bare, [size(number, what) for _, number, what in order])


class Said(NamedTuple):
    """The text of an event: its date and type, the main line, and the details below it if there is room."""

    date: str
    label: str
    main: str
    details: list[Line]


def _said(page: Page, event: Event, mission: Mission) -> Said:
    lines = formatting.event_lines(event, None, page.today, mission.is_dropped and event.planned)
    main = next((line for line in lines if not line.dim), None)
    text = ": ".join(filter(None, (missions.part_name(page.dataset, event), main.text if main else "")))
    date = (page.symbols["planned"] + " " if event.planned else "") + event.when.show(page.zone)
    return Said(date, formatting.label(event.type), text, [line for line in lines if line is not main])


def _set(page: Page, rows: Sequence[tuple[str, str, Text, str]]) -> RenderableType:
    """Events in columns; if the page is narrow, the text of an event is below its date."""
    if not page.narrow:
        table = Columns([Column(style=DATE), Column(), Column(kind="fill"), Column(style=GREY)])
        for row in rows:
            table.add(*row)
        return table
    parts: Parts = []
    for date, label, text, weak in rows:
        parts.append(Text.assemble((date, DATE), "  ", label, (f"  {weak}" if weak else "", GREY)))
        parts += [Padding(text, (0, 0, 0, 2))] if text else []
    return Group(*parts)


def _event(page: Page, event: Event, said: Said, full: bool) -> tuple[str, str, Text, str]:
    """An event as a row: date, type, text, and the mark of a weak value; with `full` also its details."""
    text = Text(said.main)
    for detail in said.details if full else ():
        text.append(("\n" if text.plain else "") + detail.text, GREY if detail.dim else "")
    return said.date, said.label, text, page.weak() if page.is_weak(event.sources) else ""


def _facts(page: Page, mission: Mission) -> list[tuple[float, str]]:
    """Other facts of a mission, each with its weight: the smallest comes first."""
    facts = []
    if mission.crew:
        facts.append((1.5, "crew " + ", ".join(f"{seat.name} ({seat.role})" for seat in mission.crew)))
    if mission.status_as_of and not mission.has_ended and mission.status != "cancelled":
        facts.append((2.2, formatting.status(mission.status, mission.status_as_of)))
    length, vague, pole = cards.how_long(page, mission)
    facts += [(weight, text) for weight, text in ((2.3, length), (5.1, pole)) if text]
    for words, field, weight, say in sorted(formatting.NUMBERS, key=lambda one: one[2]):
        if number := getattr(mission, field):
            facts.append((weight, f"{words} {formatting.number(number, say(number.value, page.units))}"))
    if carried := missions.carried(page.dataset, mission):
        facts.append((5.4, f"carried {formatting.listing([part.name for part in carried])}"))
    if mission.programme and mission.programme in page.dataset.programmes:
        facts.append((7, f"programme {page.dataset.programmes[mission.programme].name}"))
    if mission.aliases:
        facts.append((8, f"also called {formatting.listing(mission.aliases[:4])}"))
    if vague:
        facts.append((9, f"not counted: {vague}"))
    return facts


def _foot(page: Page, kind: str, one: Any, hidden: int, noun: str, also: Sequence[str] = ()) -> Parts:
    """The publishers, strongest first; what is left out; the command for the rest; the day of the record."""
    from moonrace.query import citations

    if (kind, one.id) not in page.publishers:  # a page is drawn at several lengths
        page.publishers[kind, one.id] = citations.publishers(page.dataset, [*also, *cited(one)])
    named = page.publishers[kind, one.id]
    readings = sum(len(getattr(part, "also", ())) for part in (one, *getattr(one, "events", ())))
    parts: Parts = [Text()]
    parts += page.sources_line(named)
    left = [formatting.count(hidden, f"more {noun}")] if hidden > 0 else []
    left += [formatting.count(readings, "other reading")] if readings else []
    more = f"moonrace {one.id} --full" + (f" for {' and '.join(left)}" if left else "")
    if page.weak_seen:
        parts.append(Text(page.weak_note(), GREY))
    page.own(kind, one.id)
    day = page.day_line()
    room = page.width - len(more) - len(day)
    foot = f"{more}{' ' * room}{day}" if room > 1 else f"{more}\n{day}"
    return [*parts, Text(foot, GREY)]


def _flights(page: Page, key: str, lines: int) -> tuple[Parts, int]:
    """The latest missions of a country or agency and its next ones, in at most `lines` lines, and how many are shown."""
    flown = page.dataset.linked("went", key)
    dated = [
        (missions.date_of(page.dataset.missions[one]) or NO_DATE, one) for one in page.dataset.linked("ahead", key)
    ]
    ahead = [one for _, one in sorted(dated)]
    coming = ahead[: max(lines - len(flown), (lines * 3 + 4) // 8)]
    latest = flown[len(flown) - min(lines - len(coming), len(flown)) :] if lines > 0 else ()
    made = Columns([Column(style=DATE, kind="wrap"), Column(kind="wrap"), Column()])
    for one in (page.dataset.missions[key] for key in (*latest, *coming)):
        when = missions.date_of(one)
        made.add(
            when.show_day(page.zone) if when else "", page.name("missions", one), page.badge(one.outcome, one.status)
        )
    title = " and ".join(filter(None, ("latest" if latest else "", "next" if coming else ""))).capitalize()
    return page.section(title, made) if title else [], len(latest) + len(coming)


def country(page: Page, country: Country) -> Fit:
    """The short page of a country: what it joined or not, how its missions went, the latest ones and the next."""
    from moonrace.render import countries

    stances = countries.stances(page, country)
    said_by = [key for stance in stances for key in stance.sources]
    agencies = [page.short_name(key) for key in page.dataset.linked("seat", country.iso2)]
    number = len(page.dataset.linked("countries", country.iso2))

    def at(steps: int) -> RenderableType:
        what = " · ".join(
            filter(None, (country.region, "former state" if country.former else "", f"{country.iso2} {country.iso3}"))
        )
        parts: Parts = [
            page.head(page.name("countries", country), [*country.native.values()]),
            Text(what, GREY),
        ]
        rows = Columns([Column(kind="wrap"), Column(kind="wrap"), Column(style=GREY)])
        for stance in stances:
            rows.add(stance.name, stance.said, page.weak() if page.is_weak(stance.sources) else "")
        parts += [Text(), rows] if stances else []
        parts += _outcomes(page, country.iso2, number)
        if agencies and steps > 0:
            listed = first_of(agencies, page.width - 33)
            parts += [Text(), Text.assemble(("Agencies, companies, institutes  ", "bold"), listed)]
        flights, shown = _flights(page, country.iso2, max(0, steps - 1))
        return Group(*parts, *flights, *_foot(page, "countries", country, number - shown, "mission", said_by))

    return Fit(9, at)


def _outcomes(page: Page, key: str, number: int, beside: int = 0) -> Parts:
    """How the missions of a country or agency went, in one line. Missions that did not go to the Moon are counted apart."""
    linked = page.dataset.linked
    if not number and not beside:
        return [Text(), Text("No mission in this record.", GREY)]
    flown, ahead = len(linked("flown", key)), len(linked("ahead", key))
    counts = [(word, len(linked(f"flown {word}", key))) for word in ("success", "partial", "failure", "under way")]
    said = ", ".join(f"{many} {word}" for word, many in counts if many)
    line = f"{formatting.count(flown, 'mission')} launched to the Moon" + (f" ({said})" if said else "")
    line = line if flown else "No mission of its own launched to the Moon"
    line += f" · {ahead} planned" if ahead else ""
    rest = number - flown - ahead
    line += f" · {formatting.count(rest, 'other')} (parts, fly-bys, tests, cancelled)" if rest else ""
    line += f" · took part in {formatting.count(beside, 'mission')} by others" if beside else ""
    return [Text(), Text(line)]


def agency(page: Page, agency: Agency) -> Fit:
    """The short page of an agency or company: what it is, who leads it, what it joined, how its missions went."""
    from moonrace.query import membership

    own, others = (page.dataset.linked(field, agency.id) for field in ("agencies", "partners"))
    beside = len(set(others) - set(own))

    def at(steps: int) -> RenderableType:
        head = page.head(page.name("agencies", agency), [*cards.short_form(agency), *agency.native.values()])
        parts: Parts = [head, cards.seat(page, agency), *cards.summary(agency)]
        facts = [f"founded {agency.founded.speak()}"] if agency.founded else []
        facts += [f"ended {agency.ended.speak()}"] if agency.ended else []
        facts += [f"{agency.head.title} {agency.head.name} (as of {agency.head.as_of.speak()})"] if agency.head else []
        facts += [f"{len(agency.members)} member states"] if agency.members else []
        for each in membership.joined_by(page.dataset, agency):
            alliance = page.dataset.alliances[each.alliance]
            facts.append(
                f"in the {alliance.abbreviation or alliance.name}"
                + (f" since {each.member.joined.speak()}" if each.member.joined else "")
            )
        parts += [Text(), Text(" · ".join(facts))] if facts else []
        parts += _outcomes(page, agency.id, len(own), beside)
        flights, shown = _flights(page, agency.id, steps)
        return Group(*parts, *flights, *_foot(page, "agencies", agency, len(own) + beside - shown, "mission"))

    return Fit(8, at)


def programme(page: Page, programme: Programme) -> Fit:
    """The short page of a programme: what it is, its sums, and as many of its missions as fit, cancelled ones last."""
    from moonrace.query.totals import totals

    found = missions.missions(page.dataset, scopes=(), programme=programme.id)
    listed = [item for item in found if item.scope != "part"] or found
    listed.sort(key=lambda item: item.status == "cancelled")
    parts_only = all(item.scope == "part" for item in found)
    counted = [
        key for item in found for event in item.events if event.type in ("launch", "landing") for key in event.sources
    ]

    def at(steps: int) -> RenderableType:
        sums = totals(found)
        who = [*formatting.country_names(page.dataset, programme.countries), *map(page.short_name, programme.agencies)]
        head = page.head(
            page.name("programmes", programme), formatting.own_names(programme.native, programme.countries)
        )
        about = [Text(" · ".join(who), GREY)] if who else []
        parts: Parts = [head, *about, *cards.summary(programme), Text()]
        said = [
            f"{formatting.count(sums.launched, 'mission')} to the Moon launched"
            if sums.launched or not parts_only
            else "",
            f"{formatting.count(len(found), 'craft', 'craft')} carried by other missions" if parts_only else "",
            f"{sums.landed} landed" if sums.landed else "",
        ]
        said += [
            f"{sums.crewed} with a crew" if sums.crewed else "",
            f"{sums.walked} people walked on it" if sums.walked else "",
        ]
        said += [f"samples {formatting.sample(sums.samples_g, page.units)}" if sums.samples_g else ""]
        parts.append(Text(" · ".join(filter(None, said))))
        shown = listed[:steps]
        if shown:
            names = Text()
            for number, item in enumerate(shown):
                word = item.outcome or item.status
                names.append("  " if number else "")
                names.append(page.symbols[word], OUTCOME_STYLES.get(word, ""))
                names.append(f"\u00a0{page.name('missions', item)}".replace(" ", "\u00a0"))
            marks = dict.fromkeys(item.outcome or item.status for item in shown)
            key = "  ".join(f"{page.symbols[word]} {formatting.label(word)}" for word in marks)
            parts += [Text(), names, Text(key, GREY)]
        return Group(*parts, *_foot(page, "programmes", programme, len(listed) - len(shown), "mission", counted))

    return Fit(len(listed), at)


def milestone(page: Page, milestone: Milestone) -> Fit:
    """The short page of a treaty, law or announcement."""
    rows = cards.events(page, milestone.events)

    def at(steps: int) -> RenderableType:
        as_of = (
            f" since {milestone.status_as_of.speak()}" if milestone.status_as_of and milestone.status != "done" else ""
        )
        status = Text(formatting.label(milestone.status) + as_of) if milestone.status else None
        head = page.head(
            page.name("milestones", milestone), formatting.own_names(milestone.native, milestone.countries), status
        )
        parts: Parts = [head, Text(formatting.label(milestone.kind), GREY), *cards.summary(milestone), Text()]
        made = Columns([Column(style=DATE), Column(), Column(kind="fill")])
        for row in rows[:steps]:
            made.add(
                row.left,
                row.label,
                Text("\n").join(Text(line if isinstance(line, str) else line.text) for line in row.lines),
            )
        parts.append(made)
        if milestone.parties:
            day = f" (as of {milestone.parties.as_of.speak()})" if milestone.parties.as_of else ""
            weak = f" {page.weak()}" if page.is_weak(milestone.parties.sources) else ""
            parts += [Text(), Text(f"{milestone.parties.value:g} parties{day}{weak}")]
        return Group(*parts, *_foot(page, "milestones", milestone, len(rows) - steps, "event"))

    return Fit(len(rows), at)


def alliance(page: Page, alliance: Alliance) -> Fit:
    """The short page of an alliance: how many have joined, who last, by year and region, what it is, and its main dates."""
    from moonrace.render import alliances

    return Fit(len(alliance.events), lambda steps: alliances.card(page, alliance, steps))


def group(page: Page, one: States) -> Fit:
    """The page of a group of states, with the names of the members of each alliance if there is room."""
    from moonrace.render import groups

    def at(steps: int) -> RenderableType:
        return Group(*groups.card(page, one, names=steps > 0), *_foot(page, "groups", one, 0, ""))

    return Fit(1, at)


def person(page: Page, person: Person) -> Fit:
    """The short page of a person."""
    from moonrace.query.people import of_person
    from moonrace.render import people

    derived = of_person(page.dataset, person)
    number = len(derived.firsts)

    def at(steps: int) -> RenderableType:
        page.weak_seen = False
        return Group(
            *people.card(page, person, derived, steps), *_foot(page, "people", person, number - steps, "first")
        )

    return Fit(number, at)
