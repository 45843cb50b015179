"""What leaves the program: into pipes and terminals, narrow and wide, in odd encodings, for odd arguments.

Where the subject is the system's own (its pipes, terminals, locales), the program runs in a process of its own.
"""

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

from moonrace.dataset import Dataset

from .commands import ANSWERS, FORMATS, ask, real_lines
from .conftest import SMALL, Ran
from .terminals import on_a_terminal

MAIN = "import sys; from moonrace import loading; loading.COMPILED = sys.argv.pop(1); from moonrace.__main__ import main; main()"
"""Runs `moonrace` as its script does, over a compiled record: the first argument."""
OPTIONS = [
    "mission luna-25 --sources",
    "mission artemis-iv --as-of 2024-12-31 --tz Asia/Tokyo --units imperial",
    "map --ascii",
]
LINES = [*(line.arguments for line in ANSWERS if line.code == 0), *(line.split() for line in OPTIONS)]
REAL = [*real_lines(), *(line.split() for line in (*OPTIONS, "timeline --all --scope all", "timeline --gantt"))]
ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
CONTROL = re.compile("[\x00-\x09\x0b-\x1d\x1f\x7f-\x9f\u202e]")


def environment(**changes: str | None) -> dict[str, str]:
    """The environment of a plain UTF-8 pipe, with changes; None takes a variable away."""
    base: dict[str, str | None] = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"}
    without = dict.fromkeys(("NO_COLOR", "FORCE_COLOR", "MOONRACE_DATA", "TERM"))
    return {name: value for name, value in (base | without | changes).items() if value is not None}


# --- Environments


def assert_plain_sailing(line: list[str], got: Ran, *, coloured: bool = False) -> None:
    assert (got.code, got.err) == (0, ""), line
    assert got.out or line[0] == "check"
    assert coloured or "\x1b" not in got.out, line


