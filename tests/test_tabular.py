"""Plain, csv and markdown: a header and rows of as many cells, exact and whole."""

import csv
import io
import json
import re
from datetime import timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.export import tabular
from moonrace.export.flat import columns
from moonrace.export.tabular import Sheet, cell, listed, sheet
from moonrace.query.missions import date_of, missions
from moonrace.records import SECTIONS
from moonrace.records.mission import Mission

from .commands import ANSWERS, FIRST, TOOLS, Line, ask, real_lines

CONTROLS = "[\x00-\x08\x0b-\x1f\x7f-\x9f]"
FACTS = "id field value detail sources"
ENTRY = (
    "when type title kind id local local_place planned attempted place latitude longitude side basis accuracy_m "
    "first contested note sources lane"
)
MEMBERS = "alliance name kind iso2 agency joined left instrument ordinal signed_by note since weak sources iso3"
MISSIONS = (
    "id name date scope countries agencies programme kinds crewed launcher launch_site status outcome cospar_id weak"
)
HEADERS = {
    **dict.fromkeys(
        ("mission", "agency", "country", "programme", "alliance", "milestone", "source", "group", "person"), FACTS
    ),
    "show chang-e-6": FACTS,
    "show Moon": "kind id name field passage",
    "show long march 5": MISSIONS,
    "show apollo basin": "when mission name type planned place outcome sources",
    "show june 2024": ENTRY,
    "missions": MISSIONS,
    "people": "id name country agency born died flew walked weak",
    "agencies": "id name abbreviation kind country founded flown weak",
    "countries": "id name iso2 iso3 region flown artemis_accords ilrs weak",
    "programmes": "id name countries agencies launched landed crewed crewed_landings samples_g weak",
    "alliances": "id name kind since state organisation unidentified instrument weak",
    "milestones": "id name kind date status countries weak",
    "sources": "id title publisher kind published read url via",
    "--weak": "kind id name path value sources",
    "changes": "id when kind text records",
    "groups": "id name abbreviation kind states artemis_accords ilrs weak",
    "signatories": MEMBERS,
    "--neither": "name iso2 iso3 region",
    "--by year": "alliance kind year joined left total parties",
    "--by region": "region alliance states among parties",
    "timeline": ENTRY,
    "timeline --gantt": "mission name start end planned status outcome last_word",
    "race": "id name launches orbits attempts landed far_side samples flew_around walked operating landing_rate",
    "firsts": "when claim contested mission name countries type sources",
    "records": "record rule mission name countries value unit accuracy ongoing planned when sources",
    "counts": "rule counted number beside",
    "now": "mission name countries kinds status where launched last_word sources",
    "next": "when mission name countries type overdue days slips sources",
    "held": (
        "by id name missions kept_first of_first share_first kept_last_but_one of_last_but_one share_last_but_one "
        "median_months of_median"
    ),
    "slips": "mission event announced when by type note sources months total_months",
    "today": "when years mission name type title first local local_place sources",
    "map": "mission name type when planned place latitude longitude side status outcome distance_km pole_km sources basis",
    "search": "kind id name field passage",
    "check": "file line record field message fix",
    "about": "field value",
}
"""The header of each command in plain text and CSV: programs read the columns by these names."""
NO_TABLE = ("cite", "check")  # a sentence; silent when all is well
TABLES = [line for line in ANSWERS if line.name not in NO_TABLE]


def words(line: Line) -> str:
    return line.words


def header(line: Line) -> list[str]:
    """What the first line of an answer has to be."""
    if line.words in HEADERS and line.rows != "held":
        return HEADERS[line.words].split()
    special = ("--gantt", "--neither", "--by year", "--by region", "--weak")
    found = (one for one in special if one in line.words and line.name in ("timeline", "signatories", "sources"))
    option = "held" if line.rows == "held" else next(found, None)
    return HEADERS["timeline --gantt" if option == "--gantt" else option or line.name].split()


def is_page(line: Line) -> bool:
    """True for an answer that is a page of one thing, or what words name."""
    return HEADERS[line.name] == FACTS if line.name in HEADERS else line.name == "show"


def cells(plain: str) -> list[list[str]]:
    return [line.split("\t") for line in plain.removesuffix("\n").split("\n")]


def parsed(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), strict=True))


def named(line: str) -> list[dict[str, str]]:
    """The rows of a command in plain text, by the names of their columns."""
    head, *rows = cells(ask(*line.split()).out)
    return [dict(zip(head, row, strict=True)) for row in rows]


# --- Every command


def test_every_command_has_a_header_but_cite_which_writes_a_sentence() -> None:
    names = {line.split()[0] for line in HEADERS if not line.startswith("--")} - {"held"}
    assert names == set(FIRST) - TOOLS - {"cite"}


