"""What the missions of a programme add up to."""

from moonrace.dataset import Dataset
from moonrace.query.totals import OfProgramme, Totals, of_programme, totals
from moonrace.records.parts import Event, Number

from .making import changed, crew, event, mission

FLOWN: tuple[Event, ...] = (event("launch", "2020"), event("landing", "2020"))


def test_totals_count_what_happened_but_neither_plans_nor_parts(small: Dataset) -> None:
    assert totals(small.missions.values()) == Totals(
        launched=3, landed=1, crewed=0, crewed_landings=0, walked=0, samples_g=1935.3, beside=0
    )


def test_sums_leave_out_parts_and_keep_a_milligram() -> None:
    samples = Number(1.0006, sources=("report",))
    whole, part = mission("a", *FLOWN, sample_mass_g=samples), mission("b", *FLOWN, scope="part", sample_mass_g=samples)
    assert totals([whole, part]) == (1, 1, 0, 0, 0, 1.001, 0)
    assert totals([whole, whole]).samples_g == 2.001


def test_crews_are_counted_apart() -> None:
    chosen = [
        mission("a", *FLOWN, event("eva", "2020"), crew=crew("Ann/pilot", "Eve/command module pilot")),
        mission("b", FLOWN[0], crew=crew("Ben/pilot")),
        mission("e", *FLOWN, event("eva", "2020"), crew=crew("Ann/pilot")),
        mission("c", *FLOWN),
        mission("d", FLOWN[0]._replace(planned=True), crew=crew("Cid/pilot")),
    ]
    assert totals(chosen) == (4, 3, 3, 2, 1, 0, 0)  # who walked twice is one person


def test_what_was_not_launched_to_reach_the_moon_is_counted_beside() -> None:
    chosen = [
        mission("a", *FLOWN),
        *(mission(scope, *FLOWN, scope=scope, sample_mass_g=Number(5.0, sources=())) for scope in ("test", "flyby", "context")),
        mission("part", *FLOWN, scope="part"),
        mission("plan", FLOWN[0]._replace(planned=True), scope="test"),
    ]  # fmt: skip
    assert totals(chosen) == (1, 1, 0, 0, 0, 0, 3)


def test_a_programme_has_its_missions_of_every_scope_in_order_of_date(small: Dataset) -> None:
    early = mission("early", event("launch", "2000"), scope="test", programme="clep")
    dataset = changed(small, "missions", early)
    assert of_programme(dataset, dataset.programmes["clep"]) == OfProgramme(
        Totals(1, 1, 0, 0, 0, 1935.3, 1), ("early", "chang-e-6")
    )