ENVIRONMENTS: dict[str, tuple[str, dict[str, str | None]]] = {
    # Consoles of Windows: United States, Western Europe, Japan, China.
    **{name: (name, {}) for name in ("cp437", "cp850", "cp932", "gbk", "cp1252", "ascii", "latin-1", "utf-8")},
    "NO_COLOR": ("utf-8", {"NO_COLOR": "1"}),
    "FORCE_COLOR": ("utf-8", {"FORCE_COLOR": "1", "TERM": "xterm-256color"}),
    "TERM=dumb": ("utf-8", {"TERM": "dumb"}),
    **{f"COLUMNS={width}": ("utf-8", {"COLUMNS": width}) for width in ("1", "20", "40", "500", "wide")},
    "no COLUMNS": ("utf-8", {"COLUMNS": None}),
    "ascii 40": ("ascii", {"COLUMNS": "40"}),
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_command_answers_in_every_environment(name: str) -> None:
    encoding, changes = ENVIRONMENTS[name]
    for line in LINES:
        got = ask(*line, "-f", "table", encoding=encoding, **changes)
        assert_plain_sailing(line, got, coloured=name == "FORCE_COLOR")
        assert_plain_sailing(line, ask(*line, "-f", "plain", encoding=encoding, **changes))


# Runs one command line after another (JSON, the second argument), and writes the exit code after each.
BATCH = """
import json, sys
from moonrace import loading
from moonrace.cli import run
loading.COMPILED = sys.argv[1]
for line in json.loads(sys.argv[2]):
    code = run(line)
    sys.stdout.write(f"\\x1e{int(code)}\\x1e")
    sys.stdout.flush()
    sys.stderr.write("\\x1e")
    sys.stderr.flush()
"""


@pytest.mark.parametrize(
    ("encoding", "changes"),
    [
        (
            "ascii",
            {"LANG": "C", "LC_ALL": None, "LC_CTYPE": None, "PYTHONIOENCODING": None, "PYTHONCOERCECLOCALE": "0"},
        ),
        ("ascii", {"LC_ALL": "C", "PYTHONIOENCODING": None, "PYTHONCOERCECLOCALE": "0"}),
        ("cp1252", {"PYTHONIOENCODING": "cp1252"}),
        ("utf-8", {"HOME": None, "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None}),
    ],
    ids=["LANG=C", "LC_ALL=C", "PYTHONIOENCODING=cp1252", "no HOME"],
)
def test_a_process_starts_and_answers_in_an_odd_environment(
    records: dict[str, str], encoding: str, changes: dict[str, str | None]
) -> None:
    lines = [[*line, "-f", form] for line in LINES for form in ("table", "plain")]
    done = subprocess.run(
        [sys.executable, "-c", BATCH, records["small"], json.dumps(lines)],
        env=environment(**changes),
        capture_output=True,
        timeout=60,
        check=False,
    )
    parts = done.stdout.decode(encoding).split("\x1e")
    complaints = done.stderr.decode("utf-8", "backslashreplace").split("\x1e")
    assert len(parts) == 2 * len(lines) + 1, complaints[-1]
    for number, line in enumerate(lines):
        assert_plain_sailing(line, Ran(int(parts[2 * number + 1]), parts[2 * number], complaints[number]))


@pytest.mark.parametrize(
    ("record", "columns"), [("small", 40), ("small", 59), ("small", 500), ("real", 40), ("real", 80), ("real", 120)]
)
def test_no_line_is_wider_than_the_terminal(small: Dataset, real: Dataset, record: str, columns: int) -> None:
    dataset, lines = (small, LINES) if record == "small" else (real, REAL)
    for line in lines:
        got = ask(*line, "-f", "table", record=dataset, COLUMNS=str(columns))
        assert [text for text in got.out.splitlines() if cell_len(text) > columns] == [], line
        assert got.code == 0, line


def test_colour_is_forced_and_forbidden_as_asked() -> None:
    line = ["mission", "CE-6", "-f", "table"]
    forced = ask(*line, FORCE_COLOR="1", TERM="xterm-256color").out
    never = ask(*line, "--color", "never", FORCE_COLOR="1", TERM="xterm-256color").out
    auto, always = (ask(*line, "--color", color, TERM="xterm-256color").out for color in ("auto", "always"))
    assert "\x1b[" in forced
    assert "\x1b[" in always
    assert "\x1b" not in never + auto
    texts = {"\n".join(map(str.rstrip, ESCAPES.sub("", one).splitlines())) for one in (forced, never, auto, always)}
    assert len(texts) == 1


def test_what_colour_says_a_word_says_too() -> None:
    for name, word in (("pioneer-x", "failure"), ("CE-6", "success"), ("artemis-iv", "planned")):
        assert word in ask("mission", name, "-f", "table").out.splitlines()[0]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "cp932", "gbk", "latin-1", "utf-16-le"])
def test_json_says_the_same_in_every_encoding(encoding: str) -> None:
    for line in LINES:
        if "--tz" in line:  # the times of JSON are always UTC
            continue
        assert json.loads(ask(*line, "--json", encoding=encoding).out) == json.loads(ask(*line, "--json").out), line


def test_names_are_found_where_they_cannot_be_printed() -> None:
    got = ask("mission", "嫦娥六号", "-f", "plain", encoding="ascii")
    assert got.code == 0
    assert "\\u5ae6\\u5a25\\u516d\\u53f7" in got.out


# --- Pipes


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "table"])
def test_only_a_table_knows_how_wide_the_terminal_is(form: str) -> None:
    for line in LINES:
        narrow, wide = (ask(*line, "-f", form, COLUMNS=width, FORCE_COLOR="1") for width in ("20", "500"))
        assert narrow == wide, line
        assert "\x1b" not in narrow.out, line


def test_a_pipe_gets_plain(moonrace: Callable[..., Ran]) -> None:
    got = moonrace("missions", FORCE_COLOR="1", COLUMNS="20", TERM="xterm-256color")
    assert got == moonrace("missions", "--format", "plain")
    assert got == ask("missions")
    assert [line.split("\t")[0] for line in got.out.splitlines()] == [
        "id",
        "pioneer-x",
        "luna-25",
        "chang-e-6",
        "artemis-iv",
    ]


def shell(text: str, record: str, **changes: str | None) -> subprocess.CompletedProcess[bytes]:
    """Runs a line of bash in which MOONRACE is the program over a compiled record."""
    program = shlex.join([sys.executable, "-c", MAIN, record])
    line = f"set -o pipefail; {text.replace('MOONRACE', program)}"
    return subprocess.run(
        ["bash", "-c", line], env=environment(**changes), capture_output=True, timeout=60, check=False
    )


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("reader", ["head -1", "true"])
def test_a_reader_that_has_enough_is_no_error(records: dict[str, str], form: str, reader: str) -> None:
    done = shell(f"MOONRACE timeline --all --scope all -f {form} | {reader}", records["real"])
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
@pytest.mark.parametrize(
    "line",
    ["missions", "missions -f table", "missions --json", "export json", "export ics", f"check {SMALL} --json",
     "completion zsh", "--help", "schema missions", "cite CE-6"],
)  # fmt: skip
def test_a_full_disk_is_reported_in_one_line(records: dict[str, str], line: str) -> None:
    done = shell(f"MOONRACE {line} >/dev/full", records["small"])
    assert done.returncode == 2
    assert re.fullmatch(rb"moonrace: the output could not be written: [^\n]+\n", done.stderr)


