"""Answers as plain tables of text: what `plain` and `csv` write. Nothing is cut; dates are as written; an empty cell
is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import Any, NamedTuple

from moonrace import query
from moonrace.dataset import Dataset
from moonrace.errors import Problem, clean
from moonrace.model import (
    Agency,
    Alliance,
    Change,
    Country,
    Event,
    Member,
    Milestone,
    Mission,
    Number,
    Place,
    Programme,
    Source,
    Telling,
)
from moonrace.moment import Moment, read_zone

SITE = ("number", "mission", "name", "type", "when", "place", "latitude", "longitude", "side", "outcome", "sources")
FACTS = ("id", "field", "value", "detail", "sources")


class Sheet(NamedTuple):
    """A header and rows of as many cells."""

    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def plain(sheet: Sheet) -> str:
    """Header and rows, cells separated by tabs; a cell is one line of characters that no terminal obeys."""
    return "".join("\t".join(map(clean, row)) + "\n" for row in (sheet.header, *sheet.rows))


def csv(sheet: Sheet) -> str:
    """RFC 4180, lines ended by a line feed. A cell that a spreadsheet would take for a formula begins with a quote."""
    from csv import writer
    from io import StringIO

    out = StringIO()
    lines = writer(out, lineterminator="\n")
    lines.writerow(sheet.header)
    lines.writerows([_defused(clean(cell)) for cell in row] for row in sheet.rows)
    return out.getvalue()


def markdown(sheet: Sheet) -> str:
    """A table of GitHub's Markdown; what has a meaning there is escaped."""

    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(_escaped(clean(cell)) for cell in cells) + " |\n"

    return line(sheet.header) + line("---" for _ in sheet.header) + "".join(map(line, sheet.rows))


