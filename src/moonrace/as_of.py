"""The record as of a day: what had happened, and what was planned, by the end of that day.

Events, members and announced dates have dates of their own, and a status follows from the events. Any other value always holds,
unless `FROM` declares from when it holds (`_mark` explains its words) or the `history` of the record says so. A part whose
shape is in `BEGINS` exists from that date on. Dates after the day are left out. The status in the record of today is computed
by the same functions when the record is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadValue
from moonrace.fields import cited, types_of, walk
from moonrace.ground import graded
from moonrace.records import BEGINS, FROM, REFERENCES
from moonrace.records.mission import ARRIVALS, ENDS, Mission, launch_of
from moonrace.records.parts import REQUIRED, Discrepancy, Event, Frozen, Seat

PARTINGS = frozenset({"separation", "deployment"})
"""Events by which a part leaves what carried it."""
_TALK = frozenset({"milestone", "announced", "paused", "resumed", "cancelled", "heard"})
"""Events that do not show that anything has flown."""
_PLAN = {"paused": "paused", "cancelled": "cancelled", "resumed": "planned", "announced": "planned"}
_INSTRUMENT = {"in-force": "in-force", "ended": "ended", "paused": "paused"}
_BIBLIOGRAPHY = ("publishers", "sources", "readings", "exceptions")

Sections = Mapping[str, Mapping[str, Any]]
Status = tuple[Any, Moment | None]
"""A status, and the date of the event or announcement behind it."""


def as_of(dataset: Dataset, day: Moment) -> Dataset:
    """The record as of the end of `day`, with the plans of that day. Raises BadValue for a day without an end."""
    if day.latest is None:
        raise BadValue(f"{day} has no end: name a day, a month or a year")
    if dataset.meta.data_date.is_past(day):
        return dataset
    past = _Past(dataset, day)
    sections: dict[str, Mapping[str, Any]] = {
        kind: {key: found for key, one in records.items() if (found := past.record(one)) is not None}
        for kind, records in dataset.sections.items()
        if kind not in _BIBLIOGRAPHY
    }
    sections = _without_later(settled(sections, day, dataset.missions))
    return Dataset(dataset.meta, past.with_bibliography(sections), origins=dataset.origins, whole=dataset)


def first_day(dataset: Dataset, record: Any) -> Moment | None:
    """The first day on which a record exists, or None if there is none."""
    linked = (
        dataset.sections["alliances" if field == "joined" else "missions"][key]
        for field in ("agencies", "partners", "programme", "crew", "joined")
        for key in dataset.linked(field, record.id)
    )
    dates = (value for one in (record, *linked) for _, value in walk(one) if isinstance(value, Moment))
    ends = {(when.latest - timedelta(seconds=1)).date() for when in dates if when.latest}
    days = (Moment(day.isoformat()) for day in sorted(ends))
    return next((day for day in days if _Past(dataset, day).record(record) is not None), None)


def _without_later(sections: Sections) -> dict[str, Mapping[str, Any]]:
    """The sections without references to records that did not exist yet."""
    found = {kind: dict(records) for kind, records in sections.items()}
    for kind in ("missions", "programmes", "milestones"):
        for key, one in sections[kind].items():
            kept: dict[str, Any] = {}
            for field, target in REFERENCES.items():
                value = getattr(one, field, None)
                if target in ("agencies", "missions", "programmes", "alliances") and value:
                    names = (value,) if isinstance(value, str) else value
                    there = tuple(name for name in names if name in sections[target])
                    if len(there) < len(names):
                        kept[field] = there if value is names else None
            if kept:
                found[kind][key] = one._replace(**kept)
    return {**found}


def settled(sections: Sections, day: Moment, whole: Mapping[str, Mission] | None = None) -> dict[str, dict[str, Any]]:
    """The sections with every status computed from the events. `whole` holds the missions with their later events too."""
    missions = whole or sections["missions"]
    found = {kind: dict(records) for kind, records in sections.items()}
    for kind in ("missions", "alliances", "milestones"):
        for key, one in sections[kind].items():
            status, word = _of_mission(one, day, missions) if kind == "missions" else _of_instrument(one, day)
            if (one.status, one.status_as_of) != (status, word):
                found[kind][key] = one._replace(status=status, status_as_of=word)
    return found


def seated(sections: Sections) -> dict[str, Mapping[str, Any]]:
    """The sections with the names, countries and agencies of crews taken from the records in `people`."""
    people, found = sections["people"], {}
    for key, one in sections["missions"].items():
        crew = tuple(_seat(seat, people.get(seat.person)) for seat in one.crew)
        if crew != one.crew:
            found[key] = one._replace(crew=crew)
    return {**sections, "missions": {**sections["missions"], **found}}


def _seat(seat: Seat, person: Any) -> Seat:
    if person is None:
        return seat
    return seat._replace(
        name=person.name, native=person.native, country=person.country, agency=seat.agency or person.agency
    )


def _of_mission(mission: Mission, day: Moment, missions: Mapping[str, Mission]) -> Status:
    whole = missions.get(mission.id, mission)
    own = whole.own_events
    begin = launch_of(missions, whole) or next((event for event in own if event.type not in _TALK), None)
    if begin is None or not begin.when.is_past(day):
        return _of_plan(mission, day)
    done = [event for event in own if event.when.is_past(day)]
    for event in reversed(done):
        if event.type in ENDS:
            return "ended", event.when
        if event.type == "heard":
            break  # it was heard from again, so nothing before that was the end
    last, later = done[-1] if done else begin, [event for event in own if not event.when.is_past(day)]
    if any(event.type in ENDS and event.when.may_fall(None, day) for event in later):
        return "unknown", last.when
    on_the_way = whole.scope not in ("test", "context") and not _has_arrived(whole, day, missions)
    return "in-flight" if on_the_way else "operating", day if later else last.when


def _has_arrived(mission: Mission, day: Moment, missions: Mapping[str, Mission]) -> bool:
    """True if the mission, a part of it, or the craft that carried it had reached the Moon by the end of `day`."""
    seen, until = set(), day
    while mission.id not in seen:
        seen.add(mission.id)
        happened = [event for event in mission.events if not event.planned and event.when.is_past(until)]
        if any(event.type in ARRIVALS for event in happened):
            return True
        parted = [event.when for event in happened if event.type in PARTINGS and not event.of]
        until, mission = min([*parted, until]), missions.get(mission.part_of or "", mission)
    return False


def _of_plan(mission: Mission, day: Moment) -> Status:
    words = [(target.announced, "announced") for event in mission.events for target in event.targets]
    words += [(event.when, event.type) for event in mission.events if not event.planned]
    words = sorted(word for word in words if word[0].is_past(day))
    decided = [(_PLAN[word], when) for when, word in words if word in _PLAN]
    if decided and decided[-1][0] != "planned":
        return decided[-1]
    return "planned", words[-1][0] if words else None


def _of_instrument(record: Any, day: Moment) -> Status:
    """The status of a treaty, law or alliance. An alliance is open once it is signed; only one that is a treaty enters into
    force.
    """
    past = [event for event in record.events if not event.planned and event.when.is_past(day)]
    is_joined = hasattr(record, "members")
    for event in reversed(past):
        if event.type in _INSTRUMENT and (event.type != "in-force" or not is_joined or record.kind == "treaty"):
            return _INSTRUMENT[event.type], event.when
    signed = any(event.type in ("signed", "opened") for event in past)
    status = ("open" if is_joined else "signed") if signed else None if is_joined or not past else "done"
    return status, past[-1].when if past else None


def _is_past(when: Moment | None, day: Moment) -> bool:
    return when is not None and when.is_past(day)


class _Past:
    """The records of a dataset as of the end of a day."""

    def __init__(self, dataset: Dataset, day: Moment) -> None:
        self.dataset, self.day = dataset, day

    def record(self, record: Any) -> Any:
        """The record as of the day, apart from its status; None if it did not exist yet."""
        if not self._has_begun(record):
            return None
        empty = {name: None if value is REQUIRED else value for name, value in type(record)._field_defaults.items()}
        then = record._replace(**dict(self._parts(record, record)))
        history = getattr(record, "history", ())
        for since in reversed(history):
            if not since.since.is_past(self.day):
                now, kept = getattr(then, since.field), since.before
                if isinstance(now, tuple) and (since.value or since.before):
                    kept = (*(one for one in now if one != since.value), *([since.before] if since.before else []))
                elif since.before is None:
                    kept = empty.get(since.field)
                then = then._replace(**{since.field: kept})
        for name, word in FROM.get(type(record).__name__, {}).items():
            own = [since for since in history if since.field == name]
            is_dated = any(since.value is None for since in own) or not getattr(then, name)
            if not is_dated and not _is_past(self._mark(record, word), self.day):
                known = [since.value for since in own if since.since.is_past(self.day)]
                kept = tuple(one for one in getattr(then, name) if one in known) if known else empty.get(name)
                then = then._replace(**{name: kept})
        if "events" in record._fields and not then.events and not getattr(then, "members", ()):
            return None
        return self._tidy(then)

    @staticmethod
    def _tidy(record: Any) -> Any:
        """The record without sources and discrepancies of fields that are empty."""
        if not isinstance(getattr(record, "sources", None), dict):
            return record
        return record._replace(
            sources=Frozen({name: keys for name, keys in record.sources.items() if getattr(record, name, None)}),
            also=tuple(other for other in record.also if getattr(record, other.field or "", None)),
        )

    def _has_begun(self, part: Any) -> bool:
        """True if a record or part existed by the end of the day, that is, its date in `BEGINS` had passed.

        An unknown date has not passed, except for `since` and `as_of`. An agency or programme without a date begins with its
        missions, a person with the first crew, a group with its first member.
        """
        shape = type(part).__name__
        begins = BEGINS.get(shape)
        when = getattr(part, begins) if begins else None
        if shape == "Person":
            crews = (self.dataset.missions[key] for key in self.dataset.linked("crew", part.id))
            return any(
                (then := self.record(mission)) and any(seat.person == part.id for seat in then.crew)
                for mission in crews
            )
        if when is None and shape in ("Agency", "Programme"):
            when = min(self._linked_dates(part), default=None)
            return when is None or when.is_past(self.day)
        if shape == "Group":
            return any(map(self._has_begun, part.members))
        return begins is None or _is_past(when, self.day) or (when is None and begins in ("since", "as_of"))

    def _linked_dates(self, record: Any) -> Iterator[Moment]:
        """The dates of the missions of an agency or programme, and of its joining alliances."""
        for field in ("agencies", "partners", "programme"):
            for key in self.dataset.linked(field, record.id):
                yield from _dates(self.dataset.missions[key])
        for key in self.dataset.linked("joined", record.id):
            yield from (
                member.joined
                for member in self.dataset.alliances[key].members
                if member.agency == record.id and member.joined
            )

    def _mark(self, record: Any, word: str) -> Moment | None:
        """The day from which a value holds, for a word of `FROM`:

        - `latest`: the last date in the record
        - `end`: the end of the mission, else `latest`
        - `plan`: the last announcement before the launch, else the launch
        - any other word: the date of the field, or of the first event, of that name
        """
        if word in record._fields:
            when: Moment | None = getattr(record, word)
            return when
        if word == "latest" or not isinstance(record, Mission):
            return max(_dates(record) if hasattr(record, "events") else self._linked_dates(record), default=None)
        if word == "end":
            ends = [event.when for event in record.own_events if event.type in ENDS]
            return max(ends) if ends and record.has_ended else self._mark(record, "latest")
        launch = launch_of(self.dataset.missions, record)
        if word == "plan":
            said = [target.announced for event in record.events for target in event.targets]
            said = [when for when in said if launch is None or when.is_over_before(launch.when)]
            return max(said) if said else launch.when if launch else self._mark(record, "latest")
        if word == "launch":
            return launch.when if launch else None
        found = record.first_happened(word)
        return found.when if found else None

    def _parts(self, value: Any, record: Any) -> Iterator[tuple[str, Any]]:
        """The fields of a record or part that differ as of the day: its parts, and dates that came later."""
        shape: Any = type(value)
        for name, declared in types_of(shape).items():
            inner = getattr(value, name)
            if not inner:
                continue
            if declared.is_shape and declared.form != "table":
                several = inner if declared.form == "list" else (inner,)
                then = tuple(one for part in several if (one := self._part(part, record)) is not None)
                yield name, then if declared.form == "list" else next(iter(then), None)
            elif declared.of is Moment and name != "when" and declared.optional and not inner.is_past(self.day):
                yield name, None

    def _part(self, part: Any, record: Any) -> Any:
        if not self._has_begun(part):
            return None
        then = part._replace(**dict(self._parts(part, record)))
        for name, field in FROM.get(type(part).__name__, {}).items():
            if getattr(part, field) != getattr(then, field):
                then = then._replace(**{name: None})
        return self._event(part, then, record) if isinstance(part, Event) else then

    def _event(self, event: Event, then: Event, record: Any) -> Event | None:
        """The event if it had happened, without later discrepancies; else the plan as last announced; None if there was none."""
        if event.planned:
            is_there = (
                then.targets == event.targets if event.targets else _is_past(self._mark(record, "latest"), self.day)
            )
        else:
            is_there = event.when.is_past(self.day)
        if is_there:
            said = tuple(other for other in then.also if self._was_said(other, event))
            return then if said == then.also else then._replace(also=said)
        if not then.targets:
            return None
        plan = then.targets[-1]
        return Event(
            type=plan.type or event.type, when=plan.when, planned=True, of=event.of, title=event.title, sources=plan.sources,
            targets=then.targets,
        )  # fmt: skip

    def _was_said(self, other: Discrepancy, event: Event) -> bool:
        """False for a discrepancy with a later date, and for one about a plan that was published later."""
        if not event.planned:
            return other.when is None or other.when.is_past(self.day)
        published = [self.dataset.sources[key].published for key in other.sources if key in self.dataset.sources]
        return any(when is None or when.is_past(self.day) for when in published)

    def with_bibliography(self, sections: Sections) -> Sections:
        """The sections with the sources that they cite, the publishers of these, and the readings and exceptions of records
        that have not changed since.
        """
        keys = {key for records in sections.values() for record in records.values() for key in cited(record)}
        found = {key: source for key, source in self.dataset.sources.items() if key in keys}
        known = {source.publisher for source in found.values()}
        more: dict[str, Mapping[str, Any]] = {
            "publishers": {key: one for key, one in self.dataset.publishers.items() if key in known},
            "sources": found,
            "exceptions": {key: one for key, one in self.dataset.exceptions.items() if self._is_whole(one.record)},
            "readings": {
                key: one
                for key, one in self.dataset.readings.items()
                if one.source in found and self._is_whole(one.record)
            },
        }
        every = graded({**sections, **more})
        return Frozen((kind, Frozen(every[kind])) for kind in self.dataset.sections)

    def _is_whole(self, key: str) -> bool:
        """True if the record with that id has no date after the day."""
        found = [records[key] for records in self.dataset.sections.values() if key in records]
        return all(_is_past(max(_dates(one), default=None), self.day) for one in found if hasattr(one, "events"))


def _dates(record: Any) -> Iterable[Moment]:
    """The dates of the past events of a record, and the days of its announcements."""
    for event in record.events:
        if not event.planned:
            yield event.when
        yield from (target.announced for target in event.targets)
