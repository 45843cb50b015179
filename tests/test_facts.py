"""One record as a table of facts: nothing that the record knows is missing, each fact has its sources."""

from datetime import timedelta, timezone
from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.export.facts import Fact, facts
from moonrace.fields import walk
from moonrace.query.missions import OfMission
from moonrace.records import SECTIONS
from moonrace.records.documents import Feature
from moonrace.records.parts import Discrepancy, Number, Place, Seat, Target

from .making import at, event, mission, since, target


def lines(dataset: Dataset, record: Any, **more: Any) -> list[tuple[str, str, str | None]]:
    """Field, value and detail of each fact."""
    return [(one.field, one.value, one.detail) for one in facts(record, dataset, **more)]


def of(found: list[Fact], field: str) -> Fact:
    """The one fact of that field."""
    (one,) = (one for one in found if one.field == field)
    return one


# --- Whole


def unnamed(path: str) -> bool:
    """True for what no fact repeats: the id of the record, keys of sources, which have a column of their own, and the paths of
    weak values, each of which is marked in its own fact.
    """
    return path == "id" or path.startswith(("sources.", "weak[")) or ".sources" in path


@pytest.mark.parametrize("section", SECTIONS)
def test_a_fact_is_marked_weak_where_its_sources_are_and_only_there(small: Dataset, section: str) -> None:
    worth = {"report": True, "newspaper": False, "catalogue": False}  # whether its publisher is known
    marked = 0
    for record in small.sections[section].values():
        for one in facts(record, small):
            is_weak = "supported only by encyclopedias or weaker sources" in (one.detail or "")
            graded = "weak" in record._fields and not one.field.startswith("also ")  # what others say is not graded
            assert is_weak is (graded and bool(one.sources) and not any(worth[key] for key in one.sources)), one
            marked += is_weak
    assert marked or section not in ("missions", "people")


@pytest.mark.parametrize("section", SECTIONS)
def test_every_text_and_date_and_number_of_a_record_is_in_its_facts(small: Dataset, section: str) -> None:
    for record in small.sections[section].values():
        found = facts(record, small)
        text = "\n".join(" ".join((one.field, one.value, one.detail or "")) for one in found)
        for path, value in walk(record):
            if isinstance(value, Moment) or (isinstance(value, str | float) and not unnamed(path)):
                said = f"{value:.15g}" if isinstance(value, float) else str(value)
                assert said in text, (record.id, path)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_source_of_a_record_is_behind_a_fact(real: Dataset, section: str) -> None:
    for record in real.sections[section].values():
        own = getattr(record, "sources", {})
        listed = {
            key for path, value in walk(record) if path.endswith("sources") and path != "sources" for key in value
        }
        # A field that is named in the table of sources and is not given (a known absence) has no fact.
        listed |= {
            key
            for field, keys in (own.items() if isinstance(own, dict) else [("id", own)])
            if getattr(record, field) not in (None, (), {})
            for key in keys
        }
        assert listed <= {key for one in facts(record, real) for key in one.sources}, record.id


@pytest.mark.parametrize("section", SECTIONS)
def test_no_fact_of_the_real_record_is_empty(real: Dataset, section: str) -> None:
    for record in real.sections[section].values():
        for one in facts(record, real):
            assert one.id == record.id
            assert one.field
            assert one.value, one
            assert one.detail != ""


def test_facts_come_in_the_order_of_the_declaration_and_what_is_derived_last(small: Dataset) -> None:
    found = [one.field for one in facts(small.missions["luna-25"], small)]
    assert found == [
        *(
            "name",
            "native_names",
            "aliases",
            "cospar_id",
            "scope",
            "agencies",
            "countries",
            "kinds",
            "crewed",
            "summary",
        ),
        *(
            "status",
            "status_as_of",
            "outcome",
            "outcome_note",
            "launch",
            "launch target",
            "launch target",
            "orbit-insertion",
            "impact",
        ),
        *("impact place", "date", "trip_days", "orbit_days", "working_days", "latitude", "pole_km", "slips"),
    ]


# --- Fields


