"""The status of missions, treaties and alliances, which nobody writes: it follows from dated events."""

from typing import Any

import pytest

from moonrace.as_of import as_of, settled
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.fields import types_of
from moonrace.records import SECTIONS
from moonrace.records.mission import Mission
from moonrace.records.parts import Event

from .making import event, mission, replaced, target


def events(text: str) -> tuple[Event, ...]:
    """Events as `type when`, with commas between; `?` before one that is planned, `part:` before one of a part."""
    found = []
    for one in text.split(", ") if text else ():
        kind, _, when = one.partition(" ")
        of, _, kind = kind.rpartition(":")
        found.append(event(kind.lstrip("?"), when, planned=kind.startswith("?"), of=of or None, title="so"))
    return tuple(found)


def status(one: Mission, day: str, *others: Mission) -> str:
    """The status of a mission by the end of a day, with the date of the last word of it."""
    sections: dict[str, dict[str, Any]] = {kind: {} for kind in SECTIONS}
    sections["missions"] = {each.id: each for each in (one, *others)}
    then = settled(sections, Moment(day))["missions"][one.id]
    return f"{then.status} {then.status_as_of}"


@pytest.mark.parametrize(
    ("given", "day", "expected"),
    [
        # Flown: on the way, then there, then over; on a past day it worked if something came after it.
        ("launch 2020-01-01", "2020-01-01", "in-flight 2020-01-01"),
        ("launch 2020-01-01", "2026", "in-flight 2020-01-01"),
        ("launch 2020-01-01, heard 2020-02", "2026", "in-flight 2020-02"),
        ("launch 2020-01-01, orbit-insertion 2020-01-05", "2020-01-04", "in-flight 2020-01-04"),
        ("launch 2020-01-01, orbit-insertion 2020-01-05", "2020-01-05", "operating 2020-01-05"),
        ("launch 2020-01-01, flyby 2020-01-05", "2026", "operating 2020-01-05"),
        ("launch 2020-01-01, landing 2020-01-05, heard 2023-05", "2022", "operating 2022"),
        ("launch 2020-01-01, landing 2020-01-05, heard 2023-05", "2026", "operating 2023-05"),
        ("launch 2020-01-01, landing 2020-01-05, end 2020-02", "2020-01-31", "operating 2020-01-31"),
        ("launch 2020-01-01, landing 2020-01-05, end 2020-02-10", "2020-02-10", "ended 2020-02-10"),
        ("launch 2020-01-01, impact 2020-01-05", "2026", "ended 2020-01-05"),
        ("launch 2020-01-01, reentry 2020-01-05", "2026", "ended 2020-01-05"),
        ("launch 2020-01-01, return 2020-01-05", "2026", "ended 2020-01-05"),
        ("launch 2020-01-01, flyby 2020-01-05, ?return 2027", "2026", "operating 2020-01-05"),
        ("launch 2020-01-01, end 2020-01-01", "2020-01-01", "ended 2020-01-01"),
        # Silence is the end, unless it is heard of later, and then the next silence is.
        ("launch 2020-01, landing 2020-02, contact-lost 2020-03, heard 2020-05", "2020-04", "ended 2020-03"),
        ("launch 2020-01, landing 2020-02, contact-lost 2020-03, heard 2020-05", "2020-05", "operating 2020-05"),
        ("launch 2020-01, landing 2020-02, contact-lost 2020-03, heard 2020-05", "2026", "operating 2020-05"),
        ("launch 2020-01, landing 2020-02, contact-lost 2020-03, heard 2020-05, end 2020-07", "2020-06", "operating 2020-06"),
        ("launch 2020-01, landing 2020-02, contact-lost 2020-03, heard 2020-05, end 2020-07", "2026", "ended 2020-07"),
        ("launch 2020-01, contact-lost 2020-02, milestone 2020-03", "2026", "ended 2020-02"),
        ("launch 2020-01, landing 2020-02, end 2020-03, impact 2020-05", "2026", "ended 2020-05"),
        # An end that is not known to the day: within its range nobody knows.
        ("launch 2020-01, landing 2020-02, end [2020-05..2022-05]", "2020-04-30", "operating 2020-04-30"),
        ("launch 2020-01, landing 2020-02, end [2020-05..2022-05]", "2020-05-01", "unknown 2020-02"),
        ("launch 2020-01, landing 2020-02, end [2020-05..2022-05]", "2022-05-30", "unknown 2020-02"),
        ("launch 2020-01, landing 2020-02, end [2020-05..2022-05]", "2022-05-31", "ended [2020-05..2022-05]"),
        ("launch 2020-01, landing 2020-02, end 2021", "2021-06", "unknown 2020-02"),
        ("launch 2020-01, landing 2020-02, contact-lost [..2021]", "2020-06", "unknown 2020-02"),
        ("launch 2020-01, landing 2020-02, contact-lost [..2021]", "2021", "ended [..2021]"),
        ("launch 2020-01, landing 2020-02, end [2021..]", "2026", "unknown 2020-02"),
        ("launch 2020-01, end [2020-03..2020-05]", "2020-04", "unknown 2020-01"),
        # What happened to a part did not happen to the whole.
        ("launch 2020-01, orbit-insertion 2020-02, lander:impact 2020-03", "2026", "operating 2020-02"),
        ("launch 2020-01, orbit-insertion 2020-02, lander:landing 2020-03, end 2020-04", "2020-03", "operating 2020-03"),
        ("launch 2020-01, one:orbit-insertion 2020-02, other:orbit-insertion 2020-03", "2026", "operating 2020-01"),
        ("launch 2020-01, capsule:return 2020-02, heard 2020-03", "2026", "in-flight 2020-03"),
        ("capsule:landing 2020-02", "2026", "planned 2020-02"),
        # Not flown: a plan holds until it is stopped, and again once it is taken up.
        ("announced 2020-01", "2026", "planned 2020-01"),
        ("announced 2020-01, milestone 2020-05", "2026", "planned 2020-05"),
        ("announced 2020-01, heard 2021", "2026", "planned 2021"),
        ("?launch 2028, heard 2025", "2026", "planned 2025"),
        ("announced 2020-01, paused 2020-06", "2020-05", "planned 2020-01"),
        ("announced 2020-01, paused 2020-06", "2020-06", "paused 2020-06"),
        ("announced 2020-01, paused 2020-06, heard 2021", "2026", "paused 2020-06"),
        ("announced 2020-01, paused 2020-06, resumed 2021-02", "2021-01", "paused 2020-06"),
        ("announced 2020-01, paused 2020-06, resumed 2021-02", "2021-02", "planned 2021-02"),
        ("announced 2020-01, paused 2020-06, resumed 2021-02, cancelled 2022", "2021", "planned 2021-02"),
        ("announced 2020-01, paused 2020-06, resumed 2021-02, cancelled 2022", "2022", "cancelled 2022"),
        ("announced 2020-01, cancelled 2022, heard 2023", "2026", "cancelled 2022"),
        ("announced 2020-01, cancelled 2022, resumed 2024", "2026", "planned 2024"),
        ("announced 2020-01, cancelled [2021..2022]", "2021", "planned 2020-01"),
        ("announced 2020-01, paused 2021, launch 2023", "2022", "paused 2021"),
        ("announced 2020-01, paused 2021, launch 2023", "2023", "in-flight 2023"),
        ("launch 2023", "2022", "planned None"),
        ("", "2022", "planned None"),
    ],
)  # fmt: skip
def test_the_status_of_a_mission_follows_from_its_events(given: str, day: str, expected: str) -> None:
    assert status(mission("one", *events(given)), day) == expected


