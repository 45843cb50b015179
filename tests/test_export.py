"""The whole record for other tools: each format is read back by a program of its own, and files are whole or not there."""

import csv
import errno
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import icalendar
import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from pybtex.database import parse_string

from moonrace import loading
from moonrace.as_of import as_of
from moonrace.cli import exporting, files, run
from moonrace.cli.pairs import PAIRS
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadValue
from moonrace.export import ics, sqlite, writer
from moonrace.export.flat import columns
from moonrace.export.forms import EXPORTS
from moonrace.export.relational import tables
from moonrace.fields import cited, walk
from moonrace.query.sites import sites
from moonrace.records.mission import Mission

from .conftest import SMALL, Ran

PUBLISHED = Path(__file__).parent / "published"
TEXTS = [name for name, form in EXPORTS.items() if form.place is None]
FILES = [name for name in EXPORTS if name not in TEXTS]
Ask = Callable[..., Ran]


def no_tick() -> None:
    """Shows no progress."""


def export(name: str, dataset: Dataset, day: Moment | None = None) -> Any:
    """The whole record in one of the forms of `EXPORTS`."""
    return writer(EXPORTS[name].writer)(dataset, day, no_tick)


@pytest.fixture(scope="session", params=["small", "real"])
def dataset(request: pytest.FixtureRequest) -> Dataset:
    found: Dataset = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def folder(dataset: Dataset) -> dict[str, bytes]:
    found: dict[str, bytes] = export("csv", dataset)
    return found


@pytest.fixture(scope="session")
def image(dataset: Dataset) -> bytes:
    """The bytes of the SQLite file."""
    found: bytes = export("sqlite", dataset)
    return found


@pytest.fixture
def database(image: bytes) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(image)
    yield connection
    connection.close()


@pytest.fixture
def ask(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, small: Dataset
) -> Ask:
    """Runs `export` in process, in an empty folder, with the small record as the shipped one."""
    monkeypatch.delenv("MOONRACE_DATA", raising=False)
    monkeypatch.setattr(loading, "shipped", lambda: small)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(os.fdopen(os.dup(1), "wb"), encoding="utf-8", newline=""))

    def answer(*arguments: str) -> Ran:
        code = run(["export", *arguments])
        sys.stdout.flush()
        got = capfdbinary.readouterr()
        return Ran(code, got.out.decode(), got.err.decode())

    return answer


def left_over(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in tmp_path.rglob("*"))


# --- json


def test_json_is_every_section_with_every_record(dataset: Dataset) -> None:
    got = json.loads(export("json", dataset))
    assert list(got) == ["schema", "data_date", "as_of", *dataset.sections, "meta"]
    for kind, records in dataset.sections.items():
        assert [one["id"] for one in got[kind]] == list(records)
    assert got["meta"]["licence"] == "CC BY 4.0"


