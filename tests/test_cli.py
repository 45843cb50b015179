"""The command line as people type it: names, misses, wrong usage, bad data, options, completion."""

import inspect
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from moonrace import __version__, record
from moonrace.cli import COMMANDS, EXAMPLES, root, run
from moonrace.cli.output import SHARED
from moonrace.dataset import Dataset

from .conftest import ROOT, SMALL, TOOLS, Ran

Ask = Callable[..., Ran]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, small: Dataset) -> Ask:
    """Runs the program in process, with the small record as the shipped one."""
    monkeypatch.delenv("MOONRACE_DATA", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(record, "shipped", lambda: small)

    def answer(*arguments: str) -> Ran:
        code = run(list(arguments))
        return Ran(code, *capsys.readouterr())

    return answer


def command(name: str) -> click.Command:
    found = root.get_command(click.Context(root), name)
    assert found is not None
    return found


def examples(text: str) -> list[str]:
    """The example lines of a help, without what stands behind a pipe or an arrow."""
    lines = [line.strip() for line in text.partition("Examples:")[2].splitlines()]
    return [re.split(r" [|>] ", line)[0] for line in lines if line.startswith("moonrace")]


def all_examples() -> list[str]:
    texts = [EXAMPLES, *(command(name).epilog or "" for name in COMMANDS)]
    return list(dict.fromkeys(line for text in texts for line in examples(text)))


# --- Help


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_an_example_of_it(ask: Ask, name: str) -> None:
    got = ask(name, "--help")
    assert got.code == 0
    assert any(shlex.split(line)[1] == name for line in examples(got.out))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_a_command_is_the_first_sentence_of_its_help(name: str) -> None:
    text = " ".join(inspect.cleandoc(command(name).help or "").split())
    assert re.split(r"(?<=\.) ", text)[0] == COMMANDS[name][1]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in TOOLS])
def test_every_command_has_the_shared_options(ask: Ask, name: str) -> None:
    got = ask(name, "-h").out
    for option in (
        "-f, --format",
        "--json",
        "--as-of",
        "--tz",
        "--units",
        "--sources",
        "--color",
        "--data",
        "-h, --help",
    ):
        assert f"  {option}" in got.partition("Options:")[2] + got.partition("Shared options:")[2]
    assert len({param.name for param in command(name).params}) >= len(SHARED)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_of_a_help_is_wider_than_a_hundred_columns(ask: Ask, name: str) -> None:
    assert max(map(len, ask(name, "--help").out.splitlines())) <= 100


def test_every_command_stands_in_the_help_of_the_program(ask: Ask) -> None:
    for arguments in (["--help"], ["-h"]):
        got = ask(*arguments)
        assert (got.code, got.err) == (0, "")
        assert all(re.search(rf"^  {name} +\S", got.out, re.MULTILINE) for name in COMMANDS)


def test_alone_it_answers_with_something_to_try(ask: Ask) -> None:
    got = ask()
    assert (got.code, got.err) == (0, "")
    assert "moonrace mission" in got.out


def test_the_version_is_told(ask: Ask) -> None:
    got = ask("--version")
    assert (got.code, got.err) == (0, "")
    assert __version__ in got.out


