"""Answers that join records as tables: a line an event, a first, a date, a site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from moonrace import query
from moonrace.export.sheets.sheet import Sheet, listed, local_text, number, when_text
from moonrace.model import Place

SITE = ("number", "mission", "name", "type", "when", "place", "latitude", "longitude", "side", "outcome", "sources")


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
                local_text(one.event),
                *_where(one.event.place),
                one.event.first or "",
                listed(one.sources),
            )
            for one in entries
        ],
    )


def _where(place: Place | None) -> tuple[str, str, str]:
    return (place.name or "", number(place.latitude), number(place.longitude)) if place else ("", "", "")


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
                listed(one.mission.countries),
                one.contested or "",
                listed(one.event.sources),
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
                "" if one.days is None else str(one.days), str(one.slips), listed(one.event.sources),
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
                    listed(target.sources),
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
                    listed(history.event.sources),
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
                one.event.first or "", listed(one.event.sources),
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
        number(one.latitude), number(one.longitude), one.side,
        one.mission.outcome or one.mission.status, listed(one.event.sources),
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