@pytest.mark.parametrize("kind", [*PAIRS, "sources", "changes"])
def test_json_has_the_rows_that_the_commands_answer(
    small: Dataset, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    everything = ["--scope", "all"] if kind == "missions" else []
    assert run([kind, *everything, "--json", "--data", str(SMALL)]) == 0
    answered = json.loads(capsys.readouterr().out)[kind]
    exported = json.loads(export("json", small))[kind]
    assert answered
    assert {one["id"]: one for one in exported} == {one["id"]: one for one in answered}


def test_json_says_which_records_are_the_users_own(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("missions:\n  luna-25:\n    aliases: [Mine]\n", encoding="utf-8")
    got = ask("json", "--data", "own.yaml")
    assert got.code == 0, got.err
    origins = {one["id"]: one["origin"] for one in json.loads(got.out)["missions"]}
    assert origins["luna-25"] == {"file": "own.yaml", "fields": ["aliases"], "unsourced": []}
    assert origins["chang-e-6"] is None


# --- csv


def rows(folder: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(folder[f"{name}.csv"].decode(), newline="")))


def test_the_datapackage_keeps_the_published_rules(folder: dict[str, bytes]) -> None:
    rules = json.loads((PUBLISHED / "datapackage-2.0.json").read_text(encoding="utf-8"))
    descriptor = json.loads(folder["datapackage.json"])
    assert [error.message for error in Draft7Validator(rules).iter_errors(descriptor)] == []
    assert descriptor["licenses"][0]["name"] == "CC-BY-4.0"


def test_the_datapackage_describes_every_file_and_every_column_in_it(folder: dict[str, bytes]) -> None:
    descriptor = json.loads(folder["datapackage.json"])
    assert {one["path"] for one in descriptor["resources"]} | {"datapackage.json"} == set(folder)
    for resource in descriptor["resources"]:
        header = next(csv.reader(io.StringIO(folder[resource["path"]].decode(), newline="")))
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"])


TYPES = {
    "string": ".+",
    "integer": r"-?\d+",
    "number": r"-?\d+(\.\d+)?(e[+-]?\d+)?",
    "boolean": "true|false",
    "datetime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
}


def test_every_cell_has_the_type_and_every_key_leads_to_a_row(folder: dict[str, bytes]) -> None:
    resources = {one["name"]: one["schema"] for one in json.loads(folder["datapackage.json"])["resources"]}
    found = {name: rows(folder, name) for name in resources}
    for name, schema in resources.items():
        keys = [tuple(row[field] for field in schema["primaryKey"]) for row in found[name]]
        assert len(keys) == len(set(keys)), name
        assert all(all(key) for key in keys), name
        for field in schema["fields"]:
            cells = {row[field["name"]] for row in found[name]} - {""}
            assert [one for one in cells if not re.fullmatch(TYPES[field["type"]], one)] == [], (name, field)
        for key in schema.get("foreignKeys", ()):
            (own,), (other,) = key["fields"], key["reference"]["fields"]
            known = {row[other] for row in found[key["reference"].get("resource", name)]}
            assert {row[own] for row in found[name]} - {""} <= known, (name, own)


def test_the_tables_have_a_row_for_everything_in_the_record(dataset: Dataset, folder: dict[str, bytes]) -> None:
    for kind, records in dataset.sections.items():
        assert [row["id"] for row in rows(folder, kind)] == list(records)
    parts = [part for records in dataset.sections.values() for one in records.values() for _, part in walk(one)]
    found: dict[str, int] = {}
    for part in parts:
        found[type(part).__name__] = found.get(type(part).__name__, 0) + 1
    assert len(rows(folder, "events")) == found["Event"]
    assert len(rows(folder, "targets")) == found["Target"]
    assert len(rows(folder, "members")) == found["Member"]
    assert len(rows(folder, "unidentified")) == found["Unidentified"]
    assert len(rows(folder, "crew")) == found.get("Seat", 0)
    assert len(rows(folder, "discrepancies")) == found["Discrepancy"] + found["NumberDiscrepancy"]


def test_the_citations_name_every_source_of_every_record(dataset: Dataset, folder: dict[str, bytes]) -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows(folder, "citations"):
        found.setdefault((row["kind"], row["record"]), set()).add(row["source"])
    for records in dataset.sections.values():
        for one in records.values():
            kind = type(one).__name__.lower()
            assert found.get((kind, one.id), set()) == set(cited(one)), one.id


def test_a_discrepancy_has_its_value_as_text_its_reason_and_the_row_that_it_belongs_to(small: Dataset) -> None:
    folder = export("csv", small)
    day, mass = [row for row in rows(folder, "discrepancies") if row["record"] == "chang-e-6"]
    assert (mass["field"], mass["value"], mass["reason"]) == ("sample_mass_g", "1996", "rounded")
    assert (day["event"], day["date"], day["reason"]) == ("mission/chang-e-6/2", "2024-06-02", "local-date")


def test_a_name_or_sentence_with_a_bar_in_it_would_make_a_cell_ambiguous(real: Dataset) -> None:
    records = [one for kind in real.sections.values() for one in kind.values()]
    texts = [name for one in records for name in getattr(one, "aliases", ())]
    texts += [text for one in real.alliances.values() for text in one.principles]
    assert [text for text in texts if " | " in text] == []


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("native", {"zh": "六", "ru": "Л"}, "zh: 六 | ru: Л"),
        ("native", {}, None),
        ("agencies", ("nasa", "esa"), "nasa esa"),
        ("kinds", ("lander", "rover"), "lander rover"),
        ("aliases", ("A b", "C"), "A b | C"),
        ("aliases", ("A", "B"), "A | B"),
        ("aliases", (), None),
        ("outcome", None, None),
        ("crewed", False, False),
    ],
)
def test_a_list_or_table_becomes_one_cell(small: Dataset, field: str, value: object, expected: object) -> None:
    mission = small.missions["luna-25"]._replace(**{field: value})  # type: ignore[arg-type]
    name = "native_names" if field == "native" else field
    assert columns(Mission)[name].get(mission, small) == expected


