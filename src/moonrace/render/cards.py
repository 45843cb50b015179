"""One record in full: the card of a mission, an agency, a country, a programme, an alliance, a milestone, a source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.text import Text

from moonrace.fields import cited
from moonrace.query import missions
from moonrace.query.period import counting_rule
from moonrace.render import formatting
from moonrace.render.formatting import Line
from moonrace.render.page import DATE, GREY, Page, Row

if TYPE_CHECKING:
    from moonrace.query.membership import Membership
    from moonrace.records.alliances import Alliance
    from moonrace.records.documents import Milestone, Source
    from moonrace.records.groups import Group as States
    from moonrace.records.mission import Mission
    from moonrace.records.parties import Agency, Country, Programme
    from moonrace.records.parts import Discrepancy, Event, Number
    from moonrace.records.people import Person

# Most look-ups are of missions: what only other cards need is imported there.

Parts = list[RenderableType]
POLAR = 60
"""From this latitude on, a card gives the distance to the pole."""


def mission(page: Page, mission: Mission) -> RenderableType:
    """The card of a mission: who, what, outcome; its events; crew, samples, parts; what others say; sources."""
    parts = top(page, mission, mission.name)
    if mission.events:
        parts += [Text(), page.rows(events(page, mission.events, dropped=mission.is_dropped))]
    if rows := facts(page, mission):
        parts += [Text(), page.rows(rows, style=GREY)]
    numbers = [
        Row(name, [f"{say(other.value, page.units)}  {other.why}"], other.sources)
        for name, field, _, say in formatting.NUMBERS
        for other in getattr(getattr(mission, field), "also", ())
    ]
    parts += _others_say(page, [*_of_events(mission.events), *numbers, *_of_record(mission.also)])
    return _whole(page, "missions", mission, parts, cite=page.as_of is None)


def top(page: Page, mission: Mission, name: str) -> Parts:
    """What every page of a mission begins with: names, outcome, who flew it on what, the summary, and why it failed."""
    others = [*formatting.own_names(mission.native, mission.countries), *filter(None, [mission.cospar_id])]
    head = page.head(name, others, page.badge(mission.outcome, mission.status))
    note = mission.outcome_note if mission.outcome != "success" else None
    return [head, Text(who(page, mission), GREY), *summary(mission), *([Text(note, GREY)] if note else [])]


def summary(one: Any) -> Parts:
    return [Text(), Text(one.summary)] if one.summary else []


def who(page: Page, mission: Mission) -> str:
    countries = formatting.country_names(page.dataset, mission.countries)
    agencies, partners = ([page.short_name(key) for key in keys] for keys in (mission.agencies, mission.partners))
    flown = (
        formatting.listing(agencies) + (f", with {formatting.listing(partners)}" if partners else "")
        if agencies
        else ""
    )
    site = f" from {mission.launch_site}" if mission.launch_site else ""
    carrier = f"{mission.launcher}{site}" if mission.launcher else f"launched{site}" if site else ""
    if mission.part_of and mission.part_of in page.dataset.missions:
        carrier = f"part of {page.dataset.missions[mission.part_of].name}"
    return " · ".join(filter(None, (formatting.listing(countries) if countries else "", flown, carrier)))


def events(page: Page, events: Sequence[Event], dropped: bool = False) -> list[Row]:
    rows, before = [], None
    for event in events:
        sources = [*event.sources, *(event.place.sources if event.place else ())]
        lines = formatting.event_lines(event, before, page.today, dropped and event.planned)
        if part := missions.part_name(page.dataset, event):
            lines.insert(0, Line(part))
        lines += [] if sources else [Line("no source given", dim=True)]
        rows.append(Row(event.when.show(page.zone), lines, sources, formatting.label(event.type), event.planned))
        before = event if event.place else before
    return rows


def facts(page: Page, mission: Mission) -> list[Row]:
    table, rows = mission.sources, []
    if mission.crew:
        crew = " · ".join(f"{person.name}, {person.role}" for person in mission.crew)
        rows.append(Row("crew", [crew], table.get("crew", ())))
    for name, field, _, say in formatting.NUMBERS:
        if number := getattr(mission, field):
            rows.append(_number(name, number, say(number.value, page.units)))
    length, vague, pole = how_long(page, mission)
    rows += [Row("how long", [length])] if length else []
    rows += [Row("not counted", [Line(vague, dim=True)])] if vague else []
    rows += [Row("how far", [pole])] if pole else []
    if carried := missions.carried(page.dataset, mission):
        rows.append(Row("carried", [" · ".join(part.name for part in carried)]))
    if mission.status_as_of and not mission.has_ended and mission.status != "cancelled":
        rows.append(Row("status", [formatting.status(mission.status, mission.status_as_of)]))
    if mission.programme and mission.programme in page.dataset.programmes:
        rows.append(Row("programme", [page.dataset.programmes[mission.programme].name], table.get("programme", ())))
    if mission.aliases:
        rows.append(Row("also called", [" · ".join(mission.aliases)]))
    return rows


def how_long(page: Page, mission: Mission) -> tuple[str, str, str]:
    """How long a mission took; what could not be counted because a date is too vague; and for a landing or impact near a pole,
    the distance to it.
    """
    from moonrace.query import durations

    found = missions.of_mission(page.dataset, mission)
    counted: dict[str, tuple[Sequence[durations.Stretch | None], float | None]] = {
        "flight": ([durations.flight(page.dataset, mission)], found.flight_days),
        "on the surface": ([durations.surface(mission)], found.surface_days),
        "in orbit": (durations.orbits(mission), found.orbit_days),
        "at work": ([durations.work(page.dataset, mission)], found.working_days),
    }
    works = mission.is_working
    last = {name: next(reversed(stretches), None) for name, (stretches, _) in counted.items()}
    ongoing = [name for name, stretch in last.items() if works and stretch and stretch[1] == mission.status_as_of]
    vague = [
        name.replace("flight", "in flight") for name, (_, number) in counted.items() if last[name] and number is None
    ]
    pole = "north" if (found.latitude or 0) > 0 else "south"
    is_near = found.pole_km is not None and abs(found.latitude or 0) >= POLAR
    return (
        formatting.lengths(found, ongoing),
        f"time {formatting.listing(vague)}: a date is not known to the day" if vague else "",
        f"{found.pole_km:,.10g} km from the {pole} pole" if is_near else "",
    )


def _number(name: str, number: Number, text: str) -> Row:
    said = formatting.number(number, text) + ("" if number.sources else ", no source given")
    return Row(name, [said], number.sources)


def _of_events(events: Iterable[Event]) -> list[Row]:
    return [_discrepancy(formatting.label(event.type), other) for event in events for other in event.also]


def _of_record(found: Iterable[Discrepancy]) -> list[Row]:
    return [_discrepancy(formatting.label(other.field or ""), other) for other in found]


def _discrepancy(name: str, other: Discrepancy) -> Row:
    return Row(name, [f"{formatting.discrepancy(other)}  {other.why}"], other.sources)


def _others_say(page: Page, rows: Sequence[Row]) -> Parts:
    return page.section("Other sources say", page.rows(rows, style=GREY)) if rows else []


def _whole(page: Page, section: str, one: Any, parts: Parts, *, cite: bool = True) -> RenderableType:
    """The parts of a card, the user's own file if it changed the record, and the foot with every source of the record."""
    if cite:  # on a past day only what is shown is cited: the other sources may be later
        page.cite(cited(one))
    shown = ("crew", "programme", *(field for _, field, _, _ in formatting.NUMBERS))
    if weak := [
        formatting.label(field) for field in getattr(one, "weak", ()) if field.isidentifier() and field not in shown
    ]:
        parts += [Text(), Text(f"{page.weak()} {formatting.listing(weak)}", GREY)]
    if origin := page.dataset.origins.get((section, one.id)):
        text = f"{page.symbols['own']} from your own data, {origin.file}: {formatting.listing(origin.fields)}"
        if origin.unsourced:
            text += f"; no source given for {formatting.listing(origin.unsourced)}"
        parts += [Text(), Text(text, DATE)]
    return Group(*parts, *page.foot())


