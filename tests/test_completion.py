"""`completion`: what it prints, where it installs, and that real shells complete with it."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from moonrace.cli import run
from moonrace.cli.completion import MARK, SHELL_PATCHES, SHELLS, place

from .conftest import SMALL, Ran
from .terminals import on_a_terminal

VARIABLES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "BASH_COMPLETION_USER_DIR", "ZDOTDIR")
PLACES = {
    "bash": ".local/share/bash-completion/completions/moonrace",
    "zsh": ".zfunc/_moonrace",
    "fish": ".config/fish/completions/moonrace.fish",
}
unix = pytest.mark.skipif(os.name == "nt", reason="the paths are those of Unix")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder."""
    folder = tmp_path / "o'neil"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    return folder


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], home: Path) -> Callable[..., Ran]:
    """Runs `completion` in process, with that home."""

    def answer(*arguments: str) -> Ran:
        code = run(["completion", *arguments])
        return Ran(code, *capsys.readouterr())

    return answer


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# --- Printed


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_the_one_of_click_but_for_our_patch(
    moonrace: Callable[..., Ran], ask: Callable[..., Ran], home: Path, shell: str
) -> None:
    got = ask(shell)
    assert (got.code, got.err) == (0, "")
    click = moonrace(_MOONRACE_COMPLETE=f"{shell}_source").out
    if shell in SHELL_PATCHES:
        wrong, right = SHELL_PATCHES[shell]
        assert click.count(wrong) == 1
        click = click.replace(wrong, right)
    assert got.out.rstrip() == click.rstrip()
    assert got.out.isascii()
    assert files(home) == set()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "SHELL"),
        (["tcsh"], "'tcsh' is not one of 'bash', 'zsh', 'fish'"),
        (["powershell"], "'powershell' is not one of 'bash', 'zsh', 'fish'"),
        (["bash", "--force"], "--install"),
    ],
)
def test_wrong_usage_is_one_line(ask: Callable[..., Ran], home: Path, arguments: list[str], message: str) -> None:
    got = ask(*arguments)
    assert (got.code, got.out) == (2, "")
    assert message in got.err
    assert got.err.count("\n") == 1
    assert files(home) == set()


# --- Installed


@unix
@pytest.mark.parametrize("shell", SHELLS)
def test_install_writes_one_file_and_says_where(ask: Callable[..., Ran], home: Path, shell: str) -> None:
    got = ask(shell, "--install")
    assert (got.code, got.err) == (0, "")
    assert files(home) == {PLACES[shell]}
    assert got.out.splitlines()[0] == f"wrote {home / PLACES[shell]}"
    text = (home / PLACES[shell]).read_text(encoding="utf-8")
    assert text == f"{ask(shell).out.rstrip()}\n{MARK}\n"
    assert ask(shell, "--install").code == 0  # its own file it may write again


@unix
@pytest.mark.parametrize("shell", SHELLS)
def test_a_file_that_moonrace_did_not_write_stays(ask: Callable[..., Ran], home: Path, shell: str) -> None:
    path = home / PLACES[shell]
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine \xff\n")
    got = ask(shell, "--install")
    assert (got.code, got.out) == (2, "")
    assert got.err == f"moonrace: {path} already exists, and moonrace did not write it: --force replaces it\n"
    assert path.read_bytes() == b"mine \xff\n"
    assert ask(shell, "--install", "--force").code == 0
    assert path.read_text(encoding="utf-8").splitlines()[-1] == MARK
    assert files(home) == {PLACES[shell]}


@unix
@pytest.mark.parametrize(
    ("shell", "variable", "expected"),
    [
        ("bash", "XDG_DATA_HOME", "bash-completion/completions/moonrace"),
        ("bash", "BASH_COMPLETION_USER_DIR", "completions/moonrace"),
        ("zsh", "ZDOTDIR", ".zfunc/_moonrace"),
        ("fish", "XDG_CONFIG_HOME", "fish/completions/moonrace.fish"),
    ],
)
def test_the_variable_of_a_folder_is_honoured_unless_it_is_relative(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str, variable: str, expected: str
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "other"))
    assert place(shell) == str(tmp_path / "other" / expected)
    for odd in ("relative", ""):
        monkeypatch.setenv(variable, odd)
        assert place(shell) == str(home / PLACES[shell])


@unix
def test_a_link_stays_a_link(ask: Callable[..., Ran], home: Path) -> None:
    path = home / PLACES["fish"]
    path.parent.mkdir(parents=True)
    path.symlink_to(home / "kept.fish")
    assert ask("fish", "--install").code == 0
    assert ask("fish", "--install").code == 0
    assert path.is_symlink()
    assert (home / "kept.fish").read_text(encoding="utf-8").splitlines()[-1] == MARK


