"""Exceptions, exit codes, and suggestions for misspelt words.

The command line turns each error into one line on stderr and an exit code; nothing else prints or exits.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moonrace.loading.problems import Problem

# Control and direction-changing characters could make a terminal show something else, or obey. This is a pattern and not a
# compiled one: `re` compiles it when it is first needed, and most runs never need it.
UNSEEN = "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"


CLOSE = 0.7
"""The lowest similarity, as `difflib` measures it, at which a word or name is suggested."""


def clean(text: str) -> str:
    """The text on one line, with a question mark for each character that could command a terminal or cannot be written."""
    if text.isprintable():  # as nearly all are; no character of `UNSEEN` is
        return text
    return re.sub(UNSEEN, "?", text.replace("\n", " "))


def short(text: str) -> str:
    """What a user typed, as a message quotes it."""
    return text if len(text) <= 60 else text[:57] + "..."


def nearest(name: str, known: Iterable[str], count: int = 1) -> list[str]:
    """The known words closest to a word that is not known, best first; none if none is close."""
    # Words that share too few letters are ruled out first: that is quick, and `difflib` is slow to import.
    name = name[:100]
    known = [word for word in known if 2 * (Counter(word) & Counter(name)).total() >= CLOSE * (len(word) + len(name))]
    if not known:
        return []
    from difflib import get_close_matches

    swapped = [word for word in known if sorted(word) == sorted(name)]  # letters that changed places
    return list(dict.fromkeys([*swapped, *get_close_matches(name, known, count, cutoff=CLOSE)]))[:count]


def hint(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """`did you mean lander?`, or else the known words, or `otherwise`."""
    known = list(known)
    near = nearest(name, known)
    return f"did you mean {near[0]}?" if near else otherwise or f"choose from {', '.join(known)}"


class Exit:
    """The documented exit codes."""

    DONE, NOT_FOUND, USAGE, BAD_DATA = range(4)


class MoonraceError(Exception):
    """The base of every error that moonrace raises on purpose."""

    exit_code = Exit.USAGE


class NotFound(MoonraceError, LookupError):
    """No record has that name. `suggestions` are ids of records with similar names.

    `near` are the same, each with its kind (`mission`), and `name` and `kind` what was looked for, so that the command line can
    correct the whole command; the message itself suggests commands that show the records.
    """

    exit_code = Exit.NOT_FOUND

    def __init__(
        self,
        message: str,
        suggestions: tuple[str, ...] = (),
        *,
        name: str = "",
        kind: str = "",
        near: tuple[tuple[str, str], ...] = (),
        lead: str = "; try ",
    ) -> None:
        self.reason, self.lead = message, lead
        super().__init__(self.said([f"moonrace {one} {key}" for one, key in near]))
        self.suggestions = suggestions or tuple(key for _, key in near)
        self.name, self.kind, self.near = name, kind, near

    def said(self, commands: list[str]) -> str:
        """The message with commands as its suggestions."""
        return self.reason + (self.lead + " or ".join(dict.fromkeys(commands)) if commands else "")


class BadMoment(MoonraceError, ValueError):
    """A text is not a date in the subset of EDTF that moonrace reads."""


class BadValue(MoonraceError, ValueError):
    """An option or argument has a value that it cannot take."""


class BadData(MoonraceError):
    """The data is invalid or unreadable; `problems` holds every problem that was found, not only the first."""

    exit_code = Exit.BAD_DATA

    def __init__(self, problems: tuple["Problem", ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
