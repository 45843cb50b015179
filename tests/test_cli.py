"""The command line as people type it: help, names, misses, wrong usage, bad data, options, completion."""

import inspect
import json
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import click
import pytest

from moonrace import __version__, export, loading
from moonrace.cli import COMMANDS, GROUPS, root, run
from moonrace.cli.completion import SHELLS
from moonrace.cli.options import FORMATS
from moonrace.cli.output import FOR_OUTPUT
from moonrace.dataset import Dataset
from moonrace.export.forms import EXPORTS
from moonrace.records import SECTIONS

from . import commands
from .commands import FIRST, LINES, TOOLS, ask, command
from .conftest import ROOT, SMALL, Ran

# --- The table of commands


def test_every_command_has_a_line_in_the_table_of_commands() -> None:
    assert set(FIRST) == set(COMMANDS)


def test_every_answer_of_a_command_has_a_line_and_a_tool_has_none() -> None:
    found = {name: {line.rows for line in LINES if line.name == name} - {None} for name in COMMANDS}
    declared = {name: {answer.name for answer in getattr(command(name), "answers", ())} for name in COMMANDS}
    assert found == declared
    assert {name for name in COMMANDS if not declared[name]} == TOOLS


def test_every_format_and_export_of_the_registries_is_asked() -> None:
    assert ("auto", "table", *export.FORMATS) == FORMATS
    assert FORMATS[1:] == commands.FORMATS
    written = {line.split()[1] for line in commands.WRITES if line.startswith("export ")}
    assert written == set(EXPORTS)
    asked = {line.arguments[1] for line in LINES if line.name == "export"}
    assert asked == {name for name, form in EXPORTS.items() if form.place is None}
    assert {line.arguments[1] for line in LINES if line.name == "completion"} == set(SHELLS)


def test_every_section_of_the_record_can_be_listed_or_named() -> None:
    own = {name for kind, section in SECTIONS.items() for name in (kind, section.singular)}
    assert own - set(COMMANDS) == {
        "features", "feature", "exceptions", "exception", "claims", "claim", "change", "publishers", "publisher",
        "readings", "reading",
    }  # fmt: skip


# --- Help


def examples(text: str) -> list[str]:
    """The example lines of a help, without what is behind a pipe or an arrow."""
    lines = [line.strip() for line in text.partition("Examples:")[2].splitlines()]
    return [re.split(r" [|>] ", line)[0] for line in lines if line.startswith("moonrace")]


def all_examples() -> list[str]:
    texts = [command(name).epilog or "" for name in COMMANDS]
    return list(dict.fromkeys(line for text in texts for line in examples(text)))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_an_example_and_fits_a_hundred_columns(name: str) -> None:
    got = ask(name, "--help")
    assert (got.code, got.err) == (0, "")
    assert any(shlex.split(line)[1] == name for line in examples(got.out))
    assert max(map(len, got.out.splitlines())) <= 100


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_begins_with_a_sentence(name: str) -> None:
    head, _, _ = inspect.cleandoc(command(name).help or "").partition("\n\n")
    assert re.fullmatch(r"[A-Z][^.]+\.", " ".join(head.split()).replace(".svg", "")), head


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in TOOLS])
def test_every_command_has_the_shared_options(name: str) -> None:
    text = ask(name, "-h").out
    shared = [param for param in command(name).params if param.name in (FOR_OUTPUT - {"size", "theme"})]
    assert len(shared) == len(FOR_OUTPUT - {"size", "theme"})
    own, _, others = text.partition("Shared options:")
    assert "  -h, --help" in own
    assert [param.opts for param in shared if f"  {', '.join(param.opts)}" not in others] == []


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("width", [80, 100, 200])
def test_the_help_of_the_program_is_one_screen_with_every_command_in_its_group(option: str, width: int) -> None:
    got = ask(option, COLUMNS=str(width))
    assert (got.code, got.err) == (0, "")
    lines = got.out.splitlines()
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80
    halves = [[line[:40].rstrip(), line[40:].rstrip()] for line in lines]
    for title, group in GROUPS.items():
        half, top = next((half, top) for top, row in enumerate(halves) for half in (0, 1) if row[half] == title)
        below = [row[half] for row in halves[top + 1 : top + 1 + len(group)]]
        assert [line.split()[0] for line in below] == [*group]
        assert all(len(line.split()) > 1 for line in below)


def test_the_help_of_the_program_on_a_narrow_screen_has_a_line_for_every_command() -> None:
    got = ask("--help", COLUMNS="40")
    assert re.findall(r"^  ([a-z]+) +\S", got.out, re.MULTILINE) == [*COMMANDS]
    assert max(map(len, got.out.splitlines())) <= 40


def test_the_commands_are_listed_in_their_order() -> None:
    assert root.list_commands(click.Context(root)) == list(COMMANDS)