@pytest.mark.parametrize("line", TABLES, ids=words)
def test_plain_has_a_header_and_rows_of_as_many_cells(line: Line) -> None:
    ran = ask(*line.arguments, "-f", "plain")
    first, *rows = cells(ran.out)
    assert ran.code == line.code
    assert first == header(line)
    assert {len(row) for row in rows} <= {len(first)}
    assert bool(rows) is bool(line.number) or line.name == "signatories"  # a line for each member
    assert ran.out.endswith("\n")


@pytest.mark.parametrize("line", TABLES, ids=words)
def test_csv_has_the_cells_of_plain(line: Line) -> None:
    plain = cells(ask(*line.arguments, "-f", "plain").out)
    assert parsed(ask(*line.arguments, "-f", "csv").out) == plain


@pytest.mark.parametrize("line", TABLES, ids=words)
@pytest.mark.parametrize("output_format", ["plain", "csv", "markdown", "auto"])
def test_nothing_but_text_goes_down_a_pipe(line: Line, output_format: str) -> None:
    # The page of one thing is a page in a pipe too: it has colours where they are asked for, and only there.
    more = [] if output_format == "auto" and is_page(line) else ["--color", "always"]
    out = ask(*line.arguments, "-f", output_format, *more, FORCE_COLOR="1" if more else None, COLUMNS="20").out
    assert not re.search(CONTROLS, out)
    assert "…" not in out  # the small record has none of its own


@pytest.mark.parametrize("arguments", [line for line in real_lines() if line[0] not in NO_TABLE], ids=" ".join)
def test_the_real_record_has_as_many_cells_in_every_row(real: Dataset, arguments: list[str]) -> None:
    plain = cells(ask(*arguments, "-f", "plain", record=real).out)
    assert {len(row) for row in plain} == {len(plain[0])}
    rows = parsed(ask(*arguments, "-f", "csv", record=real).out)
    assert [len(row) for row in rows] == [len(row) for row in plain]


def test_a_member_of_one_kind_is_a_row_of_signatories() -> None:
    assert [row["name"] for row in named("signatories ilrs --kind organisation")] == ["An institute"]
    assert len(named("signatories")) == 8  # those who have not left
    (norway,) = (row for row in named("signatories") if row["name"] == "Norway")
    assert [norway[name] for name in ("iso2", "iso3", "joined", "ordinal")] == ["NO", "NOR", "2025-05-15", "55"]


def test_a_site_has_its_neighbours_below_it_with_their_distances() -> None:
    rows = named("map luna-25")
    assert [(row["mission"], row["distance_km"]) for row in rows] == [("luna-25", "0"), ("chang-e-6", "2310.9")]


# --- Sheets


def test_a_sheet_has_a_row_for_each_record_and_a_cell_for_each_column(small: Dataset) -> None:
    chosen = missions(small, scopes=())
    table = sheet(chosen, listed(Mission, "id name date"), small)
    assert table.header == ("id", "name", "date")
    assert table.rows == [(one.id, one.name, str(date_of(one))) for one in chosen]


def test_a_list_of_columns_may_be_all_of_them() -> None:
    assert listed(Mission, None) == list(columns(Mission).values())
    assert [one.name for one in listed(Mission, SECTIONS["missions"].listed)] == HEADERS["missions"].split()


# --- Exactness


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (12, "12"),
        (8350.0, "8350"),
        (1935.3, "1935.3"),
        (0.5, "0.5"),
        (-153.9852, "-153.9852"),
        (1234567.0, "1234567"),
        (382000.125, "382000.125"),
        ("a  b", "a  b"),
        (Moment("1958-08"), "1958-08"),
        (Moment("2024-06-03?"), "2024-06-03?"),
        (Moment("2028-H1"), "2028-40"),
        (Moment("2023-08-10T23:10:57Z"), "2023-08-10T23:10:57Z"),
    ],
)
def test_a_value_is_written_to_its_last_digit_and_a_date_as_the_record_has_it(value: Any, text: str) -> None:
    assert cell(value) == text


def test_dates_and_coordinates_reach_the_table_as_they_are() -> None:
    assert [row["date"] for row in named("missions --scope all")] == [
        *("1958-08", "2023-08-10T23:10:57Z", "2024-05-03T09:27:29Z", "2024-06-03?", "2028-40")
    ]
    (landing,) = (row for row in named("timeline") if row["type"] == "landing")
    assert (landing["latitude"], landing["longitude"]) == ("-41.6385", "-153.9852")


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
def test_a_time_in_another_zone_has_its_offset_and_a_day_stays_a_day(zone: str, luna: str, chang_e: str) -> None:
    assert [row["date"] for row in named(f"missions --tz {zone}")] == ["1958-08", luna, chang_e, "2028-40"]


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
    zone: tzinfo = timezone(timedelta(hours=8))
    assert cell(Moment(when), zone) == text


