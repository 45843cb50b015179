"""What a stranger met on a small terminal: messages that wrap, dates in columns, pages that agree with each other."""

import re

import pytest

from moonrace.cli.terminal import wrapped
from moonrace.dataset import Dataset

from .commands import ask

MESSAGES = (
    "moonrace: nothing in this record is called 'how many'; try moonrace counts or moonrace people --walked",
    "moonrace: 'xx' is not a date: write 1966, 2024-05, 2024-05-03, 2024-06-03T23:38Z, 2027-Q2, 1966-02~ or [2028..]",
    "moonrace: no mission in this record is called 'xyzzy'; try moonrace search xyzzy, or see moonrace missions",
)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_breaks_between_words_and_keeps_its_commands_whole(message: str, width: int) -> None:
    got = wrapped(message, width)
    assert " ".join(got.split("\n")) == message
    for line in got.split("\n"):
        assert len(line) <= width or " " not in line or line.startswith("moonrace ")
    for command in re.findall(r"moonrace (?:counts|signatories|people --walked|search xyzzy|missions)\b", message):
        assert command in got


def test_a_message_in_a_pipe_stays_one_line() -> None:
    assert ask("how", "many").err.count("\n") == 1


def test_a_plan_in_ascii_is_no_question_mark(real: Dataset) -> None:
    for words in (["records"], ["timeline", "--since", "2027"], ["country", "china"]):
        assert not re.search(r"(?:^|\s)\?\s", ask(*words, "--ascii", "-f", "table", record=real).out), words


@pytest.mark.parametrize("country", ["china", "japan", "india", "south-korea", "russia", "united-states"])
def test_the_next_mission_of_a_country_is_the_same_beside_another_and_alone(country: str, real: Dataset) -> None:
    beside = ask("country", country, "norway", "-f", "table", record=real, COLUMNS="200").out
    alone = ask("country", country, "-f", "table", record=real, COLUMNS="200").out
    name = re.search(r"^next mission +(.*?)(?:  |$)", beside, re.MULTILINE)
    planned = re.search(r"^.*?  +(\S.*?)  +◇ planned", alone, re.MULTILINE)
    assert name
    assert planned
    assert name[1] == planned[1]


def test_no_page_of_a_country_has_two_blank_lines_in_a_row(real: Dataset) -> None:
    for key in real.countries:
        assert "\n\n\n" not in ask("country", key, "-f", "table", record=real).out, key


def test_the_states_in_neither_may_hold_who_is_not_identified(real: Dataset) -> None:
    places = len(real.alliances["artemis-accords"].unidentified)
    got = " ".join(ask("signatories", "--neither", "-f", "table", record=real).out.split())
    assert ("Not identified in the Artemis Accords: 1 signatory, perhaps among these states." in got) == (places == 1)
    assert "Not identified" not in ask("signatories", "ilrs", "--neither", "-f", "table", record=real).out


def test_the_last_report_as_of_a_day_is_not_that_day(real: Dataset) -> None:
    page = ask("now", "--as-of", "2024-01-01", "-f", "table", record=real).out
    assert "2024-01-01  " not in page
    assert "reported later  Yutu-2" in page
    assert "reported later" not in ask("now", "-f", "table", record=real).out


def test_a_reference_says_where_the_sources_of_values_are(real: Dataset) -> None:
    assert ask("cite", "artemis", "accords", "-f", "table", record=real).out.endswith(
        "moonrace sources artemis-accords lists the sources of its values\n"
    )
    assert ask("sources", "artemis-accords", record=real).code == 0
    assert "sources artemis-accords" not in ask("cite", "artemis", "accords", "-f", "plain", record=real).out