@pytest.mark.parametrize("line", all_examples())
def test_an_example_of_a_help_runs_on_the_real_record(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, real: Dataset, line: str
) -> None:
    monkeypatch.setattr(record, "shipped", lambda: real)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))  # where `completion --install` writes
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "BASH_COMPLETION_USER_DIR", "ZDOTDIR"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / "my-missions.yaml").write_text("missions:\n  apollo-11:\n    aliases: [Eagle]\n")
    got = ask(*shlex.split(line)[1:])
    assert got.code in (0, 1), got.err
    assert got.err == "" or got.code == 1
    assert "no mission is called" not in got.err


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
def test_any_name_finds_its_mission(ask: Ask, names: list[str], expected: list[str]) -> None:
    got = ask("mission", *names, "-f", "plain")
    assert (got.code, got.err) == (0, "")
    found = [line.split("\t")[0] for line in got.out.splitlines()[1:] if line.split("\t")[1] == "name"]
    assert found == expected


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("mission lunna-25", "did you mean luna-25 (Luna 25)"),
        ("mission artemis-5", "did you mean artemis-iv"),
        ("mission artemis 5", "artemis"),
        ("mission CE-6 nowhere", "no mission is called 'nowhere'"),
        ("mission nasa", "nasa is an agency"),
        ("mission ILRS", "ilrs is an alliance"),
        ("mission RU", "russia is a country"),
        ("mission 嫦娥工程", "clep is a programme"),
        ("agency CE-6", "chang-e-6 is a mission"),
        ("alliance china", "china is a country"),
        ("country esa", "esa is an agency"),
        ("country norwya", "did you mean norway (Norway)"),
        ("milestone clep", "clep is a programme"),
        ("programme luna-25", "luna-25 is a mission"),
        ("source reprt", "did you mean report"),
        ("source xyzzy", "no source is called 'xyzzy'"),
        ("sources xyzzy", "'xyzzy'"),
        ("signatories nato", "no alliance is called 'nato'"),
        ("missions --agency cnas", "cnsa (China National Space Administration)?"),
        ("missions --country xyzzy", "no country is called 'xyzzy'"),
        ("missions --programme nasa", "nasa is an agency"),
        ("timeline --alliance xyzzy", "no alliance is called 'xyzzy'"),
        ("agencies --country xyzzy", "no country is called 'xyzzy'"),
    ],
)
@pytest.mark.parametrize("output_format", ["plain", "table", "json"])
def test_a_miss_is_one_line_on_stderr_and_exit_code_1(ask: Ask, line: str, told: str, output_format: str) -> None:
    got = ask(*line.split(), "-f", output_format)
    assert (got.code, got.out) == (1, "")
    assert got.err.startswith("moonrace: ")
    assert got.err.count("\n") == 1
    assert told in got.err


def test_an_ambiguous_name_tells_all_that_it_may_mean(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, small: Dataset
) -> None:
    twins = {key: small.missions[key]._replace(aliases=("Twin",)) for key in ("luna-25", "chang-e-6")}
    both = Dataset(small.meta, {**small.sections, "missions": {**small.missions, **twins}})
    monkeypatch.setattr(record, "shipped", lambda: both)
    got = ask("mission", "twin")
    assert (got.code, got.out) == (1, "")
    assert got.err == "moonrace: 'twin' names more than one mission: luna-25, chang-e-6\n"


