"""One record in full: the card of a mission, an agency, a country, an alliance, a milestone, a source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from moonrace import query
from moonrace.model import (
    Agency,
    Alliance,
    Country,
    Event,
    Member,
    Milestone,
    Mission,
    Number,
    Programme,
    Source,
    Telling,
)
from moonrace.render import words
from moonrace.render.lists import growth, mission_rows, regions
from moonrace.render.page import DATE, GREY, Page, Row


def mission(page: Page, one: Mission) -> RenderableType:
    """The card of a mission: who, what, outcome; its events; crew, samples, parts; what others say; sources."""
    parts: list[RenderableType] = [
        page.head(one.name, [*one.native.values(), *filter(None, [one.cospar_id])], page.badge(one)),
        Text(_who(page, one), GREY),
    ]
    if one.summary:
        parts += [Text(), Text(one.summary)]
    if one.outcome_note and one.outcome != "success":
        parts.append(Text(one.outcome_note, GREY))
    if one.events:
        parts += [Text(), page.rows(_events(page, one.events, one))]
    if facts := _facts(page, one):
        parts += [Text(), page.rows(facts, style=GREY)]
    parts += _otherwise(page, _tellings(page, one))
    if page.as_of is None:  # of a past day only what is shown: the rest of the record knows more than was known then
        page.cite(query.cited(one))
    return Group(*parts, *_origin(page, "missions", one.id), *page.foot())


def _who(page: Page, one: Mission) -> str:
    dataset = page.dataset
    countries = words.country_names(page.dataset, one.countries)
    agencies = [_short(page, key) for key in one.agencies]
    partners = [_short(page, key) for key in one.partners]
    flown = words.listing(agencies) + (f", with {words.listing(partners)}" if partners else "") if agencies else ""
    site = f" from {one.launch_site}" if one.launch_site else ""
    carrier = f"{one.launcher}{site}" if one.launcher else f"launched{site}" if site else ""
    if one.part_of and one.part_of in dataset.missions:
        carrier = f"part of {dataset.missions[one.part_of].name}"
    return " · ".join(filter(None, (words.listing(countries) if countries else "", flown, carrier)))


def _short(page: Page, key: str) -> str:
    agency = page.dataset.agencies.get(key)
    return (agency.abbreviation or agency.name) if agency else key


def _events(page: Page, events: Sequence[Event], mission: Mission | None = None) -> list[Row]:
    rows, before = [], None
    for event in events:
        sources = [*event.sources, *(event.place.sources if event.place else ())]
        dropped = mission is not None and query.is_dropped(mission, event)
        lines = words.event_lines(event, before, page.today, dropped)
        rows.append(Row(event.when.show(page.zone), words.label(event.type), lines, sources, event.planned))
        before = event if event.place else before
    return rows


def _facts(page: Page, one: Mission) -> list[Row]:
    rows = []
    if one.crew:
        crew = [f"{person.name}, {person.role}" for person in one.crew]
        rows.append(Row("crew", "", [" · ".join(crew)], one.sources.get("crew", ())))
    if one.sample_mass_g:
        rows.append(
            Row(
                "samples",
                "",
                [_about(one.sample_mass_g) + words.sample(one.sample_mass_g.value, page.units)],
                one.sample_mass_g.sources,
            )
        )
    if one.mass_kg:
        rows.append(
            Row(
                "launch mass",
                "",
                [_about(one.mass_kg) + words.mass(one.mass_kg.value, page.units)],
                one.mass_kg.sources,
            )
        )
    if parts := query.carried(page.dataset, one):
        rows.append(Row("carried", "", [" · ".join(part.name for part in parts)]))
    if one.status_as_of and one.status not in ("completed", "lost", "cancelled") and not page.as_of:
        rows.append(
            Row(
                "status",
                "",
                [f"{words.label(one.status)}, as of {one.status_as_of.speak()}"],
                one.sources.get("status", ()),
            )
        )
    if one.programme and one.programme in page.dataset.programmes:
        rows.append(
            Row("programme", "", [page.dataset.programmes[one.programme].name], one.sources.get("programme", ()))
        )
    if one.aliases:
        rows.append(Row("also called", "", [" · ".join(one.aliases)]))
    return rows


def _about(number: Number) -> str:
    return "about " if number.approximate else ""


def _tellings(page: Page, one: Mission) -> list[Row]:
    rows = [_telling(words.label(event.type), telling) for event in one.events for telling in event.also]
    for name, number, say in (("samples", one.sample_mass_g, words.sample), ("launch mass", one.mass_kg, words.mass)):
        rows += [
            _telling(name, telling, words.with_unit(telling.value or "", page.units, say))
            for telling in (number.also if number else ())
        ]
    return rows + _own(one.also)


def _telling(name: str, telling: Telling, value: str | None = None) -> Row:
    return Row(name, "", [f"{value or words.telling_value(telling)}  {telling.why}"], telling.sources)


def _own(tellings: Iterable[Telling]) -> list[Row]:
    return [_telling(words.label(telling.field or ""), telling) for telling in tellings]


def _otherwise(page: Page, rows: Sequence[Row]) -> list[RenderableType]:
    return page.section("Told otherwise", page.rows(rows, style=GREY)) if rows else []


def _origin(page: Page, kind: str, key: str) -> list[RenderableType]:
    origin = page.dataset.origins.get((kind, key))
    if origin is None:
        return []
    return [
        Text(),
        Text(f"{page.symbols['own']} from your own data, {origin.file}: {words.listing(origin.fields)}", DATE),
    ]


def compare(page: Page, several: Sequence[Mission]) -> RenderableType:
    """Missions side by side, a row for each thing that one of them has; cards one under the other where the page is
    too narrow.
    """
    if page.width < 24 * (len(several) + 1):
        return Group(*(part for one in several for part in (mission(page, one), Text())))
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(style=GREY, no_wrap=True)
    for _ in several:
        grid.add_column(ratio=1)
    grid.add_row("", *(Text(one.name, "bold") for one in several))
    grid.add_row("", *(page.badge(one) for one in several))
    grid.add_row("", *(Text(" ".join(one.native.values()), GREY) for one in several))
    for name, values in _comparison(page, several):
        alike = len(set(values)) == 1  # what is the same is set back, so that the differences stand out
        cells = [Text(value or "–", "" if value and not alike else GREY) for value in values]
        grid.add_row(name, *cells)
    return Group(grid, Text(), Text(page.day_line(), GREY))


def _comparison(page: Page, several: Sequence[Mission]) -> Iterable[tuple[str, list[str]]]:
    rows = [
        ("who", [_who(page, one) for one in several]),
        ("", [one.summary for one in several]),
    ]
    types = list(dict.fromkeys(event.type for one in several for event in one.events if event.type != "milestone"))
    order = sorted(types, key=lambda kind: max(_position(one, kind) for one in several))
    rows += [(words.label(kind), [_first(page, one, kind) for one in several]) for kind in order]
    rows += [
        ("crew", [", ".join(person.name for person in one.crew) for one in several]),
        (
            "samples",
            [words.sample(one.sample_mass_g.value, page.units) if one.sample_mass_g else "" for one in several],
        ),
        ("launch mass", [words.mass(one.mass_kg.value, page.units) if one.mass_kg else "" for one in several]),
    ]
    return [(name, values) for name, values in rows if any(values)]


def _position(one: Mission, kind: str) -> int:
    return next((number for number, event in enumerate(one.events) if event.type == kind), -1)


def _first(page: Page, one: Mission, kind: str) -> str:
    event = one.first_event(kind)
    if event is None:
        return ""
    where = words.place(event.place) if event.place else ""
    return "\n".join(filter(None, (event.when.show(page.zone), where, "planned" if event.planned else "")))


def alliance(page: Page, one: Alliance) -> RenderableType:
    """The card of an alliance: instrument, principles, events, growth by year, members, and what others say."""
    count = query.counts(one)
    number = " · ".join(
        filter(
            None,
            (
                words.count(count["state"], "state") if count["state"] else "",
                words.count(count["organisation"], "organisation") if count["organisation"] else "",
                words.count(count["unidentified"], "more", "more") + " not identified" if count["unidentified"] else "",
            ),
        )
    )
    parts: list[RenderableType] = [
        page.head(one.name, [*one.native.values()], Text(number)),
        Text(one.instrument, GREY),
        Text(),
        Text(one.summary),
    ]
    if one.events:
        parts += [Text(), page.rows(_events(page, one.events))]
    if one.principles:
        parts += page.section("Principles", Group(*(Text(f"· {principle}") for principle in one.principles)))
    parts += page.section("Members by year", growth(page, one, chart=True))
    parts += page.section("By region", regions(page, one))
    if organisations := query.members(one, "organisation"):
        names = [f"{member.party}{_seat(member)}" for member in organisations]
        parts += page.section("Organisations", Text(" · ".join(names)))
    left = [member for member in one.members if member.left]
    if left:
        parts += page.section(
            "Left", page.rows([Row(_day(member.left), "", [member.party], member.sources) for member in left])
        )
    if one.unidentified:
        rows = [
            Row(f"number {place.ordinal}", "", [place.note or "not identified"], place.sources)
            for place in one.unidentified
        ]
        parts += page.section("Places taken, but not by whom", page.rows(rows, style=GREY))
    told = [_telling(member.party, telling) for member in one.members for telling in member.also]
    told += [_telling(words.label(event.type), telling) for event in one.events for telling in event.also]
    parts += _otherwise(page, [*told, *_own(one.also)])
    page.cite(key for keys in one.sources.values() for key in keys)
    parts += [
        Text(),
        Text(f"{words.counting_rule(page.today)} Sources of each member: --format csv.", GREY),
    ]
    return Group(*parts, *_origin(page, "alliances", one.id), *page.foot())


def _seat(member: Member) -> str:
    return f" ({member.country})" if member.country else ""


def _day(when: object) -> str:
    return when.show() if hasattr(when, "show") else ""


def agency(page: Page, one: Agency) -> RenderableType:
    """The card of an agency: who it is, what it joined, what it flew and took part in."""
    dataset = page.dataset
    country = dataset.country_of(one.country) if one.country else None
    successor = (
        f"now {dataset.agencies[one.successor].name}" if one.successor and one.successor in dataset.agencies else ""
    )
    parts: list[RenderableType] = [
        page.head(
            one.name,
            [*one.native.values(), *([one.abbreviation] if one.abbreviation and one.abbreviation != one.name else [])],
        ),
        Text(" · ".join(filter(None, (country.name if country else "", one.kind, successor))), GREY),
    ]
    if one.summary:
        parts += [Text(), Text(one.summary)]
    rows = []
    if one.founded:
        rows.append(Row("founded", "", [one.founded.show()], one.sources.get("founded", ())))
    if one.ended:
        rows.append(Row("ended", "", [one.ended.show()], one.sources.get("ended", ())))
    if one.head:
        native = f" {' '.join(one.head.native.values())}" if one.head.native else ""
        rows.append(
            Row(
                "head",
                "",
                [f"{one.head.name}{native}, {one.head.title} (as of {one.head.as_of.speak()})"],
                one.head.sources,
            )
        )
    if one.members:
        rows.append(Row("members", "", [" · ".join(one.members)], one.sources.get("members", ())))
    rows += [
        Row("joined", "", [_membership(alliance, member)], member.sources)
        for alliance, member in query.joined_by(dataset, one)
    ]
    if rows:
        parts += [Text(), page.rows(rows, style=GREY)]
    flown = [item for item in query.missions(dataset, scopes=(), agency=one.id) if one.id in item.agencies]
    partner = [item for item in query.missions(dataset, scopes=(), agency=one.id) if one.id in item.partners]
    for title, missions in (("Missions", flown), ("Took part in", partner)):
        if missions:
            parts += page.section(f"{title}  {len(missions)}", mission_rows(page, missions))
    parts += _otherwise(page, _own(one.also))
    page.cite(query.cited(one))
    return Group(*parts, *_origin(page, "agencies", one.id), *page.foot())


def _membership(alliance: Alliance, member: Member) -> str:
    since = f"since {member.joined.speak()}" if member.joined else "day unknown"
    until = f", left {member.left.speak()}" if member.left else ""
    return f"{alliance.name}, {since}{until} ({words.label(member.instrument)})"


def country(page: Page, one: Country) -> RenderableType:
    """The card of a country: what it joined and when, its agencies, what it flew."""
    dataset = page.dataset
    parts: list[RenderableType] = [
        page.head(one.name, [*one.native.values(), f"{one.iso2} {one.iso3}"]),
        Text(" · ".join(filter(None, (one.region, "former state" if one.former else ""))), GREY),
    ]
    joined = query.memberships(dataset, one)
    states = [(alliance, member) for alliance, member in joined if member.kind == "state"]
    others = [(alliance, member) for alliance, member in joined if member.kind == "organisation"]
    rows = [_membership_row(page, alliance, member, alliance.name) for alliance, member in states]
    rows += [
        _membership_row(page, alliance, member, f"{member.party} in the {alliance.name}") for alliance, member in others
    ]
    if rows:
        parts += [Text(), page.rows(rows)]
    else:
        parts += [Text(), Text("Member of no alliance in this record.", GREY)]
    if agencies := [item for item in dataset.agencies.values() if item.country == one.iso2]:
        names = [
            f"{item.name}{f' ({item.abbreviation})' if item.abbreviation and item.abbreviation != item.name else ''}"
            for item in agencies
        ]
        parts += page.section("Agencies, companies, institutes", Text(" · ".join(names)))
    if missions := query.missions(dataset, scopes=(), country=one.id):
        parts += page.section(f"Missions  {len(missions)}", mission_rows(page, missions))
    told = [
        _telling(alliance.abbreviation or alliance.name, telling)
        for alliance, member in states
        for telling in member.also
    ]
    parts += _otherwise(page, [*told, *_own(one.also)])
    page.cite(query.cited(one))
    return Group(*parts, *_origin(page, "countries", one.id), *page.foot())


def _membership_row(page: Page, alliance: Alliance, member: Member, name: str) -> Row:
    when = member.joined.show(page.zone) if member.joined else "day unknown"
    number = f"number {member.ordinal} in order of signature" if member.ordinal else ""
    left = f"left {member.left.speak()}" if member.left else ""
    signed = f"signed by {member.signed_by}" if member.signed_by else ""
    second = " · ".join(filter(None, (words.label(member.instrument), number, left, signed, member.note)))
    return Row(when, "", [name, words.Aside(second)], member.sources)


def programme(page: Page, one: Programme) -> RenderableType:
    """The card of a programme: who runs it, what it is, its sums and its missions."""
    missions = query.missions(page.dataset, scopes=(), programme=one.id)
    sums = query.totals(missions)
    parts: list[RenderableType] = [
        page.head(one.name, [*one.native.values()]),
        Text(
            " · ".join(
                [*words.country_names(page.dataset, one.countries), *(_short(page, key) for key in one.agencies)]
            ),
            GREY,
        ),
    ]
    if one.summary:
        parts += [Text(), Text(one.summary)]
    rows = [
        Row(
            "launched",
            "",
            [words.count(sums.launched, "mission") + (f", {sums.crewed} with a crew" if sums.crewed else "")],
        ),
        Row(
            "landed",
            "",
            [
                words.count(sums.landed, "mission")
                + (f", {sums.crewed_landings} with a crew" if sums.crewed_landings else "")
            ],
        ),
        Row("samples", "", [words.sample(sums.samples_g, page.units) if sums.samples_g else "none"]),
    ]
    parts += [Text(), page.rows(rows, style=GREY), Text("counted from the missions below, without their parts", GREY)]
    if missions:
        parts += page.section(f"Missions  {len(missions)}", mission_rows(page, missions))
    parts += _otherwise(page, _own(one.also))
    page.cite(query.cited(one))
    return Group(*parts, *_origin(page, "programmes", one.id), *page.foot())


def milestone(page: Page, one: Milestone) -> RenderableType:
    """The card of a treaty, law or announcement."""
    status = (
        f"{words.label(one.status)}{f', as of {one.status_as_of.speak()}' if one.status_as_of else ''}"
        if one.status
        else ""
    )
    parts: list[RenderableType] = [
        page.head(one.name, [*one.native.values()], Text(status) if status else None),
        Text(words.label(one.kind), GREY),
        Text(),
        Text(one.summary),
        Text(),
        page.rows(_events(page, one.events)),
    ]
    if one.parties:
        parts += [
            Text(),
            page.rows(
                [Row("parties", "", [f"{_about(one.parties)}{one.parties.value:g}"], one.parties.sources)], style=GREY
            ),
        ]
    told = [_telling(words.label(event.type), telling) for event in one.events for telling in event.also]
    parts += _otherwise(page, [*told, *_own(one.also)])
    page.cite(query.cited(one))
    return Group(*parts, *_origin(page, "milestones", one.id), *page.foot())


def source(page: Page, one: Source, cited_by: Sequence[tuple[str, str]]) -> RenderableType:
    """The card of a source, with the records that cite it."""
    rows = [
        Row("publisher", "", [one.publisher]),
        Row("kind", "", [one.kind]),
        *([Row("published", "", [one.published.show()])] if one.published else []),
        Row("read", "", [one.read.show()]),
        *([Row("by way of", "", [one.via])] if one.via else []),
        *([Row("address", "", [one.url])] if one.url else []),
        *([Row("note", "", [one.note])] if one.note else []),
    ]
    parts: list[RenderableType] = [page.head(one.title, [one.id]), Text(), page.rows(rows, style=GREY)]
    if cited_by:
        parts += page.section(f"Cited by  {len(cited_by)}", Text(" · ".join(name for _, name in cited_by)))
    return Group(*parts, *_origin(page, "sources", one.id), *page.foot())


def about(page: Page, lines: Sequence[tuple[str, str]]) -> RenderableType:
    """What is in the record, a line each."""
    return page.rows([Row(words.label(name), "", [value]) for name, value in lines], style=DATE)