def several(page: Page, kind: str, records: Sequence[Any]) -> RenderableType:
    """Cards of one kind, one under the other."""
    return Group(*(part for record in records for part in (globals()[kind](page, record), Text())))


def alliance(page: Page, alliance: Alliance) -> RenderableType:
    """The card of an alliance: instrument, principles, events, growth by year, members, and what others say."""
    from moonrace.query import membership
    from moonrace.render import alliances

    head = page.head(
        alliance.name, formatting.own_names(alliance.native, alliance.leads), Text(alliances.count(alliance))
    )
    parts: Parts = [head, Text(alliance.instrument, GREY), *summary(alliance)]
    if alliance.events:
        parts += [Text(), page.rows(events(page, alliance.events))]
    if alliance.principles:
        parts += page.section("Principles", Group(*(Text(f"· {principle}") for principle in alliance.principles)))
    parts += page.section("Members by year", alliances.growth(page, alliance, chart=True))
    parts += page.section("By region", alliances.regions(page, alliance))
    if organisations := membership.members(alliance, "organisation"):
        names = [member.party + (f" ({member.country})" if member.country else "") for member in organisations]
        parts += page.section("Organisations", Text(" · ".join(names)))
    if left := [Row(member.left.show(), [member.party], member.sources) for member in alliance.members if member.left]:
        parts += page.section("Left", page.rows(left))
    if alliance.unidentified:
        places = [
            (place.ordinal, place.note or "signatory not identified", place.sources) for place in alliance.unidentified
        ]
        rows = [Row(f"place {ordinal}", [note], sources) for ordinal, note, sources in places]
        parts += page.section("Unidentified members", page.rows(rows, style=GREY))
    of_members = [_discrepancy(member.party, other) for member in alliance.members for other in member.also]
    parts += _others_say(page, [*of_members, *_of_events(alliance.events), *_of_record(alliance.also)])
    page.cite(key for keys in alliance.sources.values() for key in keys)
    parts += [Text(), Text(f"{counting_rule(page.today)} Sources of each member: --format csv.", GREY)]
    return _whole(page, "alliances", alliance, parts, cite=False)