# --- Wrong usage


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["misson", "x"], "'misson'; did you mean mission?"),
        (["zzz"], "'zzz'; see moonrace --help"),
        (["--foo"], "--foo"),
        (["missions", "--sorted"], "--sort"),
        (["mission", "CE-6", "--jsn"], "--json"),
        (["missions", "--sort", "mass"], "'mass' is not one of 'date', 'name'"),
        (["missions", "-f", "xml"], "'xml' is not one of 'auto', 'table'"),
        (["missions", "--units", "cubits"], "'cubits' is not one of 'metric', 'imperial'"),
        (["missions", "--color", "pink"], "'pink' is not one of"),
        (["missions", "--since", "soon"], "'soon' is not a date: write 1966, 2024-05"),
        (["missions", "--until", "2024-13"], "'2024-13'"),
        (["missions", "--until", "2024-02-30"], "'2024-02-30' is not a date of the calendar"),
        (["missions", "--since", "1.5.2024"], "'1.5.2024' is not a date: write"),
        (["missions", "--since", "2024-05-03T10:00"], "with Z at its end"),
        (["missions", "--as-of", "[2028..]"], "[2028..] has no end: name a day"),
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
        (["missions", "--status", "flown"], "'flown' is not a status"),
        (["missions", "--scope", "moon"], "'moon' is not a scope"),
        (["timeline", "--event", "lannding"], "'lannding' is not a type of event; did you mean landing?"),
        (["missions", "--limit", "-1"], "-1"),
        (["missions", "--limit", "few"], "'few'"),
        (["missions", "extra"], "extra"),
        (["mission"], "NAME"),
        (["country"], "NAME"),
        (["source"], "KEY"),
        (["search"], "TEXT"),
        (["search", ""], "give some letters"),
        (["search", "  "], "give some letters"),
        (["signatories", "--kind", "people"], "'people' is not one of 'state', 'organisation'"),
        (["agencies", "--kind", "club"], "'club' is not one of 'agency'"),
        (["milestones", "--kind", "song"], "'song' is not one of 'treaty'"),
        (["about", "me"], "me"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_line_that_names_the_thing_and_exit_code_2(
    ask: Ask, arguments: list[str], told: str
) -> None:
    got = ask(*arguments)
    assert (got.code, got.out) == (2, "")
    assert got.err.startswith("moonrace: ")
    assert got.err.count("\n") == 1
    assert told in got.err


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
def test_bad_data_is_told_by_file_and_line_with_exit_code_3(ask: Ask, tmp_path: Path, line: str) -> None:
    (tmp_path / "mine.yaml").write_text(BAD)
    got = ask(*line.split(), "--data", str(tmp_path / "mine.yaml"))
    assert (got.code, got.out) == (3, "")
    told = got.err.splitlines()
    assert len(told) == 2
    assert "mine.yaml:3: mission luna-25: outcom: " in told[0]
    assert "did you mean outcome" in told[0]
    assert "mission ghost" in told[1]


@pytest.mark.parametrize("name", ["nowhere", "nowhere.yaml"])
def test_data_that_is_not_there_is_exit_code_3(ask: Ask, tmp_path: Path, name: str) -> None:
    got = ask("missions", "--data", str(tmp_path / name))
    assert (got.code, got.out) == (3, "")
    assert got.err.count("\n") == 1
    assert name in got.err


@pytest.mark.parametrize("target", ["clean.yaml", "whole", "part"])
def test_check_is_silent_on_clean_data(ask: Ask, tmp_path: Path, target: str) -> None:
    (tmp_path / "clean.yaml").write_text(OVERLAY)
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "one.yaml").write_text(OVERLAY)
    (tmp_path / "whole").symlink_to(SMALL)
    assert ask("check", str(tmp_path / target)) == (0, "", "")
    assert ask("check", str(tmp_path / target), "-f", "table") == (0, "", "")


@pytest.mark.parametrize("target", ["bad.yaml", "part"])
@pytest.mark.parametrize("output_format", ["plain", "table", "csv", "json"])
def test_check_tells_every_problem_with_exit_code_3(ask: Ask, tmp_path: Path, target: str, output_format: str) -> None:
    (tmp_path / "part").mkdir()
    for place in (tmp_path / "bad.yaml", tmp_path / "part" / "bad.yaml"):
        place.write_text(BAD)
    (tmp_path / "part" / "good.yaml").write_text("agencies:\n  nasa: {aliases: [N]}\n")
    got = ask("check", str(tmp_path / target), "-f", output_format)
    assert got.code == 3
    for told in ("bad.yaml", "outcom", "did you mean outcome", "ghost"):
        assert told in got.out.replace("\n", "")
    if output_format == "plain":
        header, *rows = [line.split("\t") for line in got.out.splitlines()]
        assert header == ["file", "line", "record", "field", "message", "mend"]
        assert [row[1:4] for row in rows] == [["3", "mission luna-25", "outcom"], ["5", "mission ghost", "scope"]]


def test_check_without_a_path_checks_the_shipped_record(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "COMPILED", str(SMALL / "none"))
    monkeypatch.setattr(record, "CHECKOUT", str(SMALL))
    assert ask("check") == (0, "", "")
    monkeypatch.setattr(record, "CHECKOUT", str(SMALL / "nowhere"))
    assert ask("check").code == 3


# --- Options that all share