def test_the_version_has_the_day_of_the_record(real: Dataset, records: dict[str, str]) -> None:
    for compiled in ("", records["real"]):
        with mock.patch.object(loading, "COMPILED", compiled):
            assert ask("--version") == (0, f"moonrace {__version__}, record of {real.meta.data_date}\n", "")


def test_the_program_alone_greets_in_fourteen_lines() -> None:
    got = ask(COLUMNS="80")
    assert (got.code, got.err) == (0, "")
    assert len(got.out.splitlines()) <= 14
    tries = re.findall(r"^  (moonrace .*?)  ", got.out, re.MULTILINE)
    assert len(tries) == 3
    assert [ask(*line.split()[1:]).code for line in tries] == [0, 0, 0]


@pytest.mark.parametrize("line", all_examples())
def test_an_example_of_a_help_runs_on_the_real_record(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, real: Dataset, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "BASH_COMPLETION_USER_DIR", "ZDOTDIR"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / "my-missions.yaml").write_text("missions:\n  apollo-11:\n    aliases: [Eagle]\n")
    home = str(tmp_path)  # where `completion --install` writes
    got = ask(*shlex.split(line)[1:], record=real, HOME=home, USERPROFILE=home)
    assert (got.code, got.err) == (0, "")


# --- Names


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["chang-e-6"], ["chang-e-6"]),
        (["CE-6"], ["chang-e-6"]),
        (["ce6"], ["chang-e-6"]),
        (["change 6"], ["chang-e-6"]),
        (["change", "6"], ["chang-e-6"]),
        (["Chang’e-6"], ["chang-e-6"]),
        (["嫦娥六号"], ["chang-e-6"]),
        (["嫦娥6号"], ["chang-e-6"]),
        (["2024-083A"], ["chang-e-6"]),
        (["2024-083a"], ["chang-e-6"]),
        (["Ｃｈａｎｇ'ｅ ６"], ["chang-e-6"]),
        (["луна-25"], ["luna-25"]),
        (["artemis 4"], ["artemis-iv"]),
        (["artemis", "4"], ["artemis-iv"]),
        (["Artemis", "IV"], ["artemis-iv"]),
        (["CE-6", "luna25", "ARTEMIS-4"], ["chang-e-6", "luna-25", "artemis-iv"]),
        (["luna-25", "luna-25"], ["luna-25", "luna-25"]),
    ],
)
def test_any_name_finds_its_mission(names: list[str], expected: list[str]) -> None:
    got = ask("mission", *names, "-f", "plain")
    assert (got.code, got.err) == (0, "")
    cells = [line.split("\t") for line in got.out.splitlines()]
    assert [row[0] for row in cells if row[1] == "name"] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("agency European Space Agency", ["esa"]),
        ("agency nasa european space agency", ["nasa", "esa"]),
        ("agency nasa european space", None),
        ("agencies", ["cnsa", "esa", "nasa", "roscosmos"]),
        ("country united states", ["united-states"]),
        ("country TH NO", ["thailand", "norway"]),
        ("alliance ilrs Artemis-Accords", ["ilrs", "artemis-accords"]),
        ("milestone outer space treaty", ["outer-space-treaty"]),
        ("programme 嫦娥工程", ["clep"]),
        ("source report", ["report"]),
    ],
)
def test_names_need_no_quotes_and_a_command_takes_several(line: str, expected: list[str] | None) -> None:
    got = ask(*line.split(), "-f", "plain")
    assert got.code == (0 if expected else 1)
    assert list(dict.fromkeys(row.split("\t")[0] for row in got.out.splitlines()[1:])) == (expected or [])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("zzz", "nothing in this record is called 'zzz', and no text has the word; moonrace --help lists the commands"),
        (
            "show zzz",
            "nothing in this record is called 'zzz', and no text has the word; moonrace --help lists the commands",
        ),
        ("lunna 25", "nothing in this record is called 'lunna 25'; try moonrace mission luna-25"),
        ("person crew", "no person in this record is called 'crew'; try moonrace person ada-crewe"),
        ("people --mission luna", "no mission in this record is called 'luna'"),
        ("people --country xyzzy", "no country in this record is called 'xyzzy'"),
        ("group xyzzy", "no group in this record is called 'xyzzy'"),
        ("mission lunna-25", "; try moonrace mission luna-25"),
        ("mission artemis-5", "no mission in this record is called 'artemis-5'"),
        ("mission artemis 5", "artemis"),
        ("mission CE-6 nowhere", "no mission in this record is called 'nowhere'"),
        ("mission nasa", "nasa is an agency"),
        ("mission ILRS", "ilrs is an alliance"),
        ("mission RU", "russia is a country"),
        ("mission 嫦娥工程", "clep is a programme"),
        ("agency CE-6", "chang-e-6 is a mission"),
        ("alliance china", "china is a country"),
        ("country esa", "esa is an agency"),
        ("country norwya", "; try moonrace country norway"),
        ("milestone clep", "clep is a programme"),
        ("programme luna-25", "luna-25 is a mission"),
        ("source reprt", "; try moonrace source report"),
        ("source xyzzy", "no source in this record is called 'xyzzy'"),
        ("sources xyzzy", "'xyzzy'"),
        ("signatories nato", "no alliance in this record is called 'nato'"),
        ("missions --agency cnas", "; try moonrace missions --agency cnsa"),
        ("missions --country xyzzy", "no country in this record is called 'xyzzy'"),
        ("missions --programme nasa", "nasa is an agency"),
        ("timeline --alliance xyzzy", "no alliance in this record is called 'xyzzy'"),
        ("agencies --country xyzzy", "no country in this record is called 'xyzzy'"),
    ],
)
@pytest.mark.parametrize("output_format", ["plain", "table", "json"])
def test_a_miss_is_one_line_on_stderr_and_exit_code_1(line: str, message: str, output_format: str) -> None:
    got = ask(*line.split(), "-f", output_format)
    assert (got.code, got.out, got.err.count("\n")) == (1, "", 1)
    assert got.err.startswith("moonrace: ")
    assert message in got.err


