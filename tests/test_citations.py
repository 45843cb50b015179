"""Where values come from: sources, what cites them, changes, references."""

import pytest

from moonrace import __version__
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import NotFound
from moonrace.fields import cited
from moonrace.query.citations import any_record, changes, cited_by, reference, sources

from .making import ids, replaced


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("chang-e-6", {"catalogue", "report", "newspaper"}),
        ("luna-25", {"catalogue", "report"}),
        ("pioneer-x", {"catalogue"}),
        ("artemis-accords", {"report", "newspaper"}),
        ("nasa", {"report"}),
        ("esa", set()),
        ("outer-space-treaty", {"report"}),
    ],
)
def test_each_source_of_a_record_and_its_parts_is_cited_once(small: Dataset, name: str, expected: set[str]) -> None:
    found = cited(any_record(small, name))
    assert sorted(found) == sorted(expected)


def test_cited_by_is_the_reverse_of_cited(small: Dataset) -> None:
    for source in small.sources.values():
        expected = [
            (kind, record.id)
            for kind, records in small.sections.items()
            if kind != "sources"
            for record in records.values()
            if source.id in cited(record)
        ]
        assert [(kind, record.id) for kind, record in cited_by(small, source)] == expected


def test_a_newspaper_is_cited_where_it_disagrees(small: Dataset) -> None:
    found = cited_by(small, small.sources["newspaper"])
    assert [record.id for _, record in found] == ["chang-e-6", "artemis-accords", "newspaper-2024"]


def test_sources_come_in_the_order_of_their_ids(small: Dataset) -> None:
    assert ids(sources(small, ["report", "catalogue"])) == ["report", "catalogue"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ce6", "chang-e-6"),
        ("嫦娥六号", "chang-e-6"),
        ("NASA", "nasa"),
        ("US", "united-states"),
        ("China", "china"),
        ("clep", "clep"),
        ("ilrs", "ilrs"),
        ("Outer Space Treaty", "outer-space-treaty"),
    ],
)
def test_any_record_is_found_by_any_name_of_any_kind(small: Dataset, name: str, expected: str) -> None:
    assert any_record(small, name).id == expected


@pytest.mark.parametrize("name", ["Nothing", "", "report"])  # a source is no record with sources
def test_any_record_of_no_name_is_not_found(small: Dataset, name: str) -> None:
    with pytest.raises(NotFound):
        any_record(small, name)


@pytest.mark.parametrize(("since", "expected"), [(None, "a b c"), ("2024", "b c"), ("2025", "c"), ("2026", "")])
def test_changes_come_oldest_first_from_a_day_on(small: Dataset, since: str | None, expected: str) -> None:
    base = small.changes["2026-11-01-first"]
    dates = {"c": "2025", "b": "2024-05-01", "a": "2023"}
    dataset = replaced(small, "changes", [base._replace(id=key, when=Moment(when)) for key, when in dates.items()])
    assert ids(changes(dataset, Moment(since) if since else None)) == expected.split()


def test_changes_of_one_day_are_ordered_by_id(small: Dataset) -> None:
    base = small.changes["2026-11-01-first"]
    dates = {"a": "2025", "b": "2024", "d": "2025", "c": "2025"}
    dataset = replaced(small, "changes", [base._replace(id=key, when=Moment(when)) for key, when in dates.items()])
    assert ids(changes(dataset)) == ["b", "a", "c", "d"]


@pytest.mark.parametrize(("as_of", "day"), [(None, "2026-10-09"), ("2024-05", "2024-05")])
def test_a_reference_has_the_name_the_version_and_the_day(small: Dataset, as_of: str | None, day: str) -> None:
    whole = (
        f'"Luna 25", in: moonrace contributors, A small record for tests. moonrace {__version__}, '
        f"record of 2026-10-09, as of {day}. CC BY 4.0."
    )
    found = reference(small, small.missions["luna-25"], Moment(as_of) if as_of else None)
    assert found == ("luna-25", "Luna 25", whole)