# --- sqlite


def test_the_database_is_whole_and_its_keys_lead_somewhere(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("SELECT count(*) FROM pragma_foreign_key_list('events')").fetchone()[0] == 3


def test_every_column_can_be_selected_without_quotes_and_is_in_the_dictionary(
    database: sqlite3.Connection,
) -> None:
    listed = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_fts%'")
    known = set(database.execute("SELECT table_name, field FROM dictionary"))
    for (table,) in listed.fetchall():
        for (column,) in database.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall():
            database.execute(f"SELECT {column} FROM {table} LIMIT 1")
            assert table in ("metadata", "dictionary") or (table, column) in known


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("嫦娥", "chang-e-6"),
        ("嫦娥六号", "chang-e-6"),
        ("Луна", "luna-25"),
        ("луна", "luna-25"),
        ("pontecoulant", "luna-25"),
        ("Pontécoulant", "luna-25"),
        ("CE6", "chang-e-6"),
        ("change 6", "chang-e-6"),
        ('"Chang\'e"', "chang-e-6"),
        ("科研站", "ilrs"),
        ("Norway", "artemis-accords"),
    ],
)
def test_full_text_search_finds_any_script(database: sqlite3.Connection, text: str, expected: str) -> None:
    found = database.execute(
        "SELECT record FROM search JOIN search_fts ON search.number = search_fts.rowid WHERE search_fts MATCH ?",
        (text,),
    )
    assert expected in {row[0] for row in found}


def test_datasette_finds_the_search_of_the_table(database: sqlite3.Connection) -> None:
    # The question that Datasette asks to learn whether a table can be searched.
    found = database.execute(
        "SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE '%VIRTUAL TABLE%USING FTS%content=\"search\"%'"
    )
    assert found.fetchall() == [("search_fts",)]


def test_the_database_and_the_csv_files_say_the_same(database: sqlite3.Connection, folder: dict[str, bytes]) -> None:
    for resource in json.loads(folder["datapackage.json"])["resources"]:
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        listed = database.execute(f"SELECT * FROM {resource['name']}")
        names = [column[0] for column in listed.description]
        assert names == list(types)
        shown = [{name: as_csv(cell, types[name]) for name, cell in zip(names, row, strict=True)} for row in listed]
        assert shown == rows(folder, resource["name"]), resource["name"]


def as_csv(cell: Any, kind: str) -> str:
    """A value of the database as the CSV files write it, safe from spreadsheets that see formulas."""
    if cell is None:
        return ""
    if kind == "boolean":
        return ("false", "true")[cell]
    text = f"{cell:.15g}" if isinstance(cell, float) else f"{cell}"
    return f"'{text}" if kind == "string" and re.match(r"[=@+-](?![\d.:]+$)", text) else text


def test_a_sqlite_without_full_text_search_is_reported(small: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    class Poor(sqlite3.Connection):
        def execute(self, statement: str, *more: object) -> sqlite3.Cursor:  # type: ignore[override]
            if "fts5" in statement.casefold():
                raise sqlite3.OperationalError("no such module: fts5")
            return super().execute(statement, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Poor))
    with pytest.raises(BadValue, match="the SQLite of this Python cannot do full-text search: no such module: fts5"):
        sqlite.export(small, None, lambda: None)


def test_the_metadata_has_the_day_of_the_record(database: sqlite3.Connection, dataset: Dataset) -> None:
    facts = dict(database.execute("SELECT key, value FROM metadata"))
    assert facts["data_date"] == dataset.meta.data_date.text
    assert facts["licence"] == "CC BY 4.0"


# --- geojson

POINTS = {
    "type": "object",
    "required": ["type", "features", "coordinate_reference"],
    "not": {"required": ["crs"]},
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "id", "geometry", "properties"],
                "additionalProperties": False,
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": "string"},
                    "geometry": {
                        "type": "object",
                        "required": ["type", "coordinates"],
                        "additionalProperties": False,
                        "properties": {
                            "type": {"const": "Point"},
                            "coordinates": {
                                "type": "array",
                                "prefixItems": [
                                    {"type": "number", "minimum": -180, "maximum": 180},
                                    {"type": "number", "minimum": -90, "maximum": 90},
                                ],
                                "minItems": 2,
                                "maxItems": 2,
                            },
                        },
                    },
                    "properties": {"type": "object", "required": ["name", "planned", "status"]},
                },
            },
        },
    },
}
"""What RFC 7946 asks of a collection of points."""