def test_an_ambiguous_name_lists_all_that_it_may_mean(small: Dataset) -> None:
    twins = {key: small.missions[key]._replace(aliases=("Twin",)) for key in ("luna-25", "chang-e-6")}
    both = Dataset(small.meta, {**small.sections, "missions": {**small.missions, **twins}})
    message = (
        "moonrace: 'twin' names more than one mission; try moonrace mission luna-25 or moonrace mission chang-e-6\n"
    )
    assert ask("mission", "twin", record=both) == (1, "", message)


# --- Wrong usage


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["misson", "x"], "'misson'; try moonrace mission x"),
        (["--foo"], "--foo"),
        (["missions", "--sorted"], "--sort"),
        (["mission", "CE-6", "--jsn"], "--json"),
        (["missions", "--sort", "crew"], "'crew' is not one of 'date', 'name'"),
        (["missions", "-f", "xml"], "'xml' is not one of 'auto', 'table'"),
        (["missions", "--units", "cubits"], "'cubits' is not one of 'metric', 'imperial'"),
        (["missions", "--color", "pink"], "'pink' is not one of"),
        (["missions", "--since", "soon"], "'soon' is not a date: write 1966, 2024-05"),
        (["missions", "--until", "2024-13"], "'2024-13'"),
        (["missions", "--until", "2024-02-30"], "'2024-02-30' is not a date of the calendar"),
        (["missions", "--since", "1.5.2024"], "'1.5.2024' can be two days: write 2024-05-01"),
        (["missions", "--since", "2024-05-03T10:00"], "with Z at its end"),
        (["missions", "--as-of", "[2028..]"], "[2028..] has no end: give a day"),
        (["missions", "--as-of", ""], "'' is not a date"),
        (["missions", "--tz", "Mars/Base"], "'Mars/Base' is not a time zone: write UTC"),
        (["missions", "--tz", "Asia"], "'Asia' is not a time zone"),
        (["missions", "--tz", "../../etc/passwd"], "is not a time zone"),
        (["missions", "--tz", "+8"], "'+8' is not an offset: write it like +08:00"),
        (["missions", "--tz", "+99:00"], "'+99:00' is not an offset"),
        (["missions", "--tz", ""], "''"),
        (["missions", "--kind", "landr"], "'landr' is not a kind of mission; did you mean lander?"),
        (["missions", "--kind", "lander,xyz"], "'xyz' is not a kind of mission; choose from flyby"),
        (["missions", "--outcome", "won"], "'won' is not an outcome; choose from success, partial, failure"),
        (["missions", "--status", "flwn"], "'flwn' is not a status"),
        (["missions", "--scope", "moon"], "'moon' is not a scope"),
        (["timeline", "--event", "lannding"], "'lannding' is not a type of event; did you mean landing?"),
        (["missions", "--limit", "-1"], "-1"),
        (["missions", "--limit", "few"], "'few'"),
        (["missions", "extra"], "extra"),
        (["mission"], "NAME"),
        (["country"], "NAME"),
        (["source"], "KEY"),
        (["search"], "WORDS"),
        (["search", ""], "give some letters"),
        (["search", "  "], "give some letters"),
        (["signatories", "--kind", "people"], "'people' is not one of 'state', 'organisation'"),
        (["agencies", "--kind", "club"], "'club' is not one of 'agency'"),
        (["milestones", "--kind", "song"], "'song' is not one of 'treaty'"),
        (["about", "me"], "me"),
        *(
            ([*words, "--tz", "+08:00", "-f", form], f"'--tz': the times of {form} are always UTC: leave it out")
            for form in ("json", "ndjson", "yaml")
            for words in (["missions"], ["mission", "CE-6"], ["today", "06-02"], ["now"])
        ),
        (["missions", "--json", "--tz", "UTC"], "the times of json are always UTC"),
        *(
            (["map", "luna-25", *option], f"`map luna-25` shows one record; {option[0]}")
            for option in (
                ["--view", "near"],
                ["--country", "RU"],
                ["--scope", "lunar"],
                ["--since", "1990"],
                ["--until", "1990"],
                ["--agency", "nasa"],
                ["--crewed"],
                ["--outcome", "success"],
                ["--status", "ended"],
                ["--kind", "rover"],
            )
        ),
        (["missions", "--status", "finished"], "'finished' is not a status; choose from success"),
        (["race", "--count", "people"], "'people' is not one of 'missions', 'spacecraft'"),
        (["counts", "lunar"], "lunar"),
        (["now", "luna-25"], "luna-25"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_one_line_that_names_the_thing_and_exit_code_2(arguments: list[str], message: str) -> None:
    got = ask(*arguments)
    assert (got.code, got.out, got.err.count("\n")) == (2, "", 1)
    assert got.err.startswith("moonrace: ")
    assert message in got.err


def test_a_mistake_of_the_program_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("a mistake of the program")

    monkeypatch.setattr(root, "main", fail)
    monkeypatch.delenv("_MOONRACE_COMPLETE", raising=False)
    with pytest.raises(ValueError, match="a mistake of the program"):
        run(["about"])


# --- Bad data, and check

BAD = """missions:
  luna-25:
    outcom: failure
  ghost:
    name: Ghost
"""
OVERLAY = """missions:
  luna-25:
    outcome_note: The note was changed.
    sources: {outcome_note: [report]}
"""


@pytest.mark.parametrize("line", ["missions", "mission luna-25", "about", "mission luna-25 --json", "sources -f table"])
def test_bad_data_is_reported_by_file_and_line_with_exit_code_3(tmp_path: Path, line: str) -> None:
    (tmp_path / "mine.yaml").write_text(BAD)
    got = ask(*line.split(), "--data", str(tmp_path / "mine.yaml"))
    assert (got.code, got.out) == (3, "")
    first, second = got.err.splitlines()
    assert "mine.yaml:3: mission luna-25: outcom: " in first
    assert "did you mean outcome" in first
    assert "mission ghost" in second


@pytest.mark.parametrize("name", ["nowhere", "nowhere.yaml"])
def test_data_that_is_not_there_is_exit_code_3(tmp_path: Path, name: str) -> None:
    for got in (ask("missions", "--data", str(tmp_path / name)), ask("missions", MOONRACE_DATA=str(tmp_path / name))):
        assert (got.code, got.out, got.err.count("\n")) == (3, "", 1)
        assert name in got.err


def test_of_many_problems_the_first_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("programmes:\n" + "".join(f"  p{number}: {{nam: A}}\n" for number in range(30)))
    got = ask("missions", "--data", str(path))
    lines = got.err.splitlines()
    assert (got.code, got.out, len(lines)) == (3, "", 21)
    assert "p19" in lines[19]
    assert lines[20] == "moonrace: and 10 more; `moonrace check PATH` lists them all"


@pytest.mark.parametrize("target", ["clean.yaml", "whole", "part"])
def test_check_is_silent_on_clean_data(tmp_path: Path, target: str) -> None:
    (tmp_path / "clean.yaml").write_text(OVERLAY)
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "one.yaml").write_text(OVERLAY)
    (tmp_path / "whole").symlink_to(SMALL)
    assert ask("check", str(tmp_path / target)) == (0, "", "")
    assert ask("check", str(tmp_path / target), "-f", "table") == (0, "", "")