@pytest.mark.parametrize(
    ("text", "line", "told"),
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
    ask: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, line: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(text)
    got = ask(*line.split(), "-f", "table", "--data", "mine.yaml")
    assert (got.code, got.err) == (0, "")
    assert told in got.out
    assert "mine.yaml" in got.out


def test_a_mission_of_ones_own_stands_among_the_others(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "missions:\n  mine-1:\n    name: Mine 1\n    scope: lunar\n    kinds: [rover]\n    summary: It is mine.\n"
        "    status: planned\n    status_as_of: 2026-10-01\n    events:\n"
        "    - {type: launch, when: 2030, planned: true, sources: [report]}\n"
        "    sources: {kinds summary status: [report]}\n"
    )
    got = ask("missions", "-f", "plain", "--data", str(tmp_path / "mine.yaml"))
    assert [line.split("\t")[0] for line in got.out.splitlines()[1:]][-1] == "mine-1"
    assert len(got.out.splitlines()) == 6
    assert "mine-1" not in ask("missions", "-f", "plain").out


@pytest.mark.parametrize(
    ("units", "told", "untold"),
    [
        ("metric", ["1,935.3 g", "8,350 kg", "1,996 g"], ["lb", "oz"]),
        ("imperial", ["4.27 lb", "18,409 lb", "4.4 lb"], ["1,935.3 g", "8,350 kg"]),
    ],
)
def test_units_are_those_asked_for(ask: Ask, units: str, told: list[str], untold: list[str]) -> None:
    got = ask("mission", "CE-6", "-f", "table", "--units", units)
    assert all(text in got.out for text in told)
    assert not any(re.search(rf"\d {text}\b|{text}\b" if " " in text else rf"\d {text}\b", got.out) for text in untold)


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
def test_times_are_shown_in_the_zone_asked_for_and_the_foot_names_it(
    ask: Ask, zone: str, landing: str, foot: str
) -> None:
    got = ask("mission", "CE-6", "-f", "table", "--tz", zone)
    assert landing in got.out
    assert foot in got.out.splitlines()[-1]


@pytest.mark.parametrize("zone", ["local", "LOCAL"])
def test_the_zone_of_the_machine_is_a_zone(ask: Ask, zone: str) -> None:
    assert ask("missions", "--tz", zone).code == 0


@pytest.mark.parametrize("line", ["missions", "signatories", "timeline", "mission artemis-iv", "alliances"])
def test_a_day_beyond_the_data_date_shows_the_record_as_it_is(ask: Ask, line: str) -> None:
    assert ask(*line.split(), "--as-of", "2030", "-f", "plain") == ask(*line.split(), "-f", "plain")
    table = ask(*line.split(), "--as-of", "2030-01-01", "-f", "table")
    assert table.code == 0
    assert "record of 2026-10-09" in " ".join(table.out.split())


def test_nobody_looked_beyond_the_data_date_whether_a_plan_came_true(ask: Ask) -> None:
    table = ask("mission", "artemis-iv", "--as-of", "2030-01-01", "-f", "table").out
    assert "not confirmed as of 1 Jan 2030" not in table


def test_a_plan_whose_date_has_gone_by_is_told_as_overdue(ask: Ask, tmp_path: Path) -> None:
    text = (SMALL / "record.yaml").read_text().replace("data_date: 2026-10-09", "data_date: 2028-12-31")
    (tmp_path / "later.yaml").write_text(text)
    table = ask("mission", "artemis-iv", "-f", "table", "--data", str(tmp_path / "later.yaml")).out
    assert "was due first half of 2028, not confirmed as of 31 Dec 2028" in table


@pytest.mark.parametrize("option", [["--sources"], []])
def test_sources_are_named_in_full_when_asked_for(ask: Ask, option: list[str]) -> None:
    got = ask("mission", "CE-6", "-f", "table", *option).out
    assert ("https://example.org/catalogue" in got) is bool(option)
    assert ("by way of a clipping" in got) is bool(option)


# --- Completion

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture(scope="module")
def tab(moonrace: Callable[..., Ran]) -> Callable[..., list[str]]:
    """What a TAB at the end of a line proposes, in a shell; nothing else may be printed."""

    def press(line: str, shell: str = "bash", **options: object) -> list[str]:
        words = shlex.split(line)
        last = "" if line.endswith(" ") else words[-1]
        if shell == "fish":
            environment = {"COMP_WORDS": line, "COMP_CWORD": last}
        else:
            environment = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - (not line.endswith(" ")))}
        got = moonrace(**environment, _MOONRACE_COMPLETE=f"{shell}_complete", **options)
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

    return press


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
    ],
)
def test_a_tab_proposes_what_fits_in_every_shell(
    tab: Callable[..., list[str]], shell: str, line: str, expected: list[str]
) -> None:
    assert tab(line, shell) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("moonrace ", [*COMMANDS]),
        ("moonrace mission 嫦", ["chang-e-6"]),
        ("moonrace mission luna-25 art", ["artemis-iv"]),
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
        ("moonrace missions --outcome ", ["success", "partial", "failure"]),
        ("moonrace missions --sort n", ["name"]),
        ("moonrace timeline --event orbit", ["orbit-insertion", "orbit-departure"]),
        ("moonrace missions -f j", ["json"]),
        ("moonrace missions --rev", ["--reverse"]),
        ("moonrace mission zzz", []),
    ],
)
def test_a_tab_proposes_what_fits(tab: Callable[..., list[str]], line: str, expected: list[str]) -> None:
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
def test_a_tab_behind_a_mistake_prints_nothing_but_proposals(moonrace: Callable[..., Ran], line: str) -> None:
    got = moonrace(
        COMP_WORDS=line,
        COMP_CWORD=str(len(line.split()) - (not line.endswith(" "))),
        _MOONRACE_COMPLETE="bash_complete",
    )
    assert got.code == 0
    assert got.err == ""
    assert all(re.match("(plain|file|dir),|$", told) for told in got.out.splitlines())