def test_geojson_keeps_the_rules_and_holds_every_site(dataset: Dataset) -> None:
    got = json.loads(export("geojson", dataset))
    assert [error.message for error in Draft202012Validator(POINTS).iter_errors(got)] == []
    found = sites(dataset.missions.values())
    assert [one["id"] for one in got["features"]] == [site.mission for site in found]
    assert [one["properties"]["planned"] for one in got["features"]] == [site.planned for site in found]
    assert "not on the Earth" in got["coordinate_reference"]["note"]
    assert got["coordinate_reference"]["radius_km"] == 1737.4


def test_geojson_has_longitude_first_and_east_positive(small: Dataset) -> None:
    got = {one["id"]: one["geometry"]["coordinates"] for one in json.loads(export("geojson", small))["features"]}
    assert got["chang-e-6"] == [-153.9852, -41.6385]
    assert got["luna-25"] == [61.36, -57.865]


# --- ics


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def planned(small: Dataset, when: str) -> Dataset:
    """The small record with another date for the launch of Artemis IV."""
    one = small.missions["artemis-iv"]
    launch = one.events[1]._replace(when=Moment(when), title='a, b; c \\ "d" ' + "嫦娥" * 30)
    missions = {**small.missions, "artemis-iv": one._replace(events=(launch,))}
    return Dataset(small.meta, {**small.sections, "missions": missions})


def test_a_calendar_program_reads_every_event(dataset: Dataset) -> None:
    found = events(export("ics", dataset))
    assert found
    assert len({str(one["UID"]) for one in found}) == len(found)
    for one in found:
        assert not one.errors
        assert isinstance(one["DTSTART"].dt, date)
        assert one["DTSTAMP"].dt.date().isoformat() == dataset.meta.data_date.text
        if one["CATEGORIES"].cats[0] == "anniversary":
            assert one["RRULE"] == {"FREQ": ["YEARLY"]}
        else:
            assert timedelta(0) < one["DTEND"].dt - one["DTSTART"].dt <= ics.LONGEST


def test_lines_are_folded_at_75_octets_between_characters_and_end_in_cr_lf(small: Dataset, real: Dataset) -> None:
    for dataset in (planned(small, "2028-09"), real):
        text = export("ics", dataset).encode()
        assert text.endswith(b"END:VCALENDAR\r\n")
        assert text.count(b"\n") == text.count(b"\r\n") == text.count(b"\r")
        for line in text.split(b"\r\n"):
            assert len(line) <= 75
            line.decode()


def test_what_a_calendar_would_take_for_syntax_is_escaped(small: Dataset) -> None:
    (plan,) = [one for one in events(export("ics", planned(small, "2028-09"))) if "plan" in one["UID"]]
    assert 'a, b; c \\ "d" 嫦娥嫦娥' in str(plan["SUMMARY"])


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2028-09", "2028-09-01", "2028-10-01"),
        ("2028-12", "2028-12-01", "2029-01-01"),
        ("2028-09-05", "2028-09-05", "2028-09-06"),
        ("2028-09-05T10:00Z", "2028-09-05", "2028-09-06"),
        ("2028-09-05T23:59Z", "2028-09-05", "2028-09-06"),
        ("[2028-09-20..2028-10-05]", "2028-09-20", "2028-10-06"),
    ],
)
def test_a_plan_covers_all_the_days_that_it_can_mean(small: Dataset, when: str, start: str, end: str) -> None:
    text = export("ics", planned(small, when))
    (plan,) = [one for one in events(text) if "plan" in one["UID"]]
    assert (plan["DTSTART"].dt.isoformat(), plan["DTEND"].dt.isoformat()) == (start, end)
    assert "X-MOONRACE-PLANS-LEFT-OUT:0\r\n" in text


@pytest.mark.parametrize("when", ["2028", "2028-33", "[2028..]", "[..2030]", "2028-09~", "[2028-09..2028-10]"])
def test_a_vaguer_plan_is_left_out_and_counted(small: Dataset, when: str) -> None:
    text = export("ics", planned(small, when))
    assert [one for one in events(text) if "plan" in one["UID"]] == []
    assert "X-MOONRACE-PLANS-LEFT-OUT:1\r\n" in text


