"""The library's objects: they never change, can be pickled and copied; and its front door."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import moonrace
from moonrace import door, loading
from moonrace.as_of import as_of
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadMoment, BadValue, NotFound
from moonrace.export import json as written
from moonrace.fields import Frozen, walk
from moonrace.loading import compiled
from moonrace.query.membership import members
from moonrace.query.missions import missions
from moonrace.query.timeline import milestones, timeline

TWINS: list[Callable[[Any], Any]] = [
    *(
        lambda one, protocol=protocol: pickle.loads(pickle.dumps(one, protocol))
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    ),
    copy.copy,
    copy.deepcopy,
]
MOMENTS = ["1966", "2024-05-03", "2024-06-03T23:38Z", "2027-33", "1966-02~", "[2028..]", "[..2030]", "2007-10/2009-03"]


@pytest.mark.parametrize("twin", TWINS)
@pytest.mark.parametrize("text", MOMENTS)
def test_a_moment_is_the_same_after_a_pickle_and_a_copy(twin: Callable[[Any], Any], text: str) -> None:
    one = Moment(text)
    again = twin(one)
    assert (again, hash(again), repr(again)) == (one, hash(one), repr(one))
    for name in ("text", "earliest", "latest", "precision", "approximate", "uncertain"):
        assert getattr(again, name) == getattr(one, name)
    assert again.speak() == one.speak()


@pytest.mark.parametrize("name", ["text", "earliest", "latest", "precision", "approximate", "anything"])
def test_a_moment_never_changes(name: str) -> None:
    one = Moment("2024")
    with pytest.raises(AttributeError):
        setattr(one, name, None)
    assert one.text == "2024"


@pytest.mark.parametrize("twin", TWINS)
def test_a_record_and_a_dataset_are_the_same_after_a_pickle_and_a_copy(
    small: Dataset, twin: Callable[[Any], Any]
) -> None:
    for dataset in (small, as_of(small, Moment("2024-06-01"))):
        again = twin(dataset)
        assert again.meta == dataset.meta
        assert {kind: dict(records) for kind, records in again.sections.items()} == {
            kind: dict(records) for kind, records in dataset.sections.items()
        }
        assert again.mission("CE-6") == twin(dataset.mission("CE-6")) == dataset.mission("CE-6")
        assert again.linked("countries", "CN") == dataset.linked("countries", "CN")
        with pytest.raises(NotFound) as miss:
            again.mission("lunna-25")
        assert miss.value.near == (("mission", "luna-25"),)


def test_a_compiled_record_can_be_pickled_before_and_after_it_is_used(small: Dataset, tmp_path: Any) -> None:
    path = tmp_path / "record.jsonl"
    path.write_bytes(compiled.dump(small))
    fresh = compiled.read(str(path))
    for dataset in (pickle.loads(pickle.dumps(fresh)), fresh):
        assert dataset.mission("嫦娥六号") == small.missions["chang-e-6"]
    assert pickle.loads(pickle.dumps(fresh)).missions == dict(small.missions)


def test_own_data_keeps_its_origins_after_a_pickle(
    small: Dataset, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "shipped", lambda: small)
    (tmp_path / "a.yaml").write_text("missions:\n  luna-25: {launcher: Mine}\n")
    dataset = loading.load(str(tmp_path / "a.yaml"))
    assert pickle.loads(pickle.dumps(dataset)).origins == dataset.origins
    assert dataset.origins["missions", "luna-25"].unsourced == ("launcher",)


@pytest.mark.parametrize("name", ["missions", "alliances", "meta", "sections", "origins"])
def test_a_dataset_never_changes(name: str) -> None:
    dataset = loading.load_folder(str(loading.CHECKOUT)) if name == "meta" else copy.copy(_small())
    before = getattr(dataset, name)
    with pytest.raises(AttributeError, match="never changes"):
        setattr(dataset, name, {})
    assert getattr(dataset, name) is before


def _small() -> Dataset:
    from .commands import small

    return small()


@pytest.mark.parametrize("record", ["small", "compiled"])
def test_nothing_within_a_record_can_be_changed(small: Dataset, tmp_path: Any, record: str) -> None:
    """Every part is a tuple, a frozen mapping, or a value that Python never changes."""
    dataset = small
    if record == "compiled":
        (tmp_path / "record.jsonl").write_bytes(compiled.dump(small))
        dataset = compiled.read(str(tmp_path / "record.jsonl"))
    for records in dataset.sections.values():
        for one in records.values():
            for path, value in walk(one):
                assert isinstance(value, (tuple, Frozen, Moment, str, int, float)), (one.id, path)
    with pytest.raises(TypeError):
        dataset.missions["x"] = small.missions["luna-25"]  # type: ignore[index]
    with pytest.raises(TypeError, match="never changes"):
        dataset.missions["luna-25"].sources["summary"] = ()  # type: ignore[index]
    assert isinstance(dataset.linked("countries", "CN"), tuple)


# --- Words that the library refuses


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"limit": -1}, "cannot show -1 missions: limit is 0 or more"),
        ({"scopes": ("moon",)}, "'moon' is none of lunar, part, flyby, test, context"),
        ({"scopes": "lunar"}, "'l' is none of lunar, part"),
        ({"kinds": ("lander", "landr")}, "'landr' is none of "),
        ({"outcomes": ("won",)}, "'won' is none of success, partial, failure"),
        ({"statuses": ("finished",)}, "'finished' is none of success, partial, failure, planned"),
    ],
)
def test_what_is_no_filter_is_a_bad_value(small: Dataset, given: dict[str, Any], message: str) -> None:
    with pytest.raises(BadValue) as refused:
        missions(small, **given)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    "ask",
    [
        lambda small: timeline(small, [], types=["lannding"]),
        lambda small: milestones(small, "song"),
        lambda small: members(small.alliances["ilrs"], "people"),
    ],
)
def test_a_word_of_no_vocabulary_is_a_bad_value(small: Dataset, ask: Callable[[Dataset], object]) -> None:
    with pytest.raises(BadValue, match=r"^'(lannding|song|people)' is none of "):
        ask(small)


def test_no_mission_is_what_a_limit_of_none_at_all_shows(small: Dataset) -> None:
    assert missions(small, limit=0) == []


# --- The front door


@pytest.fixture
def shipped(small: Dataset, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """The small record as the shipped one; the door keeps what it has loaded."""
    monkeypatch.setattr(loading, "shipped", lambda: small)
    door._record.cache_clear()
    monkeypatch.setattr(door, "_record", door._record)
    return small


@pytest.fixture(autouse=True)
def _forget() -> Any:
    yield
    door._record.cache_clear()


def test_a_question_needs_no_record_by_hand(shipped: Dataset) -> None:
    assert moonrace.mission("CE-6") is shipped.missions["chang-e-6"]
    assert [one.id for one in moonrace.missions(country="US")] == ["pioneer-x", "artemis-iv"]
    assert moonrace.find("clep") is shipped.programmes["clep"]
    assert moonrace.find("NASA") is shipped.agencies["nasa"]
    assert [one.party for one in moonrace.signatories()] == ["United States of America", "Thailand", "Norway"]
    with pytest.raises(NotFound):
        moonrace.mission("nowhere")
    with pytest.raises(BadValue):
        moonrace.missions(limit=-1)
    with pytest.raises(TypeError):
        moonrace.missions(lunar=True)


@pytest.mark.parametrize("day", ["2021-03-31", Moment("2021-03-31")])
def test_a_question_of_a_day_is_that_of_the_record_of_the_day(shipped: Dataset, day: Any) -> None:
    then = as_of(shipped, Moment("2021-03-31"))
    assert [one.party for one in moonrace.signatories("ILRS", as_of=day)] == ["China", "Russia"]
    assert moonrace.missions(as_of=day) == missions(then)
    assert moonrace.mission("luna-25", as_of=day) == then.missions["luna-25"]
    with pytest.raises(NotFound, match="chang-e-6 is not in the record as of that date"):
        moonrace.find("CE-6", as_of=day)


def test_a_day_that_is_none_is_refused(shipped: Dataset) -> None:
    with pytest.raises(BadMoment):
        moonrace.mission("CE-6", as_of="soon")
    with pytest.raises(BadValue, match="has no end"):
        moonrace.mission("CE-6", as_of="[2024..]")


def test_rows_are_those_of_json(shipped: Dataset) -> None:
    assert moonrace.rows(moonrace.missions()) == written.rows(missions(shipped), shipped)
    then = as_of(shipped, Moment("2024-06-01"))
    assert moonrace.rows(moonrace.signatories(as_of="2024-06-01"), as_of="2024-06-01") == [
        written.row(one, then) for one in members(then.alliances["artemis-accords"])
    ]


def test_the_record_of_a_day_is_made_once(shipped: Dataset) -> None:
    assert door.record("2024-06-01") is door.record(Moment("2024-06-01"))
    assert door.record() is shipped


@pytest.mark.parametrize("name", moonrace.__all__)
def test_every_name_of_the_package_is_there_and_listed(name: str) -> None:
    assert getattr(moonrace, name)
    assert vars(moonrace)["__all__"].count(name) == 1