@pytest.mark.parametrize("target", ["bad.yaml", "part"])
@pytest.mark.parametrize("output_format", commands.FORMATS)
def test_check_lists_every_problem_with_exit_code_3(tmp_path: Path, target: str, output_format: str) -> None:
    (tmp_path / "part").mkdir()
    for place in (tmp_path / "bad.yaml", tmp_path / "part" / "bad.yaml"):
        place.write_text(BAD)
    (tmp_path / "part" / "good.yaml").write_text("agencies:\n  nasa: {aliases: [N]}\n")
    got = ask("check", str(tmp_path / target), "-f", output_format)
    assert got.code == 3
    for text in ("bad.yaml", "outcom", "did you mean outcome", "ghost"):
        assert text in re.sub(r"\s+", " ", got.out)
    if output_format == "plain":
        header, *rows = [line.split("\t") for line in got.out.splitlines()]
        assert header == ["file", "line", "record", "field", "message", "fix"]
        assert [row[1:4] for row in rows] == [["3", "mission luna-25", "outcom"], ["5", "mission ghost", "scope"]]


def test_check_without_a_path_checks_the_shipped_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "COMPILED", str(SMALL / "none"))
    monkeypatch.setattr(loading, "CHECKOUT", str(SMALL))
    assert ask("check") == (0, "", "")
    monkeypatch.setattr(loading, "CHECKOUT", str(SMALL / "nowhere"))
    assert ask("check").code == 3


