"""Records and rows laid flat: the names of columns, nested shapes, dates, lists, derived values."""

from typing import Any, NamedTuple

import pytest

from moonrace.cli.tools import answers
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.export.flat import PHRASES, Column, columns
from moonrace.fields import type_of, types_of
from moonrace.query.membership import Membership
from moonrace.query.plans import SlipRow, slip_rows, slips
from moonrace.query.timeline import Entry, timeline
from moonrace.records import SECTIONS
from moonrace.records.alliances import Alliance, Member
from moonrace.records.documents import Milestone
from moonrace.records.mission import Mission
from moonrace.records.parties import Agency, Country, Head, Programme
from moonrace.records.parts import Event, Names, Number, Place, SourceTable, Texts

from .making import event, member, mission, target

SHAPES = {
    **{kind: section.shape for kind, section in SECTIONS.items()},
    **{f"{name} (answer)": answer.shape for name, answer in answers().items() if answer.shape},
    "event": Event,
    "member": Member,
    "membership": Membership,
    "slip row": SlipRow,
}


class Sample(NamedTuple):
    """One field of each kind.

    id: a text
    agency: an id of a record
    native: names by tag
    sources: a table of sources
    links: a table of texts
    codes: words
    places: shapes in a list
    when: a date
    mass_kg: a number with its sources
    place: a shape without a prefix
    head: a shape with one
    whole: true or not
    count_of: a number
    """

    id: str
    agency: str | None = None
    native: Names = {}
    sources: SourceTable = {}
    links: Names = {}
    codes: Texts = ()
    places: tuple[Place, ...] = ()
    when: Moment | None = None
    mass_kg: Number | None = None
    place: Place | None = None
    head: Head | None = None
    whole: bool = False
    count_of: int | None = None


def value(shape: Any, name: str, record: Any, dataset: Dataset) -> Any:
    return columns(shape)[name].get(record, dataset)


# --- The names of columns


def test_a_shape_gives_a_column_for_each_field_that_fits_into_one() -> None:
    assert [(name, one.of) for name, one in columns(Sample).items()] == [
        ("id", str),
        ("agency", str),
        ("native_names", str),
        ("links", str),
        ("codes", str),
        ("when", Moment),
        ("mass_kg", float),
        ("mass_kg_is_approximate", bool),
        ("mass_kg_as_of", Moment),
        ("place", str),
        ("latitude", float),
        ("longitude", float),
        ("side", str),
        ("basis", str),
        ("accuracy_m", float),
        ("head", str),
        ("head_native_names", str),
        ("head_title", str),
        ("head_as_of", Moment),
        ("whole", bool),
        ("count_of", int),
    ]


@pytest.mark.parametrize("name", SHAPES)
def test_every_column_has_one_name_and_one_meaning(name: str) -> None:
    known = columns(SHAPES[name])
    assert [one.name for one in known.values()] == [*known]
    assert all(one.meaning for one in known.values())
    assert {one.of for one in known.values()} <= {str, int, float, bool, Moment}


@pytest.mark.parametrize("name", SHAPES)
def test_only_lists_of_parts_and_tables_of_sources_have_no_column(name: str) -> None:
    for field, annotation in SHAPES[name].__annotations__.items():
        declared = type_of(annotation)
        alone: Any = NamedTuple("Alone", [(field, annotation)])
        without = (declared.is_shape and declared.form == "list") or (field == "sources" and declared.form == "table")
        assert (not columns(alone)) is without, field
        if SHAPES[name] is not Member:  # some of whose fields have other names in every output
            assert set(columns(alone)) <= set(columns(SHAPES[name])), field


def test_a_member_has_the_names_of_json() -> None:
    names = "name kind iso2 agency joined left instrument ordinal signed_by note since weak sources iso3"
    assert list(columns(Member)) == names.split()


@pytest.mark.parametrize(
    ("shape", "column", "section"),
    [
        (Mission, "part_of", "missions"),
        (Mission, "programme", "programmes"),
        (Agency, "country", "countries"),
        (Milestone, "alliance", "alliances"),
        (Mission, "launcher", None),
        (Mission, "agencies", None),  # a list of ids is no id
    ],
)
def test_a_column_knows_into_which_section_it_points(shape: Any, column: str, section: str | None) -> None:
    assert columns(shape)[column].refers == section


def test_the_columns_of_a_shape_are_made_once() -> None:
    assert columns(Mission) is columns(Mission)
    assert isinstance(columns(Mission)["id"], Column)


# --- Values


def test_each_column_has_the_value_of_its_field(small: Dataset) -> None:
    one = Sample(
        "a", "nasa", native={"zh": "月"}, sources={"id": ("report",)}, links={"wiki": "https://w", "page": "https://p"},
        codes=("one", "two"), places=(Place("Mare"),), when=Moment("2028-Q1"),
        mass_kg=Number(8350.0, approximate=True, as_of=Moment("2024"), sources=("report",)),
        place=Place("Mare", -1.5, 2.25, "near", "imaged", 30.0, ("report",)),
        head=Head("Ann", {"zh": "安"}, "director", Moment("2026-01"), ("report",)), whole=True, count_of=0,
    )  # fmt: skip
    assert {name: column.get(one, small) for name, column in columns(Sample).items()} == {
        "id": "a",
        "agency": "nasa",
        "native_names": "zh: 月",
        "links": "wiki: https://w | page: https://p",
        "codes": "one two",
        "when": Moment("2028-33"),
        "mass_kg": 8350.0,
        "mass_kg_is_approximate": True,
        "mass_kg_as_of": Moment("2024"),
        "place": "Mare",
        "latitude": -1.5,
        "longitude": 2.25,
        "side": "near",
        "basis": "imaged",
        "accuracy_m": 30.0,
        "head": "Ann",
        "head_native_names": "zh: 安",
        "head_title": "director",
        "head_as_of": Moment("2026-01"),
        "whole": True,
        "count_of": 0,
    }


