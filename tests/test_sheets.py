"""Plain and csv: a header and rows of as many cells, exact and whole."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from moonrace import query, record
from moonrace.cli import COMMANDS, run
from moonrace.dataset import Dataset
from moonrace.export import sheets
from moonrace.model import Mission, Number
from moonrace.moment import Moment

from .conftest import TOOLS

FACTS = "id field value detail sources"
MEMBERS = "alliance party kind iso2 iso3 joined left instrument ordinal sources"
Ask = Callable[..., str]

# command line, header, number of rows with the small record (None: at least one)
CASES: list[tuple[str, str, int | None]] = [
    ("mission chang-e-6", FACTS, None),
    ("mission chang-e-6 luna-25", FACTS, None),
    (
        "missions",
        "id name date scope countries agencies programme kinds crewed launcher launch_site status outcome cospar_id",
        4,
    ),
    ("timeline", "when type title kind id planned local place latitude longitude first sources", 8),
    ("timeline --all --scope all", "when type title kind id planned local place latitude longitude first sources", 23),
    ("signatories", MEMBERS, 8),
    ("signatories ilrs --kind organisation", MEMBERS, 1),
    ("alliance ilrs", FACTS, None),
    ("alliances", "id name kind since states organisations unidentified instrument", 2),
    ("agency nasa", FACTS, None),
    ("agencies", "id name abbreviation kind country founded missions", 4),
    ("country thailand", FACTS, None),
    ("countries", "id name iso2 iso3 region lunar_missions joined", 7),
    ("milestone outer-space-treaty", FACTS, None),
    ("milestones", "id name kind date status countries", 1),
    ("programme clep", FACTS, None),
    ("programmes", "id name countries agencies launched landed crewed crewed_landings samples_g", 1),
    ("search moon", "kind id name field passage", 3),
    ("source report", FACTS, None),
    ("sources", "id title publisher kind published read url via", 3),
    ("about", "field value", None),
    ("changes", "when kind text records", 1),
    ("race", "id name launches orbits tried landed far_side samples around on operating", 3),
    ("firsts", "when claim mission countries contested sources", 1),
    ("next", "when mission name type overdue days slips sources", 1),
    ("slips artemis-iv", "mission event announced when months total_months by note sources", 3),
    ("today 06-01", "years when mission name type title first sources", 1),
    ("map", "number mission name type when place latitude longitude side outcome sources", 2),
    ("timeline --gantt", "mission name start end planned status outcome", 3),
]
EMPTY = [
    ("missions --since 2100", 0),
    ("timeline --until 1900", 0),
    ("signatories --as-of 1950", 0),
    ("alliances --as-of 1950", 0),
    ("agencies --kind university", 0),
    ("milestones --kind law", 0),
    ("sources esa", 0),
    ("race --as-of 1950", 0),
    ("firsts --as-of 1950", 0),
    ("next --as-of 1950", 0),
    ("today 01-01", 0),
    ("map --until 1960", 0),
    ("search qqq", 1),
]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, small: Dataset) -> Ask:
    """What a command line writes to stdout, with the small record as the shipped one."""
    monkeypatch.delenv("MOONRACE_DATA", raising=False)
    monkeypatch.setattr(record, "shipped", lambda: small)

    def answer(line: str, *more: str, code: int = 0) -> str:
        assert run([*line.split(), *more]) == code
        return capsys.readouterr().out

    return answer


def cells(plain: str) -> list[list[str]]:
    return [line.split("\t") for line in plain.removesuffix("\n").split("\n")]


def named(plain: str) -> list[dict[str, str]]:
    header, *rows = cells(plain)
    return [dict(zip(header, row, strict=True)) for row in rows]


# --- Every command


def test_every_command_has_a_case_but_check_which_is_silent() -> None:
    assert {line.split()[0] for line, *_ in CASES} == set(COMMANDS) - TOOLS - {"check", "cite"}


@pytest.mark.parametrize(("line", "header", "number"), CASES, ids=[line for line, *_ in CASES])
def test_plain_has_a_header_and_rows_of_as_many_cells(ask: Ask, line: str, header: str, number: int | None) -> None:
    out = ask(line, "-f", "plain")
    first, *rows = cells(out)
    assert first == header.split()
    assert len(rows) == number if number is not None else rows
    assert {len(row) for row in rows} == {len(first)}
    assert out.endswith("\n")


@pytest.mark.parametrize("line", [line for line, *_ in CASES])
def test_csv_holds_the_cells_of_plain(ask: Ask, line: str) -> None:
    plain = cells(ask(line, "-f", "plain"))
    assert list(csv.reader(io.StringIO(ask(line, "-f", "csv")), strict=True)) == plain


@pytest.mark.parametrize("line", [line for line, *_ in CASES])
@pytest.mark.parametrize("output_format", ["plain", "csv", "auto"])
def test_nothing_but_text_goes_down_a_pipe(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, line: str, output_format: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "20")
    out = ask(line, "-f", output_format, "--color", "always")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", out)
    assert "…" not in out  # the small record has none of its own


@pytest.mark.parametrize(("line", "code"), EMPTY, ids=[line for line, _ in EMPTY])
@pytest.mark.parametrize("output_format", ["plain", "csv"])
def test_an_empty_answer_is_its_header(ask: Ask, line: str, code: int, output_format: str) -> None:
    headers = {case.split()[0]: header for case, header, _ in reversed(CASES)}
    out = ask(line, "-f", output_format, code=code)
    assert out.count("\n") == 1
    assert re.split("[\t,]", out.strip()) == headers[line.split()[0]].split()


@pytest.mark.parametrize(
    "line",
    [
        *("missions --scope all", "timeline --all --scope all", "signatories", "alliances", "agencies", "countries"),
        *("milestones", "programmes", "sources", "search moon", "mission apollo-11", "alliance artemis-accords"),
        *("race", "firsts", "next", "slips artemis-ii", "today 07-20", "map", "timeline --gantt", "timeline --lanes"),
    ],
)
def test_the_real_record_has_as_many_cells_in_every_row(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, real: Dataset, line: str
) -> None:
    monkeypatch.setattr(record, "shipped", lambda: real)
    plain = cells(ask(line, "-f", "plain"))
    assert len(plain) > 1
    assert {len(row) for row in plain} == {len(plain[0])}
    parsed = list(csv.reader(io.StringIO(ask(line, "-f", "csv")), strict=True))
    assert [len(row) for row in parsed] == [len(row) for row in plain]


def texts(value: Any) -> set[str]:
    """Every text within a record."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return set().union(*map(texts, value.values()))
    if isinstance(value, Moment):
        return {value.text}
    return set().union(*map(texts, value)) if isinstance(value, tuple) else set()


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("missions", "chang-e-6"),
        ("missions", "luna-25"),
        ("missions", "artemis-iv"),
        ("agencies", "nasa"),
        ("milestones", "outer-space-treaty"),
        ("alliances", "ilrs"),
        ("sources", "newspaper"),
    ],
)
def test_a_record_in_plain_is_told_whole(small: Dataset, section: str, key: str) -> None:
    one = small.sections[section][key]
    blank = {"sources": {}} if hasattr(one, "sources") else {}  # its keys are fields, its values a column
    plain = sheets.plain(sheets.facts([one]))
    zones = {event.zone for event in getattr(one, "events", ())}  # told by the local time and the place
    assert {text for text in texts(one._replace(**blank)) - zones if text not in plain} == set()


