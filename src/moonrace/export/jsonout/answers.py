"""Answers that join records as JSON: a line of a timeline, a first, a plan, a site."""

from __future__ import annotations

from moonrace import query
from moonrace.export.jsonout.values import Json, dated, event, moment, target_of


def entry(one: query.Entry) -> Json:
    """One line of a timeline."""
    inner = event(one.event)
    return {
        **moment(one.when),
        "type": one.type,
        "title": one.title,
        "subject": {"kind": one.kind, "id": one.subject},
        **{
            key: inner[key]
            for key in (
                "local",
                "local_place",
                "planned",
                "attempted",
                "place",
                "first",
                "contested",
                "note",
                "sources",
            )
        },
    }


def first(one: query.First) -> Json:
    """A claim to have been first."""
    return {
        **moment(one.event.when),
        "claim": one.claim,
        "contested": one.contested,
        "mission": one.mission.id,
        "countries": list(one.mission.countries),
        "type": one.event.type,
        "sources": list(one.event.sources),
    }


def upcoming(one: query.Upcoming) -> Json:
    """The next planned event of a mission."""
    return {
        **moment(one.event.when),
        "mission": one.mission.id,
        "name": one.mission.name,
        "countries": list(one.mission.countries),
        "type": one.event.type,
        "overdue": one.overdue,
        "days": one.days,
        "slips": one.slips,
        "sources": list(one.event.sources),
    }


def history(one: query.History) -> Json:
    """How the date of one event moved."""
    return {
        "mission": one.mission.id,
        "type": one.event.type,
        "happened": dated(one.happened),
        "total_months": one.total,
        "targets": [
            {**target_of(slip.target), "months": slip.months, "total_months": slip.total} for slip in one.slips
        ],
    }


def anniversary(one: query.Anniversary) -> Json:
    """Something that happened on this day of an earlier year."""
    return {
        **moment(one.event.when),
        "years": one.years,
        "mission": one.mission.id,
        "name": one.mission.name,
        "type": one.event.type,
        "title": one.event.title,
        "first": one.event.first,
        "sources": list(one.event.sources),
    }


def site(one: query.Site) -> Json:
    """A place that a mission landed on or hit."""
    return {
        "mission": one.mission.id,
        "name": one.mission.name,
        "type": one.event.type,
        **moment(one.event.when),
        "place": one.event.place.name if one.event.place else None,
        "latitude": one.latitude,
        "longitude": one.longitude,
        "side": one.side,
        "outcome": one.mission.outcome,
        "sources": list(one.event.sources),
    }


def span(one: query.Span) -> Json:
    """The time of a mission, from its launch to its end."""
    return {
        "mission": one.mission.id,
        "name": one.mission.name,
        "start": moment(one.start),
        "end": dated(one.end),
        "planned": one.planned,
        "status": one.mission.status,
        "outcome": one.mission.outcome,
    }


def hit(one: query.Hit) -> Json:
    """A record in which a text was found."""
    return {"kind": one.kind, "id": one.id, "name": one.name, "field": one.field, "passage": one.passage}
