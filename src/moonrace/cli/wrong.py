"""What may have been meant by a command line that went wrong: a whole command that can be pasted. Imported only then."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from moonrace import loading
from moonrace import typed as typed_dates
from moonrace.cli import COMMANDS, root
from moonrace.dataset import Dataset
from moonrace.errors import MoonraceError, NotFound, nearest, short
from moonrace.export.forms import EXPORTS
from moonrace.query import lookup, search
from moonrace.records import SECTIONS, section_of

NAMED = ("alliances", "groups")
"""Kinds of so few records that a message names them all."""
MOST_WORDS = 100
"""Longer command lines are not corrected as a whole: nobody would paste them."""


def _pasted(words: Iterable[str]) -> str:
    return shlex.join(["moonrace", *words])


# --- Names


def miss(error: NotFound, typed: Sequence[str]) -> str:
    """The message of a name that nothing has, with the command line that was typed, corrected; where nothing is near, which names
    there are, or where to look.
    """
    kind = section_of(error.kind)
    if kind in NAMED and not error.near:
        return f"{error.reason}; there are {', '.join(loading.names(kind, os.environ.get('MOONRACE_DATA') or None)[0])}"
    if kind in COMMANDS and not error.near:
        return f"{error.reason}; try {_pasted(['search', short(error.name)])}, or see {_pasted([kind])}"
    return error.said([_renamed(error, typed, kind, key) for kind, key in error.near])


def _renamed(error: NotFound, typed: Sequence[str], kind: str, key: str) -> str:
    """The command that was typed, with another name; where it does not take such a name, the command that shows the record."""
    plain = _pasted([kind, key])
    for start in range(1, len(typed)) if len(typed) <= MOST_WORDS else ():
        for end in range(start + 1, len(typed) + 1):
            option, equals, value = typed[start].partition("=")
            words = [value, *typed[start + 1 : end]] if equals and option[:2] == "--" else typed[start:end]
            if " ".join(words).split() == error.name.split() != []:
                words = [f"{option}={key}"] if equals and words[0] == value else [key]
                before, after = [*typed[:start]], [*typed[end:]]
                if kind != error.kind and not _takes(before, words, error.kind, kind):
                    return plain
                return _pasted([*before, *words, *after])
    return plain


def _takes(before: list[str], words: list[str], wanted: str, kind: str) -> bool:
    """True where a name of another kind has its place in the command; its words are changed to what they have to be."""
    if before[0] in ("cite", "sources"):  # which take any name
        return True
    if before == [wanted] and words[0][:2] != "--":
        before[0] = kind
        return True
    if f"--{kind}" not in _options(before[0]):
        return False
    for place in (before, words):
        option, equals, value = place[-1].partition("=")
        if option == f"--{wanted}":
            place[-1] = f"--{kind}{equals}{value}"
            return True
    return False


# --- Questions

_ASKS = (
    r"(?:how|who|whom|whose|what|which|when|where|why|did|do|does|has|have|is|are|was|were|will|can|number|"
    r"first|earliest|last|latest|longest|largest|biggest|fastest|quickest|heaviest|farthest|furthest|most)\b"
)
_FIRST = r"\bfirst(?:\s+(?!(?:on|in|at|to|of|around|by|from|near|into|past|over|for|the|was|is)\b)\w+)+"
_ANSWERS = {
    r"\bhow many\W*$": ("counts", "signatories", "people --walked"),
    r"\b(?:first|earliest)\b": ("firsts",),
    r"\b(?:who|how many)\b.*\bwalk": ("people --walked",),
    r"\b(?:who|how many)\b.*\b(?:sign|join|member)": ("signatories",),
    r"\b(?:who|how many (?:people|men|women|humans|astronauts))\b.*\b(?:been|gone|went|flew|flown|travel)": (
        "people --flew",
    ),
    r"\b(?:how many|number of)\b.*\b(?:land|crash|soft)": ("race",),
    r"\b(?:how many|number of)\b.*\b(?:missions?|flights?|launch\w*|spacecraft|probes?|attempts?|rockets?)\b": (
        "counts",
    ),
    r"\b(?:last|latest|longest|largest|biggest|fastest|quickest|heaviest|farthest|furthest|most)\b": ("records",),
    r"\b(?:next|when will)\b": ("next",),
}
"""What questions ask, and the commands whose pages answer them; of several the first one counts."""


def asks(text: str) -> bool:
    """True for words that begin like a question, and so do not begin with a misspelt command."""
    return re.match(_ASKS, text.strip(), re.IGNORECASE) is not None


def question(dataset: Dataset, text: str, *, with_names: bool) -> str:
    """What to type for a question that is asked in words: the pages of what is named in it, or the one that answers it."""
    if day := typed_dates.day_of_year(text):
        return f"moonrace today {day}"
    if not asks(text):
        return ""
    named = [one.command for one in lookup.within(dataset, text)] if with_names else []
    answers = [*next((_ANSWERS[asked] for asked in _ANSWERS if re.search(asked, text, re.IGNORECASE)), ())]
    what = re.search(_FIRST, text, re.IGNORECASE)
    if what and any(hit.field == "first" for hit in search.search(dataset, what[0])):
        answers.append(f"search {what[0]}")
    return " or ".join([*dict.fromkeys([*named, *(f"moonrace {one}" for one in answers)])][:3])


_TOPICS: Mapping[str, tuple[str, str]] = {
    r"signator(y|ies)|signers|members?|parties": ("signatories", "alliance"),
    r"sources?|references?": ("sources", ""),
    r"(landing )?(site|place|location|coordinates|position)|map": ("map", "mission"),
    r"slips?|delays?|postponements?": ("slips", "mission"),
    r"crew|astronauts?|(launch |landing )?(date|day)|launch|landing|rocket|mass|samples|outcome|status": ("show", ""),
    r"agency|partners|missions|launches|plans": ("show", ""),
}
"""Words for what a reader wants to know about something they name: the command that answers, and the kind it applies to."""


def topic(dataset: Dataset, text: str) -> str:
    """The command for a name with a topic, such as `ilrs members` or `crew of apollo 11`; empty for other words."""
    words = text.split()[: lookup.MOST_WORDS]
    for at in range(1, len(words)):
        for wanted, name in ((words[at:], words[:at]), (words[:at], words[at:])):
            said = re.sub(r"^(of|for)( the)?( |$)|( |^)(of|for)( the)?$", "", " ".join(wanted), flags=re.IGNORECASE)
            name = name[1:] if name[0].lower() in ("of", "for", "the") else name
            asked = (answer for known, answer in _TOPICS.items() if re.fullmatch(known, said, re.IGNORECASE))
            for command_name, kind in asked if name else ():
                found = lookup.look_up(dataset, " ".join(name))
                if found.one and command_name == "show":
                    return found.one.command
                ids = [one.id for one in (found.one, *found.others) if one and kind in ("", one.kind)]
                if kind == "alliance":  # `artemis` alone names the programme
                    ids += [key for key in dataset.alliances if key.split("-")[0] == "-".join(name).lower()]
                if ids:
                    return _pasted([command_name, ids[0]])
    return ""


# --- Commands and options


def command(typed: Sequence[str]) -> str:
    """The message for a first word that is nearly a command; where that one takes no words, a search for them all."""
    if typed[0] in COMMANDS:
        return f"nothing in this record is called {short(typed[0])!r}, which is a command: {_pasted(typed)}"
    name, *after = *nearest(typed[0], COMMANDS), *typed[1:]
    tries = [_pasted([name, *after])]
    if after and after[0][0] != "-" and not any(isinstance(param, click.Argument) for param in _params(name)):
        tries = [_pasted([name]), _pasted(["search", *typed])]
    return f"there is no command {typed[0][:60]!r}; try {' or '.join(tries)}"


def words(used: click.Command, left: Sequence[str]) -> str:
    """The message for words after a command that takes none, or no more: the command that does."""
    name, said = used.name or "", " ".join(left)
    more = "no more words" if any(isinstance(param, click.Argument) for param in used.params) else "no words"
    options = set(_options(name))
    try:
        found = lookup.look_up(loading.shipped(), said).one
    except MoonraceError:
        found = None
    if found and f"--{found.kind}" in options:
        meant = _pasted([name, f"--{found.kind}", found.id])
    elif found and found.kind == "date" and {"--year", "--as-of"} & options:
        meant = _pasted([name, "--year" if "--year" in options else "--as-of", found.id])
    else:
        meant = _pasted(["show", *left]) if found else _pasted(["search", *left])
    return f"moonrace {name} takes {more}, so not {short(said)!r}; try {meant}"


def option(error: click.NoSuchOption, typed: Sequence[str]) -> str:
    """The message for an option that a command does not have: what exports that form, which commands have it, or the nearest one
    of its own.
    """
    name, context = error.option_name, error.ctx
    used = (context.info_name or "") if context and context.parent else ""
    if used == "show" and typed[0] not in COMMANDS and nearest(typed[0], COMMANDS):
        return command(typed)
    message = f"{_pasted([used] if used else [])} has no option {name[:60]}"
    if name[2:] in EXPORTS:
        tries = [_pasted(["export", name[2:]])]
    elif having := [one for one in COMMANDS if name in _options(one)]:
        kin = [one for one in having if {used, one} in ({section.singular, kind} for kind, section in SECTIONS.items())]
        tries = [_pasted([one, *_given(one, name, typed)]) for one in (kin or having)[:3]]
    else:
        tries = [
            _pasted(near + word[len(name) :] if word.partition("=")[0] == name else word for word in typed)
            for near in nearest(name, _options(used))
        ]
    return f"{message}; " + (
        f"try {' or '.join(tries)}" if tries else f"see {_pasted([*filter(None, [used]), '--help'])}"
    )


def _given(command_name: str, name: str, typed: Sequence[str]) -> Sequence[str]:
    """The option as it was typed, with its value."""
    place = next(number for number, word in enumerate(typed) if word.partition("=")[0] == name)
    has_value = any(name in param.opts and not getattr(param, "is_flag", False) for param in _params(command_name))
    return typed[place : place + 1 + (has_value and "=" not in typed[place])]


def _params(name: str) -> Sequence[click.Parameter]:
    found = root.get_command(click.Context(root), name) if name in COMMANDS else None
    return found.params if found else ()


def _options(name: str) -> Iterator[str]:
    for param in _params(name):
        if isinstance(param, click.Option):
            yield from (*param.opts, *param.secondary_opts)