@unix
@pytest.mark.parametrize("odd", ["", "relative"])
def test_without_a_home_it_says_so(ask: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, odd: str) -> None:
    monkeypatch.setenv("HOME", odd)
    got = ask("bash", "--install")
    assert (got.code, got.out) == (2, "")
    assert got.err.startswith("moonrace: there is no home folder")
    assert got.err.count("\n") == 1


@unix
@pytest.mark.parametrize("way", ["file in the way", "folder in its place", "not allowed"])
def test_what_cannot_be_written_is_reported_in_one_line(ask: Callable[..., Ran], home: Path, way: str) -> None:
    path = home / PLACES["fish"]
    if way == "file in the way":
        (home / ".config").write_text("")
    elif way == "folder in its place":
        path.mkdir(parents=True)
    elif os.getuid() == 0:
        pytest.skip("root may write anywhere")
    else:
        home.chmod(0o500)
    before = files(home)
    for force in ([], ["--force"]):
        got = ask("fish", "--install", *force)
        assert (got.code, got.out) == (2, "")
        assert got.err.startswith(f"moonrace: {path} could not be written: ")
        assert got.err.count("\n") == 1
        assert files(home) == before


# --- Real shells


@pytest.fixture
def shell(home: Path, tmp_path: Path) -> Callable[..., str]:
    """Runs a shell with the small record and a `moonrace` in its path, and types into it if asked to."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "moonrace"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m moonrace "$@"\n')
    program.chmod(0o755)
    environment = {
        "HOME": str(home),
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "MOONRACE_DATA": str(SMALL),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "PS1": "",
    }

    def start(*arguments: str, typed: str | None = None) -> str:
        if shutil.which(arguments[0]) is None:
            pytest.skip(f"there is no {arguments[0]} here")
        if typed is None:
            done = subprocess.run(arguments, env=environment, capture_output=True, timeout=60, check=False)
            assert done.stderr == b""
            return done.stdout.decode()
        return on_a_terminal(arguments, environment, typed=typed)[1]

    return start


# Typed into an editor of command lines: TAB, then to the start of the line to make it an echo.
TABBED = "moonrace {}\t\x01echo completed: \n"


@unix
def test_bash_completes_on_a_tab(ask: Callable[..., Ran], shell: Callable[..., str]) -> None:
    line_to_add = ask("bash", "--install").out.splitlines()[-1].strip()
    typed = f"{line_to_add}\n{TABBED.format('mission lun')}{TABBED.format('signator')}exit\n"
    answer = shell("bash", "--norc", "--noprofile", "-i", typed=typed)
    assert "\ncompleted: moonrace mission luna-25\r\n" in answer
    assert "\ncompleted: moonrace signatories\r\n" in answer


@unix
def test_bash_completion_finds_the_installed_file(ask: Callable[..., Ran], shell: Callable[..., str]) -> None:
    package = "/usr/share/bash-completion/bash_completion"
    if not os.path.exists(package):
        pytest.skip("the package bash-completion is not here")
    ask("bash", "--install")
    typed = f"source {package}\n{TABBED.format('mission lun')}exit\n"
    assert "\ncompleted: moonrace mission luna-25\r\n" in shell("bash", "--norc", "--noprofile", "-i", typed=typed)


@unix
def test_zsh_completes_on_a_tab_with_the_line_that_install_prints(
    ask: Callable[..., Ran], shell: Callable[..., str]
) -> None:
    line_to_add = ask("zsh", "--install").out.splitlines()[-1].strip().replace("&& compinit", "&& compinit -u")
    typed = f"{line_to_add}\n{TABBED.format('mission lun')}{TABBED.format('signator')}exit\n"
    answer = shell("zsh", "-f", "-i", typed=typed)
    assert "\ncompleted: moonrace mission luna-25\r\n" in answer
    assert "\ncompleted: moonrace signatories\r\n" in answer


@unix
@pytest.mark.parametrize(
    ("line", "expected"),
    [("mission lun", ["luna-25"]), ("missions --kind lander,ro", ["lander,rover"]), ("signat", ["signatories"])],
)
def test_fish_proposes_from_the_installed_file(
    ask: Callable[..., Ran], shell: Callable[..., str], line: str, expected: list[str]
) -> None:
    ask("fish", "--install")
    proposed = shell("fish", "-c", f"complete --do-complete 'moonrace {line}'")
    assert [row.partition("\t")[0] for row in proposed.splitlines()] == expected
