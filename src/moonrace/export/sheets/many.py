"""Many records of one kind as a table: a line a record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from moonrace import query
from moonrace.dataset import Dataset
from moonrace.errors import Problem
from moonrace.export.sheets.sheet import Sheet, listed, number, when_text
from moonrace.model import Agency, Alliance, Change, Country, Milestone, Mission, Programme, Source


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
                listed(one.countries),
                listed(one.agencies),
                one.programme or "",
                listed(one.kinds),
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
                    listed(one.sources),
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
                listed(joined),
            )
        )
    return Sheet(("id", "name", "iso2", "iso3", "region", "lunar_missions", "joined"), rows)


def programmes(chosen: Sequence[Programme], dataset: Dataset) -> Sheet:
    """A line a programme, with its sums."""
    rows = []
    for one in chosen:
        sums = query.totals(query.missions(dataset, scopes=(), programme=one.id))
        rows.append((one.id, one.name, listed(one.countries), listed(one.agencies), *map(number, sums)))
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
                listed(one.countries),
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


def changes(found: Sequence[Change]) -> Sheet:
    """A line a change."""
    return Sheet(
        ("when", "kind", "text", "records"), [(one.when.text, one.kind, one.text, listed(one.records)) for one in found]
    )


def hits(found: Sequence[query.Hit]) -> Sheet:
    """A line a record in which a text was found."""
    return Sheet(("kind", "id", "name", "field", "passage"), [tuple(one) for one in found])


def problems(found: Sequence[Problem]) -> Sheet:
    """A line a problem."""
    return Sheet(Problem._fields, [tuple(map(str, one)) for one in found])