# --- Options that all share


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [
        (OVERLAY, "mission luna-25", "The note was changed."),
        ("missions:\n  chang-e-6: {aliases: [Sixth]}\n", "mission sixth", "Sixth"),
        ("agencies:\n  nasa: {aliases: [Naza]}\n", "agency naza", "National Aeronautics"),
        ("countries:\n  norway: {region: Europe, sources: {region: [report]}}\n", "country norway", "Europe"),
        (
            "programmes:\n  clep: {summary: Goes to the Moon., sources: {summary: [report]}}\n",
            "programme clep",
            "Goes to the Moon.",
        ),
        ("alliances:\n  ilrs: {summary: A base.}\n", "alliance ilrs", "A base."),
        ("milestones:\n  outer-space-treaty: {summary: A law.}\n", "milestone outer-space-treaty", "A law."),
        ("sources:\n  report: {title: Another title}\n", "source report", "Another title"),
    ],
    ids=lambda value: value.split(":")[0] if ":" in value else None,
)
def test_own_data_changes_a_card_which_says_from_which_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, line: str, shown: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(text)
    got = ask(*line.split(), "-f", "table", "--data", "mine.yaml")
    assert (got.code, got.err) == (0, "")
    assert shown in got.out
    assert "mine.yaml" in got.out


def test_a_mission_of_ones_own_is_among_the_others(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "missions:\n  mine-1:\n    name: Mine 1\n    scope: lunar\n    kinds: [rover]\n    summary: It is mine.\n"
        "    events:\n"
        "    - {type: launch, when: 2030, planned: true, sources: [report]}\n"
        "    sources: {kinds summary: [report]}\n"
    )
    got = ask("missions", "-f", "plain", "--data", str(tmp_path / "mine.yaml"))
    assert [line.split("\t")[0] for line in got.out.splitlines()[1:]][-1] == "mine-1"
    assert len(got.out.splitlines()) == 6
    assert "mine-1" not in ask("missions", "-f", "plain").out