def test_a_tab_behind_an_option_for_a_file_asks_the_shell_for_files(tab: Callable[..., list[str]]) -> None:
    assert tab("moonrace missions --data ") == [""]  # of the type "file": the shell knows them


def test_a_tab_behind_nothing_but_signs_proposes_nothing(tab: Callable[..., list[str]]) -> None:
    assert tab("moonrace mission ---!") == tab("moonrace mission '!!!'") == []


def test_a_source_that_nothing_cites_is_told_without_a_list(moonrace: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("sources:\n  mine: {title: Mine, publisher: I, kind: press, read: 2026-11-01, via: a copy}\n")
    got = moonrace("source", "mine", "--format", "table", "--data", str(path))
    assert (got.code, got.err) == (0, "")
    assert "Mine" in got.out
    assert "Cited by" not in got.out


def test_of_many_problems_the_first_are_told_and_the_rest_counted(moonrace: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("programmes:\n" + "".join(f"  p{number}: {{nam: A}}\n" for number in range(30)))
    got = moonrace("missions", "--data", str(path))
    lines = got.err.splitlines()
    assert (got.code, got.out, len(lines)) == (3, "", 21)
    assert "p19" in lines[19]
    assert lines[20] == "moonrace: and 10 more; `moonrace check PATH` lists them all"


def test_the_commands_are_told_in_their_order() -> None:
    assert root.list_commands(click.Context(root)) == list(COMMANDS)


def test_an_error_that_is_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("a mistake of the program")

    monkeypatch.setattr(root, "main", fail)
    monkeypatch.delenv("_MOONRACE_COMPLETE", raising=False)
    with pytest.raises(ValueError, match="a mistake of the program"):
        run(["about"])


@pytest.mark.parametrize("content", [None, "missions: [", "\x00\x01", "missions:\n  x: {nmae: y}\n"])
def test_a_tab_over_bad_data_prints_nothing(tab: Callable[..., list[str]], tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "mine.yaml"
    if content is not None:
        path.write_text(content)
    assert tab("moonrace mission ", data=path) == []


def test_a_tab_with_an_empty_data_variable_uses_the_shipped_record(moonrace: Callable[..., Ran]) -> None:
    line = {"COMP_WORDS": "moonrace mission apollo-1", "COMP_CWORD": "2", "_MOONRACE_COMPLETE": "bash_complete"}
    assert "plain,apollo-11" in moonrace(data="", **line).out.splitlines()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_for_a_shell_is_told(moonrace: Callable[..., Ran], shell: str) -> None:
    got = moonrace(_MOONRACE_COMPLETE=f"{shell}_source")
    assert (got.code, got.err) == (0, "")
    assert f"_MOONRACE_COMPLETE={shell}_complete" in got.out
