"""What leaves the program: into pipes and terminals, narrow and wide, in odd encodings, for odd arguments."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from moonrace import compiled
from moonrace.cli import COMMANDS
from moonrace.dataset import Dataset

from .conftest import SMALL, TOOLS, Ran

# Runs `moonrace` as its script does, over a compiled record: the first argument.
MAIN = (
    "import sys; from moonrace import record; record.COMPILED = sys.argv.pop(1); from moonrace.cli import main; main()"
)
# Runs one command line after another (JSON, the second argument), and tells the exit code behind each.
BATCH = """
import json, sys
from moonrace import record
from moonrace.cli import run
record.COMPILED = sys.argv[1]
for line in json.loads(sys.argv[2]):
    code = run(line)
    sys.stdout.write(f"\\x1e{int(code)}\\x1e")
    sys.stdout.flush()
    sys.stderr.write("\\x1e")
    sys.stderr.flush()
"""
LINES = {
    "mission": "mission chang-e-6",
    "missions": "missions --scope all",
    "timeline": "timeline --all --scope all",
    "signatories": "signatories",
    "alliance": "alliance artemis-accords",
    "alliances": "alliances",
    "agency": "agency nasa",
    "agencies": "agencies",
    "country": "country thailand",
    "countries": "countries",
    "milestone": "milestone outer-space-treaty",
    "milestones": "milestones",
    "programme": "programme clep",
    "programmes": "programmes",
    "search": "search moon",
    "source": "source {source}",
    "sources": "sources",
    "check": f"check {SMALL}",
    "about": "about",
    "race": "race",
    "firsts": "firsts",
    "next": "next",
    "slips": "slips artemis-iv",
    "today": "today 06-01",
    "map": "map",
    "cite": "cite chang-e-6",
    "changes": "changes",
}
MORE = [
    "mission chang-e-6 luna-25",
    "mission luna-25 --sources",
    "mission artemis-iv --as-of 2024-12-31 --tz Asia/Tokyo --units imperial",
    "signatories ilrs",
    "timeline --lanes",
    "timeline --gantt",
    "map chang-e-6",
    "missions --since 2100",
    "sources luna-25",
]
ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
CONTROL = re.compile("[\x00-\x09\x0b-\x1d\x1f\x7f-\x9f\u202e]")


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory, small: Dataset, real: Dataset) -> dict[str, str]:
    """The paths of the small record and the real one, compiled."""
    folder = tmp_path_factory.mktemp("compiled")
    for name, dataset in (("small", small), ("real", real)):
        (folder / name).write_bytes(compiled.dump(dataset))
    return {name: str(folder / name) for name in ("small", "real")}


def environment(**changes: str | None) -> dict[str, str]:
    """The environment of a plain UTF-8 pipe, with changes; None takes a variable away."""
    base: dict[str, str | None] = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"}
    without = dict.fromkeys(("NO_COLOR", "FORCE_COLOR", "MOONRACE_DATA", "TERM"))
    return {name: value for name, value in (base | without | changes).items() if value is not None}


def lines_of(record: str, output_format: str) -> list[list[str]]:
    source = "report" if record == "small" else "gcat-launchlog"
    lines = [line.format(source=source) for line in (*LINES.values(), *MORE)]
    return [[*shlex.split(line), "-f", output_format] for line in lines]


def batch(record: str, lines: list[list[str]], encoding: str = "utf-8", **changes: str | None) -> list[Ran]:
    """What each of the command lines gives, all run in one process."""
    done = subprocess.run(
        [sys.executable, "-c", BATCH, record, json.dumps(lines)],
        env=environment(**changes),
        capture_output=True,
        timeout=60,
        check=False,
    )
    told = done.stdout.decode(encoding).split("\x1e")
    complaints = done.stderr.decode("utf-8", "backslashreplace").split("\x1e")
    assert len(told) == 2 * len(lines) + 1, complaints[-1]
    return [Ran(int(told[2 * n + 1]), told[2 * n], complaints[n]) for n in range(len(lines))]


def test_every_command_has_a_line() -> None:
    assert set(LINES) == set(COMMANDS) - TOOLS


# --- Environments

ENVIRONMENTS: dict[str, tuple[str, dict[str, str | None]]] = {
    "LANG=C": ("ascii", {"LANG": "C", "LC_ALL": None, "PYTHONIOENCODING": None, "PYTHONCOERCECLOCALE": "0"}),
    "LC_ALL=C": ("ascii", {"LC_ALL": "C", "PYTHONIOENCODING": None, "PYTHONCOERCECLOCALE": "0"}),
    "cp1252": ("cp1252", {"PYTHONIOENCODING": "cp1252"}),
    "cp437": (
        "cp437",
        {"PYTHONIOENCODING": "cp437"},
    ),  # consoles of Windows: United States, Western Europe, Japan, China
    "cp850": ("cp850", {"PYTHONIOENCODING": "cp850"}),
    "cp932": ("cp932", {"PYTHONIOENCODING": "cp932"}),
    "gbk": ("gbk", {"PYTHONIOENCODING": "gbk"}),
    "ascii": ("ascii", {"PYTHONIOENCODING": "ascii"}),
    "latin-1": ("latin-1", {"PYTHONIOENCODING": "latin-1"}),
    "utf-8": ("utf-8", {}),
    "NO_COLOR": ("utf-8", {"NO_COLOR": "1"}),
    "FORCE_COLOR": ("utf-8", {"FORCE_COLOR": "1", "TERM": "xterm-256color"}),
    "TERM=dumb": ("utf-8", {"TERM": "dumb"}),
    "COLUMNS=1": ("utf-8", {"COLUMNS": "1"}),
    "COLUMNS=20": ("utf-8", {"COLUMNS": "20"}),
    "COLUMNS=40": ("utf-8", {"COLUMNS": "40"}),
    "COLUMNS=500": ("utf-8", {"COLUMNS": "500"}),
    "no COLUMNS": ("utf-8", {"COLUMNS": None}),
    "COLUMNS=wide": ("utf-8", {"COLUMNS": "wide"}),
    "no HOME": ("utf-8", {"HOME": None, "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None}),
    "ascii 40": ("ascii", {"PYTHONIOENCODING": "ascii", "COLUMNS": "40"}),
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_command_answers_in_every_environment(records: dict[str, str], name: str) -> None:
    encoding, changes = ENVIRONMENTS[name]
    lines = lines_of("small", "table") + lines_of("small", "plain")
    for line, got in zip(lines, batch(records["small"], lines, encoding, **changes), strict=True):
        assert (got.code, got.err) == (0, ""), line
        assert got.out or line[0] == "check"
        assert "Traceback" not in got.out
        assert name == "FORCE_COLOR" or "\x1b" not in got.out, line
        assert "plain" not in line or "\x1b" not in got.out, line


@pytest.mark.parametrize(
    ("record", "columns"), [("small", 40), ("small", 59), ("small", 500), ("real", 40), ("real", 80), ("real", 120)]
)
def test_no_line_is_wider_than_the_terminal(records: dict[str, str], record: str, columns: int) -> None:
    lines = lines_of(record, "table")
    for line, got in zip(lines, batch(records[record], lines, COLUMNS=str(columns)), strict=True):
        wide = [text for text in got.out.splitlines() if cell_len(text) > columns]
        assert (got.code, wide) == (0, []), line


def test_colour_is_forced_and_forbidden_as_asked(records: dict[str, str]) -> None:
    line = ["mission", "CE-6", "-f", "table"]
    forced, never = batch(records["small"], [line, [*line, "--color", "never"]], FORCE_COLOR="1", TERM="xterm-256color")
    auto, always = batch(records["small"], [line, [*line, "--color", "always"]], TERM="xterm-256color")
    assert "\x1b[" in forced.out
    assert "\x1b[" in always.out
    assert "\x1b" not in never.out + auto.out
    told = {"\n".join(map(str.rstrip, ESCAPES.sub("", one.out).splitlines())) for one in (forced, never, auto, always)}
    assert len(told) == 1


def test_colour_tells_nothing_that_words_do_not_tell(records: dict[str, str]) -> None:
    lines = [["mission", name, "-f", "table"] for name in ("pioneer-x", "CE-6", "artemis-iv")]
    for got, word in zip(batch(records["small"], lines), ("failure", "success", "planned"), strict=True):
        assert word in got.out.splitlines()[0]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "cp932", "gbk", "latin-1", "utf-16-le"])
def test_json_says_the_same_in_every_encoding(records: dict[str, str], encoding: str) -> None:
    lines = lines_of("small", "json")
    expected = batch(records["small"], lines)
    found = batch(records["small"], lines, encoding, PYTHONIOENCODING=encoding)
    assert [json.loads(got.out) for got in found] == [json.loads(got.out) for got in expected]


def test_names_are_found_where_they_cannot_be_printed(records: dict[str, str]) -> None:
    (got,) = batch(records["small"], [["mission", "嫦娥六号", "-f", "plain"]], "ascii", PYTHONIOENCODING="ascii")
    assert got.code == 0
    assert "\\u5ae6\\u5a25\\u516d\\u53f7" in got.out


# --- Pipes


def test_plain_does_not_know_how_wide_the_terminal_is(records: dict[str, str]) -> None:
    lines = lines_of("real", "plain")
    assert batch(records["real"], lines, COLUMNS="20") == batch(records["real"], lines, COLUMNS="500")


def test_a_pipe_gets_plain(moonrace: Callable[..., Ran]) -> None:
    got = moonrace("missions", FORCE_COLOR="1", COLUMNS="20", TERM="xterm-256color")
    assert (got.code, got.err) == (0, "")
    assert got.out == moonrace("missions", "--format", "plain").out
    assert [line.split("\t")[0] for line in got.out.splitlines()[1:]] == [
        "pioneer-x",
        "luna-25",
        "chang-e-6",
        "artemis-iv",
    ]
    assert "\x1b" not in got.out


def shell(text: str, record: str, **changes: str | None) -> subprocess.CompletedProcess[bytes]:
    """Runs a line of bash in which MOONRACE stands for the program over a compiled record."""
    program = shlex.join([sys.executable, "-c", MAIN, record])
    line = f"set -o pipefail; {text.replace('MOONRACE', program)}"
    return subprocess.run(
        ["bash", "-c", line], env=environment(**changes), capture_output=True, timeout=60, check=False
    )


@pytest.mark.parametrize("output_format", ["json", "plain", "csv", "table"])
@pytest.mark.parametrize("reader", ["head -1", "true"])
def test_a_reader_that_has_enough_is_no_error(records: dict[str, str], output_format: str, reader: str) -> None:
    done = shell(f"MOONRACE timeline --all --scope all -f {output_format} | {reader}", records["real"])
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("line", ["missions", "missions -f table", "mission CE-6 --json", "missions -f csv", "--help"])
def test_a_closed_stdout_is_no_traceback_and_no_complaint(records: dict[str, str], line: str) -> None:
    done = shell(f"MOONRACE {line} >&-", records["small"])
    assert done.stderr == b""
    assert done.returncode in (0, 2)


def test_closed_streams_all_round_are_no_crash(records: dict[str, str]) -> None:
    done = shell("MOONRACE mission nowhere <&- >&- 2>&-", records["small"])
    assert done.returncode == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
@pytest.mark.parametrize("line", ["missions", "missions -f table", "missions --json"])
def test_a_full_disk_is_told_in_one_line(records: dict[str, str], line: str) -> None:
    done = shell(f"MOONRACE {line} >/dev/full", records["small"])
    assert done.returncode == 2
    assert re.fullmatch(rb"moonrace: the output could not be written: [^\n]+\n", done.stderr)


@pytest.mark.parametrize("name", ["nowhere", "nowhere.yaml"])
def test_a_data_variable_that_names_nothing_is_exit_code_3(
    moonrace: Callable[..., Ran], tmp_path: Path, name: str
) -> None:
    got = moonrace("missions", data=tmp_path / name)
    assert (got.code, got.out) == (3, "")
    assert got.err.count("\n") == 1
    assert name in got.err


# --- Terminals


def on_a_terminal(record: str, *arguments: str, **changes: str | None) -> str:
    """What the program writes to a terminal."""
    pty = pytest.importorskip("pty")  # there is none on Windows
    master, slave = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", MAIN, record, *arguments], stdout=slave, stdin=slave, env=environment(**changes)
    )
    os.close(slave)
    parts = []
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(master)
    assert program.wait(timeout=60) == 0
    return b"".join(parts).decode()


def test_a_terminal_gets_a_table_with_colour(records: dict[str, str]) -> None:
    told = on_a_terminal(records["small"], "missions", TERM="xterm-256color")
    assert "\t" not in told
    assert "\x1b[36m" in told
    assert "● success" in told
    assert "record of 2026-10-09" in told


@pytest.mark.parametrize("changes", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "TERM": "dumb"}])
def test_a_terminal_without_colour_gets_none(records: dict[str, str], changes: dict[str, str]) -> None:
    told = on_a_terminal(records["small"], "missions", **{"TERM": "xterm-256color", **changes})
    assert not re.search(r"\x1b\[[0-9;]*(3[0-8]|4[0-8]|9[0-7])[;m]", told)
    assert "● success" in told
    assert "\t" not in told


def test_a_terminal_can_have_plain_when_asked(records: dict[str, str]) -> None:
    told = on_a_terminal(records["small"], "missions", "-f", "plain", TERM="xterm-256color")
    assert told.startswith("id\tname\tdate")
    assert "\x1b" not in told


# --- Dates and texts in a table


def test_a_date_in_a_table_is_never_cut(records: dict[str, str]) -> None:
    lines = [["missions", "--scope", "all", "-f", "table"], ["timeline", "--all", "--scope", "all", "-f", "table"]]
    dates = r"(◇ )?(~|about |by |not before )?\d{4}( [HQ]\d|-\d\d(-\d\d( \d\d:\d\d(:\d\d)?)?)?)?\??(?!\S)"
    for columns in ("50", "120"):
        for got in batch(records["real"], lines, COLUMNS=columns):
            dated = [line for line in got.out.splitlines() if re.match(r"(◇ )?~?\d{4}", line)]
            assert len(dated) > 100
            assert [line for line in dated if not re.match(dates, line)] == []


@pytest.mark.parametrize("text", ["[moon]", "[bold]x[/bold]", "[/]", ":moon:", "[link=http://x]y[/link]", "\\[z]"])
def test_markup_in_the_data_is_shown_as_it_stands(moonrace: Callable[..., Ran], tmp_path: Path, text: str) -> None:
    record = (SMALL / "record.yaml").read_text().replace("A lander that hit the Moon.", json.dumps(f"Told {text} so."))
    (tmp_path / "record.yaml").write_text(record)
    for line in (["mission", "luna-25"], ["search", text]):
        got = moonrace(*line, "-f", "table", data=tmp_path, COLUMNS="100")
        assert got.code == 0
        assert f"Told {text} so." in got.out


# --- Odd arguments

ODD = {
    "long": "x" * 5000,
    "long words": "moon " * 1000,
    "long native": "嫦" * 5000,
    "escape": "\x1b[31mred\x1b[0m",
    "bell": "\x07\x08\x0b",
    "lines": "a\nb\r\nc",
    "tab": "a\tb",
    "reversed": "\u202eabc",
    "not UTF-8": "a\udcff",
    "nothing": "\u200b",
    "percent": "%s %(x)s {0} {x}",
    "dashes": "---",
    "dot": ".",
}
SLOTS: dict[str, tuple[list[str], set[int]]] = {
    "mission": (["mission", "--", "{}"], {1}),
    "several": (["mission", "CE-6", "--", "{}"], {0, 1}),  # CE-6 and a sign without letters is still CE-6
    "agency": (["missions", "--agency={}"], {1}),
    "search": (["search", "--", "{}"], {0, 1, 2}),
    "command": (["x{}"], {2}),
    "option": (["missions", "--x{}"], {2}),
    "format": (["missions", "--format={}"], {2}),
    "since": (["missions", "--since={}"], {2}),
    "zone": (["missions", "--tz={}"], {2}),
    "kind": (["missions", "--kind={}"], {2}),
    "data": (["missions", "--data=/nowhere/{}"], {0, 3}),
    "check": (["check", "/nowhere/{}"], {0, 3}),
    "check --json": (["check", "/nowhere/{}", "--json"], {0, 3}),
    "check -f table": (["check", "/nowhere/{}", "-f", "table"], {0, 3}),
}


@pytest.mark.parametrize("slot", SLOTS)
def test_odd_arguments_end_in_one_clean_line(records: dict[str, str], slot: str) -> None:
    line, codes = SLOTS[slot]
    lines = [[part.replace("{}", odd) for part in line] for odd in ODD.values()]
    for name, got in zip(ODD, batch(records["small"], lines, LC_ALL="C.UTF-8"), strict=True):
        assert got.code in codes, name
        assert got.err.count("\n") <= 1, name
        assert not CONTROL.search(got.err.removesuffix("\n")), name
        if "--json" not in line:  # JSON tells what was typed, escaped
            assert not CONTROL.search(got.out.replace("\t", "")), name


@pytest.mark.parametrize("arguments", [[b"mission", b"\xff\xfe"], [b"search", b"\xff"], [b"check", b"/nowhere/\xff"]])
@pytest.mark.parametrize("variables", [{"PYTHONIOENCODING": "utf-8"}, {"LC_ALL": "C", "PYTHONIOENCODING": None}])
def test_arguments_that_are_no_text_are_no_traceback(
    records: dict[str, str], arguments: list[bytes], variables: dict[str, str | None]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MAIN, records["small"], *arguments],
        env=environment(**variables),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in (1, 3)
    assert b"Traceback" not in done.stderr
