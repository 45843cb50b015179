"""What can go wrong, as types. The command line turns each into one line on stderr and its exit code; nothing else
prints, nothing else exits.
"""

import re
from enum import IntEnum

from moonrace.shapes import NamedTuple

# Control and direction-changing characters could make a terminal show something else than is said, or obey. A pattern and not a
# compiled one: `re` compiles it when it is first needed, and most runs never need it.
UNSEEN = "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"


def clean(text: str) -> str:
    """The text on one line, with a question mark for each character that could command a terminal or cannot be written."""
    if text.isprintable():  # as nearly all are; none of `UNSEEN` is
        return text
    return re.sub(UNSEEN, "?", text.replace("\n", " "))


class Exit(IntEnum):
    """The documented exit codes."""

    DONE = 0
    NOT_FOUND = 1
    USAGE = 2
    BAD_DATA = 3


class Problem(NamedTuple):
    """One thing that is wrong in a data file, and how to mend it."""

    file: str
    line: int
    record: str
    field: str
    message: str
    mend: str = ""

    def __str__(self) -> str:
        where = ": ".join(part for part in (f"{self.file}:{self.line}", self.record, self.field) if part)
        return f"{where}: {self.message}" + (f" ({self.mend})" if self.mend else "")


class MoonraceError(Exception):
    """The base of every error that moonrace raises on purpose."""

    exit_code = Exit.USAGE


class NotFound(MoonraceError, LookupError):
    """No record answers to a name. `suggestions` are names that do."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class BadMoment(MoonraceError, ValueError):
    """A text is not a date in the subset of EDTF that moonrace reads."""


class BadValue(MoonraceError, ValueError):
    """An option or argument has a value that nothing answers to."""


class BadData(MoonraceError):
    """The data is invalid or unreadable; `problems` holds all that was found, not only the first."""

    exit_code = Exit.BAD_DATA

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