def agency(page: Page, agency: Agency) -> RenderableType:
    """The card of an agency: who it is, what it joined, what it flew and took part in."""
    from moonrace.query import membership

    dataset, table = page.dataset, agency.sources
    parts: Parts = [
        page.head(agency.name, [*agency.native.values(), *short_form(agency)]),
        seat(page, agency),
        *summary(agency),
    ]
    rows = [
        Row(name, [when.show()], table.get(name, ()))
        for name in ("founded", "ended")
        if (when := getattr(agency, name))
    ]
    if agency.head:
        names = " ".join([agency.head.name, *page.shown(agency.head.native.values())])
        rows.append(
            Row("head", [f"{names}, {agency.head.title} (as of {agency.head.as_of.speak()})"], agency.head.sources)
        )
    if agency.members:
        rows.append(Row("members", [" · ".join(agency.members)], table.get("members", ())))
    rows += [_joined(page, found) for found in membership.joined_by(dataset, agency)]
    if rows:
        parts += [Text(), page.rows(rows, style=GREY)]
    found = missions.missions(dataset, scopes=(), agency=agency.id)
    parts += _missions(page, "Missions", [item for item in found if agency.id in item.agencies])
    parts += _missions(page, "Took part in", [item for item in found if agency.id in item.partners])
    return _whole(page, "agencies", agency, parts + _others_say(page, _of_record(agency.also)))


def short_form(one: Agency | States) -> list[str]:
    """The abbreviation, if it is not the name itself."""
    return [one.abbreviation] if one.abbreviation and one.abbreviation != one.name else []


def seat(page: Page, agency: Agency) -> Text:
    """The line below the name of an agency: its country, what it is, and what it has become."""
    country = page.dataset.country_of(agency.country) if agency.country else None
    successor = page.dataset.agencies.get(agency.successor) if agency.successor else None
    what = (country.name if country else "", agency.kind, f"now {successor.name}" if successor else "")
    return Text(" · ".join(filter(None, what)), GREY)


def _missions(page: Page, title: str, found: Sequence[Mission]) -> Parts:
    from moonrace.render import tables

    return page.section(f"{title}  {len(found)}", tables.mission_rows(page, found)) if found else []


def _joined(page: Page, found: Membership) -> Row:
    member, name = found.member, page.dataset.alliances[found.alliance].name
    since = f"since {member.joined.speak()}" if member.joined else "day unknown"
    until = f", left {member.left.speak()}" if member.left else ""
    return Row("joined", [f"{name}, {since}{until} ({formatting.label(member.instrument)})"], member.sources)


def country(page: Page, country: Country) -> RenderableType:
    """The card of a country: what it joined and when, and what not; its agencies, what it flew."""
    from moonrace.query import membership
    from moonrace.render import countries

    dataset = page.dataset
    what = (country.region, "former state" if country.former else "")
    codes = f"{country.iso2} {country.iso3}"
    parts: Parts = [
        page.head(country.name, [*country.native.values(), codes]),
        Text(" · ".join(filter(None, what)), GREY),
    ]
    joined = membership.memberships(dataset, country)
    if rows := countries.memberships(page, country):
        parts += [Text(), page.rows(rows, style=GREY)]
    if agencies := [item for item in dataset.agencies.values() if item.country == country.iso2]:
        short = (f" ({item.abbreviation})" if item.abbreviation not in (None, item.name) else "" for item in agencies)
        names = [item.name + abbreviation for item, abbreviation in zip(agencies, short, strict=True)]
        parts += page.section("Agencies, companies, institutes", Text(" · ".join(names)))
    parts += _missions(page, "Missions", missions.missions(dataset, scopes=(), country=country.id))
    of_members = [
        _discrepancy(dataset.alliances[found.alliance].abbreviation or dataset.alliances[found.alliance].name, other)
        for found in joined
        if found.member.kind == "state"
        for other in found.member.also
    ]
    return _whole(page, "countries", country, parts + _others_say(page, [*of_members, *_of_record(country.also)]))


