"""The record laid flat into tables with keys: what the CSV folder and the SQLite file have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from moonrace import query
from moonrace.dataset import SINGULAR, Dataset
from moonrace.export import jsonout
from moonrace.export.columns import Cell, Table, empty_tables
from moonrace.model import Alliance, Event, Milestone, Mission, Place, Telling
from moonrace.moment import Moment

Json = dict[str, Any]
Tick = Callable[[], None]
"""Called once for each record that was worked through, so that a caller can show how far it is."""


def no_tick() -> None:
    """For callers who show nothing."""


def tables(dataset: Dataset, tick: Tick = no_tick) -> list[Table]:
    """Every table with its rows, in the order in which one leads to another."""
    made = empty_tables()
    filler = _Filler(dataset, made)
    for kind, records in dataset.sections.items():
        for record in records.values():
            filler.add(kind, record)
            tick()
    return list(made.values())


class _Filler:
    """Lays one record after the other flat, into the rows of the tables."""

    def __init__(self, dataset: Dataset, made: Mapping[str, Table]) -> None:
        self.dataset, self.made = dataset, made

    def put(self, table: str, **values: Any) -> None:
        made = self.made[table]
        made.rows.append(tuple(_cell(column.name, values.get(column.name)) for column in made.columns))

    def add(self, kind: str, record: Any) -> None:
        singular = SINGULAR[kind]
        at = {"kind": singular, "record": record.id}
        shape: Json = getattr(self, f"_{singular}")(record)
        self.put(kind, **shape)
        if kind in ("sources", "changes"):
            return
        self._names(at, shape)
        for label, url in shape.get("links", {}).items():
            self.put("links", **at, label=label, url=url)
        for place, event in enumerate(getattr(record, "events", ()), 1):
            self._event(at, event, place)
        if kind == "alliances":
            self._members(at, record)
        if isinstance(shape["sources"], dict):
            for field, keys in shape["sources"].items():
                self._use(keys, **at, field=field)
        else:
            self._use(shape["sources"], **at)
        self._tellings(getattr(record, "also", ()), **at)
        for field in ("mass_kg", "sample_mass_g", "parties"):
            if number := getattr(record, field, None):
                self._use(number.sources, **at, field=field)
                self._tellings(number.also, **at, field=field)
        if getattr(record, "head", None):
            self._use(record.head.sources, **at, field="head")

    # --- One of each kind

    def _mission(self, one: Mission) -> Json:
        shape = jsonout.mission(one)
        for number, person in enumerate(shape["crew"], 1):
            self.put("crew", **person, mission=one.id, number=number)
        for country in dict.fromkeys(one.countries):
            self.put("mission_countries", mission=one.id, country=country)
        for role, agencies in (("flew", one.agencies), ("partner", one.partners)):
            for agency in dict.fromkeys(agencies):
                self.put("mission_agencies", mission=one.id, agency=agency, role=role)
        for kind in dict.fromkeys(one.kinds):
            self.put("mission_kinds", mission=one.id, kind=kind)
        mass, samples = one.mass_kg, one.sample_mass_g
        return {
            **shape,
            **_dated(query.date_of(one)),
            "part_of": self._known("missions", one.part_of),
            "mass_kg": mass.value if mass else None,
            "mass_is_approximate": mass.approximate if mass else None,
            "sample_mass_g": samples.value if samples else None,
            "sample_mass_is_approximate": samples.approximate if samples else None,
        }

    def _agency(self, one: Any) -> Json:
        head = one.head
        told = (head.name, head.title, head.as_of.text) if head else (None, None, None)
        return {
            **jsonout.agency(one),
            "founded": one.founded and one.founded.text,
            "ended": one.ended and one.ended.text,
            **dict(zip(("head", "head_title", "head_as_of"), told, strict=True)),
        }

    def _country(self, one: Any) -> Json:
        return jsonout.country(self.dataset, one)

    def _programme(self, one: Any) -> Json:
        return jsonout.programme(self.dataset, one)

    def _alliance(self, one: Alliance) -> Json:
        shape, counts = jsonout.alliance(self.dataset, one), query.counts(one)
        return {
            **shape,
            "states": counts["state"],
            "organisations": counts["organisation"],
            "unidentified": counts["unidentified"],
        }

    def _milestone(self, one: Milestone) -> Json:
        return {
            **jsonout.milestone(one),
            "alliance": self._known("alliances", one.alliance),
            "parties": int(one.parties.value) if one.parties else None,
        }

    def _feature(self, one: Any) -> Json:
        return {**one._asdict(), "sources": list(one.sources)}

    def _change(self, one: Any) -> Json:
        return {**one._asdict(), **_dated(one.when)}

    def _source(self, one: Any) -> Json:
        return jsonout.source(one)

    # --- What records have in common

    def _known(self, kind: str, key: str | None) -> str | None:
        """The id, unless the record as of a past day does not hold what it leads to."""
        return key if key in self.dataset.sections[kind] else None

    def _names(self, at: Json, shape: Json) -> None:
        names = [(shape["name"], None, "name")]
        names += [(name, language, "native") for language, name in shape.get("native_names", {}).items()]
        names += [(name, None, "alias") for name in shape.get("aliases", ())]
        if shape.get("abbreviation"):
            names.append((shape["abbreviation"], None, "abbreviation"))
        for number, (name, language, role) in enumerate(names, 1):
            self.put("names", **at, number=number, name=name, language=language, role=role)

    def _event(self, at: Json, event: Event, number: int) -> None:
        key = f"{at['kind']}/{at['record']}/{number}"
        subject = {"kind": at["kind"], at["kind"]: at["record"]}
        self.put(
            "events",
            **{
                **jsonout.event(event),
                **_dated(event.when),
                **_spot(event.place),
                **subject,
                "id": key,
                "number": number,
            },
        )
        self._use(event.sources, **at, event=key)
        self._use(event.place.sources if event.place else (), **at, event=key, field="place")
        for count, target in enumerate(event.targets, 1):
            target_key = f"{key}/{count}"
            self.put(
                "targets",
                id=target_key,
                event=key,
                number=count,
                announced=target.announced.text,
                **_dated(target.when),
                announced_by=target.by,
                note=target.note,
            )
            self._use(target.sources, **at, event=key, target=target_key)
        self._tellings(event.also, **at, event=key)

    def _members(self, at: Json, alliance: Alliance) -> None:
        for number, member in enumerate(alliance.members, 1):
            key, shape = f"{alliance.id}/{number}", jsonout.member(self.dataset, member)
            dates: Json = {}
            for name, when in (("joined", member.joined), ("left", member.left)):
                bounds = jsonout.moment(when)
                dates |= {
                    name: bounds["when"],
                    f"{name}_earliest": bounds["earliest"],
                    f"{name}_latest": bounds["latest"],
                }
            self.put("members", **{**shape, **dates}, id=key, alliance=alliance.id, country=member.country)
            self._use(member.sources, **at, member=key)
            self._tellings(member.also, **at, member=key)
        for place in alliance.unidentified:
            self.put(
                "unidentified_members",
                alliance=alliance.id,
                ordinal=place.ordinal,
                date=place.when and place.when.text,
                note=place.note,
            )
            self._use(place.sources, **at, field="unidentified")

    def _tellings(self, tellings: Iterable[Telling], **at: Any) -> None:
        for one in tellings:
            key = len(self.made["tellings"].rows) + 1
            told = {"value": one.value, "date": one.when and one.when.text, "reason": one.reason, "why": one.why}
            self.put("tellings", **{"field": one.field, **at, **told, **_spot(one.place), "id": key})
            places = one.place.sources if one.place else ()
            self._use(dict.fromkeys((*one.sources, *places)), **at, telling=key)

    def _use(self, sources: Iterable[str], **at: Any) -> None:
        for source in sources:
            self.put("source_uses", id=len(self.made["source_uses"].rows) + 1, source=source, **at)


def _dated(when: Moment | None) -> Json:
    shape = jsonout.moment(when)
    return {"date": shape.pop("when"), **shape}


def _spot(place: Place | None) -> Json:
    if place is None:
        return dict.fromkeys(("place", "latitude", "longitude", "side"))
    return {"place": place.name, "latitude": place.latitude, "longitude": place.longitude, "side": place.side}


def _cell(column: str, value: Any) -> Cell:
    """A value of JSON as one cell: lists and tables joined, truth as 0 and 1."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Mapping):
        return " | ".join(f"{key}: {text}" for key, text in value.items()) or None
    if isinstance(value, list | tuple):
        # Ids and codes have no spaces in them; names and sentences have.
        return (" | " if column in ("aliases", "principles") else " ").join(value) or None
    if isinstance(value, str | int | float) or value is None:
        return value
    raise TypeError(f"no cell holds a {type(value).__name__}")