def _escaped(cell: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\|`*[]<" else sign for sign in cell)


def _defused(cell: str) -> str:
    formula = cell[:1] in ("=", "@") or (
        cell[:1] in ("+", "-") and not cell[1:].replace(".", "").replace(":", "").isdigit()
    )
    return f"'{cell}" if formula else cell


def when_text(when: Moment | None, zone: tzinfo | None = None) -> str:
    """The date as written; an instant in another zone, with its offset and its marks, where one is asked for."""
    if when is None:
        return ""
    local = when.in_zone(zone) if zone else None
    if local is None:
        return when.text
    mark = "%" if when.approximate and when.uncertain else "~" if when.approximate else "?" if when.uncertain else ""
    return local.isoformat(timespec=f"{when.precision}s") + mark


def _join(items: Iterable[str]) -> str:
    return " ".join(items)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def missions(chosen: Sequence[Mission], zone: tzinfo | None = None) -> Sheet:
    """A line a mission."""
    header = (
        "id",
        "name",
        "date",
        "scope",
        "countries",
        "agencies",
        "programme",
        "kinds",
        "crewed",
        "launcher",
        "launch_site",
        "status",
        "outcome",
        "cospar_id",
    )
    return Sheet(
        header,
        [
            (
                one.id,
                one.name,
                when_text(query.date_of(one), zone),
                one.scope,
                _join(one.countries),
                _join(one.agencies),
                one.programme or "",
                _join(one.kinds),
                "yes" if one.has_crew else "no",
                one.launcher or "",
                one.launch_site or "",
                one.status,
                one.outcome or "",
                one.cospar_id or "",
            )
            for one in chosen
        ],
    )


def timeline(
    entries: Sequence[query.Entry], zone: tzinfo | None = None, lanes: Mapping[query.Entry, str] | None = None
) -> Sheet:
    """A line an event; with its lane, where lanes are asked for."""
    if lanes:
        inner = timeline(entries, zone)
        return Sheet(
            ("lane", *inner.header), [(lanes[one], *row) for one, row in zip(entries, inner.rows, strict=True)]
        )
    header = (
        "when",
        "type",
        "title",
        "kind",
        "id",
        "planned",
        "local",
        "place",
        "latitude",
        "longitude",
        "first",
        "sources",
    )
    return Sheet(
        header,
        [
            (
                when_text(one.when, zone),
                one.type,
                one.title,
                one.kind,
                one.subject,
                "yes" if one.event.planned else "no",
                _local(one.event),
                *_where(one.event.place),
                one.event.first or "",
                _join(one.sources),
            )
            for one in entries
        ],
    )


def _local(event: Event) -> str:
    return (event.when.local(read_zone(event.zone)[0]) or "") if event.zone else ""


def _where(place: Place | None) -> tuple[str, str, str]:
    return (place.name or "", _number(place.latitude), _number(place.longitude)) if place else ("", "", "")


def members(alliances: Sequence[Alliance], dataset: Dataset, kind: str | None = None) -> Sheet:
    """A line a membership."""
    header = ("alliance", "party", "kind", "iso2", "iso3", "joined", "left", "instrument", "ordinal", "sources")
    rows = []
    for alliance in alliances:
        for one in query.members(alliance, kind):
            seat = dataset.country_of(one.country) if one.country else None
            ordinal = "" if one.ordinal is None else str(one.ordinal)
            rows.append(
                (
                    alliance.id,
                    one.party,
                    one.kind,
                    one.country or "",
                    seat.iso3 if seat else "",
                    when_text(one.joined),
                    when_text(one.left),
                    one.instrument,
                    ordinal,
                    _join(one.sources),
                )
            )
    return Sheet(header, rows)


def alliances(chosen: Sequence[Alliance]) -> Sheet:
    """A line an alliance."""
    header = ("id", "name", "kind", "since", "states", "organisations", "unidentified", "instrument")
    rows = []
    for one in chosen:
        count = query.counts(one)
        since = query.begins(one.events)
        rows.append(
            (
                one.id,
                one.name,
                one.kind,
                when_text(since),
                str(count["state"]),
                str(count["organisation"]),
                str(count["unidentified"]),
                one.instrument,
            )
        )
    return Sheet(header, rows)


def agencies(chosen: Sequence[Agency], dataset: Dataset) -> Sheet:
    """A line an agency, with the number of missions it flew."""
    flown = [mission.agencies for mission in dataset.missions.values()]
    return Sheet(
        ("id", "name", "abbreviation", "kind", "country", "founded", "missions"),
        [
            (
                one.id,
                one.name,
                one.abbreviation or "",
                one.kind,
                one.country or "",
                when_text(one.founded),
                str(sum(one.id in ids for ids in flown)),
            )
            for one in chosen
        ],
    )


def countries(chosen: Sequence[Country], dataset: Dataset) -> Sheet:
    """A line a country, with the number of missions it flew and what it joined."""
    flown = [mission.countries for mission in dataset.missions.values() if mission.scope == "lunar"]
    rows = []
    for one in chosen:
        joined = [
            f"{alliance.id}:{when_text(member.joined)}"
            for alliance, member in query.memberships(dataset, one)
            if member.kind == "state"
        ]
        rows.append(
            (
                one.id,
                one.name,
                one.iso2,
                one.iso3,
                one.region or "",
                str(sum(one.iso2 in codes for codes in flown)),
                _join(joined),
            )
        )
    return Sheet(("id", "name", "iso2", "iso3", "region", "lunar_missions", "joined"), rows)


def country(one: Country, dataset: Dataset, zone: tzinfo | None = None) -> Sheet:
    """A line a fact of one country: itself, what it joined, what it flew."""
    rows = list(facts([one], zone).rows)
    for alliance, member in query.memberships(dataset, one):
        rows.append(
            (
                one.id,
                f"member of {alliance.id}",
                when_text(member.joined),
                _member_detail(member),
                _join(member.sources),
            )
        )
    rows += [_mission_fact(one.id, mission, zone) for mission in query.missions(dataset, scopes=(), country=one.id)]
    return Sheet(FACTS, rows)


def programme(one: Programme, dataset: Dataset, zone: tzinfo | None = None) -> Sheet:
    """A line a fact of one programme: itself, its sums, its missions."""
    missions = query.missions(dataset, scopes=(), programme=one.id)
    rows = list(facts([one], zone).rows)
    rows += [
        (one.id, name, _number(value), "counted from the record", "")
        for name, value in query.totals(missions)._asdict().items()
    ]
    rows += [_mission_fact(one.id, mission, zone) for mission in missions]
    return Sheet(FACTS, rows)


def _mission_fact(key: str, mission: Mission, zone: tzinfo | None) -> tuple[str, ...]:
    told = f"{mission.id}; {mission.outcome or mission.status}"
    return key, "mission", when_text(query.date_of(mission), zone), told, ""


def programmes(chosen: Sequence[Programme], dataset: Dataset) -> Sheet:
    """A line a programme, with its sums."""
    rows = []
    for one in chosen:
        sums = query.totals(query.missions(dataset, scopes=(), programme=one.id))
        rows.append((one.id, one.name, _join(one.countries), _join(one.agencies), *map(_number, sums)))
    return Sheet(("id", "name", "countries", "agencies", *query.Totals._fields), rows)


def milestones(chosen: Sequence[Milestone]) -> Sheet:
    """A line a treaty, law or announcement, with its first date."""
    return Sheet(
        ("id", "name", "kind", "date", "status", "countries"),
        [
            (
                one.id,
                one.name,
                one.kind,
                when_text(query.begins(one.events)),
                one.status or "",
                _join(one.countries),
            )
            for one in chosen
        ],
    )


def sources(chosen: Sequence[Source]) -> Sheet:
    """A line a source."""
    return Sheet(
        ("id", "title", "publisher", "kind", "published", "read", "url", "via"),
        [
            (
                one.id,
                one.title,
                one.publisher,
                one.kind,
                when_text(one.published),
                one.read.text,
                one.url or "",
                one.via or "",
            )
            for one in chosen
        ],
    )


def standings(rows: Sequence[query.Standing]) -> Sheet:
    """A line a country or camp of the scoreboard."""
    return Sheet(query.Standing._fields, [tuple("" if cell is None else str(cell) for cell in row) for row in rows])


def firsts(found: Sequence[query.First], zone: tzinfo | None = None) -> Sheet:
    """A line a first."""
    return Sheet(
        ("when", "claim", "mission", "countries", "contested", "sources"),
        [
            (
                when_text(one.event.when, zone),
                one.claim,
                one.mission.id,
                _join(one.mission.countries),
                one.contested or "",
                _join(one.event.sources),
            )
            for one in found
        ],
    )


def upcoming(found: Sequence[query.Upcoming], zone: tzinfo | None = None) -> Sheet:
    """A line a planned event."""
    return Sheet(
        ("when", "mission", "name", "type", "overdue", "days", "slips", "sources"),
        [
            (
                when_text(one.event.when, zone), one.mission.id, one.mission.name, one.event.type, "yes" if one.overdue else "no",
                "" if one.days is None else str(one.days), str(one.slips), _join(one.event.sources),
            )
            for one in found
        ],
    )  # fmt: skip


def slips(histories: Sequence[query.History]) -> Sheet:
    """A line an announced target; a last one for the day itself, where the event has happened."""
    rows: list[tuple[str, ...]] = []
    for history in histories:
        name, kind = history.mission.id, history.event.type
        for slip in history.slips:
            target, months, total = slip.target, slip.months, slip.total
            drift = ("" if months is None else str(months), "" if total is None else str(total))
            rows.append(
                (
                    name,
                    kind,
                    target.announced.text,
                    target.when.text,
                    *drift,
                    target.by or "",
                    target.note or "",
                    _join(target.sources),
                )
            )
        if history.happened:
            total_text = "" if history.total is None else str(history.total)
            rows.append(
                (
                    name,
                    kind,
                    "",
                    history.happened.text,
                    "",
                    total_text,
                    "",
                    "it took place",
                    _join(history.event.sources),
                )
            )
    return Sheet(("mission", "event", "announced", "when", "months", "total_months", "by", "note", "sources"), rows)


def anniversaries(found: Sequence[query.Anniversary], zone: tzinfo | None = None) -> Sheet:
    """A line an anniversary."""
    return Sheet(
        ("years", "when", "mission", "name", "type", "title", "first", "sources"),
        [
            (
                str(one.years), when_text(one.event.when, zone), one.mission.id, one.mission.name, one.event.type,
                one.event.title or "",
                one.event.first or "", _join(one.event.sources),
            )
            for one in found
        ],
    )  # fmt: skip


def sites(found: Sequence[query.Site]) -> Sheet:
    """A line a site on the Moon, numbered as on the map."""
    return Sheet(
        SITE,
        [(str(number), *_site(one)) for number, one in enumerate(found, 1)],
    )


def _site(one: query.Site) -> tuple[str, ...]:
    return (
        one.mission.id, one.mission.name, one.event.type, when_text(one.event.when),
        (one.event.place and one.event.place.name) or "",
        _number(one.latitude), _number(one.longitude), one.side,
        one.mission.outcome or one.mission.status, _join(one.event.sources),
    )  # fmt: skip


def neighbours(site: query.Site, near: Sequence[query.Neighbour]) -> Sheet:
    """A site and its neighbours with their distances in kilometres."""
    header = (
        "number",
        "mission",
        "name",
        "type",
        "when",
        "place",
        "latitude",
        "longitude",
        "side",
        "outcome",
        "sources",
        "distance_km",
    )
    rows = [("0", *_site(site), "0")]
    rows += [(str(number), *_site(one.site), f"{one.distance_km:.1f}") for number, one in enumerate(near, 1)]
    return Sheet(header, rows)


def spans(found: Sequence[query.Span]) -> Sheet:
    """A line a bar of the chart."""
    return Sheet(
        ("mission", "name", "start", "end", "planned", "status", "outcome"),
        [
            (
                one.mission.id, one.mission.name, one.start.text, when_text(one.end), "yes" if one.planned else "no",
                one.mission.status, one.mission.outcome or "",
            )
            for one in found
        ],
    )  # fmt: skip


def changes(found: Sequence[Change]) -> Sheet:
    """A line a change."""
    return Sheet(
        ("when", "kind", "text", "records"), [(one.when.text, one.kind, one.text, _join(one.records)) for one in found]
    )


def hits(found: Sequence[query.Hit]) -> Sheet:
    """A line a record in which a text was found."""
    return Sheet(("kind", "id", "name", "field", "passage"), [tuple(one) for one in found])


def problems(found: Sequence[Problem]) -> Sheet:
    """A line a problem."""
    return Sheet(Problem._fields, [tuple(map(str, one)) for one in found])


def facts(
    records: Sequence[Mission | Agency | Country | Programme | Alliance | Milestone | Source],
    zone: tzinfo | None = None,
) -> Sheet:
    """A line a fact: record, field, value, what belongs to it, and its sources. Everything that a card says is here."""
    return Sheet(FACTS, [row for record in records for row in _facts(record, zone)])


def _facts(record: Any, zone: tzinfo | None) -> Iterable[tuple[str, str, str, str, str]]:
    table = getattr(record, "sources", {})
    for field in record._fields:
        value = getattr(record, field)
        if field in ("id", "sources") or value is None or value in ("", (), {}):
            continue
        for value_text, detail, sources, name in _cells(field, value, zone):
            yield record.id, name, value_text, detail, _join(sources or table.get(field, ()))


def _cells(field: str, value: Any, zone: tzinfo | None) -> Iterable[tuple[str, str, Sequence[str], str]]:
    """(value, detail, sources, field) of each fact that a field holds."""
    if isinstance(value, Moment):
        yield when_text(value, zone), "", (), field
    elif isinstance(value, Number):
        yield _number(value.value), "approximate" if value.approximate else "", value.sources, field
        yield from (_telling(telling, field) for telling in value.also)
    elif isinstance(value, bool):
        yield "yes" if value else "no", "", (), field
    elif isinstance(value, dict):
        yield from ((inner, key, (), field) for key, inner in value.items())
    elif field == "events":
        for event in value:
            yield from _event(event, zone)
    elif field == "members":
        for member in value:
            yield from _member(member)
    elif field == "crew":
        yield from ((person.name, f"{person.role}; {person.country}", (), field) for person in value)
    elif field == "also":
        yield from (_telling(telling, telling.field or "") for telling in value)
    elif field == "unidentified":
        yield from (
            (str(place.ordinal), "; ".join(filter(None, (when_text(place.when), place.note))), place.sources, field)
            for place in value
        )
    elif field == "head":
        yield value.name, f"{value.title}; as of {value.as_of}", value.sources, field
    elif isinstance(value, tuple):
        separate = field in ("aliases", "principles")
        yield from ((item, "", (), field) for item in value) if separate else [(_join(value), "", (), field)]
    else:
        yield str(value), "", (), field


def _event(event: Event, zone: tzinfo | None) -> Iterable[tuple[str, str, Sequence[str], str]]:
    local = _local(event)
    detail = [
        "planned" if event.planned else "",
        f"attempted {event.attempted}" if event.attempted else "",
        event.title or "",
        _place_text(event.place),
        f"{local}{' in ' + read_zone(event.zone)[1] if event.zone and read_zone(event.zone)[1] else ''}"
        if local
        else "",
        event.first or "",
        f"contested: {event.contested}" if event.contested else "",
        event.note or "",
    ]
    yield when_text(event.when, zone), "; ".join(filter(None, detail)), event.sources, event.type
    if event.place and event.place.sources:
        yield _place_text(event.place), "", event.place.sources, f"{event.type} place"
    yield from (_telling(telling, event.type) for telling in event.also)
    for target in event.targets:
        told = "; ".join(filter(None, (f"announced {target.announced}", target.by, target.note)))
        yield target.when.text, told, target.sources, f"{event.type} target"


def _place_text(place: Place | None) -> str:
    if place is None:
        return ""
    spot = f"{_number(place.latitude)} {_number(place.longitude)}" if place.latitude is not None else ""
    return ", ".join(filter(None, (place.name, spot, f"{place.side} side" if place.side else "")))


def _telling(telling: Telling, field: str) -> tuple[str, str, Sequence[str], str]:
    said = telling.value or (telling.when.text if telling.when else _place_text(telling.place))
    return said, f"{telling.reason}: {telling.why}", telling.sources, f"also {field}"


def _member_detail(member: Member) -> str:
    joined = f"joined {member.joined}" if member.joined else "joined on an unknown day"
    left = f"left {member.left}" if member.left else ""
    told = (
        member.party, member.kind, member.country, member.agency, joined, left, member.instrument, member.signed_by, member.note,
    )  # fmt: skip
    return "; ".join(filter(None, told))


def _member(member: Member) -> Iterable[tuple[str, str, Sequence[str], str]]:
    yield member.party, _member_detail(member), member.sources, "member"
    yield from (_telling(telling, f"member {member.party}") for telling in member.also)