def test_a_plan_whose_date_has_gone_by_is_unconfirmed(small: Dataset) -> None:
    (plan,) = [one for one in events(export("ics", planned(small, "2026-08"))) if "plan" in one["UID"]]
    assert "not confirmed as of 2026-10-09" in plan["DESCRIPTION"]


def test_landings_and_firsts_have_anniversaries_where_the_day_is_known(real: Dataset) -> None:
    found = {str(one["UID"]): one["DTSTART"].dt for one in events(export("ics", real))}
    assert found["anniversary-mission-luna-9-landing-1@moonrace"] == date(1966, 2, 3)
    assert found["anniversary-mission-apollo-11-landing-1@moonrace"] == date(1969, 7, 20)
    assert not any("pioneer-x" in uid for uid in found)


# --- bibtex, csl


def test_a_bibtex_program_reads_every_source(dataset: Dataset) -> None:
    entries = parse_string(export("bibtex", dataset), "bibtex").entries
    assert list(entries) == list(dataset.sources)
    for key, entry in entries.items():
        assert entry.type == "misc"
        assert {"title", "publisher"} <= set(entry.fields)
        assert key in dataset.sources


def test_signs_of_latex_are_escaped_and_dates_no_more_precise_than_known(small: Dataset) -> None:
    odd = small.sources["report"]._replace(
        title="A & B_{50%} #1 $", published=Moment("2024-06~"), url="https://example.org/a_{b}%20c"
    )
    dataset = Dataset(small.meta, {**small.sections, "sources": {"report": odd}})
    fields = parse_string(export("bibtex", dataset), "bibtex").entries["report"].fields
    assert fields["title"] == r"{A \& B\_\{50\%\} \#1 \$}"
    assert fields["url"] == "https://example.org/a_%7Bb%7D%20c"
    assert (fields["date"], fields["year"], fields["month"]) == ("2024-06", "2024", "6")
    assert "about Jun 2024" in fields["note"]
    (item,) = json.loads(export("csl", dataset))
    assert item["issued"] == {"date-parts": [[2024, 6]], "circa": True}


def test_csl_json_keeps_the_published_rules(dataset: Dataset) -> None:
    rules = json.loads((PUBLISHED / "csl-data.json").read_text(encoding="utf-8"))
    got = json.loads(export("csl", dataset))
    assert [error.message for error in Draft7Validator(rules).iter_errors(got)] == []
    assert [one["id"] for one in got] == list(dataset.sources)


# --- The same record gives the same bytes


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_record_gives_the_same_bytes(small: Dataset, name: str) -> None:
    assert export(name, small) == export(name, loading.load_folder(str(SMALL)))


@pytest.mark.parametrize("day", ["1958-09-01", "1972-12-31", "2024-06-10"])
def test_a_past_day_has_its_own_export_and_no_key_that_leads_nowhere(real: Dataset, day: str) -> None:
    moment = Moment(day)
    past = as_of(real, moment)
    connection = sqlite3.connect(":memory:")
    connection.deserialize(export("sqlite", past, moment))
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert ("as_of", day) in connection.execute("SELECT key, value FROM metadata").fetchall()
    connection.close()
    assert json.loads(export("json", past, moment))["as_of"] == day
    assert json.loads(export("geojson", past, moment))["as_of"] == day
    assert json.loads(export("csv", past, moment)["datapackage.json"])["as_of"] == day
    assert f"X-MOONRACE-AS-OF:{day}" in export("ics", past, moment)


def test_progress_ticks_once_for_every_record(small: Dataset) -> None:
    for write in (tables, writer(EXPORTS["json"].writer)):
        ticks: list[None] = []
        arguments: list[Any] = [small] if write is tables else [small, None]
        write(*arguments, lambda ticks=ticks: ticks.append(None))
        assert len(ticks) == sum(map(len, small.sections.values()))


# --- The command


