"""The front door: whatever the words name, unquoted, in any script; options before and after."""

import json
import shlex
from typing import Any

import pytest

from moonrace.cli import COMMANDS
from moonrace.dataset import Dataset

from .commands import ask


def results(words: str, record: Dataset | None = None) -> list[dict[str, Any]]:
    got = ask(*shlex.split(words), "--json", record=record)
    assert (got.code, got.err) == (0, ""), (words, got.err)
    found: list[dict[str, Any]] = json.loads(got.out)["results"]
    return found


def named(words: str, record: Dataset | None = None) -> list[tuple[str, str]]:
    return [(one["kind"], one["id"]) for one in results(words, record)]


# --- The table of names that mean one thing


@pytest.mark.parametrize(
    ("words", "kind", "key"),
    [
        ("luna 25", "mission", "luna-25"),
        ("Луна 25", "mission", "luna-25"),
        ("嫦娥六号", "mission", "chang-e-6"),
        ("ce6", "mission", "chang-e-6"),
        ("apollo 11", "mission", "apollo-11"),
        ("apollo xi", "mission", "apollo-11"),
        ("2023-118A", "mission", "luna-25"),
        ("slim", "mission", "slim"),
        ("neil armstrong", "person", "neil-armstrong"),
        ("armstrong", "person", "neil-armstrong"),
        ("cernan", "person", "gene-cernan"),
        ("artemis", "programme", "artemis"),
        ("apollo", "programme", "apollo"),
        ("luna", "programme", "luna"),
        ("china", "country", "china"),
        ("saudi arabia", "country", "saudi-arabia"),
        ("SA", "country", "saudi-arabia"),
        ("ilrs", "alliance", "ilrs"),
        ("artemis accords", "alliance", "artemis-accords"),
        ("moon treaty", "alliance", "moon-agreement"),
        ("outer space treaty", "milestone", "outer-space-treaty"),
        ("gateway", "mission", "gateway"),
        ("cnsa", "agency", "cnsa"),
        ("falcon heavy", "rocket", "Falcon Heavy"),
        ("1969", "date", "1969"),
        ("2024-06", "date", "2024-06"),
        ("2024-06-01", "date", "2024-06-01"),
        ("july 1969", "date", "1969-07"),
        ("20 July 1969", "date", "1969-07-20"),
        ("July 20, 1969", "date", "1969-07-20"),
    ],
)
def test_words_that_mean_one_thing_show_it(real: Dataset, words: str, kind: str, key: str) -> None:
    assert named(words, real) == [(kind, key)]
    assert named(f"show {words}", real) == [(kind, key)]
    page = ask(*words.split(), record=real)
    assert (page.code, page.err) == (0, "")
    assert page.out == ask("show", *words.split(), record=real).out


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("america", {"country", "mission"}),
        ("blue ghost", {"mission"}),
        ("blue moon", {"mission"}),
    ],
)
def test_words_that_several_things_have_give_a_line_each(real: Dataset, words: str, wanted: set[str]) -> None:
    found = results(words, real)
    assert len(found) > 1
    assert {one["kind"] for one in found} >= wanted - {"country"} or {one["kind"] for one in found} & wanted
    text = ask(*words.split(), record=real, COLUMNS="120").out
    assert [one["command"] for one in found if one["command"] not in text] == []


@pytest.mark.parametrize(
    "words", ["apollo", "luna", "artemis", "china", "blue ghost", "moon", "helium", "withdrew", "kosmos"]
)
def test_every_command_that_is_shown_runs_and_shows_that(real: Dataset, words: str) -> None:
    for one in results(words, real)[:12]:
        assert one["command"].split()[0] == "moonrace"
        typed = shlex.split(one["command"])[1:]
        assert typed[0] in COMMANDS
        got = ask(*typed, "--json", record=real)
        assert (got.code, got.err) == (0, ""), one
        rows = json.loads(got.out)
        assert rows[list(rows)[3]], one
        assert (one["record"] or {"id": one["id"]})["id"] == one["id"]


def test_a_record_is_that_of_its_own_command() -> None:
    for words in ("luna 25", "ada crewe", "clep", "ilrs", "cnsa", "norway", "outer space treaty", "the union"):
        (one,) = results(words)
        document = json.loads(ask(*shlex.split(one["command"])[1:], "--json").out)
        assert [one["record"]] == document[list(document)[3]]
    for words in ("long march 5", "apollo basin", "june 2024"):
        assert [one["record"] for one in results(words)] == [None]


