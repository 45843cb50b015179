"""Everything dated, in order; treaties and announcements too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from moonrace.dataset import Dataset
from moonrace.model import Alliance, Event, EventType, Milestone, Mission
from moonrace.moment import Moment
from moonrace.query.period import NO_DATE, begins, in_period
from moonrace.shapes import NamedTuple


class Entry(NamedTuple):
    """One line of a timeline: an event and what it belongs to."""

    when: Moment
    type: EventType | str
    title: str
    kind: str
    subject: str
    event: Event

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the event's sources."""
        return self.event.sources


HIGHLIGHTS = frozenset({"landing", "impact", "return", "signed", "in-force", "established", "announced", "paused"})


def is_dropped(mission: Mission, event: Event) -> bool:
    """True for what was planned of a mission that is cancelled or paused."""
    return event.planned and mission.status in ("cancelled", "paused")


def is_highlight(mission: Mission | None, event: Event) -> bool:
    """Worth a line in the short timeline: a first; a landing or crash of a lunar mission; a crewed launch or return,
    samples brought back; an instrument. What was planned of a mission that is cancelled or paused is not.
    """
    if mission is not None and is_dropped(mission, event):
        return False
    if event.first:
        return True
    if mission is None:
        return event.type in HIGHLIGHTS
    if mission.scope != "lunar":
        return False
    if event.type in ("launch", "return"):
        return mission.has_crew or (event.type == "return" and mission.sample_mass_g is not None)
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
) -> list[Entry]:
    """Events of the chosen missions, and (with `instruments`) of treaties, alliances and their growth, in order of
    date.

    Without `types` and without `everything` only the highlights. A landing that was tried and failed counts as its
    attempt: the type `landing` finds the crash too.
    """
    entries = [
        Entry(event.when, event.type, _title(mission, event), "mission", mission.id, event)
        for mission in chosen
        for event in mission.events
        if everything or (not is_dropped(mission, event) if types else is_highlight(mission, event))
    ]
    if instruments:
        entries += [
            Entry(event.when, event.type, _instrument_title(record.name, event), kind, record.id, event)
            for kind, record, event in _instrument_events(dataset)
            if (everything or types or is_highlight(None, event))
        ]
        if everything or types:
            entries += _growth(dataset)
    fitting = [
        entry
        for entry in entries
        if in_period(dataset, entry.event, since, until)
        and (not types or entry.type in types or entry.event.attempted in types)
    ]
    return sorted(fitting, key=lambda entry: (entry.when, entry.subject, entry.type))


def _instrument_events(dataset: Dataset) -> Iterator[tuple[str, Milestone | Alliance, Event]]:
    """The events of milestones and alliances; what a milestone tells of its alliance is not told twice."""
    told = set()
    for milestone in dataset.milestones.values():
        for event in milestone.events:
            told.add((milestone.alliance, event.type, event.when))
            yield "milestone", milestone, event
    for alliance in dataset.alliances.values():
        for event in alliance.events:
            if (alliance.id, event.type, event.when) not in told:
                yield "alliance", alliance, event


def _growth(dataset: Dataset) -> Iterator[Entry]:
    for alliance in dataset.alliances.values():
        for member in alliance.members:
            for kind, when in (("joined", member.joined), ("left", member.left)):
                if when:
                    verb = "joins" if kind == "joined" else "leaves"
                    event = Event("joined" if kind == "joined" else "left", when, member.sources)
                    yield Entry(
                        when, kind, f"{member.party} {verb} the {alliance.name}", "alliance", alliance.id, event
                    )


VERBS: Mapping[str, str] = {
    "launch": "launched",
    "injection": "leaves for the Moon",
    "flyby": "passes the Moon",
    "orbit-insertion": "enters orbit of the Moon",
    "orbit-departure": "leaves orbit of the Moon",
    "separation": "separates",
    "deployment": "is set down",
    "landing": "lands",
    "impact": "hits the Moon",
    "hop": "hops",
    "eva": "goes outside",
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
}


def _title(mission: Mission, event: Event) -> str:
    name = mission.name
    if event.planned and event.type != "milestone":
        told = f"{name}: {event.type.replace('-', ' ')} planned"
        told += f", then {mission.status}" if is_dropped(mission, event) else ""
    elif event.type == "impact" and event.attempted == "landing":
        told = f"{name} crashes"
    elif event.type == "milestone":
        told = name
    else:
        told = f"{name} {VERBS[event.type]}"
    return f"{told}: {event.title}" if event.title else told


def _instrument_title(name: str, event: Event) -> str:
    if event.title:
        return f"{name}: {event.title}" if event.type == "milestone" else f"{name} {VERBS[event.type]}: {event.title}"
    return name if event.type in ("announced", "published") else f"{name} {VERBS[event.type]}"


def milestones(dataset: Dataset, kind: str | None = None) -> list[Milestone]:
    """Treaties, laws and announcements, in order of their first date."""
    found = [one for one in dataset.milestones.values() if kind in (None, one.kind)]
    return sorted(found, key=lambda one: (begins(one.events) or NO_DATE, one.id))


LANES = ("left", "middle", "right")
LANE_NAMES = {
    "left": "United States · Artemis partners",
    "middle": "others",
    "right": "Soviet Union, Russia, China · ILRS partners",
}
_ALWAYS = {"left": frozenset({"US"}), "right": frozenset({"SU", "RU", "CN"})}


def lane(dataset: Dataset, entry: Entry) -> str:
    """The lane of an entry: the camp of its countries on that day; `middle` for those of both camps or of neither.

    The United States stand left, the Soviet Union, Russia and China right; every other state from the day on which it had
    joined the Artemis Accords (left) or the ILRS (right). An alliance stands in its own lane.
    """
    camps = {_camp(dataset, code, entry.when) for code in _countries(dataset, entry)}
    return camps.pop() if len(camps) == 1 else "middle"


def _countries(dataset: Dataset, entry: Entry) -> tuple[str, ...]:
    if entry.kind == "mission":
        return dataset.missions[entry.subject].countries
    if entry.kind == "milestone":
        return dataset.milestones[entry.subject].countries
    return dataset.alliances[entry.subject].leads


def _camp(dataset: Dataset, code: str, when: Moment) -> str:
    for side, codes in _ALWAYS.items():
        if code in codes:
            return side
    joined = [
        side for side, key in (("left", "artemis-accords"), ("right", "ilrs")) if _had_joined(dataset, key, code, when)
    ]
    return joined[0] if len(joined) == 1 else "middle"


def _had_joined(dataset: Dataset, alliance: str, code: str, when: Moment) -> bool:
    parties = dataset.alliances[alliance].members if alliance in dataset.alliances else ()
    return any(
        member.country == code
        and member.kind == "state"
        and member.joined is not None
        and not when.is_over_before(member.joined)
        and member.joined <= when
        for member in parties
    )