# --- Terminals


def shown_on_a_terminal(record: str, *arguments: str, **changes: str | None) -> str:
    """What the program writes to a terminal."""
    pytest.importorskip("pty")  # there is none on Windows
    code, shown = on_a_terminal([sys.executable, "-c", MAIN, record, *arguments], environment(**changes))
    assert code == 0
    return shown


def test_a_terminal_gets_a_table_with_colour(records: dict[str, str]) -> None:
    shown = shown_on_a_terminal(records["small"], "missions", TERM="xterm-256color")
    assert "\t" not in shown
    assert "\x1b[36m" in shown
    assert "● success" in shown
    assert "record of 2026-10-09" in shown


@pytest.mark.parametrize("changes", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "TERM": "dumb"}])
def test_a_terminal_without_colour_gets_none(records: dict[str, str], changes: dict[str, str]) -> None:
    shown = shown_on_a_terminal(records["small"], "missions", **{"TERM": "xterm-256color", **changes})
    assert not re.search(r"\x1b\[[0-9;]*(3[0-8]|4[0-8]|9[0-7])[;m]", shown)
    assert "● success" in shown
    assert "\t" not in shown


def test_a_terminal_can_have_plain_when_asked(records: dict[str, str]) -> None:
    shown = shown_on_a_terminal(records["small"], "missions", "-f", "plain", TERM="xterm-256color")
    assert shown.startswith("id\tname\tdate")
    assert "\x1b" not in shown


# --- Dates and texts in a table


@pytest.mark.parametrize("columns", ["50", "120"])
@pytest.mark.parametrize("line", ["missions --scope all", "timeline --all --scope all"])
def test_a_date_in_a_table_is_never_cut(real: Dataset, line: str, columns: str) -> None:
    dates = r"(◇ )?(~|about |by |not before )?\d{4}( [HQ]\d|-\d\d(-\d\d( \d\d:\d\d(:\d\d)?)?)?)?\??(?!\S)"
    shown = ask(*line.split(), "-f", "table", record=real, COLUMNS=columns).out.splitlines()
    dated = [text for text in shown if re.match(r"(◇ )?~?\d{4}", text)]
    assert len(dated) > 100
    assert [text for text in dated if not re.match(dates, text)] == []


@pytest.mark.parametrize("text", ["[moon]", "[bold]x[/bold]", "[/]", ":moon:", "[link=http://x]y[/link]", "\\[z]"])
def test_markup_in_the_data_is_shown_as_it_is(tmp_path: Path, text: str) -> None:
    record = (SMALL / "record.yaml").read_text().replace("A lander that hit the Moon.", json.dumps(f"Said {text} so."))
    (tmp_path / "record.yaml").write_text(record)
    for line in (["mission", "luna-25"], ["search", "said so"]):
        got = ask(*line, "-f", "table", "--data", str(tmp_path))
        assert got.code == 0
        assert f"Said {text} so." in got.out


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
    "front door": (["x{}"], {0, 1}),
    "show": (["show", "--", "{}"], {0, 1, 2}),
    "person": (["person", "--", "{}"], {1}),
    "option": (["missions", "--x{}"], {2}),
    "format": (["missions", "--format={}"], {2}),
    "since": (["missions", "--since={}"], {2}),
    "zone": (["missions", "--tz={}"], {2}),
    "kind": (["missions", "--kind={}"], {2}),
    "fields": (["missions", "--fields={}"], {2}),
    "data": (["missions", "--data=/nowhere/{}"], {0, 3}),
    "check": (["check", "/nowhere/{}"], {0, 3}),
    "check --json": (["check", "/nowhere/{}", "--json"], {0, 3}),
    "check -f table": (["check", "/nowhere/{}", "-f", "table"], {0, 3}),
}


@pytest.mark.parametrize("slot", SLOTS)
def test_odd_arguments_end_in_one_clean_line(slot: str) -> None:
    line, codes = SLOTS[slot]
    for name, odd in ODD.items():
        got = ask(*[part.replace("{}", odd) for part in line])
        assert got.code in codes, name
        assert got.err.count("\n") <= 1, name
        assert not CONTROL.search(got.err.removesuffix("\n")), name
        if "--json" not in line:  # JSON has what was typed, escaped
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
