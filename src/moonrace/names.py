"""One index over every name of every kind of record.

Two names are the same when `fold` makes them equal: case, accents, apostrophes, hyphens, spaces and full-width forms
do not count, Roman numerals and Chinese ones before 号 are numbers. So `CE-6`, `ce 6` and `CE6` are one, and so are
`Artemis II` and `artemis 2`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from moonrace.errors import CLOSE
from moonrace.records import SECTIONS

Index = Mapping[str, Mapping[str, list[str]]]
"""For each kind of record, the folded names and the ids of the records with that name (several if it is ambiguous)."""

NEAR, FEWEST = 0.8, 4
"""A name is suggested if it is at least this similar (one wrong letter in five) and has at least this many letters."""
WITHIN = CLOSE
"""The lowest similarity given to a name that contains the typed text."""

# Patterns and not compiled ones: `re` compiles each when it is first needed, and most names need none.
_ROMAN = r"(?:x{0,3})(?:ix|iv|v?i{0,3})"
CHINESE_NUMBER = r"([一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]+|\d+)号"
_CHINESE_DIGITS = str.maketrans({digit: str(value) for value, digit in enumerate("一二三四五六七八九", 1)})
APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼʻ`´′"))
"""The signs that people write for an apostrophe, taken out of a text by `translate`."""


def fold(name: str) -> str:
    """The form of a name in which equal names are equal. It is empty for a name without letters and digits."""
    return "".join(_words(name))


def _words(name: str) -> list[str]:
    text = (name.casefold() if name.isascii() else _plain(name)).translate(APOSTROPHES)
    if not text.isascii():
        text = re.sub(CHINESE_NUMBER, chinese_number, text)
    words = "".join(char if char.isalnum() else " " for char in text).split()
    return [roman_number(word) or word for word in words]


def splits_no_number(text: str, names: Iterable[str]) -> bool:
    """False if the text has two numbers in place of one that all of these names have: `apollo 1 1` is not Apollo 11."""
    typed, wanted = numbers(text), fold(text)
    return len(typed) < 2 or any(fold(name) == wanted and numbers(name) == typed for name in names)


def numbers(text: str) -> list[str]:
    """The numbers in a text, Roman ones too: `Artemis II` and `artemis 2` have the same, `apollo 1 1` and Apollo 11 do not."""
    return [number for word in _words(text) for number in re.findall(r"\d+", word)]


def _plain(name: str) -> str:
    import unicodedata

    text = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in text if not unicodedata.combining(char))


def roman_number(word: str) -> str:
    """The number that a word of small letters means as a Roman numeral below 40, in digits; empty if it is none."""
    if word.strip("xvi") or not re.fullmatch(_ROMAN, word):
        return ""
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in word]
    return str(sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)))


def chinese_number(found: re.Match[str]) -> str:
    """The number of a match of `CHINESE_NUMBER`, in digits."""
    tens, ten, ones = found[1].rpartition("十")
    tens, ones = tens.translate(_CHINESE_DIGITS), ones.translate(_CHINESE_DIGITS)
    return str(10 * int(tens or 1) + int(ones or 0)) if ten else ones


def names_of(record: object) -> Iterator[str]:
    """Every name by which a record is found: id, name, abbreviation, COSPAR id, ISO codes, native names, aliases."""
    for field in ("id", "name", "abbreviation", "cospar_id", "iso2", "iso3"):
        if value := getattr(record, field, None):
            yield value
    yield from getattr(record, "native", {}).values()
    yield from getattr(record, "aliases", ())


def build(sections: Mapping[str, Mapping[str, Any]]) -> Index:
    """The index of a whole record."""
    index = {kind: index_of(records.items()) for kind, records in sections.items()}
    for key, person in sections["people"].items():  # a surname is a name too
        ids = index["people"].setdefault(fold(person.name.split()[-1]), [])
        ids += [key] if key not in ids else []
    return index


def index_of(records: Iterable[tuple[str, object]]) -> dict[str, list[str]]:
    """Folded name to ids, for one kind of record."""
    index: dict[str, list[str]] = {}
    for key, record in records:
        for name in names_of(record):
            ids = index.setdefault(fold(name), [])
            if key not in ids:
                ids.append(key)
    index.pop("", None)
    return index


Door = Mapping[str, list[list[str]]]
"""Folded name, then [kind, id, rank] of each record with that name. The rank is 0 for its own name, in any script, 1 for an
alias, 2 for a code, and 3 if only its text names the spacecraft.
"""


def door(sections: Mapping[str, Mapping[str, Any]]) -> dict[str, list[list[str]]]:
    """The names of all records that have pages, and those of the rockets and the landing places of missions."""
    index: dict[str, list[list[str]]] = {}

    def put(name: str, *entry: str) -> None:
        entries = index.setdefault(fold(name), [])
        same = next((one for one in entries if one[:2] == [*entry[:2]]), None)
        if same is None:
            entries.append([*entry])
        else:
            same[2] = min(same[2], entry[2])

    for kind, section in SECTIONS.items():
        for key, record in sections[kind].items() if section.has_pages else ():
            codes = {getattr(record, field, None) for field in ("iso2", "iso3", "cospar_id")}
            others = set(getattr(record, "aliases", ())) - {record.name}
            for name in names_of(record):
                put(name, kind, key, "2" if name in codes else "1" if name in others else "0")
    for key, person in sections["people"].items():
        put(person.name.split()[-1], "people", key, "1")
    for alias, keys in _shared_aliases(sections["missions"]).items():
        for key in keys:
            put(alias, "missions", key, "3")
    for mission in sections["missions"].values():
        if mission.launcher:
            put(mission.launcher, "rockets", mission.launcher, "0")
        for event in mission.events:
            if event.place and event.place.name and event.type in ("landing", "impact"):
                put(event.place.name, "places", event.place.name, "0")
    index.pop("", None)
    return index


def _shared_aliases(missions: Mapping[str, Any]) -> dict[str, list[str]]:
    """Names of spacecraft that several missions share, such as Orion: a one-word alias of one mission that occurs in the
    summaries or firsts of at least two others. Parts of missions are left out.
    """
    words = {
        alias
        for mission in missions.values()
        for alias in mission.aliases
        if alias.isascii() and alias.isalpha() and alias.istitle()
    }
    found: dict[str, list[str]] = {}
    for key, one in missions.items():
        firsts = " ".join(event.first or "" for event in one.events)
        said = set(re.findall(r"\w+", f"{one.summary or ''} {firsts}")) if one.scope != "part" else set()
        for alias in sorted(said & words - set(one.aliases)):
            found.setdefault(alias, []).append(key)
    return {alias: keys for alias, keys in found.items() if len(keys) > 1}


def suggest(index: Iterable[str], name: str) -> dict[str, float]:
    """The folded names similar to `name`, each with its similarity, up to 1: near spellings, and names that contain it. If
    `name` has numbers, only names with the same numbers.
    """
    from difflib import SequenceMatcher

    wanted = fold(name)[:100]
    numbers = re.findall(r"\d+", wanted)
    found: dict[str, float] = {}
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    for key in index if wanted else ():
        if numbers and re.findall(r"\d+", key) != numbers:
            continue
        matcher.set_seq1(key)
        is_close = len(key) >= FEWEST and matcher.real_quick_ratio() >= NEAR <= matcher.quick_ratio()
        if is_close and (ratio := matcher.ratio()) >= NEAR:
            found[key] = ratio
        if len(wanted) > 3 and len(wanted) == len(key) and sorted(wanted) == sorted(key):  # letters that changed places
            found[key] = max(found.get(key, 0), 0.9)
        if len(wanted) > 2 and wanted in key:
            found[key] = max(found.get(key, 0), WITHIN + (1 - WITHIN) * len(wanted) / len(key))
    return found


def begins_a_word(name: str, wanted: str) -> bool:
    """True where a word of a name begins with the folded text, or with the first words of it."""
    words = "".join(char if char.isalnum() else " " for char in name).split()
    return any(fold(" ".join(words[at:])).startswith(wanted) for at in range(len(words)))
