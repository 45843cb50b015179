"""The first thing one types is answered on the first screen: the questions of questions.tsv, in a pseudo-terminal of 80 x 24."""

import json
import re
import subprocess
import sys
from collections import Counter

import pytest

from . import questions
from .conftest import ROOT
from .questions import COLUMNS, ROWS, Question, Seen, emulated, found, missing

NEEDED = 135
QUESTIONS = questions.questions()
terminals = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX")


# --- The table


def test_a_hundred_and_fifty_questions_of_five_kinds_of_users_are_asked_once_each() -> None:
    assert len(QUESTIONS) == 150
    assert {who for who, number in Counter(one.who for one in QUESTIONS).items() if number >= 20} == {
        "analyst",
        "developer",
        "enthusiast",
        "journalist",
        "teacher",
    }
    assert len({one.line for one in QUESTIONS}) == len({one.question for one in QUESTIONS}) == 150


@pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: one.line)
def test_what_a_screen_must_show_is_not_what_was_typed(one: Question) -> None:
    """Else a complaint that quotes the words would pass for an answer."""
    for part in one.wanted:
        re.compile(part.removeprefix("!"))
    complaint = f"moonrace: no match for {one.line.removeprefix('moonrace').strip()!r}; see moonrace --help"
    assert missing(one, complaint)
    assert missing(one, "")


# --- The screen


def test_the_screen_is_the_last_rows_that_fit_above_the_prompt() -> None:
    lines = "".join(f"line {number}\r\n" for number in range(1, 41))
    assert emulated(lines.encode()).split("\n") == [f"line {number}" for number in range(41 - (ROWS - 1), 41)]


def test_a_line_that_is_too_long_takes_two_rows_and_a_wide_character_two_columns() -> None:
    lines = "b\r\n" * (ROWS - 2)
    assert emulated(("a" * COLUMNS + "\r\n" + lines).encode()).split("\n") == ["a" * COLUMNS, *["b"] * (ROWS - 2)]
    assert emulated(("a" * (COLUMNS + 1) + "\r\n" + lines).encode()).split("\n") == ["a", *["b"] * (ROWS - 2)]
    assert emulated(("月" * (COLUMNS // 2 + 1) + "\r\n" + lines).encode()).split("\n") == ["月", *["b"] * (ROWS - 2)]


def test_bold_takes_no_room_and_other_commands_to_the_terminal_are_seen() -> None:
    assert emulated(b"\x1b[1mLuna 2\x1b[0m\r\n") == "Luna 2"
    assert "\x1b" in emulated(b"\x1b[2J\r\n")


def test_what_is_looked_for_may_be_wrapped_and_must_be_absent_after_a_bang() -> None:
    one = Question("teacher", "?", "moonrace x", "first soft landing && !Luna 8")
    assert missing(one, "the first soft\n   landing, Luna 9") == []
    assert missing(one, "Luna 8") == ["first soft landing", "!Luna 8"]
    assert not found("a.b", "a\nb")
    assert found("2024-01-05", "left 5 Jan 2024")
    assert found("2024-01-05", "on 5 January 2024")
    assert not found("2024-01-05", "15 Jan 2024")


@terminals
def test_a_pager_shows_the_first_rows_and_without_one_the_last_are_seen() -> None:
    """The real thing, of the shell: what the program itself writes is the business of the other tests."""
    numbers = "seq 100 | {}"
    assert questions.ask(numbers.format("$PAGER"), "").split() == [str(number) for number in range(1, ROWS)]
    assert questions.ask(numbers.format("cat"), "").split() == [str(number) for number in range(102 - ROWS, 101)]


# --- The answers


@terminals
def test_nine_of_ten_questions_are_answered_on_the_first_screen_and_none_ends_in_a_fault() -> None:
    """In a process of its own, which forks: this one may have threads."""
    command = [sys.executable, "-m", "tests.questions", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300, check=True)
    answers = [(Question(*row[:4]), Seen(*row[4:])) for row in json.loads(done.stdout)]
    assert [one for one, _ in answers] == QUESTIONS
    faults = ("Traceback", "no answer in time", "\x1b")
    assert [one.line for one, seen in answers if any(fault in seen.screen for fault in faults)] == []
    unanswered = [questions.report(one, seen.missing) for one, seen in answers if seen.missing]
    assert len(answers) - len(unanswered) >= NEEDED, f"{len(unanswered)} are not answered\n" + "\n".join(unanswered)
