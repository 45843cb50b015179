"""The manual page: held to the commands, and clean to those who read it."""

import os
import runpy
import shutil
import subprocess
from itertools import pairwise

import pytest

from moonrace.cli import COMMANDS
from moonrace.cli.completion import SHELLS, place
from moonrace.cli.output import FOR_OUTPUT
from moonrace.errors import Exit

from .commands import command
from .conftest import ROOT

PAGE = ROOT / "docs" / "moonrace.1"


def test_the_page_is_what_the_commands_say_now() -> None:
    written = runpy.run_path(str(ROOT / "docs" / "man.py"))
    assert PAGE.read_text(encoding="ascii") == written["page"](), "run `make docs`"
    codes = {str(code) for name, code in vars(Exit).items() if name.isupper()}
    assert {"0", "1", "2", "3"} <= codes <= set(written["EXIT_STATUS"])


def test_every_command_and_every_shared_option_is_in_it_once() -> None:
    lines = PAGE.read_text(encoding="ascii").replace("\\-", "-").replace("\\fB", "").replace("\\fR", "").splitlines()
    assert [line.split()[1] for line in lines if line.startswith(".SS ")] == list(COMMANDS)
    shared = [param.opts[-1] for param in command("missions").params if param.name in (FOR_OUTPUT - {"size", "theme"})]
    assert len(shared) == len(FOR_OUTPUT - {"size", "theme"})
    described = [line for before, line in pairwise(lines) if before == ".TP"]
    for name in shared:
        assert sum(line.split(" ")[0] == name or line.startswith(f"-f, {name}") for line in described) == 1, name


@pytest.mark.skipif(os.name == "nt", reason="the paths are those of Unix")
@pytest.mark.parametrize("shell", SHELLS)
def test_every_file_that_completion_installs_is_in_it(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "BASH_COMPLETION_USER_DIR", "ZDOTDIR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", "/home/me")
    files = PAGE.read_text(encoding="ascii").replace("\\-", "-").partition(".SH FILES")[2].partition(".SH ")[0]
    assert place(shell).replace("/home/me", "~") in files


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