# --- Exactness


@pytest.mark.parametrize(
    ("mission", "date"),
    [
        ("pioneer-x", "1958-08"),
        ("luna-25", "2023-08-10T23:10:57Z"),
        ("chang-e-6", "2024-05-03T09:27:29Z"),
        ("jinchan", "2024-06-03?"),
        ("artemis-iv", "2028-40"),
    ],
)
def test_a_date_stands_as_the_record_has_it(ask: Ask, mission: str, date: str) -> None:
    rows = named(ask("missions --scope all"))
    assert [row["date"] for row in rows if row["id"] == mission] == [date]


def test_coordinates_are_not_rounded(ask: Ask) -> None:
    (row,) = [row for row in named(ask("timeline")) if row["type"] == "landing"]
    assert (row["latitude"], row["longitude"]) == ("-41.6385", "-153.9852")
    assert "-41.6385 -153.9852" in ask("mission chang-e-6")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (8350, "8350"),
        (1935.3, "1935.3"),
        (0.5, "0.5"),
        (28801.25, "28801.25"),
        (1234567, "1234567"),
        (123456.75, "123456.75"),
        (2970000, "2970000"),
        (21.5553, "21.5553"),
        (382000.125, "382000.125"),
    ],
)
def test_a_number_is_told_to_its_last_digit(small: Dataset, value: float, text: str) -> None:
    one = small.missions["luna-25"]._replace(mass_kg=Number(value, ("report",)))
    (row,) = [row for row in sheets.facts([one]).rows if row[1] == "mass_kg"]
    assert row[2] == text


def test_a_fact_has_its_own_sources(ask: Ask) -> None:
    rows = {(row["field"], row["value"]): row for row in named(ask("mission chang-e-6"))}
    assert rows["launcher", "Long March 5"]["sources"] == "catalogue"
    assert rows["landing", "2024-06-01T22:23:16Z"]["sources"] == "catalogue report"
    assert rows["also landing", "2024-06-02"]["sources"] == "newspaper"
    assert rows["sample_mass_g", "1935.3"]["sources"] == "report"
    assert rows["mass_kg", "8350"]["detail"] == "approximate"
    assert rows["name", "Chang'e 6"]["sources"] == ""