def test_what_is_not_known_is_none_in_every_column_of_it(small: Dataset) -> None:
    found = {name: column.get(Sample("a"), small) for name, column in columns(Sample).items()}
    assert found == {**dict.fromkeys(columns(Sample)), "id": "a", "whole": False}


@pytest.mark.parametrize(
    ("field", "values", "expected"),
    [
        ("kinds", (), None),
        ("kinds", ("lander",), "lander"),
        ("kinds", ("lander", "rover"), "lander rover"),
        ("aliases", (), None),
        ("aliases", ("one",), "one"),
        ("aliases", ("one", "two"), "one | two"),
        ("aliases", ("one two", "three"), "one two | three"),
    ],
)
def test_words_are_joined_by_a_space_and_names_so_that_they_can_be_parted(
    small: Dataset, field: str, values: tuple[str, ...], expected: str | None
) -> None:
    assert value(Mission, field, mission("a")._replace(**{field: values}), small) == expected


@pytest.mark.parametrize("section", SECTIONS)
def test_a_list_that_is_joined_by_a_space_has_no_text_with_one(real: Dataset, section: str) -> None:
    types = types_of(SECTIONS[section].shape)
    fields = [name for name, one in types.items() if one.form == "list" and not one.is_shape and name not in PHRASES]
    for record in real.sections[section].values():
        assert not any(" " in text for name in fields for text in getattr(record, name)), record.id


def test_a_place_without_coordinates_has_its_name_alone(small: Dataset) -> None:
    one = event("landing", "2024", place=Place("Mare"))
    assert [value(Event, name, one, small) for name in ("place", "latitude", "side")] == ["Mare", None, None]
    assert [value(Event, name, event("landing", "2024"), small) for name in ("place", "latitude")] == [None, None]


# --- Rows that hold another shape


def test_a_membership_has_the_columns_of_its_member(small: Dataset) -> None:
    names = "alliance name kind iso2 agency joined left instrument ordinal signed_by note since weak sources iso3"
    assert list(columns(Membership)) == names.split()
    row = Membership("ilrs", member("Norway", "2025-05-15", country="NO", ordinal=55))
    found = {name: column.get(row, small) for name, column in columns(Membership).items()}
    assert (found["name"], found["iso2"], found["iso3"]) == ("Norway", "NO", "NOR")
    assert (found["joined"], found["ordinal"], found["sources"]) == (Moment("2025-05-15"), 55, "report")


def test_a_slip_has_its_columns_beside_those_of_its_mission(small: Dataset) -> None:
    one = mission("a", event("launch", "2024", targets=(target("2020", "2023"),)))
    assert list(columns(SlipRow)) == [
        "mission",
        "event",
        "announced",
        "when",
        "by",
        "type",
        "note",
        "sources",
        "months",
        "total_months",
    ]
    first, done = slip_rows(slips(one))
    assert [value(SlipRow, name, first, small) for name in ("mission", "event", "by")] == ["a", "launch", "NASA"]
    assert [value(SlipRow, name, done, small) for name in ("announced", "when")] == [None, Moment("2024")]


def test_an_entry_has_the_kind_and_id_of_its_subject(small: Dataset) -> None:
    one = timeline(small, [], types=["left"])[0]
    assert [value(Entry, name, one, small) for name in ("kind", "id", "type")] == ["alliance", "ilrs", "left"]


# --- Derived values


@pytest.mark.parametrize(
    ("shape", "section", "key", "column", "expected"),
    [
        (Mission, "missions", "artemis-iv", "date", Moment("2028-40")),
        (Agency, "agencies", "nasa", "flown", 1),
        (Agency, "agencies", "esa", "missions", "chang-e-6"),
        (Country, "countries", "thailand", "artemis_accords", Moment("2024-12-16")),
        (Country, "countries", "egypt", "artemis_accords", None),
        (Programme, "programmes", "clep", "samples_g", 1935.3),
        (Programme, "programmes", "clep", "launched", 1),
        (Alliance, "alliances", "ilrs", "state", 4),
        (Alliance, "alliances", "ilrs", "since", Moment("2021-03-09")),
        (Milestone, "milestones", "outer-space-treaty", "date", Moment("1967-01-27")),
    ],
)
def test_derived_values_are_columns_too(
    small: Dataset, shape: Any, section: str, key: str, column: str, expected: Any
) -> None:
    assert value(shape, column, small.sections[section][key], small) == expected


def test_an_event_has_its_local_time(small: Dataset) -> None:
    one = event("landing", "2024-06-01T22:23Z", zone="+08:00 Beijing")
    assert value(Event, "local", one, small) == "2024-06-02T06:23+08:00"
    assert value(Event, "local_place", one, small) == "Beijing"


# --- What the tables choose


@pytest.mark.parametrize("section", SECTIONS)
def test_every_listed_column_exists(section: str) -> None:
    assert set(SECTIONS[section].listed.split()) <= set(columns(SECTIONS[section].shape))


@pytest.mark.parametrize("section", SECTIONS)
def test_every_value_of_the_real_record_is_of_the_type_of_its_column(real: Dataset, section: str) -> None:
    for record in real.sections[section].values():
        for name, column in columns(SECTIONS[section].shape).items():
            found = column.get(record, real)
            assert found is None or type(found) is column.of or (column.of is float and type(found) is int), name
