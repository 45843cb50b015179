"""The manual page: held to the commands, and clean to those who read it."""

import os
import runpy
import shutil
import subprocess

import pytest

from moonrace.cli import COMMANDS
from moonrace.errors import Exit

from .conftest import ROOT

PAGE = ROOT / "docs" / "moonrace.1"


def test_the_page_is_what_the_commands_say_now() -> None:
    written = runpy.run_path(str(ROOT / "docs" / "man.py"))
    assert PAGE.read_text(encoding="ascii") == written["page"](), "run `make docs`"
    assert {str(int(code)) for code in Exit} <= set(written["EXIT_STATUS"])


def test_every_command_and_every_shared_option_stands_in_it_once() -> None:
    lines = PAGE.read_text(encoding="ascii").replace("\\-", "-").replace("\\fB", "").replace("\\fR", "").splitlines()
    assert [line.split()[1] for line in lines if line.startswith(".SS ")] == list(COMMANDS)
    for name in ("--format", "--json", "--as-of", "--tz", "--units", "--sources", "--color", "--data"):
        assert sum(line.startswith((name, f"-f, {name}")) for line in lines) == 1, name


def test_the_sections_are_those_of_a_manual_page() -> None:
    sections = [line[4:] for line in PAGE.read_text(encoding="ascii").splitlines() if line.startswith(".SH ")]
    assert sections == [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "COMMANDS",
        "OPTIONS",
        "ENVIRONMENT",
        "EXIT STATUS",
        "FILES",
        "EXAMPLES",
        "SEE ALSO",
        "COPYRIGHT",
    ]


@pytest.mark.parametrize(
    "reader", ["mandoc -T lint -W style", "groff -ww -man -Tutf8 -z", "groff -ww -man -Tascii -z", "man --warnings -l"]
)
def test_no_reader_of_manual_pages_warns(reader: str) -> None:
    program, *options = reader.split()
    if shutil.which(program) is None:
        pytest.skip(f"there is no {program} here")
    done = subprocess.run(
        [program, *options, str(PAGE)],
        capture_output=True,
        timeout=60,
        check=False,
        env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
    )
    complaints = done.stdout if program == "mandoc" else b""
    assert (complaints, done.stderr) == (b"", b"")
