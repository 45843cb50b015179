"""What of an answer is the user's own, and has no source: marked in every format, whatever field it is."""

import csv
import io
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import yaml

from moonrace import loading
from moonrace.dataset import Dataset
from moonrace.export import datapackage, sqlite
from moonrace.loading import reader
from moonrace.records import COMPUTED
from moonrace.records.mission import Mission

from .commands import FORMATS, LINES, ask
from .conftest import Ran

# Each field of a mission with a value of one's own, and the path of what then lacks a source, if it needs one.
FIELDS: dict[str, tuple[str, str | None]] = {
    "name": ("Sixth", None),
    "native": ("{zh: 六号}", None),
    "aliases": ("[Sixth]", None),
    "cospar_id": ("2024-083Z", "cospar_id"),
    "scope": ("flyby", None),
    "part_of": ("luna-25", None),
    "agencies": ("[nasa]", "agencies"),
    "partners": ("[nasa]", "partners"),
    "countries": ("[CN, US]", "countries"),
    "programme": ("clep", "programme"),
    "kinds": ("[lander]", "kinds"),
    "crewed": ("true", None),
    "crew": ("[{name: Ann, role: pilot, country: CN}]", "crew"),
    "launcher": ("Another rocket", "launcher"),
    "launch_site": ("Another place", "launch_site"),
    "summary": ("Another sentence.", "summary"),
    "outcome": ("success", "outcome"),
    "outcome_note": ("Another note.", "outcome_note"),
    "events": ("[{type: launch, when: 2024-05-03}, {type: landing, when: 2024-06-03, sources: [report]}]", "events[0]"),
    "mass_kg": ("{value: 8351}", "mass_kg"),
    "sample_mass_g": ("{value: 1936}", "sample_mass_g"),
    "driven_km": ("{value: 1.5}", "driven_km"),
    "farthest_km": ("{value: 400000}", "farthest_km"),
    "history": ("[{field: launcher, since: 2024-01}]", None),
    "links": ("{page: 'https://example.org/own'}", None),
    "also": ("[{field: launcher, value: x, reason: error, why: y}]", "also[0]"),
}
each_field = pytest.mark.parametrize("field", FIELDS)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: Dataset) -> Any:
    """Writes a value of one's own for a field of Chang'e 6, as mine.yaml in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(loading, "shipped", lambda: small)

    def write(field: str, sources: str = "") -> None:
        value = FIELDS[field][0]
        table = f"    sources: {{{field}: [{sources}]}}\n" if sources else ""
        Path("mine.yaml").write_text(f"missions:\n  chang-e-6:\n    {field}: {value}\n{table}", encoding="utf-8")

    return write


def mine(*words: str) -> Ran:
    got = ask(*words, "--data", "mine.yaml")
    assert (got.code, got.err) == (0, ""), got.err
    return got


def test_every_field_that_can_be_written_is_tried() -> None:
    assert set(FIELDS) == set(Mission._fields) - {"id", "sources", *COMPUTED}


@each_field
def test_own_data_without_a_source_passes_the_check(own: Any, field: str) -> None:
    own(field)
    assert ask("check", "mine.yaml") == (0, "", "")
    assert ask("check", "--data", "mine.yaml") == (0, "", "")


@each_field
def test_the_origin_names_the_field_and_whether_it_lacks_a_source(own: Any, field: str) -> None:
    own(field)
    origin = loading.load("mine.yaml").origins["missions", "chang-e-6"]
    lacking = FIELDS[field][1]
    assert (origin.file, origin.fields) == ("mine.yaml", (field,))
    assert [*origin.unsourced] == ([lacking] if lacking else [])


@each_field
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", ["mission chang-e-6", "mission chang-e-6 --full", "missions --scope all"])
def test_a_value_of_ones_own_is_marked_in_every_format(own: Any, field: str, form: str, words: str) -> None:
    own(field)
    lacking = FIELDS[field][1]
    text = mine(*words.split(), "-f", form).out
    flat = " ".join(text.replace("\\", "").split())
    if form in ("json", "ndjson", "yaml"):
        read: Any = {"json": json.loads, "yaml": yaml.safe_load}
        rows = read[form](text)["missions"] if form in read else [json.loads(line) for line in text.splitlines()]
        origins = {row["id"]: row["origin"] for row in rows}
        expected = {"file": "mine.yaml", "fields": [field], "unsourced": [lacking] if lacking else []}
        assert origins.pop("chang-e-6") == expected
        assert set(origins.values()) <= {None}
    elif form == "table":
        assert "mine.yaml" in flat
        said = "no source given for" if "--full" in words else "some values without a source"
        assert (said in flat) is bool(lacking)
    elif words.startswith("mission "):
        assert "your own data" in flat
        assert ("your own data, no source given" in flat) is bool(lacking)
    else:
        rows = _rows(text, form)
        (row,) = [row for row in rows if row["id"] == "chang-e-6"]
        assert row["own_data"] == field
        assert row["no_source_given"] == (lacking or "")
        assert {row["own_data"] for row in rows if row["id"] != "chang-e-6"} <= {""}


def _rows(text: str, form: str) -> list[dict[str, str]]:
    if form == "csv":
        return list(csv.DictReader(io.StringIO(text)))
    if form == "markdown":
        lines = [[cell.strip() for cell in line.strip("|\n").split(" | ")] for line in text.splitlines()]
        lines = [[cell.strip().replace("\\", "") for cell in line] for line in lines if not line[0].startswith("---")]
    else:
        lines = [line.split("\t") for line in text.splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


@each_field
def test_a_fact_of_ones_own_is_marked_on_its_own_line_and_no_other_is(own: Any, field: str) -> None:
    own(field)
    head, *lines = [line.split("\t") for line in mine("mission", "chang-e-6", "-f", "plain").out.splitlines()]
    facts = [dict(zip(head, line, strict=True)) for line in lines]
    of_field = {
        "native": {"native_names"},
        "events": {"launch", "landing"},
        "also": {"also launcher"},
        "sample_mass_g": {"sample_mass_g"},
        "driven_km": {"driven_km"},
        "farthest_km": {"farthest_km"},
    }.get(field, {field})
    marked = {fact["field"] for fact in facts if "your own data" in fact["detail"]}
    assert marked == of_field
    lacking = [fact for fact in facts if "no source given" in fact["detail"]]
    assert bool(lacking) is bool(FIELDS[field][1])
    assert all(fact["field"] in of_field and not fact["sources"] for fact in lacking)


@each_field
def test_a_source_of_ones_own_takes_the_mark_of_the_lack_away(own: Any, field: str) -> None:
    if FIELDS[field][1] not in (field,) or field in ("mass_kg", "sample_mass_g", "driven_km", "farthest_km"):
        return  # what needs none, and what has sources of its own
    own(field, sources="newspaper")
    origin = loading.load("mine.yaml").origins["missions", "chang-e-6"]
    assert (origin.fields, origin.unsourced) == ((field, "sources"), ())
    assert "no source given" not in mine("mission", "chang-e-6", "-f", "table").out
    (row,) = json.loads(mine("mission", "chang-e-6", "--json").out)["missions"]
    assert row["sources"][field] == ["newspaper"]


@each_field
def test_a_value_of_ones_own_has_not_the_sources_of_what_it_replaces(own: Any, field: str, small: Dataset) -> None:
    own(field)
    sources = loading.load("mine.yaml").missions["chang-e-6"].sources
    assert field not in sources
    assert dict(sources) == {name: keys for name, keys in small.missions["chang-e-6"].sources.items() if name != field}


@each_field
def test_the_exports_say_what_is_ones_own(own: Any, field: str) -> None:
    own(field)
    dataset = loading.load("mine.yaml")
    lacking = FIELDS[field][1]
    document = json.loads(mine("export", "json").out)
    origins = {(kind, one["id"]): one["origin"] for kind in dataset.sections for one in document[kind]}
    expected = {"file": "mine.yaml", "fields": [field], "unsourced": [lacking] if lacking else []}
    assert {key: one for key, one in origins.items() if one} == {("missions", "chang-e-6"): expected}
    row = {
        "kind": "mission", "record": "chang-e-6", "file": "mine.yaml", "fields": field, "no_source_given": lacking or "",
    }  # fmt: skip
    folder = datapackage.export(dataset, None, lambda: None)
    assert list(csv.DictReader(io.StringIO(folder["own_data.csv"].decode()))) == [row]
    connection = sqlite3.connect(":memory:")
    connection.deserialize(sqlite.export(dataset, None, lambda: None))
    (found,) = connection.execute("SELECT kind, record, file, fields, no_source_given FROM own_data").fetchall()
    assert dict(zip(row, (cell or "" for cell in found), strict=True)) == row
    connection.close()
    features = json.loads(mine("export", "geojson").out)["features"]
    assert all((one["properties"]["origin"] is None) == (one["id"] != "chang-e-6") for one in features)
    calendar = mine("export", "ics").out.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]
    for one in calendar:
        marked = f"X-MOONRACE-OWN-DATA:mine.yaml {field}" in one
        assert marked is bool(re.search("UID:.*chang-e-6", one))


def test_without_own_data_nothing_is_marked(small: Dataset) -> None:
    for words in ("mission chang-e-6", "missions"):
        for form in FORMATS:
            text = ask(*words.split(), "-f", form).out
            assert not re.search("own.data|origin|no.source", text), (words, form)
    assert "own_data.csv" not in datapackage.export(small, None, lambda: None)


def test_a_record_of_another_kind_with_the_same_id_is_not_marked(tmp_path: Path, small: Dataset) -> None:
    (tmp_path / "a.yaml").write_text("programmes:\n  luna-25: {name: A line, summary: It was.}\n")
    located = reader.read({"a.yaml": (tmp_path / "a.yaml").read_bytes()}, small)
    assert set(located.dataset.origins) == {("programmes", "luna-25")}
    for form in FORMATS:
        mission = ask("mission", "luna-25", "-f", form, "--data", str(tmp_path / "a.yaml")).out
        assert "your own data" not in mission, form
        if form in ("plain", "csv", "markdown"):
            assert {row["own_data"] for row in _rows(mission, form)} == {""}
        elif form == "json":
            assert json.loads(mission)["missions"][0]["origin"] is None
    programme = ask("programme", "luna-25", "-f", "plain", "--data", str(tmp_path / "a.yaml")).out
    assert "summary\tIt was.\tyour own data, no source given" in programme


ABOUT = [
    line.words
    for line in LINES
    if line.rows and line.number and line.name not in ("race", "counts", "about", "changes", "check", "cite")
]


@pytest.mark.parametrize("words", ABOUT)
def test_a_row_about_a_record_of_ones_own_has_its_origin(tmp_path: Path, words: str) -> None:
    """In every answer with rows of missions and other records: by the id in the row, or that of its subject."""
    path = tmp_path / "mine.yaml"
    path.write_text(
        "missions:\n  chang-e-6: {aliases: [Sixth Moon]}\n  artemis-iv: {aliases: [Fourth]}\n  luna-25: {aliases: [L]}\n"
        "alliances:\n  ilrs: {aliases: [Base]}\nagencies:\n  cnsa: {aliases: [C]}\ncountries:\n  thailand: {aliases: [T]}\n"
        "programmes:\n  clep: {aliases: [P]}\nmilestones:\n  outer-space-treaty: {aliases: [O]}\n"
        "sources:\n  newspaper: {note: N}\n"
    )
    document = json.loads(ask(*words.split(), "--json", "--data", str(path)).out)
    rows = document[list(document)[3]]
    own = {"chang-e-6", "artemis-iv", "luna-25", "ilrs", "cnsa", "thailand", "clep", "outer-space-treaty", "newspaper"}
    assert rows
    for row in rows:
        about = row.get("mission") or row.get("subject", row).get("id")
        assert bool(row["origin"]) is (about in own), row