def test_a_fact_has_its_own_sources(small: Dataset) -> None:
    found = facts(small.missions["chang-e-6"], small)
    assert of(found, "launcher").sources == ("catalogue",)
    assert of(found, "landing").sources == ("catalogue", "report")
    assert of(found, "landing place").sources == ("catalogue",)
    assert of(found, "liftoff").sources == ("report",)
    assert of(found, "launch place").sources == ("catalogue", "report")  # those of its event
    assert of(found, "also landing").sources == ("newspaper",)
    assert of(found, "sample_mass_g").sources == ("report",)
    assert of(found, "also sample_mass_g").sources == ("newspaper",)
    assert of(found, "name").sources == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (8350.0, "8350"),
        (1935.3, "1935.3"),
        (0.5, "0.5"),
        (28801.25, "28801.25"),
        (1234567.0, "1234567"),
        (123456.75, "123456.75"),
        (2970000.0, "2970000"),
        (21.5553, "21.5553"),
        (382000.125, "382000.125"),
    ],
)
def test_a_number_has_all_its_digits(small: Dataset, value: float, text: str) -> None:
    one = small.missions["luna-25"]._replace(mass_kg=Number(value, sources=("report",)))
    assert of(facts(one, small), "mass_kg") == Fact("luna-25", "mass_kg", text, None, ("report",))


def test_an_estimate_is_marked(small: Dataset) -> None:
    assert of(facts(small.missions["chang-e-6"], small), "mass_kg").detail == "approximate"


def test_names_and_sentences_have_a_line_each_and_words_share_one(small: Dataset) -> None:
    one = mission("a", aliases=("One", "Two Three"), kinds=("lander", "rover"), native={"zh": "月", "ru": "Луна"})
    found = lines(small, one)
    assert [line for line in found if line[0] == "aliases"] == [
        ("aliases", "One", None),
        ("aliases", "Two Three", None),
    ]
    assert ("kinds", "lander rover", None) in found
    assert [line for line in found if line[0] == "native_names"] == [
        ("native_names", "月", "zh"),
        ("native_names", "Луна", "ru"),
    ]
    principles = [line for line in lines(small, small.alliances["artemis-accords"]) if line[0] == "principles"]
    assert principles == [("principles", "Peaceful purposes", None), ("principles", "Transparency", None)]


# --- Parts


def test_an_event_is_a_line_with_what_belongs_to_it(small: Dataset) -> None:
    one = event(
        "impact", "2024-06-01T22:23Z", zone="+08:00 Beijing", attempted="landing", title="Down", first="first of all",
        contested="by one", note="so", place=at(1, 2, name="Mare", side="near", sources=("newspaper",)),
        also=(Discrepancy(when=Moment("2024-06-02"), place=Place("There"), reason="error", why="why", sources=("x",)),),
    )  # fmt: skip
    found = [line for line in facts(mission("a", one), small) if line.field not in OfMission._fields][-4:]
    details = (
        "zone: +08:00 Beijing; title: Down; attempted: landing; first: first of all; contested: by one; note: so; "
        "local: 2024-06-02T06:23+08:00; local place: Beijing"
    )
    assert found == [
        Fact("a", "impact", "2024-06-01T22:23Z", details, ("report",)),
        Fact("a", "impact place", "Mare", "latitude: 1; longitude: 2; side: near", ("newspaper",)),
        Fact("a", "also impact", "2024-06-02", "reason: error; why: why", ("x",)),
        Fact("a", "also impact place", "There", None, ("x",)),
    ]


def test_a_plan_says_so_and_has_its_targets(small: Dataset) -> None:
    found = [line for line in lines(small, small.missions["artemis-iv"]) if line[0].startswith("launch")]
    assert found == [
        ("launch", "2028-40", "planned"),
        ("launch target", "[2027..]", "announced: 2022-03; by: NASA"),
        ("launch target", "2028-09", "announced: 2024-12-05; by: NASA"),
        ("launch target", "2028-40", "announced: 2026-02-27; by: NASA"),
    ]


def test_a_target_of_another_kind_says_what_was_planned_and_is_taken_for_no_event(small: Dataset) -> None:
    moved = target("2020", "2023")._replace(type="flyby")
    one = mission("a", event("landing", "2024", planned=True, targets=(moved, target("2021", "2024"))))
    assert [line for line in lines(small, one) if line[0] not in (*OfMission._fields, "kinds")][-3:] == [
        ("landing", "2024", "planned"),
        ("landing target", "2023", "announced: 2020; by: NASA; type: flyby"),
        ("landing target", "2024", "announced: 2021; by: NASA"),
    ]
    assert not any(field in ("None", "flyby") for field, _, _ in lines(small, one))


