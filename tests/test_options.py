"""What options take and refuse: dates, zones, words, widths, fields; all in process."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from moonrace.cli import root, run
from moonrace.cli.options import MOMENT, ZONE, ListType
from moonrace.cli.terminal import columns
from moonrace.dates import Moment
from moonrace.fields import cited
from moonrace.loading import load_folder

from .conftest import SMALL


def test_help_and_version_are_written_and_end_well() -> None:
    runner = CliRunner()
    assert "Look up" in runner.invoke(root, ["--help"]).output
    assert runner.invoke(root, ["--version"]).output.startswith("moonrace ")
    assert "Shared options:" in runner.invoke(root, ["race", "-h"]).output


@pytest.mark.parametrize(
    ("given", "expected"),
    [(None, 80), ("0", 80), ("-5", 80), ("wide", 80), ("²", 80), ("123", 123), ("5", 20), ("99999", 1000)],
)
def test_a_page_is_eighty_columns_wide_where_no_width_is_known(
    monkeypatch: pytest.MonkeyPatch, given: str | None, expected: int
) -> None:
    monkeypatch.setattr("sys.__stdout__", None)
    if given is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", given)
    assert columns() == expected


def test_a_value_that_is_converted_already_stays_as_it_is() -> None:
    day = Moment("2024")
    assert MOMENT.convert(day, None, None) is day
    zone = ZONE.convert("+08:00", None, None)
    assert ZONE.convert(zone, None, None) is zone
    kinds = ListType(("lander", "rover"), "a kind")
    assert kinds.convert(("lander",), None, None) == ("lander",)
    assert kinds.convert(" Lander ,, ROVER", None, None) == ("lander", "rover")


def test_a_gantt_begins_ten_years_before_the_record_unless_since_says_more(capsys: pytest.CaptureFixture[str]) -> None:
    timeline = ["timeline", "--gantt", "--data", str(SMALL), "-f", "plain"]
    assert run(timeline) == 0
    assert "pioneer-x" not in capsys.readouterr().out
    assert run([*timeline, "--since", "1950", "--until", "1960"]) == 0
    assert "pioneer-x" in capsys.readouterr().out
    assert run([*timeline, "--since", "[..1960]"]) == 0
    assert "pioneer-x" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (["today", "2026-07"], 2, "'2026-07' is not a day: write it like 2026-07-20 or 07-20"),
        (["today", "13-45"], 2, "is not a date of the calendar"),
        (["map", "pioneer-x"], 1, "the record has no site on the Moon for Pioneer X"),
        (["slips", "chang-e-6"], 1, "the record has no announced targets for Chang'e 6"),
        (["export", "json", "--output", ""], 2, "the name of the output is empty"),
        (["export", "json", "--force", "--output", "{}"], 2, "is not a file: choose another name"),
        (["export"], 2, "Choose from json, csv, sqlite, geojson, ics, bibtex, csl"),
        (["missions", "--kind", "landr"], 2, "'landr' is not a kind of mission; did you mean lander?"),
        (["missions", "--as-of", "[2028..]"], 2, "[2028..] has no end: give a day, a month or a year"),
        (["missions", "--until", "2020", "--since", "2030"], 2, "2030 is after --until 2020"),
        (["timeline", "--since", "2020-02", "--until", "2020-01"], 2, "2020-02 is after --until 2020-01"),
        (["missions", "--tz", "+99:00"], 2, "'+99:00' is not an offset: write it like +08:00"),
        (["missions", "--tz", "Nowhere/City"], 2, "'Nowhere/City' is not a time zone"),
        (["missions", "--fields", "nam"], 2, "there is no field 'nam' here; did you mean name?"),
        (["missions", "--fields", "zzz"], 2, "there is no field 'zzz' here; choose from "),
    ],
)
def test_what_cannot_be_answered_is_reported_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: list[str], code: int, message: str
) -> None:
    data = [] if line[:1] == ["export"] and len(line) == 1 else ["--data", str(SMALL)]
    assert run([*(word.format(tmp_path) for word in line), *data]) == code
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""


@pytest.mark.parametrize(
    ("day", "expected"), [("07-20", "Nothing in the record happened on 07-20."), ("2026-06-01", "Chang'e 6: landing")]
)
def test_a_day_may_be_given_without_its_year(capsys: pytest.CaptureFixture[str], day: str, expected: str) -> None:
    assert run(["today", day, "--data", str(SMALL), "-f", "table"]) == 0
    assert expected in capsys.readouterr().out


def test_today_is_the_day_of_as_of(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--as-of", "2025-06-01"], ["06-01", "--as-of", "2025-12"]):
        assert run(["today", *words, "--data", str(SMALL), "-f", "table"]) == 0
        assert "2024-06-01  1 year ago  Chang'e 6: landing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "asked", "header"),
    [
        ("missions", "name,launched", "name,date"),
        ("missions", "Launch,LANDED,country", "date,landed,countries"),
        ("missions", "launch-date,day,when", "date"),
        ("missions", "agency,rocket,type,mass,operators", "agencies,launcher,kinds,mass_kg"),
        ("timeline", "date,titles", "when,title"),
        ("firsts", "name,id,country,launched", "name,mission,countries,when"),
        ("countries", "code,region", "iso2,region"),
        ("signatories", "country,signed", "iso2,joined"),
    ],
)
def test_fields_are_known_by_the_names_that_one_guesses(
    capsys: pytest.CaptureFixture[str], line: str, asked: str, header: str
) -> None:
    assert run([line, "--data", str(SMALL), "-f", "csv", "--fields", asked]) == 0
    assert capsys.readouterr().out.splitlines()[0] == header


def test_the_landing_and_the_sources_of_a_mission_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["missions", "--data", str(SMALL), "--scope", "all", "-f", "csv", "--fields", "id,landed,sources"]) == 0
    rows = {row["id"]: row for row in csv.DictReader(capsys.readouterr().out.splitlines())}
    for key, mission in load_folder(str(SMALL)).missions.items():
        landings = [event.when.text for event in mission.events if event.type == "landing" and not event.planned]
        assert rows[key]["landed"] == "".join(landings[:1])
        assert rows[key]["sources"].split() == list(cited(mission))


def test_fields_alone_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["missions", "--data", str(SMALL), "-f", "csv", "--fields"]) == 0
    known = capsys.readouterr().out.split()
    assert "id" in known
    assert run(["missions", "--data", str(SMALL), "-f", "csv", "--fields", "name,id,name"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "name,id"