# --- Cells that mean mischief


def of_name(small: Dataset, name: str) -> Sheet:
    return sheet([small.missions["luna-25"]._replace(name=name)], listed(Mission, "name date"), small)


FORMULAS = [
    "=1+1",
    "=HYPERLINK(1)",
    "@SUM(A1)",
    "+1+1",
    "-1+1",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "-",
    "+",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_looks_like_a_formula_is_defused_in_csv_alone(small: Dataset, text: str) -> None:
    table = of_name(small, text)
    assert parsed(tabular.csv(table))[1][0] == f"'{text}"
    assert cells(tabular.plain(table))[1][0] == text


@pytest.mark.parametrize(
    "text",
    ["-153.9852", "-41.6385", "-1e-05", "0", "+08:00", "嫦娥六号", "", "a=b", "Chang'e 6", "2024-06-02T06:23+08:00"],
)
def test_a_cell_that_is_no_formula_stays_as_it_is(text: str) -> None:
    assert parsed(tabular.csv(Sheet(("a", "b"), [(text, "x")])))[1] == [text, "x"]


@pytest.mark.parametrize("text", ['say "moon"', "a, b", "a;b", " padded ", "'quoted'", "[moon]", "[/]", "\\"])
def test_csv_parses_back_to_what_was_written(small: Dataset, text: str) -> None:
    assert parsed(tabular.csv(of_name(small, text)))[1][0] == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a\\|b"),
        ("*bold* `code`", "\\*bold\\* \\`code\\`"),
        ("[link](x)", "\\[link\\](x)"),
        ("<b>", "\\<b>"),
        ("back\\slash", "back\\\\slash"),
        ("two\nlines", "two lines"),
        ("嫦娥六号", "嫦娥六号"),
    ],
)
def test_markdown_escapes_what_has_a_meaning_there(small: Dataset, text: str, shown: str) -> None:
    assert tabular.markdown(of_name(small, text)).split("\n") == [
        "| name | date |",
        "| --- | --- |",
        f"| {shown} | 2023-08-10T23:10:57Z |",
        "",
    ]


@pytest.mark.parametrize("write", [tabular.plain, tabular.csv, tabular.markdown])
def test_no_cell_commands_a_terminal_or_breaks_its_line(small: Dataset, write: Any) -> None:
    text = write(of_name(small, "a\x1b[31m\tb\nc\u202ed\r"))
    assert "a?[31m?b c?d?" in text.replace("\\", "")
    assert not re.search(CONTROLS, text)
    assert text.count("\n") == (3 if write is tabular.markdown else 2)


@pytest.mark.parametrize("output_format", ["plain", "csv", "markdown", "table"])
def test_a_bad_file_cannot_break_the_table_that_reports_it(tmp_path: Path, output_format: str) -> None:
    (tmp_path / "mine.yaml").write_text('missions:\n  "a\\e[31m\\tb\\nc":\n    name: X\n')
    ran = ask("check", str(tmp_path / "mine.yaml"), "-f", output_format)
    assert ran.code == 3
    assert not re.search(CONTROLS, ran.out)
    if output_format == "plain":
        assert cells(ran.out)[0] == HEADERS["check"].split()
        assert {len(row) for row in cells(ran.out)} == {6}


@pytest.mark.parametrize("line", TABLES, ids=words)
def test_every_column_that_is_offered_can_be_asked_for_in_every_format(line: Line) -> None:
    offered = ask(*line.arguments, "--format", "csv", "--fields").out.split()
    for form in ("table", "csv", "plain", "markdown"):
        got = ask(*line.arguments, "--format", form, "--fields", ",".join(offered))
        assert (got.code, bool(got.err)) == (line.code, line.code != 0), form
    header = ask(*line.arguments, "--format", "csv", "--fields", ",".join(offered)).out.splitlines()[0]
    assert header.split(",") == offered


def test_the_bounds_of_a_date_are_those_of_json() -> None:
    document = json.loads(ask("missions", "--scope", "all", "--json").out)
    table = ask("missions", "--scope", "all", "--format", "csv", "--fields", "id,earliest,latest").out.splitlines()
    by_id = {row["id"]: row["date"] or {} for row in document["missions"]}
    for line in table[1:]:
        key, earliest, latest = line.split(",")
        assert (earliest, latest) == (by_id[key].get("earliest") or "", by_id[key].get("latest") or "")
