"""What answers add to records: where each derived value is declared, and what it may be."""

from importlib import import_module
from typing import Any

import pytest

from moonrace.cli.tools import answers
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.fields import meanings, types_of
from moonrace.query.derived import HOMES, derived
from moonrace.records import SECTIONS
from moonrace.records.alliances import Alliance, Member
from moonrace.records.documents import Source
from moonrace.records.mission import Mission
from moonrace.records.parts import Event, Place

SHAPES = {
    **{section.shape.__name__: section.shape for section in SECTIONS.values()},
    "Event": Event,
    "Member": Member,
}


def test_every_home_is_that_of_a_shape_of_the_record() -> None:
    assert set(HOMES) <= set(SHAPES)


@pytest.mark.parametrize("name", HOMES)
def test_derived_values_are_declared_with_their_meanings(name: str) -> None:
    found = derived(SHAPES[name])
    assert found is not None
    shape, compute = found
    assert compute is getattr(import_module(f"moonrace.query.{HOMES[name]}"), f"of_{name.lower()}")
    assert shape.__name__ == f"Of{name}"
    assert set(meanings(shape)) == set(shape._fields)


@pytest.mark.parametrize("shape", [Source, Place])
def test_what_has_no_home_has_no_derived_values(shape: Any) -> None:
    assert derived(shape) is None


def test_only_the_members_of_an_alliance_replace_a_field_of_the_same_name() -> None:
    both = {
        (name, field)
        for name in HOMES
        if (found := derived(SHAPES[name]))
        for field in found[0]._fields
        if field in SHAPES[name]._fields
    }
    assert both == {("Alliance", "members")}


def test_no_row_of_a_report_is_taken_for_a_record() -> None:
    rows = {answer.shape for answer in answers().values()} - set(SHAPES.values())
    assert {shape.__name__ for shape in rows} & set(HOMES) == set()


@pytest.mark.parametrize("section", [kind for kind, one in SECTIONS.items() if one.shape.__name__ in HOMES])
def test_derived_values_have_their_declared_types(real: Dataset, section: str) -> None:
    shape: Any = SECTIONS[section].shape
    found = derived(shape)
    assert found is not None
    types = types_of(found[0])
    for record in real.sections[section].values():
        made = found[1](real, record)
        assert type(made) is found[0]
        for (name, declared), value in zip(types.items(), made, strict=True):
            assert isinstance(value, tuple if declared.form == "list" else declared.of) or (
                value is None and declared.optional
            ), (record.id, name)


def test_derived_values_follow_the_record_that_was_asked_for(small: Dataset) -> None:
    shape, compute = derived(Mission) or (None, None)
    assert shape is not None
    assert compute is not None
    luna = small.missions["luna-25"]
    assert compute(small, luna).date == Moment("2023-08-10T23:10:57Z")
    assert set(compute(small, luna._replace(events=()))) == {None}
    found = derived(Alliance)
    assert found is not None
    assert found[1](small, small.alliances["ilrs"]).counts == (4, 1, 0)
