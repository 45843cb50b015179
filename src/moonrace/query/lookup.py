"""Whatever some words name: a record of any kind, a rocket, a landing place, a day, month or year.

The rules, in this order: all words as one name, after folding · a date · words that begin names. Digits keep their bounds:
`apollo 1` is not Apollo 11. Two-letter country codes count in capitals only, since `in`, `no` and `is` are words.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import NotFound, short
from moonrace.names import fold, names_of, numbers
from moonrace.query.missions import date_of as date_of_mission
from moonrace.records import SECTIONS, section_of
from moonrace.records.parts import Place

ORDER = (
    "missions",
    "people",
    "countries",
    "alliances",
    "programmes",
    "agencies",
    "milestones",
    "rockets",
    "places",
    "groups",
)
"""Which kind comes first where several have a name."""
A_SERIES = 3
"""An alias gives way to so many names that begin with it: `blue ghost` is a series."""
MOST_WORDS = 12
"""Longer texts are not taken for two names side by side."""
LONGEST_NAME = 5
"""How many words of a sentence are tried as one name."""
MOST_BEGIN = 40
"""How many names that some words begin are listed."""
AREAS: Mapping[str, tuple[str, Callable[[Place], bool]]] = {
    "nearside": ("near side of the Moon", lambda place: place.side == "near"),
    "farside": ("far side of the Moon", lambda place: place.side == "far"),
    "southpole": ("south of 60° S", lambda place: place.latitude is not None and place.latitude <= -60),
    "northpole": ("north of 60° N", lambda place: place.latitude is not None and place.latitude >= 60),
}
"""Parts of the Moon that one can ask for like a place."""


class Result(NamedTuple):
    """Something that words name.

    kind: kind of record, or rocket, place or date
    id: its id, or the name of a rocket or place, or the date
    name: its name
    command: the command that shows it
    """

    kind: str
    id: str
    name: str
    command: str


class Found(NamedTuple):
    """What some words name.

    one: the one thing that they name, if there is one
    others: what else has that name
    near: what has names of which the words are a part; where there is no one thing, all that may be meant
    """

    one: Result | None
    others: tuple[Result, ...]
    near: tuple[Result, ...]


NOTHING = Found(None, (), ())
_QUESTION = (
    r"^(?:(?:what|who|when|where|which)(?:['’]s|\s+(?:is|was|are|were))\s+|tell me about\s+)?(?:(?:an?|the)\s+)?"
)


def look_up(dataset: Dataset, text: str) -> Found:
    """What the words name, also behind `what is the` and the like; empty where they name nothing. Raises BadMoment for a day that
    does not exist.
    """
    found = _named(dataset, text)
    if found == NOTHING and (asked := re.sub(_QUESTION, "", text.strip(), flags=re.IGNORECASE).rstrip("? ")) != text:
        return _named(dataset, asked)
    return found


def _named(dataset: Dataset, text: str) -> Found:
    ranked = _entries(dataset, text)
    if ranked and ranked[0][0] != "places":
        first, *others = [result(dataset, *entry[:2]) for entry in ranked]
        near = [one for one in _akin(dataset, text) if one not in (first, *others)]
        near = [one for one in near if one.kind != "mission" or dataset.missions[one.id].programme != first.id]
        if ranked[0][2] != "0":
            loose = [one for one in others if not _is_tied(dataset, first, one)]
            if loose or sum(one.kind == first.kind for one in near) >= A_SERIES:
                return Found(None, (), (first, *others, *near))
        return Found(first, tuple(others), tuple(near))
    if (area := fold(text)) in AREAS:
        return Found(
            Result("place", text.strip().casefold(), AREAS[area][0], f"moonrace map {area.removesuffix('side')}"),
            (),
            (),
        )
    if when := date_of(text):
        return Found(Result("date", when.text, when.speak(), f"moonrace timeline {when.text}"), (), ())
    for key in dataset.index["features"].get(fold(text), []):
        name = dataset.features[key].name
        return Found(
            Result("place", name, ", ".join(_places(dataset, name)[:3]) or name, f'moonrace show "{name}"'), (), ()
        )
    said = re.sub(r"\bcrater\b", "", text, flags=re.IGNORECASE).strip()
    if places := _places(dataset, said):
        return Found(Result("place", said.title(), ", ".join(places[:3]), f'moonrace show "{said}"'), (), ())
    return Found(None, (), tuple(_akin(dataset, text) or beginning(dataset, text)))


def _entries(dataset: Dataset, text: str) -> list[list[str]]:
    """What has all of the words as its name, the likeliest first, as the front door keeps it."""
    entries = [entry for entry in dataset.door.get(fold(text), []) if _counts(dataset, entry, text)]
    return sorted(entries, key=lambda entry: (entry[2] != "0", ORDER.index(entry[0])))


def within(dataset: Dataset, text: str) -> list[Result]:
    """What is named in a sentence, by as many words as one name has, and its days, months and years, in their order."""
    words = re.sub(r"(?:['’]s)?[?!.,;:]*(?=\s|$)", "", text).split()[: 2 * MOST_WORDS]
    found, at = [], 0
    while at < len(words):
        for end in range(min(len(words), at + LONGEST_NAME), at, -1):
            said = " ".join(words[at:end])
            if (entries := _entries(dataset, said)) and len(fold(said)) > 2:
                found.append(result(dataset, *entries[0][:2]))
            elif when := date_of(said):
                found.append(Result("date", when.text, when.speak(), f"moonrace timeline {when.text}"))
            else:
                continue
            at = end - 1
            break
        at += 1
    return found


def _places(dataset: Dataset, text: str) -> list[str]:
    """The landing places whose names have these words."""
    wanted = fold(text)
    found: dict[str, None] = {}
    for name, entries in dataset.door.items():
        if len(wanted) > 3 and wanted in name:
            found.update({key: None for kind, key, _ in entries if kind == "places" and has_words(key, wanted)})
    return list(found)


def _is_tied(dataset: Dataset, first: Result, other: Result) -> bool:
    """True for two records of one thing: those of one id, and a treaty and the alliance of its parties."""
    if first.id == other.id:
        return True
    milestone = dataset.milestones.get(other.id) if other.kind == "milestone" else None
    return milestone is not None and milestone.alliance == first.id


def _akin(dataset: Dataset, text: str) -> list[Result]:
    """What has a name of which the words are the first or the last words."""
    wanted = fold(text)
    found: dict[tuple[str, str], Result] = {}
    for name, entries in dataset.door.items() if len(wanted) > 1 else ():
        if name != wanted and (name.startswith(wanted) or name.endswith(wanted)):
            for kind, key, rank in entries:
                if rank < "2" and (kind, key) not in found and _has_words(dataset, kind, key, wanted):
                    found[kind, key] = result(dataset, kind, key)
    return [found[one] for one in sorted(found, key=lambda one: (ORDER.index(one[0]), _age(dataset, *one)))]


def _has_words(dataset: Dataset, kind: str, key: str, wanted: str) -> bool:
    names = names_of(dataset.sections[kind][key]) if kind in SECTIONS else [key]
    return any(has_words(name, wanted) for name in names)


def has_words(name: str, wanted: str) -> bool:
    """True where some words of a name, one after the other, are the folded words."""
    words = "".join(char if char.isalnum() else " " for char in name).split()
    runs = (words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1))
    return any(fold(" ".join(run)) == wanted for run in runs)


def is_in_name(one: Result, text: str) -> bool:
    """True where the words, more than a few letters, are whole words of its own name."""
    return len(fold(text)) > 3 and has_words(one.name, fold(text))


def _age(dataset: Dataset, kind: str, key: str) -> tuple[bool, str]:
    """Missions: what comes next first, then the latest."""
    if kind != "missions":
        return False, ""
    when = date_of_mission(dataset.missions[key])
    planned = not dataset.missions[key].happened("launch")
    text = when.text.strip("[.") if when else ""
    return not planned, text if planned else "".join(chr(0x10FFF - ord(char)) for char in text)


def _counts(dataset: Dataset, entry: list[str], text: str) -> bool:
    """False for a two-letter country code that is not in capitals, and for digits that are grouped otherwise."""
    kind, key, rank = entry
    if rank == "2" and kind == "countries" and len(text.strip()) == 2 and not text.strip().isupper():
        return False
    typed = numbers(text)
    if not typed or kind not in SECTIONS:
        return True
    wanted = fold(text)
    return any(fold(name) == wanted and numbers(name) == typed for name in names_of(dataset.sections[kind][key]))


def result(dataset: Dataset, kind: str, key: str) -> Result:
    """A record, rocket or place as something found."""
    if kind not in SECTIONS:
        option = "--launcher" if kind == "rockets" else "--place"
        command = f'moonrace missions {option} "{key}"' if kind == "rockets" else f'moonrace search "{key}"'
        return Result(kind[:-1], key, key, command)
    return Result(
        SECTIONS[kind].singular, key, dataset.sections[kind][key].name, f"moonrace {SECTIONS[kind].singular} {key}"
    )


def beginning(dataset: Dataset, text: str) -> Iterable[Result]:
    """What has a name that the words begin: missions in order of date, then the rest by kind."""
    wanted = fold(text)
    if len(wanted) < (3 if wanted.isascii() else 2):
        return []
    typed = numbers(text)
    found: dict[tuple[str, str], None] = {}
    for name, entries in dataset.door.items():
        if name.startswith(wanted) and not (wanted[-1].isdigit() and name[len(wanted) : len(wanted) + 1].isdigit()):
            for kind, key, rank in entries:
                names = names_of(dataset.sections[kind][key]) if kind in SECTIONS else [key]
                if rank < "2" and any(fold(one) == name and numbers(one)[: len(typed)] == typed for one in names):
                    found[kind, key] = None
    ranked = sorted(found, key=lambda one: ORDER.index(one[0]))
    return [result(dataset, *one) for one in ranked[:MOST_BEGIN]]


def date_of(text: str) -> Moment | None:
    """The year, part of a year, month or day that is meant. Raises BadMoment for a day that does not exist or can be two."""
    if not any(map(str.isdigit, text)):
        return None
    from moonrace import typed

    when = typed.read(text)
    wanted = ("year", "month", "day", "quarter", "half")
    return when if when and when.precision in wanted and not when.approximate else None


def is_there(place: Place, text: str) -> bool:
    """True for a place of that name, or within that part of the Moon."""
    wanted = fold(text)
    return AREAS[wanted][1](place) if wanted in AREAS else place.name is not None and has_words(place.name, wanted)


def record(dataset: Dataset, one: Result) -> Any:
    """The record of a result; None for a rocket, a place or a date."""
    kind = section_of(one.kind)
    return dataset.sections[kind][one.id] if kind else None


def misspelt(dataset: Dataset, text: str) -> NotFound | None:
    """The error for a name with a number that is nearly that of a mission, as `chandrayan 3`: it is no text to search for."""
    if not (typed := numbers(text)):
        return None
    error = miss(dataset, text)
    return error if any(numbers(key) == typed for _, key in error.near) else None


def later(dataset: Dataset, text: str) -> Any:
    """The record that the words name today, where this is the record of a past day; else None."""
    found = look_up(dataset.whole, text).one if dataset.whole is not dataset else None
    return record(dataset.whole, found) if found else None


BESIDE: Mapping[str, str] = {"alliance": "signatories", "mission": "mission", "country": "country"}
"""Which command shows two of a kind side by side."""


def side_by_side(dataset: Dataset, text: str) -> str:
    """The command for `india vs japan` or `compare india japan`: both names, of one kind; empty where there are none."""
    words = re.sub(r"^compare\s+", "", text.strip(), flags=re.IGNORECASE)
    pair = re.split(r"\s+(?:vs\.?|versus|against|and|with)\s+", words, flags=re.IGNORECASE)
    parts = words.split()[:MOST_WORDS]
    ways = [pair] if len(pair) == 2 else [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
    for names in ways:
        sides = [look_up(dataset, name) for name in names]
        for kind, command in BESIDE.items():
            sure = [[one.id for one in (side.one, *side.others) if one and one.kind == kind] for side in sides]
            near = [
                [*ids, *(one.id for one in side.near if one.kind == kind)]
                for ids, side in zip(sure, sides, strict=True)
            ]
            # Without a word between them only whole names are two names.
            if all(meant := near if len(pair) == 2 else sure):
                return f"moonrace {command} {' '.join(ids[0] for ids in meant)}"
    return ""


def miss(dataset: Dataset, text: str) -> NotFound:
    """The error for words that name nothing, with the commands that may have been meant; the digits of what is near agree."""
    near, message = dataset.nearest(text), f"nothing in this record is called '{short(text)}'"
    if not near:
        words = "the words" if len(text.split()) > 1 else "the word"
        message += f", and no text has {words}; moonrace --help lists the commands"
    return NotFound(message, name=text, near=near)
