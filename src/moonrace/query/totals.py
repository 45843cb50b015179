"""What the missions of a programme add up to."""

from collections.abc import Iterable
from typing import NamedTuple

from moonrace.dataset import Dataset
from moonrace.query.missions import missions
from moonrace.records.mission import Mission
from moonrace.records.parties import Programme
from moonrace.records.parts import Texts


class Totals(NamedTuple):
    """What the missions of a programme add up to; parts do not count beside the mission that carried them.

    launched: missions with a launch that happened
    landed: missions with a soft landing on the Moon
    crewed: missions launched with people
    crewed_landings: missions that landed with people
    samples_g: grams of samples brought back, summed over the missions
    """

    launched: int
    landed: int
    crewed: int
    crewed_landings: int
    samples_g: float


def totals(flown: Iterable[Mission]) -> Totals:
    """The sums over some missions, each counted from the record's own rows."""
    launched = [mission for mission in flown if mission.scope != "part" and mission.happened("launch")]
    landed = [mission for mission in launched if mission.happened("landing")]
    return Totals(
        launched=len(launched),
        landed=len(landed),
        crewed=sum(mission.crewed for mission in launched),
        crewed_landings=sum(mission.crewed for mission in landed),
        samples_g=round(sum(mission.sample_mass_g.value for mission in launched if mission.sample_mass_g), 3),
    )


class OfProgramme(NamedTuple):
    """Derived from a programme.

    totals: what its missions add up to
    missions: ids of its missions
    """

    totals: Totals
    missions: Texts


def of_programme(dataset: Dataset, one: Programme) -> OfProgramme:
    """What an answer adds to a programme."""
    found = missions(dataset, scopes=(), programme=one.id)
    return OfProgramme(totals(found), tuple(mission.id for mission in found))