# --- Digits, codes, dates


@pytest.mark.parametrize("words", ["luna 2", "luna 2 5", "luna 5", "chang e 66", "ce 60", "artemis 44", "artemis v"])
def test_digits_keep_their_bounds(words: str) -> None:
    """A search may find such words somewhere in a record; that is a line, and not its page."""
    got = ask(*words.split())
    heads = [ask("mission", key).out.splitlines()[0] for key in ("luna-25", "chang-e-6", "artemis-iv")]
    assert not {*got.out.splitlines()} & {*heads}
    near = got.err.partition("try ")[2]
    assert not any(key in near for key in ("luna-25", "chang-e-6", "artemis-iv"))


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("apollo 1 1", "apollo-11"),
        ("apollo 111", "apollo-11"),
        ("luna 2 5", "luna-25"),
        ("mission apollo 1 1", "apollo-11"),
        ("mission apollo 1 i", "apollo-11"),
    ],
)
def test_digits_apart_are_no_number_in_the_real_record(real: Dataset, words: str, key: str) -> None:
    assert ask("mission", key, record=real).out.splitlines()[0] not in ask(*words.split(), record=real).out


@pytest.mark.parametrize("code", ["NO", "SA", "TH", "US"])
def test_a_code_of_a_country_counts_in_capitals_only(small: Dataset, code: str) -> None:
    (one,) = results(code)
    assert one["kind"] == "country"
    assert one["record"]["iso2"] == code
    page = ask(code).out
    assert "Artemis Accords" in page
    assert "Artemis Accords" not in ask(code.casefold()).out  # a search for the word, if it finds anything


@pytest.mark.parametrize("words", ["2024-02-30", "2023-02-29", "2024-13", "2024-13-01", "2024-00-10"])
def test_a_day_that_does_not_exist_is_wrong_usage(words: str) -> None:
    for line in ([words], ["show", words]):
        got = ask(*line)
        assert (got.code, got.out, got.err.count("\n")) == (2, "", 1)
        assert words in got.err


def test_the_leap_day_of_a_leap_year_exists() -> None:
    assert named("2024-02-29") == [("date", "2024-02-29")]


# --- Options, commands, misses


@pytest.mark.parametrize(
    "line",
    [
        ["luna", "25", "--json"],
        ["--json", "luna", "25"],
        ["luna", "--json", "25"],
        ["-f", "json", "luna", "25"],
        ["--format", "json", "luna-25"],
        ["luna", "25", "--format=json"],
        ["--format=json", "luna", "25"],
        ["show", "--json", "luna", "25"],
        ["--json", "show", "luna", "25"],
        ["luna 25", "-f", "json"],
    ],
)
def test_options_work_before_and_after(line: list[str]) -> None:
    assert ask(*line) == ask("show", "luna", "25", "--json")


@pytest.mark.parametrize("line", [["--as-of", "2023-08-15", "luna", "25"], ["luna", "25", "--as-of", "2023-08-15"]])
def test_a_day_before_and_after(line: list[str]) -> None:
    assert json.loads(ask(*line, "--json").out)["as_of"] == "2023-08-15"
    assert "in flight" in ask(*line).out


def test_an_option_before_a_command_is_that_of_the_command() -> None:
    assert ask("--json", "missions", "--agency", "cnsa") == ask("missions", "--agency", "cnsa", "--json")
    assert ask("--as-of", "1950", "records", "--json") == ask("records", "--as-of", "1950", "--json")


@pytest.mark.parametrize("name", COMMANDS)
def test_no_name_of_the_record_is_hidden_by_a_command(real: Dataset, name: str) -> None:
    assert name not in real.door


def test_a_period_in_which_nothing_is_dated_names_the_plans_that_may_fall_in_it() -> None:
    got = ask("2028-Q2", "--format", "table")
    assert "No events are dated within this period." in got.out
    assert "May also fall in this period: Artemis IV" in got.out
    assert "possibly then" not in ask("1950", "--format", "table").out


def test_what_nearly_is_a_command_is_suggested_and_not_run() -> None:
    got = ask("timelin", "1969")
    assert (got.code, got.out) == (2, "")
    assert "there is no command 'timelin'; try moonrace timeline 1969" in got.err