def test_a_launch_that_is_not_over_has_not_happened() -> None:
    assert status(mission("one", *events("launch 2020-06")), "2020-06-29") == "planned None"
    assert status(mission("one", *events("launch 2020-06")), "2020-06-30") == "in-flight 2020-06"


def test_a_plan_has_the_day_on_which_its_date_was_announced() -> None:
    launch = event("launch", "2028", planned=True, targets=(target("2020-03", "2025"), target("2022-05", "2028")))
    one = mission("one", launch)
    assert [status(one, day) for day in ("2020-02", "2020-03", "2022-04", "2026")] == [
        "planned None", "planned 2020-03", "planned 2020-03", "planned 2022-05",
    ]  # fmt: skip
    stopped = mission("one", *events("cancelled 2021"), launch)
    assert status(stopped, "2021") == "cancelled 2021"
    assert status(stopped, "2026") == "planned 2022-05"  # a new date is a new plan


def test_what_was_never_launched_but_did_something_has_flown() -> None:
    """A part has no launch of its own, and neither has what flew on something that the record does not know."""
    assert status(mission("one", *events("separation 2020-01")), "2026") == "in-flight 2020-01"
    assert status(mission("one", *events("deployment 2020-01, contact-lost 2020-02")), "2026") == "ended 2020-02"


