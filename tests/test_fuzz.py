"""Whatever is typed, set or written into a data file: no traceback, a documented exit code, clean streams, valid JSON.

The same cases at each run, so that a failure can be repeated; `fuzz/` looks for new ones.
"""

import json
import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import click
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from moonrace.cli import COMMANDS
from moonrace.errors import UNSEEN, clean

from .commands import FORMATS, LINES, TOOLS, ask, command
from .conftest import SMALL, Ran

YAML = (SMALL / "record.yaml").read_text(encoding="utf-8")
SGR = re.compile(r"\x1b\[[0-9;]*m")
COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LOOKS = [line.arguments for line in LINES if line.name not in ("check", "completion", "schema")]
UNTRIED = {"--save", "--install", "--output", "--data"}
"""Options that write, and the one of which other tests try the data."""


def steady(examples: int) -> settings:
    """The same examples on every machine."""
    return settings(
        phases=[Phase.explicit, Phase.generate],  # a finding is reported as it was met: shrinking one can take minutes
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def hold(got: Ran, output_format: str = "", *, coloured: bool = False) -> None:
    """What holds of every answer."""
    assert got.code in (0, 1, 2, 3)
    assert "Traceback" not in got.err
    assert got.err.count("\n") <= 21
    assert not re.search(UNSEEN, got.err.replace("\n", ""))
    said = [line for line in got.err.splitlines() if "the record ends on" not in line]
    assert got.code or not said  # a day after that of the record is answered, with a word about it
    out = SGR.sub("", got.out) if coloured else got.out
    assert not COMMANDING.search(out.replace("\r\n", "\n"))
    if output_format == "json" and got.out:
        json.loads(got.out)
    if output_format == "ndjson":
        assert all(json.loads(line) is not None for line in got.out.splitlines())


# --- What is typed

SPECIAL = [
    *"\x01\x07\x08\t\n\x0b\r\x1b\x1f\x7f\x85\x90\x9b\x9c\x9d\xa0\xad",
    *"\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufffe",
    *"\udc80\udcff\U000e0041\U0001f319²٣Ⅳⅷİıßﬁ嫦娥六号月Луна-['’\"\\/.,;:*?&|%~<>()]{}#@!`$=+_ 0123456789",
    *(
        "\x1b[31m",
        "\x1b]0;x\x07",
        "\x1b]8;;http://x\x1b\\",
        "[bold]",
        "[/]",
        "[link=http://x]",
        ":moon:",
        "%s",
        "{0}",
        "--",
    ),
]
typed = st.lists(
    st.sampled_from(SPECIAL) | st.characters(exclude_characters="\0", codec=None) | st.sampled_from("abciovxz"),
    max_size=12,
).map("".join)
names = st.sampled_from(
    [
        "CE-6",
        "chang-e-6",
        "嫦娥六号",
        "luna 25",
        "artemis iv",
        "nasa",
        "CN",
        "thailand",
        "ilrs",
        "clep",
        "report",
        "all",
        "-",
        "missions",
    ]
)
numbers = st.integers(-(10**20), 10**20).map(str) | st.sampled_from(["0", "1", "²", "٣", "1e9", "9" * 5000])
dates = (
    st.from_regex(r"\A\[?(\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?Z?)?)?)?[~?%]?)(\.\.|/)?(\d{4})?\]?\Z")
    | st.sampled_from(
        ["2024", "2027-Q2", "2027-H1", "2028-40", "0002", "9998-12-31", "[2028..]", "[..2030]", "[..]", "/", "02-29"]
    )
    | st.builds("{:04}-{:02}-{:02}".format, st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
)
zones = st.builds("{}{:02}:{:02}{}".format, st.sampled_from("+-"), st.integers(0, 30), st.integers(0, 70), typed)
zones |= st.sampled_from(
    ["UTC", "local", "Asia/Tokyo", "../../etc/passwd", "/etc/passwd", "Asia", "posixrules", "zone.tab"]
)
anything = st.one_of(typed, names, numbers, dates, zones, st.just("x" * 5000))


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """A command with some of its options and arguments, most of them of the right kind."""
    name = draw(st.sampled_from(sorted(COMMANDS)))
    options, arguments = [], []
    for param in command(name).params:
        if isinstance(param, click.Argument):
            arguments += draw(
                st.lists(names | anything, min_size=int(param.required), max_size=3 if param.nargs < 0 else 1)
            )
            continue
        assert isinstance(param, click.Option)
        flag = draw(st.sampled_from(param.opts + param.secondary_opts))
        if draw(st.integers(0, 5)) or not UNTRIED.isdisjoint(param.opts):
            continue
        choices = list(getattr(param.type, "choices", ())) or list(getattr(param.type, "words", ()))
        fitting = {"date": dates, "zone": zones}.get(
            param.type.name, st.sampled_from(choices) if choices else names | numbers
        )
        options += (
            [flag] if param.is_flag else [f"{param.opts[-1]}={draw(fitting if draw(st.integers(0, 7)) else anything)}"]
        )
    return [name, *options, *draw(st.sampled_from([[], ["--"]])), *arguments]


@steady(250)
@given(command_lines(), typed)
def test_no_command_line_breaks_it(line: list[str], stdin: str) -> None:
    hold(ask(*line, stdin=stdin), coloured="--color=always" in line)
    if line[0] not in TOOLS:
        hold(ask(line[0], "--json", *line[1:], stdin=stdin), "json")


@steady(150)
@given(
    st.sampled_from(["mission", "search", "cite", "country", "check", "missions --tz"]),
    anything,
    st.sampled_from(FORMATS),
)
def test_no_text_that_is_typed_reaches_the_terminal_as_a_command(look: str, text: str, output_format: str) -> None:
    parts = look.split()
    line = [f"{part}={text}" for part in parts[1:]] or ["--", text]
    for color in ("always", "never"):
        options = [f"--format={output_format}", f"--color={color}"]
        got = ask(parts[0], *options, *line, TERM="xterm-256color", COLUMNS="60")
        hold(got, output_format, coloured=color == "always")


# --- What is set

variables = st.dictionaries(
    st.sampled_from(
        [
            "COLUMNS",
            "LINES",
            "TERM",
            "COLORTERM",
            "FORCE_COLOR",
            "NO_COLOR",
            "UNICODE_VERSION",
            "TTY_COMPATIBLE",
            "TTY_INTERACTIVE",
            "LANG",
            "LC_ALL",
            "TZ",
            "HOME",
            "MOONRACE_DATA",
            "COMP_WORDS",
            "COMP_CWORD",
            "_MOONRACE_COMPLETE",
        ]
    ),
    st.sampled_from(
        [
            "",
            "0",
            "1",
            "-1",
            "auto",
            "dumb",
            "xterm-256color",
            "truecolor",
            "bash_complete",
            "zsh_complete",
            "fish_source",
            "tcsh_complete",
            "moonrace mission ch",
            "99999999",
        ]
    )
    | numbers
    | typed,
    min_size=1,
)


@steady(250)
@given(
    variables,
    st.sampled_from([[], ["mission", "CE-6", "-f", "table"], ["race", "-f", "table"], ["missions"], ["--help"]]),
)
def test_no_variable_breaks_it(variables: dict[str, str], line: list[str]) -> None:
    possible = {name: re.sub("[\ud800-\udfff]", "?", value) for name, value in variables.items()}
    hold(ask(*line, **possible), coloured=True)  # some of them ask for colour


# --- What is in a data file

PIECES = [
    "[]",
    "{}",
    "null",
    "true",
    "-1",
    "1e999",
    "0x10",
    "2024-13-45",
    "!!python/object:os.system x",
    "&a b",
    "*a",
    "<<: x",
    "? x",
    "[bold]x[/bold]",
    "[link=http://x]y[/link]",
    '"\\e[31m"',
    '"\\u202e"',
    "|",
    ">",
    "- x",
    "a: b: c",
    "'",
    '"',
    "%YAML 9.9",
    "---",
    "...",
    "  ",
    "\t",
    "²",
    "9" * 5000,
]


@st.composite
def broken_records(draw: st.DrawFn) -> str:
    """The small record with some lines cut, swapped, doubled, or with a value of another type."""
    lines = YAML.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        match draw(st.integers(0, 6)):
            case 0:
                del lines[at : at + draw(st.integers(1, 20))]
                lines = lines or ["x"]
            case 1:
                lines[at], lines[other] = lines[other], lines[at]
            case 2:
                lines.insert(at, lines[other])
            case 3:
                key, colon, _ = lines[at].partition(": ")
                lines[at] = key + colon + draw(st.sampled_from(PIECES) | typed)
            case 4:
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + draw(st.sampled_from(SPECIAL + PIECES)) + lines[at][place:]
            case 5:
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case _:
                lines[at] = " " * draw(st.integers(0, 6)) + lines[at].lstrip()
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "record.yaml"


@steady(120)
@given(broken_records(), st.sampled_from(LOOKS), st.sampled_from(FORMATS))
def test_no_mutation_of_a_data_file_breaks_a_command(
    file: Path, text: str, look: list[str], output_format: str
) -> None:
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    chosen = [] if look[0] in TOOLS else [f"--format={output_format}"]
    hold(ask(*look, *chosen, f"--data={file}"), output_format if chosen else "")
    hold(ask("check", str(file), f"--format={output_format}"), output_format)


def _quoted(text: str, _: re.Match[str]) -> str:
    return f'"{text}"'


TEXTS = [
    "Pioneer X",
    "Able X",
    "Thor-Able",
    "An orbiter that never left the ground for long.",
    "The first stage exploded.",
    "Moscow",
    "Pontécoulant G",
    "Apollo basin",
    "given as 4.4 pounds",
    "Long March 5",
    "first samples returned from the far side of the Moon",
    "Roscosmos",
    "Norway",
    "Peaceful purposes",
    "A declaration that states sign",
    "a place that is counted and not named",
    "An institute",
    "The first record for tests.",
    "A catalogue",
    "A newspaper",
    "a clipping",
    "Made for the tests",
]
markup = st.lists(
    st.sampled_from(
        [
            *(one for one in SPECIAL if not re.search(UNSEEN, one)),
            "\\",
            "\\[",
            "[red on blue]",
            "[@click=x]",
            "=1+1",
            "@x",
            "|",
            "`",
            "**",
        ]
    )
    | st.sampled_from("abc "),
    min_size=1,
    max_size=10,
).map("".join)


@steady(120)
@given(st.dictionaries(st.sampled_from(TEXTS), markup, min_size=1), st.sampled_from(LOOKS), st.sampled_from(FORMATS))
def test_no_text_of_the_data_is_taken_for_markup_or_a_command(
    file: Path, texts: dict[str, str], look: list[str], output_format: str
) -> None:
    changed = YAML
    for old, new in texts.items():
        quoted = json.dumps(f"Z{new}z", ensure_ascii=False)[1:-1]
        place = rf"(?<=[ \[]){re.escape(old)}(?=[,\]}}]|$)"
        changed = re.sub(place, partial(_quoted, quoted), changed, flags=re.MULTILINE)
    file.write_text(changed, encoding="utf-8")
    chosen = [] if look[0] in TOOLS else [f"--format={output_format}"]
    for color in ("always", "never"):
        got = ask(*look, *chosen, f"--data={file}", f"--color={color}", TERM="xterm-256color", COLUMNS="70")
        hold(got, output_format if chosen else "", coloured=color == "always")


FOUND = [
    'missions:\n  luna-25:\n    sources: {a: [report], "a.²": [report]}\n',
    f'missions:\n  luna-25:\n    sources: {{a: [report], "a.{"9" * 180}": [report]}}\n',
    f'missions:\n  luna-25:\n    sources: {{a: [report], "a.{"9" * 5000}": [report]}}\n',
    "missions: !<%1B[31mX> {}\n",
    f"missions:\n  luna-25: {{status_as_of: {'9' * 9000}}}\n",
    "%TAG !a! x\n---\nmissions: {}\n",
    "missions: {}\n...\n%YAML 9.9\n---\n",
]
"""What fuzzing found, and broke the program or made it wait."""


@pytest.mark.parametrize("text", FOUND, ids=range(len(FOUND)))
@pytest.mark.parametrize("output_format", FORMATS)
def test_what_was_found_once_is_a_problem_and_no_crash(file: Path, text: str, output_format: str) -> None:
    file.write_text(text, encoding="utf-8")
    got = ask("check", str(file), f"--format={output_format}")
    hold(got, output_format)
    assert got.code == 3
    assert got.out


# --- The program itself

REAL: list[tuple[list[str], dict[str, str]]] = [
    (["mission", "\x1b[31m"], {}),
    (["missions", "--tz", "+08:00 \x1b[31mX", "-f", "table"], {}),
    (["missions", "-f", "table"], {"COLUMNS": "²"}),
    (["missions", "-f", "table"], {"COLUMNS": "9" * 5000, "LINES": "²"}),
    (["missions", "--tz", "local", "-f", "table"], {"TZ": "\x1b[31m5"}),
    ([], {"_MOONRACE_COMPLETE": "bash_complete"}),
    ([], {"_MOONRACE_COMPLETE": "zsh_complete", "COMP_WORDS": "moonrace '", "COMP_CWORD": "x"}),
    ([], {"MOONRACE_DATA": "\x1b[31m"}),
    (["search", "-f", "csv", "\u202e"], {"LC_ALL": "C"}),
]


@pytest.mark.parametrize(("line", "variables"), REAL, ids=[str(number) for number in range(len(REAL))])
def test_a_process_of_its_own_holds_it_too(line: list[str], variables: dict[str, str]) -> None:
    env = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    env |= {"PYTHONIOENCODING": "utf-8", "MOONRACE_DATA": str(SMALL), **variables}
    done = subprocess.run(
        [sys.executable, "-m", "moonrace", *line],
        env=env,
        input=b"\xff\n",
        capture_output=True,
        timeout=30,
        check=False,
    )
    hold(Ran(done.returncode, done.stdout.decode().replace("\r\n", "\n"), done.stderr.decode().replace("\r\n", "\n")))


def test_what_must_not_reach_a_terminal_is_never_taken_for_printable() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    unseen = re.findall(UNSEEN, every)
    assert len(unseen) > 2_000
    assert [char for char in unseen if char.isprintable() or clean(char) not in ("?", " ")] == []
    assert clean("a\nb\x1b") == "a b?"
