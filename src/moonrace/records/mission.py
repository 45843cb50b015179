"""Missions, and the parts that they carried."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from moonrace.dates import Moment
from moonrace.records.parts import EMPTY, REQUIRED, Discrepancy, Event, Names, Number, Seat, Since, SourceTable, Texts

Scope = Literal["lunar", "part", "flyby", "test", "context"]
Kind = Literal[
    "flyby", "impactor", "orbiter", "lander", "rover", "hopper", "ascender", "sample-return", "relay", "station",
    "base", "subsatellite", "cubesat", "crewed-spacecraft", "technology-demonstrator", "telescope", "earth-satellite",
    "planetary", ]  # fmt: skip
Status = Literal["planned", "paused", "cancelled", "in-flight", "operating", "ended", "unknown"]
Outcome = Literal["success", "partial", "failure"]

ENDS = frozenset({"impact", "return", "reentry", "contact-lost", "end"})
"""Events that end a mission, unless it is heard of later."""
ARRIVALS = ("flyby", "orbit-insertion", "landing")
"""Events by which a mission has come to the Moon in one piece."""
WORKS = ("operating", "in-flight")
"""The statuses of a mission that has flown and is not known to have ended."""
PLANS = ("planned", "paused")
"""The statuses of a mission that has not flown and may."""


class Mission(NamedTuple):
    """A mission, or a part that one carried.

    name: English name
    aliases: other names in use; spelling variants are found anyway
    cospar_id: international designation, such as 1966-006A; launch failures have none
    scope: what it was meant for
    part_of: id of the mission that carried it
    agencies: ids of those who flew it
    partners: ids of those who took part
    countries: ISO 3166-1 alpha-2 codes of those who flew it; SU is the Soviet Union
    programme: id of the programme that it belongs to
    kinds: what it is
    crewed: true with people aboard, named or planned
    crew: the people aboard
    launcher: the rocket
    launch_site: where it was launched, with the pad where it is known
    outcome: success, partial or failure; absent while open
    outcome_note: the reason, needed for partial and failure
    events: what happened and what is planned, in order of time
    mass_kg: mass at launch, in kilograms
    sample_mass_g: mass of the samples brought back, in grams
    driven_km: how far it drove on the Moon, in kilometres
    farthest_km: how far from the surface of the Earth it was at most, in kilometres
    sources: which sources each descriptive field comes from
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = EMPTY
    aliases: Texts = ()
    cospar_id: str | None = None
    scope: Scope = REQUIRED
    part_of: str | None = None
    agencies: Texts = ()
    partners: Texts = ()
    countries: Texts = ()
    programme: str | None = None
    kinds: tuple[Kind, ...] = REQUIRED
    crewed: bool = False
    crew: tuple[Seat, ...] = ()
    launcher: str | None = None
    launch_site: str | None = None
    summary: str | None = REQUIRED
    status: Status = "planned"
    status_as_of: Moment | None = None
    outcome: Outcome | None = None
    outcome_note: str | None = None
    events: tuple[Event, ...] = REQUIRED
    mass_kg: Number | None = None
    sample_mass_g: Number | None = None
    driven_km: Number | None = None
    farthest_km: Number | None = None
    history: tuple[Since, ...] = ()
    weak: Texts = ()
    links: Names = EMPTY
    sources: SourceTable = REQUIRED
    also: tuple[Discrepancy, ...] = ()

    @property
    def is_flown(self) -> bool:
        """True for a mission that was launched towards the Moon, whether or not it got there; a part does not count."""
        return self.scope == "lunar" and self.happened("launch")

    @property
    def is_dropped(self) -> bool:
        """True for a cancelled or paused mission: its plans no longer hold."""
        return self.status in ("cancelled", "paused")

    @property
    def has_ended(self) -> bool:
        """True for a mission that was flown and is over."""
        return self.status == "ended"

    def first_event(self, *types: str) -> Event | None:
        """The earliest event of one of these types, or None."""
        return next((event for event in self.events if event.type in types), None)

    def first_happened(self, *types: str) -> Event | None:
        """The earliest event of one of these types that has happened, or None."""
        return next((event for event in self.events if event.type in types and not event.planned), None)

    def happened(self, *types: str) -> bool:
        """True if an event of one of these types has happened and is not only planned."""
        return self.first_happened(*types) is not None

    @property
    def own_events(self) -> list[Event]:
        """What has happened to the whole of it, in order of time: neither to a part only, nor planned."""
        return [event for event in self.events if not event.planned and not event.of]

    @property
    def is_working(self) -> bool:
        """True for a mission that has flown and is not known to have ended."""
        return self.status in WORKS


def launch_of(missions: Mapping[str, Mission], mission: Mission) -> Event | None:
    """The launch of a mission, or of what carried it, if it happened."""
    seen = set()
    while mission.id not in seen:
        seen.add(mission.id)
        if launch := mission.first_event("launch"):
            return None if launch.planned else launch
        mission = missions.get(mission.part_of or "", mission)
    return None
