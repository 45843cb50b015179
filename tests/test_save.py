"""Pages as files: what `--save` writes, what it refuses; and other answers whose branches need no process of their own."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from moonrace.cli import root, run
from moonrace.cli.filters import ListType
from moonrace.cli.output import MOMENT, ZONE
from moonrace.export.relations import _cell
from moonrace.moment import Moment

from .conftest import SMALL

CARD = ["mission", "chang-e-6", "--data", str(SMALL)]


def test_a_text_is_the_page_without_colour_and_without_trailing_spaces(tmp_path: Path) -> None:
    place = tmp_path / "card.txt"
    assert run([*CARD, "--save", str(place)]) == 0
    lines = place.read_text(encoding="utf-8").split("\n")
    assert lines[0].startswith("Chang'e 6  嫦娥六号")
    assert [line for line in lines if line != line.rstrip() or "\x1b" in line] == []
    assert lines[-1] == ""
    assert [one.name for one in tmp_path.iterdir()] == ["card.txt"]


@pytest.mark.parametrize(
    ("ending", "start", "held"), [(".svg", "<svg", "moonrace"), (".HTML", "<!DOCTYPE html>", "嫦娥六号")]
)
def test_a_picture_holds_the_page(tmp_path: Path, ending: str, start: str, held: str) -> None:
    place = tmp_path / f"card{ending}"
    assert run([*CARD, "--save", str(place)]) == 0
    text = place.read_text(encoding="utf-8")
    assert text.startswith(start)
    assert held in text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("card.png", "cannot save as '.png': end the name in .svg, .html, .txt"),
        ("card", "cannot save as 'a file without an ending': end the name in"),
        ("there.txt", "is there already: choose another name, or move it away"),
        ("no/card.txt", "could not be written: No such file or directory"),
    ],
)
def test_a_page_is_not_saved_over_a_file_or_where_it_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    (tmp_path / "there.txt").write_text("mine", encoding="utf-8")
    assert run([*CARD, "--save", str(tmp_path / name)]) == 2
    assert told in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["there.txt"]
    assert (tmp_path / "there.txt").read_text(encoding="utf-8") == "mine"


def test_help_and_version_are_written_and_end_well() -> None:
    runner = CliRunner()
    assert "Examples:" in runner.invoke(root, ["--help"]).output
    assert runner.invoke(root, ["--version"]).output.startswith("moonrace, version ")
    assert "Shared options:" in runner.invoke(root, ["race", "-h"]).output


@pytest.mark.parametrize("columns", ["0", "-5", "wide", None])
def test_help_is_eighty_columns_wide_where_no_width_is_known(
    monkeypatch: pytest.MonkeyPatch, columns: str | None
) -> None:
    from moonrace.cli import _columns

    monkeypatch.setattr("sys.__stdout__", None)
    if columns is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", columns)
    assert _columns() == 80
    monkeypatch.setenv("COLUMNS", "123")
    assert _columns() == 123


def test_values_that_have_been_read_are_not_read_again() -> None:
    day = Moment("2024")
    assert MOMENT.convert(day, None, None) is day
    zone = ZONE.convert("+08:00", None, None)
    assert ZONE.convert(zone, None, None) is zone
    kinds = ListType(("lander", "rover"), "a kind")
    assert kinds.convert(("lander",), None, None) == ("lander",)
    assert kinds.convert(" Lander ,, ROVER", None, None) == ("lander", "rover")


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("any", True, 1),
        ("any", False, 0),
        ("any", None, None),
        ("any", 1.5, 1.5),
        ("any", "text", "text"),
        ("native_names", {"zh": "六", "ru": "Л"}, "zh: 六 | ru: Л"),
        ("native_names", {}, None),
        ("agencies", ("nasa", "esa"), "nasa esa"),
        ("aliases", ["A b", "C"], "A b | C"),
        ("principles", ("One two", "Three"), "One two | Three"),
        ("aliases", [], None),
    ],
)
def test_a_value_of_json_becomes_one_cell(column: str, value: object, expected: object) -> None:
    assert _cell(column, value) == expected


def test_what_is_no_value_of_json_has_no_cell() -> None:
    with pytest.raises(TypeError, match="no cell holds a SimpleNamespace"):
        _cell("any", SimpleNamespace())


def test_a_room_that_there_is_not_is_an_attribute_error() -> None:
    from moonrace import render

    with pytest.raises(AttributeError, match=r"module 'moonrace.render' has no attribute 'cellar'"):
        _ = render.cellar


def test_a_sqlite_without_full_text_search_is_told_so() -> None:
    import sqlite3

    from moonrace.errors import BadValue
    from moonrace.export import sqlite

    class Poor(sqlite3.Connection):
        def execute(self, statement: str, *more: object) -> sqlite3.Cursor:  # type: ignore[override]
            if "fts5" in statement.casefold():
                raise sqlite3.OperationalError("no such module: fts5")
            return super().execute(statement, *more)  # type: ignore[arg-type]

    connection = sqlite3.connect(":memory:", factory=Poor)
    with pytest.raises(BadValue, match="the SQLite of this Python cannot do full-text search: no such module: fts5"):
        sqlite._write_search(connection, [])
    connection.close()


def test_a_gantt_begins_ten_years_before_the_record_or_where_it_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    timeline = ["timeline", "--gantt", "--data", str(SMALL), "-f", "plain"]
    assert run(timeline) == 0
    assert "pioneer-x" not in capsys.readouterr().out
    assert run([*timeline, "--since", "1950", "--until", "1960"]) == 0
    assert "pioneer-x" in capsys.readouterr().out
    assert run([*timeline, "--since", "[..1960]"]) == 0
    assert "pioneer-x" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        (["today", "2026-07"], 2, "'2026-07' is not a day: write it like 2026-07-20 or 07-20"),
        (["today", "13-45"], 2, "is not a date of the calendar"),
        (["map", "pioneer-x"], 1, "the record holds no site on the Moon for Pioneer X"),
        (["slips", "chang-e-6"], 1, "the record holds no announced targets for Chang'e 6"),
        (["export", "json", "--output", ""], 2, "the name of the output is empty"),
        (["export", "json", "--force", "--output", "{}"], 2, "is not a file: choose another name"),
        (["export"], 2, "Choose from json, csv, sqlite, geojson, ics, bibtex, csl"),
        (["missions", "--kind", "landr"], 2, "'landr' is not a kind of mission; did you mean lander?"),
        (["missions", "--as-of", "[2028..]"], 2, "[2028..] has no end: name a day, a month or a year"),
        (["missions", "--tz", "+99:00"], 2, "'+99:00' is not an offset: write it like +08:00"),
        (["missions", "--tz", "Nowhere/City"], 2, "'Nowhere/City' is not a time zone"),
        (["missions", "--fields", "nam"], 2, "there is no field 'nam' here; did you mean name?"),
        (["missions", "--fields", "zzz"], 2, "there is no field 'zzz' here; choose from "),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: list[str], code: int, told: str
) -> None:
    data = [] if line[:1] == ["export"] and len(line) == 1 else ["--data", str(SMALL)]
    assert run([*(word.format(tmp_path) for word in line), *data]) == code
    captured = capsys.readouterr()
    assert told in captured.err
    assert captured.out == ""


@pytest.mark.parametrize(
    ("day", "expected"), [("07-20", "nothing in the record happened on 07-20"), ("2026-06-01", "Chang'e 6: landing")]
)
def test_a_day_may_be_told_without_its_year(capsys: pytest.CaptureFixture[str], day: str, expected: str) -> None:
    assert run(["today", day, "--data", str(SMALL), "-f", "table"]) == 0
    assert expected in capsys.readouterr().out


def test_fields_alone_tell_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["missions", "--data", str(SMALL), "-f", "csv", "--fields"]) == 0
    known = capsys.readouterr().out.split()
    assert "id" in known
    assert run(["missions", "--data", str(SMALL), "-f", "csv", "--fields", "name,id,name"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "name,id"