def test_words_that_name_nothing_are_searched_and_then_missed() -> None:
    assert "mission   luna-25" in ask("hit", "the").out or ask("descent").code == 0
    got = ask("qqqq", "zzzz")
    assert (got.code, got.out) == (1, "")
    assert got.err.startswith("moonrace: nothing in this record is called 'qqqq zzzz'")
    assert got.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "where"), [("vatican", "word occurs"), ("hadley rille", "words occur"), ("helium", "word occurs")]
)
def test_places_where_words_occur_are_not_shown_as_what_has_the_name(real: Dataset, words: str, where: str) -> None:
    got = ask(*words.split(), record=real, COLUMNS="120")
    assert got.out.startswith(f"Nothing in this record is called '{words}'. Where the {where}:\n\n")
    key = got.out.splitlines()[2].split()[1]
    assert key in ask("search", *words.split(), "-f", "table", record=real, COLUMNS="120").out


def test_the_one_thing_with_the_words_in_its_name_is_shown_at_once_as_a_page_and_a_line_for_scripts(
    real: Dataset,
) -> None:
    assert ask("trailblazer", record=real).out == ask("lunar", "trailblazer", record=real).out
    assert [one["id"] for one in results("trailblazer", real)] == ["lunar-trailblazer"]
    assert ask("trailblazer", "--csv", record=real).out.splitlines()[0] == "kind,id,name,command"
    assert len(results("prospector", real)) > 1  # two have it, and neither is shown for the other
    assert "Lunar Prospector" in ask("prospector", record=real).out


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("sea of tranquility", "Mare Tranquillitatis"),
        ("Sea of Tranquillity", "Mare Tranquillitatis"),
        ("the sea of tranquility", "Mare Tranquillitatis"),
        ("ocean of storms", "Oceanus Procellarum"),
        ("sea of crises", "Mare Crisium"),
        ("sea of vapors", "Mare Vaporum"),
        ("sea of vapours", "Mare Vaporum"),
        ("sea of clouds", "Mare Nubium"),
        ("crater tycho", "Tycho"),
        ("tycho crater", "Tycho"),
        ("where is tycho", "Tycho"),
    ],
)
def test_a_feature_of_the_moon_has_its_english_name_too(real: Dataset, words: str, name: str) -> None:
    assert [(one["kind"], one["id"]) for one in results(words, real)] == [("place", name)]
    got = ask(*words.split(), record=real)
    assert got.out.splitlines()[0].startswith(name)
    landed = {
        mission.name
        for mission in real.missions.values()
        for event in mission.events
        if event.type in ("landing", "impact") and event.place and name in (event.place.name or "")
    }
    assert [one for one in landed if one not in got.out] == []
    assert landed or "No landing or impact there is in this record." in got.out


@pytest.mark.parametrize("line", [["show"], ["show", ""], ["show", " "], [""], [" "]])
def test_no_words_are_wrong_usage(line: list[str]) -> None:
    got = ask(*line)
    assert (got.code, got.out, got.err.count("\n")) == (2, "", 1)


def test_a_name_needs_no_quotes_and_a_page_stays_a_page_in_a_pipe() -> None:
    for words in ("saudi arabia", "ada crewe", "outer space treaty"):
        text = ask(*words.split(), COLUMNS="80").out
        assert text == ask(words, COLUMNS="80").out
        assert "\t" not in text
        assert "record of 2026-10-09" in text


def test_the_foot_says_what_else_has_the_name(real: Dataset) -> None:
    text = ask("artemis", record=real, COLUMNS="80").out
    assert "Artemis Accords" in text
    assert "THEMIS" in text


def test_tab_completes_commands_first_and_then_names() -> None:
    def tab(words: str, place: int) -> list[str]:
        variables = {"_MOONRACE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(place)}
        got = ask(**variables)
        assert got.err == ""
        return [line.partition(",")[2] for line in got.out.splitlines()]

    assert tab("moonrace mis", 1)[:2] == ["mission", "missions"]
    assert "chang-e-6" in tab("moonrace show chan", 2)
    assert "saudi-arabia" in tab("moonrace show sau", 2)
    assert "ada-crewe" in tab("moonrace person ada", 2)


@pytest.mark.parametrize(
    "words",
    [
        "what is luna 25",
        "What was the Luna 25?",
        "when was luna-25",
        "tell me about luna 25",
        "the luna 25",
        "luna 25 ?",
    ],
)
def test_a_question_is_answered_like_the_name_in_it(words: str) -> None:
    assert ask(*words.split()) == ask("luna-25")


def test_a_question_without_a_name_in_it_is_missed() -> None:
    got = ask("what", "is", "zzzz")
    assert (got.code, got.out) == (1, "")