def test_a_source_that_nothing_cites_has_no_list(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("sources:\n  mine: {title: Mine, publisher: I, kind: press, read: 2026-11-01, via: a copy}\n")
    got = ask("source", "mine", "--format", "table", "--data", str(path))
    assert (got.code, got.err) == (0, "")
    assert "Mine" in got.out
    assert "Cited by" not in got.out
    assert "Cited by" in ask("source", "report", "--format", "table").out


@pytest.mark.parametrize(
    ("units", "shown", "absent"),
    [
        ("metric", ["1,935.3 g", "8,350 kg", "1,996 g"], ["lb", "oz"]),
        ("imperial", ["4.2666 lb", "18,409 lb", "4.4 lb"], ["g", "kg"]),
    ],
)
def test_units_are_those_asked_for(units: str, shown: list[str], absent: list[str]) -> None:
    got = ask("mission", "CE-6", "-f", "table", "--full", "--units", units)
    assert [text for text in shown if text not in got.out] == []
    assert [unit for unit in absent if re.search(rf"\d {unit}\b", got.out)] == []


@pytest.mark.parametrize(
    ("zone", "landing", "foot"),
    [
        ("UTC", "2024-06-01 22:23:16", "times UTC"),
        ("z", "2024-06-01 22:23:16", "times UTC"),
        ("+08:00", "2024-06-02 06:23:16", "times UTC+08:00"),
        ("-05:30", "2024-06-01 16:53:16", "times UTC-05:30"),
        ("Asia/Tokyo", "2024-06-02 07:23:16", "times Asia/Tokyo"),
    ],
)
def test_times_are_shown_in_the_zone_asked_for_and_the_foot_names_it(zone: str, landing: str, foot: str) -> None:
    got = ask("mission", "CE-6", "-f", "table", "--tz", zone)
    assert landing in got.out
    assert foot in got.out.splitlines()[-1]


@pytest.mark.parametrize("zone", ["local", "LOCAL"])
def test_the_zone_of_the_machine_is_a_zone(zone: str) -> None:
    assert ask("missions", "--tz", zone).code == 0


@pytest.mark.parametrize("line", ["missions", "signatories", "timeline", "mission artemis-iv", "alliances"])
def test_a_day_beyond_the_data_date_shows_the_record_as_it_is(line: str) -> None:
    said = "moonrace: the record ends on 2026-10-09\n"
    assert ask(*line.split(), "--as-of", "2030", "-f", "plain") == ask(*line.split(), "-f", "plain")._replace(err=said)
    table = ask(*line.split(), "--as-of", "2030-01-01", "-f", "table")
    assert (table.code, table.err) == (0, said)
    assert "record of 2026-10-09" in " ".join(table.out.split())


def test_a_plan_is_overdue_by_the_data_date_and_not_by_a_day_that_was_asked_for(tmp_path: Path) -> None:
    assert "not confirmed" not in ask("mission", "artemis-iv", "--as-of", "2030-01-01", "-f", "table").out
    text = (SMALL / "record.yaml").read_text().replace("data_date: 2026-10-09", "data_date: 2028-12-31")
    (tmp_path / "later.yaml").write_text(text)
    table = ask("mission", "artemis-iv", "-f", "table", "--data", str(tmp_path / "later.yaml")).out
    assert "was due first half of 2028, not confirmed as of 31 Dec 2028" in table


@pytest.mark.parametrize("option", [["--sources"], []])
def test_sources_are_named_in_full_when_asked_for(option: list[str]) -> None:
    got = ask("mission", "CE-6", "-f", "table", *option).out
    assert ("https://example.org/catalogue" in got) is bool(option)
    assert ("via a clipping" in got) is bool(option)


# --- A past day, and one that has not come


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "mission CE-6 --as-of 2020",
            "chang-e-6 is not in the record as of that date",
        ),
        ("mission 嫦娥六号 --as-of 2024-05-02", "chang-e-6 is not in the record as of that date"),
        ("agency nasa --as-of 1950", "nasa is not in the record as of that date"),
        ("alliance ilrs --as-of 2020", "ilrs is not in the record as of that date"),
        ("signatories ilrs --as-of 2020", "ilrs is not in the record as of that date"),
        ("milestone outer-space-treaty --as-of 1960", "outer-space-treaty is not in the record as of that date"),
        ("missions --agency nasa --as-of 1950", "nasa is not in the record as of that date"),
        ("mission nowhere --as-of 2020", "no mission in this record is called 'nowhere'"),
        ("mission nasa --as-of 2020", "nasa is an agency"),
    ],
)
def test_a_name_that_comes_later_has_a_message_of_its_own(line: str, message: str) -> None:
    got = ask(*line.split())
    assert (got.code, got.out, got.err.count("\n")) == (1, "", 1)
    assert message in got.err


@pytest.mark.parametrize(("day", "said"), [("2026-10-10", True), ("2027", True), ("2026", True), ("2026-10-09", False)])
def test_a_day_after_that_of_the_record_is_said_once_on_stderr(day: str, said: bool) -> None:
    for line in ("missions", "race", "counts", "now", "next", "mission CE-6"):
        got = ask(*line.split(), "--as-of", day, "--json")
        assert got.code == 0
        assert got.err == ("moonrace: the record ends on 2026-10-09\n" if said else "")


@pytest.mark.parametrize(
    ("zone", "day", "found"),
    [
        ([], "06-01", ["landing"]),
        (["--tz", "UTC"], "06-01", ["landing"]),
        (["--tz", "+08:00"], "06-01", []),
        (["--tz", "+08:00"], "06-02", ["landing"]),
        (["--tz", "Asia/Shanghai"], "2026-06-02", ["landing"]),
        (["--tz", "-12:00"], "05-02", ["launch"]),
        (["--tz", "-08:00"], "06-24", ["return"]),
    ],
)
def test_the_days_of_today_are_those_of_the_zone(zone: list[str], day: str, found: list[str]) -> None:
    got = ask("today", day, *zone, "-f", "plain")
    head, *rows = [line.split("\t") for line in got.out.splitlines()]
    assert [row[head.index("type")] for row in rows if row[head.index("mission")] == "chang-e-6"] == found


# --- Folders of one's own