def test_a_plan_is_told_with_its_targets(ask: Ask) -> None:
    rows = [row for row in named(ask("mission artemis-iv")) if row["field"].startswith("launch")]
    assert [(row["field"], row["value"]) for row in rows] == [
        ("launch", "2028-40"),
        ("launch target", "[2027..]"),
        ("launch target", "2028-09"),
        ("launch target", "2028-40"),
    ]
    assert rows[0]["detail"].startswith("planned")


def test_signatories_tell_the_code_of_norway_as_no(ask: Ask) -> None:
    (row,) = [row for row in named(ask("signatories")) if row["party"] == "Norway"]
    assert (row["iso2"], row["iso3"], row["joined"], row["ordinal"]) == ("NO", "NOR", "2025-05-15", "55")


# --- Zones


@pytest.mark.parametrize(
    ("zone", "luna", "chang_e"),
    [
        ("UTC", "2023-08-10T23:10:57+00:00", "2024-05-03T09:27:29+00:00"),
        ("+08:00", "2023-08-11T07:10:57+08:00", "2024-05-03T17:27:29+08:00"),
        ("-03:30", "2023-08-10T19:40:57-03:30", "2024-05-03T05:57:29-03:30"),
        ("Asia/Tokyo", "2023-08-11T08:10:57+09:00", "2024-05-03T18:27:29+09:00"),
        ("America/New_York", "2023-08-10T19:10:57-04:00", "2024-05-03T05:27:29-04:00"),
    ],
)
def test_a_time_in_another_zone_has_its_offset_and_a_day_stays_a_day(
    ask: Ask, zone: str, luna: str, chang_e: str
) -> None:
    rows = named(ask("missions", "--tz", zone))
    assert [row["date"] for row in rows] == ["1958-08", luna, chang_e, "2028-40"]


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("2024-06-20T15:00Z", "2024-06-20T23:00+08:00"),
        ("2024-06-20T15:00Z~", "2024-06-20T23:00+08:00~"),
        ("2024-06-20T15:00:30Z?", "2024-06-20T23:00:30+08:00?"),
        ("2024-06-20T18:00Z%", "2024-06-21T02:00+08:00%"),
        ("2024-06~", "2024-06~"),
        ("[2028..]", "[2028..]"),
    ],
)
def test_a_zone_does_not_make_a_date_surer(when: str, text: str) -> None:
    assert sheets.when_text(Moment(when), timezone(timedelta(hours=8))) == text


# --- Cells that mean mischief


def with_name(small: Dataset, name: str) -> Mission:
    return small.missions["luna-25"]._replace(name=name)


@pytest.mark.parametrize(
    "text", ["=1+1", "=HYPERLINK(1)", "@SUM(A1)", "+1+1", "-1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0"]
)
def test_a_cell_that_looks_like_a_formula_is_defused_in_csv_alone(small: Dataset, text: str) -> None:
    sheet = sheets.missions([with_name(small, text)])
    (row,) = csv.DictReader(io.StringIO(sheets.csv(sheet)))
    assert row["name"] == f"'{text}"
    assert named(sheets.plain(sheet))[0]["name"] == text


@pytest.mark.parametrize("text", ["-153.9852", "-41.6385", "0", "+08:00", "嫦娥六号", "", "a=b", "Chang'e 6"])
def test_a_cell_that_is_no_formula_stays_as_it_is(text: str) -> None:
    out = sheets.csv(sheets.Sheet(("a", "b"), [(text, "x")]))
    assert list(csv.reader(io.StringIO(out)))[1] == [text, "x"]


@pytest.mark.parametrize("text", ['say "moon"', "a, b", "a;b", " padded ", "'quoted'", "[moon]", "[/]", "\\"])
def test_csv_parses_back_to_what_was_written(small: Dataset, text: str) -> None:
    sheet = sheets.missions([with_name(small, text)])
    assert list(csv.reader(io.StringIO(sheets.csv(sheet)), strict=True))[1][1] == text


@pytest.mark.parametrize("output_format", ["plain", "csv", "table"])
def test_a_bad_file_cannot_break_the_table_that_tells_of_it(ask: Ask, tmp_path: Path, output_format: str) -> None:
    (tmp_path / "mine.yaml").write_text('missions:\n  "a\\e[31m\\tb\\nc":\n    name: X\n')
    out = ask("check", str(tmp_path / "mine.yaml"), "-f", output_format, code=3)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", out)
    if output_format == "plain":
        assert {len(row) for row in cells(out)} == {6}


def test_nothing_is_lost_between_missions_and_their_sheet(small: Dataset) -> None:
    chosen = query.missions(small, scopes=())
    sheet = sheets.missions(chosen)
    assert [row[0] for row in sheet.rows] == [one.id for one in chosen]
    assert [row[1] for row in sheet.rows] == [one.name for one in chosen]
    assert [row[2] for row in sheet.rows] == [str(query.date_of(one)) for one in chosen]
