"""What values rest on: weak values, and the rule for headline values with its list of exceptions."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from moonrace import ground
from moonrace.dataset import Dataset
from moonrace.loading.rules import exceptions_name_values, headline_values_have_ground
from moonrace.records.documents import Exemption, Publisher, Source
from moonrace.records.parts import Discrepancy, Frozen, Number

from .commands import ask
from .making import at, changed, event, member, mission, replaced, since, target

WEAK = ("encyclopedia", "other")
SCALE = ("primary", "scholarly", "catalogue", "press", "encyclopedia", "other")


@pytest.fixture
def graded(small: Dataset) -> Dataset:
    """The small record with a publisher of each standing, and two sources of each: `press-1`, `press-2` …"""
    publishers = [Publisher(one, one.title(), standing=one) for one in SCALE]  # type: ignore[arg-type]
    first = small.sources["report"]
    sources = [first._replace(id=f"{one}-{number}", publisher=one, standing=None) for one in SCALE for number in (1, 2)]
    return changed(changed(small, "publishers", *publishers), "sources", *sources)


def graded_sources(dataset: Dataset) -> Any:
    return ground.grader(dataset.sections)


# --- What a source is worth


def test_a_source_is_worth_what_its_publisher_is_worth(graded: Dataset) -> None:
    grade = graded_sources(graded)
    assert [grade(f"{one}-1") for one in SCALE] == [*SCALE]
    assert ground.ORDER == SCALE


def test_a_source_may_differ_from_its_publisher(graded: Dataset) -> None:
    source = graded.sources["primary-1"]._replace(standing="press", standing_note="a slip of the tongue")
    assert graded_sources(changed(graded, "sources", source))("primary-1") == "press"


def test_a_source_of_an_unknown_publisher_and_an_unknown_source_are_worth_least(small: Dataset) -> None:
    grade = graded_sources(small)
    assert [grade(key) for key in ("report", "newspaper", "nowhere")] == ["primary", "other", "other"]


# --- Weak values


def weak(dataset: Dataset, record: Any) -> list[str]:
    return [*ground.weak(record, graded_sources(dataset))]


@pytest.mark.parametrize("one", SCALE)
def test_a_value_is_weak_where_only_encyclopedias_and_lesser_sources_say_so(graded: Dataset, one: str) -> None:
    record = mission("probe", event("launch", "1966", sources=(f"{one}-1", "other-2")))
    assert weak(graded, record) == (["events[0]"] if one in WEAK else [])


def test_weak_are_fields_and_parts_in_their_place(graded: Dataset) -> None:
    bad, good = ("encyclopedia-1",), ("press-1",)
    launch = event("launch", "1966", sources=good, targets=(target("1960", "1965")._replace(sources=bad),))
    landing = event("landing", "1966-02", sources=good, place=at(1, 2, sources=bad))
    record = mission(
        "probe", launch, landing, mass_kg=Number(5, sources=bad), sources={"launcher": bad, "outcome": good}
    )
    assert weak(graded, record) == ["launcher", "events[0].targets[0]", "events[1].place", "mass_kg"]


def test_what_others_say_and_from_when_it_holds_are_not_weak(graded: Dataset) -> None:
    bad = ("other-1",)
    says = Discrepancy(value="1", field="name", reason="error", why="a slip", sources=bad)
    history = (since("launcher", "1965")._replace(sources=bad),)
    record = mission(
        "probe", event("launch", "1966", sources=("press-1",), also=(says,)), also=(says,), history=history
    )
    assert weak(graded, record) == []


def test_a_value_without_any_source_is_not_called_weak(graded: Dataset) -> None:
    record = mission("probe", event("launch", "1966", sources=()), sources={"launcher": ()})
    assert weak(graded, record) == []


def paths(record: Any) -> Iterator[tuple[str, list[str]]]:
    """The values of a record in JSON with their sources, by an own walk."""

    def walk(value: Any, path: str) -> Iterator[tuple[str, list[str]]]:
        if isinstance(value, list):
            for number, one in enumerate(value):
                yield from walk(one, f"{path}[{number}]")
        elif isinstance(value, dict):
            if path and isinstance(value.get("sources"), list):
                yield path, value["sources"]
            for key, one in value.items():
                if key not in ("sources", "also", "history"):
                    yield from walk(one, f"{path}.{key}".lstrip("."))

    table = record["sources"] if isinstance(record["sources"], dict) else {}
    yield from table.items()
    yield from walk({key: one for key, one in record.items() if key not in ("flights", "totals", "latest")}, "")


@pytest.mark.parametrize("kind", ["missions", "people", "agencies", "programmes", "groups", "milestones"])
def test_the_weak_values_of_the_real_record_are_those_that_a_count_over_json_finds(real: Dataset, kind: str) -> None:
    standing = {one.id: one.standing for one in real.publishers.values()}
    worth = {one.id: one.standing or standing.get(one.publisher, "other") for one in real.sources.values()}
    from moonrace.export import json

    wrong = {}
    for row in json.rows(real.sections[kind].values(), real, kind):
        own = {"memberships", "missions", "events" if kind == "alliances" else ""}
        found = {
            path.replace("native_names", "native")
            for path, keys in paths({key: one for key, one in row.items() if key not in own})
            if keys and all(worth.get(key, "other") in WEAK for key in keys)
        }
        said = set(real.sections[kind][row["id"]].weak)
        if found != said:
            wrong[row["id"]] = found ^ said
    assert wrong == {}


def test_the_list_of_weak_values_has_each_of_them_once(real: Dataset) -> None:
    rows = ask("sources", "--weak", "-f", "csv", record=real).out.splitlines()[1:]
    number = sum(
        len(one.weak) for records in real.sections.values() for one in records.values() if "weak" in one._fields
    )
    assert len(set(rows)) == len(rows) == number


def test_a_weak_value_is_marked_on_the_page_and_the_mark_explained() -> None:
    for options in ([], ["--full"]):
        text = ask("mission", "luna-25", *options).out
        (impact,) = [line for line in text.splitlines() if line.startswith("2023-08-19")]
        (launch,) = [line for line in text.splitlines() if line.startswith("2023-08-10")]
        assert impact.rstrip().endswith("!")
        assert not launch.rstrip().endswith("!")
        assert "! supported only by encyclopedias or weaker sources" in text


def test_a_page_without_weak_values_explains_no_mark() -> None:
    assert "!" not in ask("mission", "artemis-iv").out


# --- Headline values


def test_headline_values_are_what_happened_on_the_way_there_and_back() -> None:
    place = at(1, 2)
    record = mission(
        "probe",
        event("launch", "1966-01-31"),
        event("separation", "1966-02-01"),
        event("landing", "1966-02-03", place=place._replace(sources=("press-1",))),
        event("return", "1966-02-09?"),
        event("landing", "2030", planned=True),
        crew=("someone",),
        sample_mass_g=Number(5, sources=("press-2",)),
        sources={"crew": ("press-1", "press-2")},
    )
    assert [*ground.headline(record)] == [
        ("launch 1966-01-31", ("report",), False),
        ("landing 1966-02-03", ("report",), False),
        ("landing 1966-02-03 place", ("press-1",), False),
        ("return 1966-02-09?", ("report",), True),
        ("crew", ("press-1", "press-2"), False),
        ("sample_mass_g", ("press-2",), False),
    ]


def test_of_an_alliance_the_states_of_the_two_main_ones_are_headline_values(small: Dataset) -> None:
    one = small.alliances["ilrs"]
    names = [name for name, _, _ in ground.headline(one)]
    assert names == ["member CN", "member RU", "member EG", "member TH", "member SA"]
    assert [*ground.headline(one._replace(id="moon-village"))] == []
    assert [*ground.headline(one._replace(members=(member("A club", kind="organisation"),)))] == []


@pytest.mark.parametrize(
    ("keys", "lacking"),
    [
        (("primary-1", "press-1"), ""),
        (("scholarly-1", "scholarly-2"), ""),
        (("catalogue-1", "other-1"), ""),
        (("primary-1",), "a second source of another origin"),
        (("press-1", "press-2"), "a strong source"),
        (("press-1",), "a strong source and a second source of another origin"),
        ((), "a strong source and a second source of another origin"),
        (("primary-1", "primary-1"), "a second source of another origin"),
        (("primary-1", "nowhere"), "a second source of another origin"),
        (("primary-1", "copy"), "a second source of another origin"),
        (("primary-2", "copy"), ""),
    ],
)
def test_a_headline_value_wants_a_strong_source_and_a_second_origin(
    graded: Dataset, keys: tuple[str, ...], lacking: str
) -> None:
    copy = graded.sources["press-1"]._replace(id="copy", derived_from="primary-1")
    assert ground.lacks(changed(graded, "sources", copy).sections, keys) == lacking


# --- The list of exceptions


def exempt(record: str, field: str) -> Exemption:
    return Exemption(f"{record}-{field}".replace(" ", "-"), record, field, "the archive of the agency, in vain")


def broken(dataset: Dataset, record: Any, *exceptions: Exemption) -> list[str]:
    """What the rule says of a record, beside an exception that keeps it awake."""
    there = replaced(changed(dataset, "missions", record), "exceptions", [*exceptions, exempt("elsewhere", "crew")])
    return [message for _, message, _ in headline_values_have_ground(there, "missions", record)]


STRONG, THIN = ("primary-1", "press-1"), ("press-1",)


def test_a_headline_value_on_thin_ground_needs_an_exception(graded: Dataset) -> None:
    record = mission(
        "probe", event("launch", "1966-01-31", sources=THIN), event("landing", "1966-02-03", sources=STRONG)
    )
    lacking = "launch 1966-01-31 lacks a strong source and a second source of another origin"
    assert broken(graded, record) == [lacking]
    assert broken(graded, record, exempt("probe", "landing 1966-02-03"))[0] == lacking
    assert broken(graded, record, exempt("other", "launch 1966-01-31")) == [lacking]
    assert broken(graded, record, exempt("probe", "launch 1966-01-31")) == []


def test_an_exception_that_is_not_needed_has_to_go(graded: Dataset) -> None:
    record = mission("probe", event("launch", "1966-01-31", sources=STRONG))
    needless = broken(graded, record, exempt("probe", "launch 1966-01-31"))
    assert needless == ["launch 1966-01-31 needs no exception any more"]


def test_a_value_that_is_marked_uncertain_needs_no_ground(graded: Dataset) -> None:
    record = mission("probe", event("impact", "1966-02-03?", sources=THIN, place=at(1, 2, sources=THIN)))
    assert broken(graded, record) == []
    certain = mission("probe", event("impact", "1966-02-03", sources=THIN, place=at(1, 2, sources=THIN)))
    assert len(broken(graded, certain)) == 2


def test_a_record_without_a_list_of_exceptions_is_not_held_to_the_rule(graded: Dataset) -> None:
    record = mission("probe", event("launch", "1966-01-31", sources=THIN))
    there = replaced(changed(graded, "missions", record), "exceptions", [])
    assert [*headline_values_have_ground(there, "missions", record)] == []


def test_your_own_records_are_not_held_to_the_rule(graded: Dataset) -> None:
    from moonrace.loading.reader import Origin

    record = mission("probe", event("launch", "1966-01-31", sources=THIN))
    sections = {**graded.sections, "missions": {"probe": record}, "exceptions": {"x": exempt("x", "crew")}}
    origins = {("missions", "probe"): Origin("mine.yaml", ("name",))}
    assert [*headline_values_have_ground(Dataset(graded.meta, sections, origins=origins), "missions", record)] == []
    assert len([*headline_values_have_ground(Dataset(graded.meta, sections), "missions", record)]) == 1


@pytest.mark.parametrize(
    ("record", "field", "good"),
    [
        ("luna-25", "launch 2023-08-10T23:10:57Z", True),
        ("luna-25", "impact 2023-08-19T11:57Z place", True),
        ("chang-e-6", "sample_mass_g", True),
        ("ilrs", "member EG", True),
        ("luna-25", "launch 2023-08-11", False),
        ("luna-25", "crew", False),
        ("ilrs", "member NO", False),
        ("nowhere", "crew", False),
    ],
)
def test_an_exception_names_a_headline_value_that_is_there(small: Dataset, record: str, field: str, good: bool) -> None:
    found = [*exceptions_name_values(small, "exceptions", exempt(record, field))]
    assert [message for _, message, _ in found] == ([] if good else [f"{record} has no headline value {field!r}"])


def test_the_real_record_has_no_exception_too_many_and_none_too_few(real: Dataset) -> None:
    assert real.exceptions
    excepted = {(one.record, one.field) for one in real.exceptions.values()}
    standing = {one.id: one.standing for one in real.publishers.values()}
    need = set()
    for kind in ("missions", "alliances"):
        for record in real.sections[kind].values():
            for name, keys, uncertain in ground.headline(record):
                sources: list[Source] = [real.sources[key] for key in keys]
                strong = {one.standing or standing[one.publisher] for one in sources} & {*SCALE[:3]}
                origins = {one.derived_from or one.id for one in sources}
                if not uncertain and (not strong or len(origins) < 2):
                    need.add((record.id, name))
    assert excepted == need
    assert all(one.looked for one in real.exceptions.values())


# --- What holds the record


def test_a_mapping_of_the_record_never_changes() -> None:
    import copy
    import pickle

    frozen = Frozen({"a": 1})
    for change in (
        lambda: frozen.__setitem__("b", 2),
        lambda: frozen.__delitem__("a"),
        lambda: frozen.update(b=2),
        lambda: frozen.pop("a"),
        lambda: frozen.popitem(),
        lambda: frozen.clear(),
        lambda: frozen.setdefault("b", 2),
        lambda: frozen.__ior__({"b": 2}),
    ):
        with pytest.raises(TypeError, match="the record never changes"):
            change()
    for again in (pickle.loads(pickle.dumps(frozen)), copy.copy(frozen), copy.deepcopy(frozen)):
        assert (again, type(again)) == ({"a": 1}, Frozen)
    assert dict(frozen) | {"b": 2} == {"a": 1, "b": 2}


def test_no_table_of_a_record_can_be_changed(small: Dataset) -> None:
    for section in small.sections.values():
        for record in section.values():
            for value in filter(lambda one: isinstance(one, dict), record):
                with pytest.raises(TypeError):
                    value["x"] = 1


@pytest.mark.parametrize(
    "line",
    [
        "signatories", "signatories --region africa", "signatories artemis-accords --since 2026", "signatories --both",
        "signatories --kind organisation", "signatories --as-of 2026-08", "alliance artemis-accords", "missions --scope all",
        "missions --scope all --as-of 2024-05-01",
    ],
)  # fmt: skip
def test_the_weak_paths_of_an_answer_are_those_of_its_own_parts(line: str, real: Dataset) -> None:
    standing = {
        key: source.standing or real.publishers[source.publisher].standing for key, source in real.sources.items()
    }
    for rows in json.loads(ask(*line.split(), "--json", record=real).out).values():
        for row in rows if isinstance(rows, list) else ():
            if "weak" in row:
                weak = {
                    f"{field}[{number}]"
                    for field in ("events", "members")
                    for number, part in enumerate(row.get(field) or ())
                    if part["sources"] and {standing[key] for key in part["sources"]} <= {"encyclopedia", "other"}
                }
                assert {path for path in row["weak"] if re.fullmatch(r"(events|members)\[\d+\]", path)} == weak
                assert [member["weak"] for member in row.get("members") or () if "joined" in member] == [
                    f"members[{number}]" in weak
                    for number, member in enumerate(row.get("members") or ())
                    if "joined" in member
                ]
