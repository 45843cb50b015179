"""What the missions of a programme add up to."""

from collections.abc import Iterable
from typing import NamedTuple

from moonrace.dataset import Dataset
from moonrace.query.counts import moonwalkers
from moonrace.query.missions import missions
from moonrace.records.mission import Mission
from moonrace.records.parties import Programme
from moonrace.records.parts import Texts


class Totals(NamedTuple):
    """What the missions of a programme add up to, counted by the rules of `race`.

    launched: missions launched to reach the Moon
    landed: missions with a soft landing on the Moon
    crewed: missions launched to reach the Moon with people
    crewed_landings: missions that landed with people
    walked: people who walked on the Moon
    samples_g: grams of samples brought back, summed over the missions
    beside: missions launched for something else, such as tests near the Earth
    """

    launched: int
    landed: int
    crewed: int
    crewed_landings: int
    walked: int
    samples_g: float
    beside: int


def totals(chosen: Iterable[Mission]) -> Totals:
    """The sums over some missions."""
    went = [mission for mission in chosen if mission.scope != "part" and mission.happened("launch")]
    launched = [mission for mission in went if mission.is_flown]
    landed = [mission for mission in launched if mission.happened("landing")]
    return Totals(
        launched=len(launched),
        landed=len(landed),
        crewed=sum(mission.crewed for mission in launched),
        crewed_landings=sum(mission.crewed for mission in landed),
        walked=len({person.name for mission in landed for person in moonwalkers(mission)}),
        samples_g=round(sum(mission.sample_mass_g.value for mission in launched if mission.sample_mass_g), 3),
        beside=len(went) - len(launched),
    )


class OfProgramme(NamedTuple):
    """Derived from a programme.

    totals: what its missions add up to
    missions: ids of its missions
    """

    totals: Totals
    missions: Texts


def of_programme(dataset: Dataset, programme: Programme) -> OfProgramme:
    """What an answer adds to a programme."""
    found = missions(dataset, scopes=(), programme=programme.id)
    return OfProgramme(totals(found), tuple(mission.id for mission in found))