@pytest.mark.parametrize("scope", ["test", "context"])
def test_what_has_nowhere_to_arrive_works_from_the_beginning(scope: str) -> None:
    assert status(mission("one", *events("launch 2020-01"), scope=scope), "2026") == "operating 2020-01"


@pytest.mark.parametrize(
    ("carrier", "given", "day", "expected"),
    [
        # A part that lets go of what has arrived is there.
        ("launch 2020-01-01, landing 2020-01-05", "deployment 2020-01-06", "2026", "operating 2020-01-06"),
        ("launch 2020-01-01, orbit-insertion 2020-01-05", "separation 2020-01-06", "2026", "operating 2020-01-06"),
        ("launch 2020-01-01, orbit-insertion 2020-01-05", "separation 2020-01-04", "2026", "in-flight 2020-01-04"),
        ("launch 2020-01-01, flyby 2020-01-05", "separation 2020-01-02, flyby 2020-01-05", "2026", "operating 2020-01-05"),
        ("launch 2020-01-01, flyby 2020-01-05", "separation 2020-01-02, flyby 2020-01-05", "2020-01-03", "in-flight 2020-01-03"),
        # While it rides along it is where its carrier is.
        ("launch 2020-01-01, orbit-insertion 2020-01-05", "landing 2020-02-01", "2020-01-04", "in-flight 2020-01-04"),
        ("launch 2020-01-01, orbit-insertion 2020-01-05", "landing 2020-02-01", "2020-01-06", "operating 2020-01-06"),
        ("launch 2020-01-01, landing 2020-01-05", "", "2020-01-02", "in-flight 2020-01-01"),
        ("launch 2020-01-01, landing 2020-01-05", "", "2026", "operating 2020-01-01"),
        # It does not end with its carrier, nor its carrier with it.
        ("launch 2020-01-01, landing 2020-01-05, end 2020-03", "deployment 2020-01-06", "2026", "operating 2020-01-06"),
        ("launch 2020-01-01, landing 2020-01-05", "deployment 2020-01-06, contact-lost 2020-02", "2026", "ended 2020-02"),
        ("?launch 2028", "announced 2020", "2026", "planned 2020"),
        ("?launch 2028", "?landing 2028, paused 2025", "2026", "paused 2025"),
    ],
)  # fmt: skip
def test_a_part_flies_with_what_carried_it(carrier: str, given: str, day: str, expected: str) -> None:
    whole = mission("whole", *events(carrier))
    part = mission("part", *events(given), scope="part", part_of="whole")
    assert status(part, day, whole) == expected


def test_parts_that_carry_each_other_have_a_status_too() -> None:
    one = mission("one", *events("separation 2020"), scope="part", part_of="other")
    other = mission("other", *events("announced 2020"), scope="part", part_of="one")
    assert status(one, "2026", other) == "in-flight 2020"
    assert status(other, "2026", one) == "planned 2020"


