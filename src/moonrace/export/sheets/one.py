"""One record as a table: a line a fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import Any

from moonrace import query
from moonrace.dataset import Dataset
from moonrace.export.sheets.sheet import Sheet, listed, local_text, number, when_text
from moonrace.model import (
    Agency,
    Alliance,
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

FACTS = ("id", "field", "value", "detail", "sources")


def facts(
    records: Sequence[Mission | Agency | Country | Programme | Alliance | Milestone | Source],
    zone: tzinfo | None = None,
) -> Sheet:
    """A line a fact: record, field, value, what belongs to it, and its sources. Everything that a card says is here."""
    return Sheet(FACTS, [row for record in records for row in _facts(record, zone)])


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
                listed(member.sources),
            )
        )
    rows += [_mission_fact(one.id, mission, zone) for mission in query.missions(dataset, scopes=(), country=one.id)]
    return Sheet(FACTS, rows)


def programme(one: Programme, dataset: Dataset, zone: tzinfo | None = None) -> Sheet:
    """A line a fact of one programme: itself, its sums, its missions."""
    missions = query.missions(dataset, scopes=(), programme=one.id)
    rows = list(facts([one], zone).rows)
    rows += [
        (one.id, name, number(value), "counted from the record", "")
        for name, value in query.totals(missions)._asdict().items()
    ]
    rows += [_mission_fact(one.id, mission, zone) for mission in missions]
    return Sheet(FACTS, rows)


def _mission_fact(key: str, mission: Mission, zone: tzinfo | None) -> tuple[str, ...]:
    told = f"{mission.id}; {mission.outcome or mission.status}"
    return key, "mission", when_text(query.date_of(mission), zone), told, ""


def _facts(record: Any, zone: tzinfo | None) -> Iterable[tuple[str, str, str, str, str]]:
    table = getattr(record, "sources", {})
    for field in record._fields:
        value = getattr(record, field)
        if field in ("id", "sources") or value is None or value in ("", (), {}):
            continue
        for value_text, detail, sources, name in _cells(field, value, zone):
            yield record.id, name, value_text, detail, listed(sources or table.get(field, ()))


def _cells(field: str, value: Any, zone: tzinfo | None) -> Iterable[tuple[str, str, Sequence[str], str]]:
    """(value, detail, sources, field) of each fact that a field holds."""
    if isinstance(value, Moment):
        yield when_text(value, zone), "", (), field
    elif isinstance(value, Number):
        yield number(value.value), "approximate" if value.approximate else "", value.sources, field
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
        yield from ((item, "", (), field) for item in value) if separate else [(listed(value), "", (), field)]
    else:
        yield str(value), "", (), field


def _event(event: Event, zone: tzinfo | None) -> Iterable[tuple[str, str, Sequence[str], str]]:
    local = local_text(event)
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
    spot = f"{number(place.latitude)} {number(place.longitude)}" if place.latitude is not None else ""
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