def test_what_changed_when_is_a_line_of_the_history(small: Dataset) -> None:
    found = facts(mission("a", history=(since("launcher", "2020-05", "New Rocket", "Old Rocket"),)), small)
    assert [(one.field, one.value, one.sources) for one in found if one.field.startswith("history")] == [
        ("history", "New Rocket", ("report",))
    ]
    assert of(found, "history").detail == "field: launcher; before: Old Rocket; since: 2020-05"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (at(0.0, 0.0, name="Centre"), [("landing place", "Centre", "latitude: 0; longitude: 0")]),
        (
            at(0.0, -12.5, side="near"),
            [
                ("landing place latitude", "0", None),
                ("landing place longitude", "-12.5", None),
                ("landing place side", "near", None),
            ],
        ),
        (Place(side="far"), [("landing place side", "far", None)]),
        (Place("Mare"), [("landing place", "Mare", None)]),
    ],
)
def test_a_place_keeps_its_coordinates_with_a_name_or_without(
    small: Dataset, place: Place, expected: list[tuple[str, str, str | None]]
) -> None:
    found = lines(small, mission("a", event("landing", "2024", place=place)))
    assert [line for line in found if line[0].startswith("landing place")] == expected


def test_a_crew_has_a_line_for_each_person(small: Dataset) -> None:
    ann = Seat("Ann", {"zh": "安"}, "pilot", "US", "nasa")
    assert ("crew", "Ann", "native names: zh 安; role: pilot; country: US; agency: nasa") in lines(
        small, mission("a", crew=(ann,))
    )


def test_what_others_say_of_a_field_is_named_by_the_field(small: Dataset) -> None:
    other = Discrepancy("summary", "It did not.", reason="error", why="why", sources=("report",))
    one = mission("a", also=(other, other._replace(field="kinds", value="rover")))
    assert [line for line in lines(small, one) if line[0].startswith("also")] == [
        ("also summary", "It did not.", "reason: error; why: why"),
        ("also kinds", "rover", "reason: error; why: why"),
    ]


def test_an_alliance_has_its_members_and_places_and_counts(small: Dataset) -> None:
    found = lines(small, small.alliances["artemis-accords"])
    assert [line for line in found if "member" in line[0]][1:] == [
        (
            "member",
            "Thailand",
            "kind: state; iso2: TH; joined: 2024-12-16; instrument: signature; ordinal: 51; iso3: THA",
        ),
        (
            "member",
            "Norway",
            "kind: state; iso2: NO; joined: 2025-05-15; instrument: signature; ordinal: 55; iso3: NOR",
        ),
        ("also member", "2025-05-14", "reason: error; why: one list has the day before"),
    ]
    assert ("unidentified", "2025-07", "ordinal: 56; note: a place that is counted and not named") in found
    assert [line for line in found if line[0].startswith("counts")] == [
        ("counts state", "3", None),
        ("counts organisation", "0", None),
        ("counts unidentified", "1", None),
    ]


def test_a_country_has_its_memberships(small: Dataset) -> None:
    assert [line[:2] for line in lines(small, small.countries["thailand"])][-3:] == [
        ("membership", "ilrs"),
        ("membership", "artemis-accords"),
        ("membership", "ilrs"),
    ]


def test_a_programme_has_its_sums(small: Dataset) -> None:
    found = lines(small, small.programmes["clep"])
    assert ("totals landed", "1", None) in found
    assert ("totals samples_g", "1935.3", None) in found
    assert ("missions", "chang-e-6", None) in found


def test_a_record_with_one_list_of_sources_has_them_behind_every_field(small: Dataset) -> None:
    found = facts(Feature("mare", "Mare", 1.5, 0.0, 600.0, sources=("report",)), small)
    assert [(one.field, one.value, one.sources) for one in found] == [
        ("name", "Mare", ("report",)),
        ("latitude", "1.5", ("report",)),
        ("longitude", "0", ("report",)),
        ("diameter_km", "600", ("report",)),
        ("round", "yes", ("report",)),
    ]


# --- Zones


def test_instants_are_in_the_zone_that_was_asked_for_and_days_stay_days(small: Dataset) -> None:
    targets = (
        Target(Moment("2020-01-02"), Moment("2024-01-01T23:00Z"), sources=("report",)),
        target("2021", "2024-01"),
    )
    one = mission("a", event("launch", "2024-01-01T20:00Z", targets=targets))
    found = lines(small, one, zone=timezone(timedelta(hours=8)))
    assert [line for line in found if line[0].startswith(("launch", "date"))] == [
        ("launch", "2024-01-02T04:00+08:00", None),
        ("launch target", "2024-01-02T07:00+08:00", "announced: 2020-01-02"),
        ("launch target", "2024-01", "announced: 2021; by: NASA"),
        ("date", "2024-01-02T04:00+08:00", None),
    ]