def test_a_folder_says_on_stderr_what_it_does_not_read(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("missions:\n  luna-25: {aliases: [Second]}\n")
    (tmp_path / "A.yml").write_text("missions:\n  chang-e-6: {aliases: [First]}\n")
    assert ask("missions", "--data", str(tmp_path)).err == ""
    (tmp_path / "notes.txt").touch()
    (tmp_path / ".hidden").touch()
    (tmp_path / "inner").mkdir()
    got = ask("missions", "-f", "plain", "--data", str(tmp_path))
    assert (got.code, got.err) == (0, f"moonrace: skipped in {tmp_path}: inner, notes.txt\n")
    assert ask("mission", "first", "--data", str(tmp_path)).code == 0
    assert ask("missions", "--data", str(tmp_path / "b.yaml")).err == ""
    assert ask("missions", MOONRACE_DATA=str(tmp_path)).err == got.err


def test_a_file_name_that_would_command_the_terminal_is_said_without_its_power(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("missions:\n  luna-25: {aliases: [Second]}\n")
    (tmp_path / "x\x1b[2Jy").touch()
    got = ask("missions", "--data", str(tmp_path))
    assert got.code == 0
    assert "\x1b" not in got.err
    assert "x?[2Jy" in got.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="special files of POSIX")
def test_a_fifo_in_a_folder_is_refused_at_once(moonrace: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("missions: {}\n")
    os.mkfifo(tmp_path / "b.yaml")
    for words in (["missions"], ["check", str(tmp_path)]):
        got = moonrace(*words, data=tmp_path)
        assert got.code == 3
        assert "not a regular file" in got.err + got.out


@pytest.mark.parametrize("words", [["check", "PATH"], ["check", "--data", "PATH"]])
def test_check_looks_at_its_path_or_at_the_data_that_is_named(tmp_path: Path, words: list[str]) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(BAD)
    assert ask(*[str(path) if word == "PATH" else word for word in words]).code == 3
    path.write_text(OVERLAY)
    assert ask(*[str(path) if word == "PATH" else word for word in words]) == (0, "", "")


# --- Completion


def press(line: str, shell: str = "bash", **more: Any) -> Ran:
    """A TAB at the end of a line, in this process."""
    words = line.split()
    word = str(len(words) - (not line.endswith(" ")))
    if shell == "fish":
        word = "" if line.endswith(" ") else words[-1]
    return ask(COMP_WORDS=line, COMP_CWORD=word, _MOONRACE_COMPLETE=f"{shell}_complete", **more)


def tab(line: str, shell: str = "bash", **more: Any) -> list[str]:
    """What a TAB proposes; nothing else may be printed."""
    got = press(line, shell, **more)
    assert (got.code, got.err) == (0, "")
    lines = got.out.splitlines()
    if not any(lines):
        return []
    if shell == "zsh":
        assert len(lines) % 3 == 0
        assert set(lines[::3]) <= {"plain", "file", "dir"}
        return [value.replace("\\:", ":") for value in lines[1::3]]
    assert all(re.match("(plain|file|dir),", line) for line in lines)
    return [line.partition(",")[2].partition("\t")[0] for line in lines]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("moonrace mission ", ["pioneer-x", "luna-25", "chang-e-6", "jinchan", "artemis-iv"]),
        ("moonrace mission lu", ["luna-25"]),
        ("moonrace mission CE", ["chang-e-6"]),
        ("moonrace missions --agency n", ["nasa"]),
        ("moonrace missions --kind lander,ro", ["lander,rover"]),
        ("moonrace sig", ["signatories"]),
        ("moonrace lu", ["luna-25"]),
        ("moonrace luna ", ["25"]),
    ],
)
def test_a_tab_proposes_what_fits_in_every_shell(shell: str, line: str, expected: list[str]) -> None:
    assert tab(line, shell) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("moonrace ", [*COMMANDS]),
        ("moonrace mission 嫦", ["chang-e-6"]),
        ("moonrace mission luna-25 art", ["artemis-iv"]),
        ("moonrace mission luna 2", ["25"]),
        ("moonrace artemis ", ["iv", "accords"]),
        (
            "moonrace c",
            [
                "country",
                "countries",
                "counts",
                "cite",
                "changes",
                "check",
                "completion",
                "chang-e-6",
                "china",
                "clep",
                "cnsa",
            ],
        ),
        ("moonrace outer sp", ["space"]),
        ("moonrace map f", ["far"]),
        ("moonrace cite il", ["ilrs"]),
        ("moonrace agency ", ["nasa", "cnsa", "roscosmos", "esa"]),
        ("moonrace country nor", ["norway"]),
        ("moonrace alliance i", ["ilrs"]),
        ("moonrace signatories ilrs art", ["artemis-accords"]),
        ("moonrace milestone o", ["outer-space-treaty"]),
        ("moonrace programme c", ["clep"]),
        ("moonrace source ", ["catalogue", "report", "newspaper"]),
        ("moonrace missions --country ch", ["china"]),
        ("moonrace missions --alliance a", ["artemis-accords"]),
        ("moonrace missions --programme cl", ["clep"]),
        ("moonrace missions --outcome p", ["partial", "planned", "paused"]),
        ("moonrace missions --sort n", ["name"]),
        ("moonrace timeline --event orbit", ["orbit-insertion", "orbit-departure"]),
        ("moonrace missions -f j", ["json"]),
        ("moonrace missions --rev", ["--reverse"]),
        ("moonrace mission zzz", []),
        ("moonrace mission ---!", []),
        ("moonrace mission '!!!'", []),
        ("moonrace missions --data ", [""]),  # of the type "file": the shell knows them
    ],
)
def test_a_tab_proposes_what_fits(line: str, expected: list[str]) -> None:
    assert [value for value in tab(line) if value in expected or value not in ("--help", "-h")] == expected


