"""Dated events in order: those of missions, treaties, alliances and announcements."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import Literal, NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadValue
from moonrace.query.camps import camp
from moonrace.query.citations import Subject
from moonrace.query.durations import until as last_word
from moonrace.query.missions import dating_event, part_name
from moonrace.query.period import NO_DATE, begins, in_period, known, local_time
from moonrace.records.alliances import Alliance
from moonrace.records.documents import Milestone, MilestoneKind
from moonrace.records.mission import PLANS, WORKS, Mission, Outcome, Status
from moonrace.records.parts import Event, EventType, Place, Texts

Lane = Literal["left", "middle", "right"]


class Entry(NamedTuple):
    """One line of a timeline: an event and what it belongs to.

    when: its date, in UTC
    type: what kind of event
    title: the event in a few words
    subject: the record that it belongs to
    local: the local reading where the day was announced, with its offset
    planned: true while it is a plan
    attempted: what was attempted, where the event is how the attempt ended
    place: where it happened
    contested: who disputes that first, and why
    lane: the camp's lane, with --lanes
    """

    when: Moment
    type: EventType
    title: str
    subject: Subject
    local: str | None
    local_place: str | None
    planned: bool
    attempted: str | None
    place: Place | None
    first: str | None
    contested: str | None
    note: str | None
    sources: Texts
    lane: Lane | None


HIGHLIGHTS = frozenset({"landing", "impact", "return", "signed", "in-force", "established", "announced", "paused"})


def is_highlight(mission: Mission | None, event: Event) -> bool:
    """True for an event of the short timeline: a first; a landing or crash of a lunar mission; a crewed launch or return;
    samples brought back; an event of a treaty or alliance. Plans of a cancelled or paused mission are left out.
    """
    if mission is not None and event.planned and mission.is_dropped:
        return False
    if event.first:
        return True
    if mission is None:
        return event.type in HIGHLIGHTS
    if mission.scope != "lunar":
        return False
    if event.type in ("launch", "return"):
        return mission.crewed or (event.type == "return" and mission.sample_mass_g is not None)
    return event.type == "landing" or (event.type == "impact" and event.attempted == "landing")


def timeline(
    dataset: Dataset,
    chosen: Iterable[Mission],
    *,
    types: Sequence[str] = (),
    since: Moment | None = None,
    until: Moment | None = None,
    everything: bool = False,
    instruments: bool = True,
    lanes: bool = False,
) -> list[Entry]:
    """Events of the chosen missions, and (with `instruments`) of treaties and alliances and their members, in order of date.

    Without `types` and without `everything`, only the highlights. A failed attempt counts as what was attempted: the type
    `landing` finds crashes too. `lanes` adds the lane of each entry.
    """
    known(types, EventType)
    found = [
        (Subject("mission", mission.id), _title(dataset, mission, event), event)
        for mission in chosen
        for event in mission.events
        if in_period(dataset, event, since, until, dropped=mission.is_dropped)
        and (event.type != "heard" or "heard" in types)
        and (everything or (not (event.planned and mission.is_dropped) if types else is_highlight(mission, event)))
    ]
    if instruments:
        others = [
            (Subject(kind, record.id), _instrument_title(record.name, event), event)
            for kind, record, event in _instrument_events(dataset)
            if everything or types or is_highlight(None, event)
        ]
        if everything or types:
            others += _growth(dataset)
        found += [one for one in others if in_period(dataset, one[2], since, until)]
    entries = [
        _entry(dataset, subject, title, event, lanes)
        for subject, title, event in found
        if not types or event.type in types or event.attempted in types
    ]
    return sorted(
        entries, key=lambda entry: (entry.when, entry.subject.id)
    )  # stable: events of one record keep their order


def within(dataset: Dataset, period: Moment) -> list[Entry]:
    """Every event that lies wholly within a period, in order of date. Events that only may lie in it are left out."""
    entries = timeline(dataset, dataset.missions.values(), since=period, until=period, everything=True)
    return [entry for entry in entries if is_within(entry.when, period)]


def planned_in(dataset: Dataset, period: Moment) -> list[Mission]:
    """The missions with a plan that may fall in a period, in order of that date."""
    entries = timeline(
        dataset, dataset.missions.values(), since=period, until=period, everything=True, instruments=False
    )
    return [dataset.missions[key] for key in dict.fromkeys(one.subject.id for one in entries if one.planned)]


def is_within(when: Moment, period: Moment) -> bool:
    """True if everything that a date can mean lies in the period."""
    if not (when.earliest and when.latest and period.earliest and period.latest):
        return False
    return period.earliest <= when.earliest and when.latest <= period.latest


def _entry(dataset: Dataset, subject: Subject, title: str, event: Event, lanes: bool) -> Entry:
    return Entry(
        event.when, event.type, title, subject, *local_time(event), event.planned, event.attempted, event.place, event.first,
        event.contested, event.note, event.sources, _lane(dataset, subject, event.when) if lanes else None,
    )  # fmt: skip


def _instrument_events(dataset: Dataset) -> Iterator[tuple[str, Milestone | Alliance, Event]]:
    """The events of milestones and alliances. An event of an alliance that one of its milestones has too is not repeated."""
    seen = set()
    for milestone in dataset.milestones.values():
        for event in milestone.events:
            seen.add((milestone.alliance, event.type, event.when))
            yield "milestone", milestone, event
    for alliance in dataset.alliances.values():
        for event in alliance.events:
            if (alliance.id, event.type, event.when) not in seen:
                yield "alliance", alliance, event


def _growth(dataset: Dataset) -> Iterator[tuple[Subject, str, Event]]:
    for alliance in dataset.alliances.values():
        for member in alliance.members:
            subject = Subject("alliance", alliance.id)
            if member.joined:
                event = Event("joined", member.joined, sources=member.sources)
                yield subject, f"{member.party} joins the {alliance.name}", event
            if member.left:
                yield (
                    subject,
                    f"{member.party} leaves the {alliance.name}",
                    Event("left", member.left, sources=member.sources),
                )


VERBS: Mapping[str, str] = {
    "launch": "launched",
    "injection": "leaves for the Moon",
    "flyby": "passes the Moon",
    "orbit-insertion": "enters orbit of the Moon",
    "orbit-departure": "leaves orbit of the Moon",
    "separation": "separates",
    "deployment": "is deployed",
    "landing": "lands",
    "impact": "hits the Moon",
    "hop": "hops",
    "eva": "spacewalk",
    "liftoff": "lifts off",
    "docking": "docks",
    "reentry": "burns up",
    "return": "returns to Earth",
    "contact-lost": "falls silent",
    "end": "ends",
    "announced": "announced",
    "adopted": "adopted",
    "opened": "opened for signature",
    "signed": "signed",
    "in-force": "enters into force",
    "established": "established",
    "amended": "amended",
    "published": "published",
    "paused": "paused",
    "ended": "ended",
    "joined": "joins",
    "left": "leaves",
    "heard": "still heard from",
    "cancelled": "cancelled",
    "resumed": "resumed",
}


def _title(dataset: Dataset, mission: Mission, event: Event) -> str:
    name = f"{mission.name}, {part}," if (part := part_name(dataset, event)) else mission.name
    if event.planned and event.type != "milestone":
        title = f"{name}: {event.type.replace('-', ' ')} planned"
        title += f", then {mission.status}" if mission.is_dropped else ""
    elif event.type == "impact" and event.attempted == "landing":
        title = f"{name} crashes"
    elif event.type == "milestone":
        title = name
    else:
        title = f"{name} {VERBS[event.type]}"
    return f"{title}: {event.title}" if event.title else title


def _instrument_title(name: str, event: Event) -> str:
    if event.title:
        return f"{name}: {event.title}" if event.type == "milestone" else f"{name} {VERBS[event.type]}: {event.title}"
    return name if event.type in ("announced", "published") else f"{name} {VERBS[event.type]}"


def milestones(dataset: Dataset, kind: str | None = None) -> list[Milestone]:
    """Treaties, laws and announcements, in order of their first date."""
    known([kind] if kind is not None else [], MilestoneKind)
    found = [milestone for milestone in dataset.milestones.values() if kind in (None, milestone.kind)]
    return sorted(found, key=lambda one: (begins(one.events) or NO_DATE, one.id))


class OfMilestone(NamedTuple):
    """Derived from a milestone.

    date: the date of its first event
    """

    date: Moment | None


def of_milestone(dataset: Dataset, milestone: Milestone) -> OfMilestone:
    """What an answer adds to a milestone."""
    return OfMilestone(begins(milestone.events))


LANE_NAMES: Mapping[Lane, str] = {
    "left": "United States · Artemis partners",
    "middle": "others",
    "right": "Soviet Union, Russia, China · ILRS partners",
}
_LANES: Mapping[str, Lane] = {"artemis-accords": "left", "ilrs": "right", "soviet-union": "right"}


def _lane(dataset: Dataset, subject: Subject, when: Moment) -> Lane:
    """The lane of an entry: that of the camp of its countries on that day; `middle` for countries of both camps or of neither.
    An alliance is in the lane of its leaders.
    """
    record = dataset.sections[{"mission": "missions", "milestone": "milestones"}.get(subject.kind, "alliances")][
        subject.id
    ]
    codes = record.leads if isinstance(record, Alliance) else record.countries
    lanes = {_LANES.get(camp(dataset, code, when), "middle") for code in codes}
    return lanes.pop() if len(lanes) == 1 else "middle"


class Anniversary(NamedTuple):
    """Something that happened on this day of the year.

    when: its date, in UTC
    years: how many years ago
    name: its name
    type: what kind of event
    title: a few words, where the type alone does not say it
    local: the local reading where the day was announced, with its offset
    """

    when: Moment
    years: int
    mission: str
    name: str
    type: EventType
    title: str | None
    first: str | None
    local: str | None
    local_place: str | None
    sources: Texts


class Day(NamedTuple):
    """The day whose anniversaries were asked for.

    day: the day
    """

    day: str


def anniversaries(
    chosen: Iterable[Mission], day: Moment, year: int | None = None, zone: tzinfo | None = None
) -> list[Anniversary]:
    """What happened on the month and day of `day`, up to its year, if the date is known to the day: by UTC, or in `zone`.

    The years are counted to `year`, by default that of `day`.
    """
    if day.earliest is None or not day.is_day:
        raise BadValue(f"{day} is not a day: write it like 2026-07-20")
    wanted = day.earliest
    year = year or wanted.year
    found = [
        Anniversary(
            event.when, year - fell.year, mission.id, mission.name, event.type, event.title, event.first, *local_time(event),
            event.sources,
        )
        for mission in chosen
        for event in mission.events
        if not event.planned
        and event.when.is_day
        and (fell := (event.when.in_zone(zone) if zone else None) or event.when.earliest)
        and (fell.month, fell.day) == (wanted.month, wanted.day)
        and fell.year <= wanted.year
        and event.type != "heard"
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.when, one.mission))


_IMPORTANT = ("landing", "launch", "orbit-insertion", "return", "flyby", "impact")


def of_day(chosen: Iterable[Mission], day: Moment) -> Anniversary | None:
    """The most important event on the month and day of `day` in earlier years: a first, then a landing, a launch and so on;
    among equals the earliest.
    """
    found = [one for one in anniversaries(chosen, day) if one.years and one.type in _IMPORTANT]
    return min(found, key=lambda one: (one.first is None, _IMPORTANT.index(one.type), one.when), default=None)


class Span(NamedTuple):
    """The time of a mission on a chart: from its launch to its end.

    name: its name
    start: its launch, or the planned one
    end: its end; null while it operates or is a plan
    planned: true when it has not been launched
    status: its status
    outcome: success, partial or failure; null while open
    last_word: when it was last known to work, where that is not its end; null of a plan
    """

    mission: str
    name: str
    start: Moment
    end: Moment | None
    planned: bool
    status: Status
    outcome: Outcome | None
    last_word: Moment | None = None

    @property
    def result(self) -> Outcome | None:
        """Its outcome, once it is over: that of what still works was not there on an earlier day, and may change."""
        return None if self.status in WORKS else self.outcome


def spans(
    dataset: Dataset, chosen: Iterable[Mission], *, since: Moment | None = None, until: Moment | None = None
) -> list[Span]:
    """The time of each mission that was flown or has a planned date, as far as it may lie in the period."""
    found = []
    for mission in chosen:
        event, works = dating_event(mission), mission.is_working
        if event is None or mission.status == "cancelled" or (mission.status in PLANS and not event.planned):
            continue  # a contract, say, is no flight
        end, word = mission.status_as_of if mission.has_ended else None, last_word(mission)
        over = dataset.meta.data_date if works else end
        begun = in_period(dataset, event, since if event.planned else None, until)
        if begun and (event.planned or over is None or since is None or not over.is_over_before(since)):
            span = Span(mission.id, mission.name, event.when, end, event.planned, mission.status, mission.outcome)
            found.append(span._replace(last_word=word if word != end else None))
    return sorted(found, key=lambda one: (one.start, one.mission))
