"""The record as of a past day: what had happened by then, and what was then planned."""

from __future__ import annotations

from collections.abc import Iterable

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query.membership import belongs
from moonrace.records.alliances import Alliance
from moonrace.records.mission import Mission
from moonrace.records.parts import Event


def as_of(dataset: Dataset, day: Moment) -> Dataset:
    """What had happened by the end of `day`, and what was then planned as far as it had been announced.

    A mission that was neither flown nor announced is not there. One that was still under way has no outcome, no samples that
    had not yet come back, and no summary (a summary knows the end); one that was not yet launched has no COSPAR id, no crew by
    name and no mass. Members count when they had certainly joined and not yet left.
    """
    if dataset.meta.data_date.is_past(day):
        return dataset
    missions = {key: past for key, mission in dataset.missions.items() if (past := _mission_as_of(mission, day))}
    alliances = {key: then for key, alliance in dataset.alliances.items() if (then := _alliance_as_of(alliance, day))}
    milestones = {
        key: milestone._replace(events=events, status=None, status_as_of=None, parties=None)
        for key, milestone in dataset.milestones.items()
        if (events := _events_as_of(milestone.events, day))
    }
    sections = {**dataset.sections, "missions": missions, "alliances": alliances, "milestones": milestones}
    return Dataset(dataset.meta, sections, origins=dataset.origins)


def _events_as_of(events: Iterable[Event], day: Moment) -> tuple[Event, ...]:
    kept = []
    for event in events:
        targets = tuple(target for target in event.targets if target.announced.is_past(day))
        if not event.planned and event.when.is_past(day):
            kept.append(event._replace(targets=targets))
        elif targets:
            plan = targets[-1]
            kept.append(
                Event(event.type, plan.when, planned=True, title=event.title, sources=plan.sources, targets=targets)
            )
    return tuple(kept)


def _mission_as_of(mission: Mission, day: Moment) -> Mission | None:
    events = _events_as_of(mission.events, day)
    if not events:
        return None
    if len(events) == len(mission.events) and not any(event.planned for event in events):
        later = mission.status_as_of is not None and not mission.status_as_of.is_past(day)
        return mission._replace(events=events, status_as_of=day if later else mission.status_as_of)
    happened = {event.type for event in events if not event.planned}
    flown = "launch" in happened
    return mission._replace(
        events=events,
        status="in-flight" if flown else "planned",
        status_as_of=day,
        outcome=None,
        outcome_note=None,
        summary=None,
        cospar_id=mission.cospar_id if flown else None,
        crew=mission.crew if flown else (),
        mass_kg=mission.mass_kg if flown else None,
        sample_mass_g=mission.sample_mass_g if "return" in happened else None,
        also=(),
    )


def _alliance_as_of(alliance: Alliance, day: Moment) -> Alliance | None:
    events = _events_as_of(alliance.events, day)
    members = tuple(member._replace(left=None) for member in alliance.members if belongs(member, day))
    if not events and not members:
        return None
    places = tuple(place for place in alliance.unidentified if place.when and place.when.is_past(day))
    known = alliance.status_as_of is not None and alliance.status_as_of.is_past(day)
    return alliance._replace(
        events=events,
        members=members,
        unidentified=places,
        status=alliance.status if known else None,
        status_as_of=alliance.status_as_of if known else None,
    )