@pytest.mark.parametrize("name", TEXTS)
def test_text_goes_to_stdout_or_with_the_same_bytes_into_a_file(ask: Ask, tmp_path: Path, name: str) -> None:
    shown = ask(name)
    assert (shown.code, shown.err) == (0, "")
    written = ask(name, "--output", "file")
    assert written == Ran(0, "", "")
    assert (tmp_path / "file").read_bytes() == shown.out.encode()
    assert left_over(tmp_path) == ["file"]


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_text_needs_a_place(ask: Ask, tmp_path: Path, name: str) -> None:
    for arguments in ((name,), (name, "--output", "-")):
        got = ask(*arguments)
        assert (got.code, got.out, got.err.count("\n")) == (2, "", 1)
        assert "--output" in got.err
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("arguments", [["--json"], ["-f", "csv"], ["--save", "a.svg"], ["--fields", "id"]])
def test_options_of_answers_are_refused_not_ignored(ask: Ask, tmp_path: Path, arguments: list[str]) -> None:
    got = ask("json", *arguments)
    assert (got.code, got.out, got.err.count("\n")) == (2, "", 1)
    assert left_over(tmp_path) == []


def test_as_of_and_data_count(ask: Ask, tmp_path: Path) -> None:
    got = json.loads(ask("json", "--as-of", "2022-12-31").out)
    assert got["as_of"] == "2022-12-31"
    assert [one["status"] for one in got["missions"] if one["id"] == "luna-25"] == ["planned"]
    (tmp_path / "broken.yaml").write_text("missions: {a b: {}}\n", encoding="utf-8")
    broken = ask("json", "--data", "broken.yaml", "--output", "file")
    assert broken.code == 3
    assert left_over(tmp_path) == ["broken.yaml"]


def test_json_on_a_stdout_that_is_not_utf_8_is_escaped(moonrace: Callable[..., Ran]) -> None:
    for name in ("json", "geojson", "csl"):
        escaped = moonrace("export", name, PYTHONIOENCODING="ascii").out
        assert escaped.isascii()
        assert json.loads(escaped)
    assert "嫦娥六号" in moonrace("export", "json").out


@pytest.mark.parametrize("name", EXPORTS)
def test_nothing_is_overwritten_without_force(ask: Ask, tmp_path: Path, name: str) -> None:
    assert ask(name, "--output", "place").code == 0
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    got = ask(name, "--output", "place")
    assert (got.code, got.out, got.err.count("\n")) == (2, "", 1)
    assert "--force" in got.err
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    assert ask(name, "--output", "place", "--force").code == 0
    assert set(left_over(tmp_path)) == set(before)


