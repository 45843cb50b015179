"""The questions of questions.tsv, put to the program in a real pseudo-terminal of 80 x 24: `python -m tests.questions` says which
are not answered on the first screen, and what was to be seen there; `--show` shows that screen, WORDS choose among the questions.

One row is kept for the next prompt. Where a pager starts, it shows the first screen; where none starts, what is seen is the end
of what was written.
"""

import calendar
import json
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from moonrace import loading
from moonrace.loading import compiled

from .terminals import everything, set_size

TABLE = Path(__file__).with_suffix(".tsv")
DATA = Path(__file__).parent.parent / "data"
ROWS, COLUMNS = 24, 80
LONGEST = 20  # seconds that an answer may take before it counts as none

ENVIRONMENT = {
    "TERM": "xterm",
    "NO_COLOR": "1",
    "PAGER": f"head -n {ROWS - 1}",  # all that the reader of `less` sees before the first key
    "PYTHONIOENCODING": "utf-8",
}
STYLE = re.compile("\x1b\\[[0-9;]*m")  # bold and dim remain without colours: all that a page may send to a terminal
UNSET = ("MOONRACE_DATA", "MOONRACE_PAGER", "LESS", "COLUMNS", "LINES", "FORCE_COLOR")

# The shell starts the program for a line with a pipe in it; without one, a fork of this process is quicker.
PROGRAM = """import sys
from moonrace import loading
from moonrace.cli import run
loading.COMPILED = sys.argv[1]
sys.exit(run(sys.argv[2:]))"""
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


class Question(NamedTuple):
    """A row of the table."""

    who: str
    question: str
    line: str
    screen: str

    @property
    def wanted(self) -> list[str]:
        """What must be on the screen, or must not where it begins with `!`."""
        return self.screen.split(" && ")


class Seen(NamedTuple):
    """What the first screen showed, and what was missing there, or wrong."""

    screen: str
    missing: list[str]


def questions() -> list[Question]:
    """The table."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [Question(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def found(wanted: str, screen: str) -> bool:
    """True where the screen shows it. A space is any white space, a new line too: what is looked for may be wrapped. A day may
    be written as 2024-01-05 or as 5 January 2024.
    """
    pattern = DAY.sub(_in_words, wanted).replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.search(pattern, screen, re.IGNORECASE | re.MULTILINE) is not None


def _in_words(day: re.Match[str]) -> str:
    month = calendar.month_name[int(day[2])]
    return rf"(?:{day[0]}|\b{int(day[3])} {month[:3]}(?:{month[3:]})? {day[1]})"


def missing(question: Question, screen: str) -> list[str]:
    """The parts of the answer that the screen lacks, and those that should not be there."""
    return [part for part in question.wanted if found(part.removeprefix("!"), screen) == part.startswith("!")]


def emulated(written: bytes) -> str:
    """What the screen shows once all of that is written and the prompt is back, on a row of its own: the lines, each of which
    takes the rows that it needs.
    """
    from rich.cells import chop_cells

    text = STYLE.sub("", written.decode()).replace("\r\n", "\n").removesuffix("\n")
    shown: list[str] = []
    room = ROWS - 1
    for line in reversed(text.split("\n")):
        rows = chop_cells(line.expandtabs(), COLUMNS) or [""]
        shown.insert(0, "".join(rows[-room:]).rstrip())
        room -= len(rows)
        if room <= 0:
            break
    return "\n".join(shown)


def ask(line: str, record: str) -> str:
    """The first screen of a command line that runs in a pseudo-terminal of its own, over the compiled record at that path."""
    ours, theirs = os.openpty()
    set_size(theirs, ROWS, COLUMNS)
    child = os.fork()
    if child == 0:
        os.close(ours)
        answer(line, record, theirs)
    os.close(theirs)
    try:
        return emulated(everything(ours, child, LONGEST))
    finally:
        os.close(ours)
        os.waitpid(child, 0)


def answer(line: str, record: str, terminal: int) -> None:
    """In the child: run the command line with the terminal as its own, and end."""
    code = 70
    try:
        os.login_tty(terminal)
        for name in UNSET:
            os.environ.pop(name, None)
        os.environ.update(ENVIRONMENT)
        if "|" in line:
            function = f'moonrace() {{ {shlex.join([sys.executable, "-c", PROGRAM, record])} "$@"; }}'
            os.execv("/bin/sh", ["sh", "-c", f"{function}\n{line}"])
        sys.stdin, sys.stdout, sys.stderr = map(stream, (0, 1, 2), "rww")
        sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr
        from moonrace.cli import run

        loading.COMPILED = record
        code = run(shlex.split(line)[1:])
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(code))


def stream(number: int, mode: str) -> TextIO:
    """A standard stream anew: those of the parent may have been files."""
    return open(number, mode, encoding="utf-8", closefd=False)


def compile_record(folder: str) -> str:
    """The path of the record of this checkout, compiled as a wheel has it: each answer then reads no more than it needs."""
    path = os.path.join(folder, "record.jsonl")
    Path(path).write_bytes(compiled.dump(loading.load_folder(str(DATA))))
    return path


def put(asked: list[Question]) -> Iterator[tuple[Question, Seen]]:
    """Put the questions, one after the other."""
    # Imported once here, so that no fork has to.
    import click  # noqa: F401
    import rich.console
    import rich.table  # noqa: F401

    import moonrace.cli  # noqa: F401

    with tempfile.TemporaryDirectory() as folder:
        record = compile_record(folder)
        for one in asked:
            screen = ask(one.line, record)
            yield one, Seen(screen, missing(one, screen))


def main(arguments: list[str]) -> int:
    """The command: the list of what is not answered; with --json, what every screen showed, for the test."""
    options = {"--json", "--show"} & set(arguments)
    words = [word.casefold() for word in arguments if word not in options]
    asked = [one for one in questions() if all(word in " ".join(one).casefold() for word in words)]
    seen = list(put(asked))
    if "--json" in options:
        json.dump([[*question, *answer] for question, answer in seen], sys.stdout)
        return 0
    for question, (screen, lacking) in seen:
        if lacking or words:
            print(report(question, lacking))
        if "--show" in options and (lacking or words):
            print("\n".join(f"    | {line}" for line in screen.splitlines()))
    good = sum(not lacking for _, (_, lacking) in seen)
    print(f"{good} of {len(seen)} answered on the first screen")
    return 0


def report(question: Question, lacking: list[str]) -> str:
    """A line or two on an answer."""
    faults = [f"    {'wrongly there' if part[0] == '!' else 'missing'}: {part.removeprefix('!')}" for part in lacking]
    return "\n".join([f"{question.line}  ({question.who}: {question.question})", *faults])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