def programme(page: Page, programme: Programme) -> RenderableType:
    """The card of a programme: who runs it, what it is, its sums and its missions."""
    from moonrace.query.totals import totals

    found = missions.missions(page.dataset, scopes=(), programme=programme.id)
    sums = totals(found)
    who = [*formatting.country_names(page.dataset, programme.countries), *map(page.short_name, programme.agencies)]
    parts: Parts = [
        page.head(programme.name, formatting.own_names(programme.native, programme.countries)),
        Text(" · ".join(who), GREY),
    ]
    parts += summary(programme)
    crewed = f", {sums.crewed} with a crew" if sums.crewed else ""
    crewed_landings = f", {sums.crewed_landings} with a crew" if sums.crewed_landings else ""
    beside = f", and {formatting.count(sums.beside, 'test or other flight')}" if sums.beside else ""
    rows = [
        Row("launched", [formatting.count(sums.launched, "mission") + " to the Moon" + crewed + beside]),
        Row("landed", [formatting.count(sums.landed, "mission") + crewed_landings]),
        Row("samples", [formatting.sample(sums.samples_g, page.units) if sums.samples_g else "none"]),
    ]
    rule = Text("counted as in `moonrace race`, without the parts of a mission", GREY)
    parts += [Text(), page.rows(rows, style=GREY), rule, *_missions(page, "Missions", found)]
    return _whole(page, "programmes", programme, parts + _others_say(page, _of_record(programme.also)))


def milestone(page: Page, milestone: Milestone) -> RenderableType:
    """The card of a treaty, law or announcement."""
    as_of = f", as of {milestone.status_as_of.speak()}" if milestone.status_as_of else ""
    status = Text(formatting.label(milestone.status) + as_of) if milestone.status else None
    head = page.head(milestone.name, formatting.own_names(milestone.native, milestone.countries), status)
    parts: Parts = [head, Text(formatting.label(milestone.kind), GREY), *summary(milestone), Text()]
    parts.append(page.rows(events(page, milestone.events)))
    if milestone.parties:
        parts += [
            Text(),
            page.rows([_number("parties", milestone.parties, f"{milestone.parties.value:g}")], style=GREY),
        ]
    others = [*_of_events(milestone.events), *_of_record(milestone.also)]
    return _whole(page, "milestones", milestone, parts + _others_say(page, others))


def source(page: Page, source: Source, cited_by: Sequence[str]) -> RenderableType:
    """The card of a source, with the names of the records that cite it."""
    from moonrace import ground
    from moonrace.query import citations

    values = {
        "publisher": citations.publisher(page.dataset, source),
        "standing": ground.standing(page.dataset.sections, source),
        "kind": source.kind,
        "published": source.published.show() if source.published else None,
        "read": source.read.show(),
        "via": source.via,
        "address": source.url,
        "earlier ids": ", ".join(source.aliases),
        "note": source.note,
    }
    rows = [Row(name, [value]) for name, value in values.items() if value]
    parts: Parts = [page.head(source.title, [source.id]), Text(), page.rows(rows, style=GREY)]
    if cited_by:
        parts += page.section(f"Cited by  {len(cited_by)}", Text(" · ".join(cited_by)))
    return _whole(page, "sources", source, parts, cite=False)


def group(page: Page, one: States) -> RenderableType:
    """The card of a group of states: who of them joined what, and its members with the days on which they joined."""
    from moonrace.render import groups

    return _whole(page, "groups", one, groups.card(page, one))


def about(page: Page, lines: Sequence[Any]) -> RenderableType:
    """What is in the record, a line each."""
    return page.rows([Row(formatting.label(line.field), [line.value]) for line in lines])


def person(page: Page, person: Person) -> RenderableType:
    """The card of a person: flights and firsts, and what other sources say of the dates."""
    from moonrace.query.people import of_person
    from moonrace.render import people

    derived = of_person(page.dataset, person)
    parts = people.card(page, person, derived, len(derived.firsts))
    return _whole(page, "people", person, [*parts, *_others_say(page, _of_record(person.also))])
