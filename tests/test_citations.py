"""Where values come from: sources, what cites them, changes, references."""

from pathlib import Path

import pybtex.database
import pytest

from moonrace import __version__
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import NotFound
from moonrace.fields import cited
from moonrace.query.citations import any_record, changes, cited_by, reference, sources

from .commands import ask
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
    assert [record.id for _, record in found] == ["chang-e-6", "ada-crewe", "artemis-accords", "newspaper-2024"]


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
def test_a_reference_has_the_name_the_version_and_the_days(small: Dataset, as_of: str | None, day: str) -> None:
    assert [one.when.text for one in small.changes.values()] == ["2026-11-01"]  # later than the day of the record
    note = f"moonrace {__version__}, record of 2026-10-09, corrected to 2026-11-01, as of {day}. CC BY 4.0"
    found = reference(small, small.missions["luna-25"], Moment(as_of) if as_of else None)
    assert found.text == f'"Luna 25", in: moonrace contributors, A small record for tests. {note}.'
    assert (found.id, found.name, found.fact) == ("luna-25", "Luna 25", small.missions["luna-25"].summary)


def test_a_reference_names_no_correction_before_the_day_of_the_record(small: Dataset) -> None:
    old = [one._replace(when=Moment("2026-10-01")) for one in small.changes.values()]
    found = reference(replaced(small, "changes", old), small.missions["luna-25"])
    assert "record of 2026-10-09, as of" in found.text


def test_a_reference_to_own_data_says_so(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("missions:\n  luna-25:\n    aliases: [Mine]\n")
    for name, is_own in (("luna-25", True), ("chang-e-6", False)):
        got = ask("cite", name, "--data", str(own))
        assert got.code == 0
        assert (f"with data of {own}" in got.out) == is_own


@pytest.mark.parametrize("name", ["luna-25", "artemis-accords", "nasa"])
def test_the_entry_for_bibtex_is_one_that_pybtex_reads(small: Dataset, name: str) -> None:
    got = ask("cite", name, "--bibtex")
    ((key, entry),) = pybtex.database.parse_string(got.out, "bibtex").entries.items()
    assert key == f"moonrace-{name}"
    assert entry.fields["title"] == f"{{{any_record(small, name).name}}}"
    assert {"year", "howpublished"} <= set(entry.fields)
    assert "record of 2026-10-09" in entry.fields["note"]
    assert [str(person) for person in entry.persons["author"]] == ["{moonrace contributors}"]


@pytest.mark.parametrize("name", ["thailand", "senegal", "canada"])
def test_the_sources_of_a_country_are_those_of_what_it_has_joined_too(real: Dataset, name: str) -> None:
    country = real.country(name)
    joined = {
        key
        for alliance in real.alliances.values()
        for member in alliance.members
        if member.country == country.iso2
        for key in (*member.sources, *(key for other in member.also for key in other.sources))
    }
    listed = ask("sources", name, "--fields", "id", "--plain", record=real).out.split()[1:]
    assert joined
    assert set(listed) == joined | set(cited(country))


def test_the_sources_of_a_person_are_those_of_the_crews_too(real: Dataset) -> None:
    listed = ask("sources", "neil-armstrong", "--fields", "id", "--plain", record=real).out.split()[1:]
    assert set(listed) >= set(real.mission("apollo-11").sources["crew"])


def test_a_source_is_found_by_an_id_that_it_had_before(small: Dataset) -> None:
    renamed = replaced(small, "sources", [small.sources["newspaper"]._replace(aliases=("gazette",))])
    assert renamed.source("gazette").id == "newspaper"
