"""Long pages go through a pager from the top, in a real terminal and only there."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from .terminals import on_a_terminal

pytest.importorskip("pty")  # there is none on Windows

LONG = ["timeline", "--all", "--scope", "all"]
SHORT = ["schema"]
PROGRAM = (
    "import sys; from moonrace import loading; from moonrace.cli import run;"
    "loading.COMPILED = sys.argv[1]; sys.exit(run(sys.argv[2:]))"
)


def terminal(
    record: str, *arguments: str, rows: int = 24, stdout: Any = None, **variables: str | None
) -> tuple[int, str]:
    """The exit code and all that a terminal of 80 columns received."""
    unset = ("MOONRACE_DATA", "MOONRACE_PAGER", "PAGER", "LESS", "COLUMNS", "LINES", "FORCE_COLOR")
    env = {name: value for name, value in os.environ.items() if name not in unset}
    env |= {"TERM": "xterm", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    env |= {name: value for name, value in variables.items() if value is not None}
    command = [sys.executable, "-c", PROGRAM, record, *arguments]
    code, written = on_a_terminal(command, env, rows=rows, stdout=stdout)
    return code, written.replace("\r\n", "\n")


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that says that it ran, and with which LESS, and shows the first five lines."""
    script = tmp_path / "my pager"
    script.write_text('#!/bin/sh\necho "PAGED LESS=$LESS"\nhead -n 5\n')
    script.chmod(0o755)
    return f"'{script}'"


def whole(records: dict[str, str]) -> str:
    return terminal(records["small"], *LONG, "--no-pager")[1]


def test_a_page_longer_than_the_screen_goes_through_the_pager_from_the_top(records: dict[str, str], pager: str) -> None:
    code, seen = terminal(records["small"], *LONG, PAGER=pager)
    assert code == 0
    first, *lines = seen.splitlines()
    assert first == "PAGED LESS=FRX"
    assert lines == whole(records).splitlines()[:5]


def test_a_page_that_fits_needs_none(records: dict[str, str], pager: str) -> None:
    assert "PAGED" not in terminal(records["small"], "race", PAGER=pager)[1]
    lines = len(whole(records).splitlines())
    assert lines > 24
    assert "PAGED" not in terminal(records["small"], *LONG, rows=lines + 1, PAGER=pager)[1]
    assert "PAGED" in terminal(records["small"], *LONG, rows=lines, PAGER=pager)[1]


def test_the_pager_of_its_own_comes_first_and_less_is_left_alone_where_it_is_set(
    records: dict[str, str], pager: str
) -> None:
    seen = terminal(records["small"], *LONG, PAGER="cat", MOONRACE_PAGER=pager, LESS="-S")[1]
    assert seen.splitlines()[0] == "PAGED LESS=-S"
    assert "PAGED" not in terminal(records["small"], *LONG, PAGER=pager, MOONRACE_PAGER="cat")[1]


@pytest.mark.parametrize("variables", [{"PAGER": ""}, {"PAGER": "cat"}, {"MOONRACE_PAGER": "", "PAGER": "false"}])
def test_an_empty_pager_or_cat_is_none(records: dict[str, str], variables: dict[str, str]) -> None:
    assert terminal(records["small"], *LONG, **variables) == (0, whole(records))


def test_no_pager_means_none(records: dict[str, str], pager: str) -> None:
    assert "PAGED" not in terminal(records["small"], *LONG, "--no-pager", PAGER=pager)[1]


@pytest.mark.parametrize("name", ["no-such-pager --fast", "/nowhere/pager", "/"])
def test_a_pager_that_cannot_be_run_is_one_line_and_the_page(records: dict[str, str], name: str) -> None:
    code, seen = terminal(records["small"], *LONG, PAGER=name)
    assert code == 0
    *page, message = seen.splitlines()
    assert page == whole(records).splitlines()
    assert message.startswith(f"moonrace: the pager '{name.split()[0]}' cannot be run (")
    assert message.endswith("set MOONRACE_PAGER")


@pytest.mark.parametrize("name", ["true", "false", "head -c 1", "sh -c 'kill -9 $$'"])
def test_a_pager_that_dies_is_no_error(records: dict[str, str], name: str) -> None:
    code, seen = terminal(records["small"], *LONG, PAGER=name)
    assert code == 0
    assert "Traceback" not in seen
    assert len(seen) <= 1


def test_an_odd_pager_with_an_open_quote_is_no_traceback(records: dict[str, str]) -> None:
    code, seen = terminal(records["small"], *LONG, PAGER="less 'x")
    assert code == 0
    assert "cannot be run" in seen


@pytest.mark.parametrize("form", ["json", "plain", "csv"])
def test_data_goes_through_no_pager(records: dict[str, str], pager: str, form: str) -> None:
    assert "PAGED" not in terminal(records["small"], *LONG, "-f", form, PAGER=pager)[1]


def test_a_pipe_or_a_file_goes_through_no_pager(records: dict[str, str], pager: str, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as file:
        code, seen = terminal(records["small"], *LONG, "-f", "table", stdout=file, PAGER=pager)
    assert (code, seen) == (0, "")
    text = (tmp_path / "out").read_text(encoding="utf-8")
    assert "PAGED" not in text
    assert len(text.splitlines()) > 24