@pytest.mark.parametrize(
    ("kind", "given", "day", "expected"),
    [
        ("treaty", "adopted 1966, signed 1967, in-force 1968", "1966", "done 1966"),
        ("treaty", "adopted 1966, signed 1967, in-force 1968", "1967", "signed 1967"),
        ("treaty", "adopted 1966, signed 1967, in-force 1968", "1968", "in-force 1968"),
        ("treaty", "signed 1967, in-force 1968, amended 1970", "2026", "in-force 1968"),
        ("treaty", "signed 1967, in-force 1968, ended 1990", "1989", "in-force 1968"),
        ("treaty", "signed 1967, in-force 1968, ended 1990", "1990", "ended 1990"),
        ("treaty", "opened 1967, ?in-force 2030", "2026", "signed 1967"),
        ("law", "published 2011", "2026", "done 2011"),
        ("law", "in-force 2011, amended 2012", "2026", "in-force 2011"),
        ("announcement", "announced 2004, milestone 2005", "2026", "done 2005"),
    ],
)
def test_the_status_of_a_milestone_follows_from_its_events(
    small: Dataset, kind: str, given: str, day: str, expected: str
) -> None:
    one = small.milestones["outer-space-treaty"]._replace(kind=kind, events=events(given))  # type: ignore[arg-type]
    then = settled({**small.sections, "milestones": {one.id: one}}, Moment(day))["milestones"][one.id]
    assert f"{then.status} {then.status_as_of}" == expected


@pytest.mark.parametrize(
    ("kind", "given", "day", "expected"),
    [
        ("accords", "announced 2020-05, signed 2020-10", "2020-09", "None 2020-05"),
        ("accords", "announced 2020-05, signed 2020-10", "2020-10", "open 2020-10"),
        ("accords", "signed 2020-10, amended 2023", "2026", "open 2023"),
        ("accords", "signed 2020-10, in-force 2021", "2026", "open 2021"),  # what others can join is open
        ("station", "opened 2021, paused 2024", "2023", "open 2021"),
        ("station", "opened 2021, paused 2024", "2024", "paused 2024"),
        ("station", "opened 2021, ended 2024", "2026", "ended 2024"),
        ("treaty", "adopted 1978, opened 1979, in-force 1984", "1978", "None 1978"),
        ("treaty", "adopted 1978, opened 1979, in-force 1984", "1983", "open 1979"),
        ("treaty", "opened 1979, in-force 1984", "1984", "in-force 1984"),
        ("programme", "", "2026", "None None"),
    ],
)
def test_the_status_of_an_alliance_follows_from_its_events(
    small: Dataset, kind: str, given: str, day: str, expected: str
) -> None:
    one = small.alliances["ilrs"]._replace(kind=kind, events=events(given))  # type: ignore[arg-type]
    then = settled({**small.sections, "alliances": {one.id: one}}, Moment(day))["alliances"][one.id]
    assert f"{then.status} {then.status_as_of}" == expected


def test_a_record_that_is_settled_is_the_same_object(small: Dataset, real: Dataset) -> None:
    for dataset in (small, real):
        again = settled(dataset.sections, dataset.meta.data_date)
        for kind in ("missions", "alliances", "milestones"):
            assert all(again[kind][key] is one for key, one in dataset.sections[kind].items())


def test_a_status_that_was_given_counts_for_nothing(small: Dataset) -> None:
    lie = mission("one", *events("launch 2020-01, flyby 2020-02"), status="cancelled", status_as_of=Moment("1900"))
    then = as_of(replaced(small, "missions", [lie]), Moment("2021")).missions["one"]
    assert (then.status, then.status_as_of) == ("operating", Moment("2020-02"))


def test_the_days_of_words_are_words_of_the_record(real: Dataset) -> None:
    """The word of a status today is the date of an event, or of an announcement, of the mission or of what carried it."""
    for one in real.missions.values():
        dates = {each.when for each in one.events if not each.planned}
        dates |= {each.announced for each_event in one.events for each in each_event.targets}
        carrier = real.missions[one.part_of] if one.part_of else one
        dates |= {each.when for each in carrier.events if each.type == "launch"}
        assert one.status_as_of in dates, one.id


@pytest.mark.parametrize("day", ["1960", "1968", "1980", "2005", "2020-06", "2023", "2026-10-08"])
def test_a_status_is_a_word_of_its_vocabulary(real: Dataset, day: str) -> None:
    then = as_of(real, Moment(day))
    for kind in ("missions", "alliances", "milestones"):
        words = types_of(SECTIONS[kind].shape)["status"].words
        found = {one.status for one in then.sections[kind].values()} - {None}
        assert found <= set(words), kind