@pytest.mark.parametrize(
    "line",
    [
        "moonrace misson ",
        "moonrace nothing at a",
        "moonrace missions --kind landr --ag",
        "moonrace missions --since soon --agency n",
        "moonrace missions --tz Mars --agency n",
        "moonrace mission 'un",
    ],
)
def test_a_tab_after_a_mistake_prints_nothing_but_proposals(line: str) -> None:
    got = press(line)
    assert (got.code, got.err) == (0, "")
    assert all(re.match("(plain|file|dir),|$", proposal) for proposal in got.out.splitlines())


@pytest.mark.parametrize("content", [None, "missions: [", "\x00\x01", "missions:\n  x: {nmae: y}\n"])
def test_a_tab_over_bad_data_prints_nothing(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "mine.yaml"
    if content is not None:
        path.write_text(content)
    assert tab("moonrace mission ", MOONRACE_DATA=str(path)) == []


def test_a_tab_with_an_empty_data_variable_uses_the_shipped_record(moonrace: Callable[..., Ran]) -> None:
    line = {"COMP_WORDS": "moonrace mission apollo-1", "COMP_CWORD": "2", "_MOONRACE_COMPLETE": "bash_complete"}
    assert "plain,apollo-11" in moonrace(data="", **line).out.splitlines()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_variable_of_click_prints_the_script_for_a_shell(moonrace: Callable[..., Ran], shell: str) -> None:
    got = moonrace(_MOONRACE_COMPLETE=f"{shell}_source")
    assert (got.code, got.err) == (0, "")
    assert f"_MOONRACE_COMPLETE={shell}_complete" in got.out


# --- Names that are not there, or hidden


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("chang 6", 1, "try moonrace mission chang-e-6"),
        ("lunna 25", 1, "try moonrace mission luna-25"),
        (
            "zzz",
            1,
            "nothing in this record is called 'zzz', and no text has the word; moonrace --help lists the commands",
        ),
        (
            "mission xyzzy",
            1,
            "no mission in this record is called 'xyzzy'; try moonrace search xyzzy, or see moonrace missions",
        ),
        ("signatories --group nato", 1, "no group in this record is called 'nato'; there are small-union"),
    ],
)
def test_a_name_that_is_none_says_where_to_look_next(line: str, code: int, said: str) -> None:
    got = ask(*line.split())
    assert (got.code, got.out) == (code, "")
    assert said in got.err
    assert got.err.count("\n") == 1


def test_a_misspelt_name_with_its_number_is_corrected_and_not_searched_for(real: Dataset) -> None:
    for typed, meant in (
        ("chandrayan 3", "chandrayaan-3"),
        ("surveyer 3", "surveyor-3"),
        ("blue gost 1", "blue-ghost"),
    ):
        got = ask(*typed.split(), record=real)
        assert (got.code, got.out) == (1, "")
        assert f"try moonrace mission {meant}" in got.err
        assert all(
            number in command for command in got.err.split(" try ")[1].split(" or ") for number in typed.split()[-1:]
        )


def test_a_name_that_a_command_hides_is_told_by_check_and_by_the_command(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("missions:\n  luna-25:\n    aliases: [Next, Now what]\n")
    told = "moonrace: the command next hides the mission of that name; moonrace show next finds it\n"
    assert ask("check", str(own)) == (0, "", told)
    for line, err in (("next", told), ("now", ""), ("show next", ""), ("now what", told.replace("next", "now"))):
        got = ask(*line.split(), "--data", str(own))
        assert (line, got.err if line != "now what" else err) == (line, err)
    assert "luna-25" in ask("show", "next", "--data", str(own), "--json").out
    assert ask("next").err == ask("check").err == ""


def test_no_command_hides_a_name_of_the_record(real: Dataset) -> None:
    assert ask("check", record=real).err == ""
    assert [name for name in COMMANDS if name in real.door] == []


def test_a_spacecraft_that_several_missions_name_is_answered_with_all_of_them(real: Dataset) -> None:
    got = ask("orion", "--json", record=real)
    found = [one["id"] for one in json.loads(got.out)["results"]]
    assert found[0] == "apollo-16"  # whose lander had that name
    naming = [
        key for key, one in real.missions.items()
        if one.scope != "part" and "Orion" in f"{one.summary} {[event.first for event in one.events]}"
    ]  # fmt: skip
    assert sorted(found[1:]) == sorted(naming)
    assert {"artemis-i", "artemis-ii"} <= set(naming)
    page = ask("orion", "-f", "table", record=real).out
    assert "'Orion' is another name for Apollo 16" in page
    assert [one["id"] for one in json.loads(ask("eagle", "--json", record=real).out)["results"]] == ["apollo-11"]