def test_force_does_not_replace_a_folder_that_holds_something_else(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    for place in ("mine", "."):
        got = ask("csv", "--output", place, "--force")
        assert (got.code, got.err.count("\n")) == (2, 1)
    assert ask("sqlite", "--output", "mine", "--force").code == 2
    assert left_over(tmp_path) == ["mine", "thesis.txt"]
    assert ask("csv", "--output", "export").code == 0
    (tmp_path / "export" / "thesis.txt").write_text("years of work")
    assert ask("csv", "--output", "export", "--force").code == 2
    assert (tmp_path / "export" / "thesis.txt").exists()


@pytest.mark.skipif(os.name != "posix", reason="devices and links of POSIX")
def test_force_follows_a_link_and_leaves_a_device_alone(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    assert ask("csl", "--output", "link", "--force").code == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text(encoding="utf-8").startswith("[")
    assert ask("csl", "--output", "pipe", "--force").code == 2
    assert (tmp_path / "pipe").is_fifo()


def test_a_folder_that_does_not_exist_is_reported_in_one_line(ask: Ask, tmp_path: Path) -> None:
    for name in ("json", "sqlite", "csv"):
        got = ask(name, "--output", "nowhere/file")
        assert (got.code, got.out, got.err.count("\n")) == (2, "", 1)
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("name", ["json", "sqlite", "csv"])
@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("error", "code"), [(OSError(errno.ENOSPC, "No space left on device"), 2), (KeyboardInterrupt(), 130)]
)
def test_a_full_disk_or_ctrl_c_leaves_nothing_behind_and_the_old_as_it_was(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, force: bool, error: BaseException, code: int
) -> None:
    if force:
        assert ask(name, "--output", "place").code == 0
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}
    calls: list[int] = []

    def fail(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == (3 if name == "csv" else 1):
            raise error

    monkeypatch.setattr(os, "fsync", fail)
    got = ask(name, "--output", "place", *(["--force"] if force else []))
    assert (got.code, got.out) == (code, "")
    assert "No space left" in got.err if code == 2 else not got.err.strip()
    assert {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")} == before


def test_a_folder_comes_back_when_the_new_one_cannot_take_its_place(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask("csv", "--output", "place").code == 0
    before = left_over(tmp_path)

    def fail(part: str, place: str) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(files, "_take_place", fail)
    got = ask("csv", "--output", "place", "--force")
    assert (got.code, got.err.count("\n")) == (2, 1)
    assert left_over(tmp_path) == before


def test_a_file_system_without_links_still_takes_a_file(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(part: str, place: str) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", fail)
    assert ask("csl", "--output", "file").code == 0
    assert left_over(tmp_path) == ["file"]


@pytest.mark.parametrize("name", ["csl", "csv"])
@pytest.mark.parametrize("links", [True, False])
def test_what_came_into_its_place_meanwhile_stays_there(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, links: bool
) -> None:
    (tmp_path / "place").mkdir() if name == "csv" else (tmp_path / "place").write_text("mine")
    monkeypatch.setattr(files, "refuse", lambda *_, **__: None)  # as if nothing had been there when it was asked
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "not permitted")))
    got = ask(name, "--output", "place")
    assert (got.code, got.err) == (2, "moonrace: place already exists: something else wrote it meanwhile\n")
    assert left_over(tmp_path) == ["place"]
    assert name == "csv" or (tmp_path / "place").read_text() == "mine"


def test_an_empty_folder_may_be_replaced(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    assert ask("csv", "--output", "place").code == 2
    assert ask("csv", "--output", "place", "--force").code == 0
    assert (tmp_path / "place" / "missions.csv").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["csl", "csv"])
def test_a_signal_that_ends_the_program_does_so_after_the_half_file_is_gone(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    died: list[tuple[int, list[str]]] = []
    monkeypatch.setattr(os, "fsync", lambda _: os.kill(os.getpid(), signal.SIGTERM))
    monkeypatch.setattr(signal, "raise_signal", lambda number: died.append((number, left_over(tmp_path))))
    assert ask(name, "--output", "place").code == 130  # here, where the signal is only noted
    assert died == [(signal.SIGTERM, [])]
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_a_stdout_that_takes_text_only_gets_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", written := io.StringIO())
    monkeypatch.setenv("MOONRACE_DATA", str(SMALL))
    assert run(["export", "csl"]) == 0
    assert json.loads(written.getvalue())


@pytest.mark.parametrize("name", ["sqlite", "csv"])
@pytest.mark.parametrize("force", [False, True])
def test_several_exports_into_one_place_at_once_leave_one_whole_export(
    tmp_path: Path, small: Dataset, name: str, force: bool
) -> None:
    arguments = ["export", name, "--output", str(tmp_path / "place"), *(["--force"] if force else [])]
    env = {**os.environ, "MOONRACE_DATA": str(SMALL)}
    started = [
        subprocess.Popen([sys.executable, "-m", "moonrace", *arguments], env=env, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    ended = [(process.communicate(timeout=60)[1], process.returncode) for process in started]
    assert all(code == 0 or (code == 2 and err.count(b"\n") == 1) for err, code in ended), ended
    assert [code for _, code in ended].count(0) == 1 or force
    assert os.listdir(tmp_path) == ["place"]
    if name == "csv":
        got = {path.name: path.read_bytes() for path in (tmp_path / "place").iterdir()}
        assert {one: zlib.crc32(held) for one, held in got.items()} == {
            one: zlib.crc32(held) for one, held in export("csv", small).items()
        }
    else:
        assert (tmp_path / "place").read_bytes() == export("sqlite", small)


def test_a_bar_shows_on_a_terminal_when_it_takes_long_and_never_else(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    for patience, shown in ((60.0, False), (-1.0, True)):
        monkeypatch.setattr(exporting, "_PATIENCE", patience)
        monkeypatch.setattr(sys, "stderr", terminal := Terminal())
        assert ask("json").code == 0
        assert ("export" in terminal.getvalue()) == shown
    monkeypatch.setattr(sys, "stderr", quiet := io.StringIO())
    assert ask("json").code == 0
    assert quiet.getvalue() == ""


def test_an_export_loads_only_what_it_needs() -> None:
    program = (
        "import io, sys; from moonrace.cli import run; sys.stdout = io.StringIO(); run(['export', 'csl']); "
        "print([name for name in ('rich', 'sqlite3', 'csv', 'moonrace.export.relational') if name in sys.modules], "
        "file=sys.stderr)"
    )
    # What measures coverage loads modules of its own.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    env = {**kept, "MOONRACE_DATA": str(SMALL)}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, check=True, timeout=60)
    assert done.stderr.decode().split() == ["[]"]
