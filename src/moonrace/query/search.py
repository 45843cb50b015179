"""Finding words anywhere in the record.

Texts and what is looked for are compared as words: letters without case, accents and apostrophes, numbers by themselves. So
`far-side`, `Far side` and `FAR SIDE` are the same two words, and `CE6`, `CE-6` and `ce 6` too. A word is found at the beginning
of a longer one (`bas` in `base`), a number or a single letter only as a whole; what is written without spaces (Chinese,
Japanese, Thai …) is found anywhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from moonrace import names
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query.missions import date_of
from moonrace.query.period import NO_DATE, begins
from moonrace.records import SECTIONS

UNREAD = frozenset({
    "id", "sources", "links", "url", "copy", "type", "side", "country", "countries", "leads", "person", "reason", "weak", "scope",
    "basis",
})  # fmt: skip
"""Fields that hold no text for readers but keys, codes and words of a vocabulary."""

NAME, ALIAS, PEOPLE, TEXT, NOTE, SOURCE = range(2, 8)
"""Where something was found, best first. Before them: 0 for the very name of a record, 1 for another name that it goes by."""

_NAMES = {"name": NAME, "title": NAME, "id": NAME} | dict.fromkeys(
    ("native", "aliases", "abbreviation", "cospar_id", "iso2", "iso3"), ALIAS
)
_CREWS, _NAMED = frozenset({"crew", "head"}), frozenset({"name", "native", "party"})
_NOTES = frozenset({
    "also", "targets", "history", "note", "contested", "looked", "by", "standing_note", "kinds", "kind", "status", "outcome",
    "agencies", "agency", "partners", "programme", "part_of", "alliance", "successor", "of", "records",
})  # fmt: skip
_LAST = {"changes": NOTE, "exceptions": SOURCE, "publishers": SOURCE, "sources": SOURCE}
"""Sections of which even a name says less than a text of a mission."""

_WORDS = r"[^\W\d_]+|\d+(?:\.\d+)*"
_GLUED = r"(?:[^\W_]|(?<=\d)\.(?=\d))+"
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼʻ`´′", ""))
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
_THOUSANDS = r"(?<=\d),(?=\d{3}(?!\d))"
MOST_WORDS = 20
"""How many words of a search count; nobody means more, and a page of text should not take a minute."""


class Hit(NamedTuple):
    """A record in which words were found.

    kind: kind of record
    id: its id
    name: its name or title
    field: the field that contains them, or most of them
    passage: the passage that contains them
    """

    kind: str
    id: str
    name: str
    field: str
    passage: str


Ways = tuple[tuple[str, ...], ...]


class Wanted(NamedTuple):
    """One word that is looked for.

    ways: the ways in which a text may have it, each with the pieces that it must have; a blank is a bound of a word
    whole: the same, where the word must not go on
    initial: true for a single letter, which a person's name need not have
    """

    ways: Ways
    whole: Ways
    initial: bool = False

    def is_in(self, words: str) -> bool:
        """True where the words of a text, as `folded` returns them, have it."""
        return any(all(piece in words for piece in way) for way in self.ways)

    def is_whole_in(self, words: str) -> bool:
        """True where it is not only the beginning of a word."""
        return any(all(piece in words for piece in way) for way in self.whole)


def plain(text: str) -> str:
    """The text without case, accents and apostrophes, in the characters that most keyboards have."""
    if not text.isascii():
        import unicodedata

        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if unicodedata.category(char)[0] != "M").translate(_APOSTROPHES)
        text = re.sub(names.CHINESE_NUMBER, lambda found: names.chinese_number(found).ljust(len(found[0])), text)
    text = re.sub(_THOUSANDS, "", text) if "," in text else text
    return text.replace("'", "").replace("`", "").casefold()


def folded(text: str) -> str:
    """The words of a text in their order, a blank before and after each."""
    return f" {' '.join(re.findall(_WORDS, plain(text)))} "


def search(dataset: Dataset, text: str, *, as_of: Moment | None = None) -> list[Hit]:
    """The records that have every word of the text, in any order, one hit a record, best first: what has it as its name, has its
    words in its name, in another name, among its people, in a title, claim or summary, in a note or in what other sources say;
    then sources.

    The words are to be in one passage, or in it and in the names of the record and its countries; only where no record has them
    so, anywhere in a record; and only where none has them at all, their beginnings. Among equals those come first that have the
    words as they were typed, then missions to the Moon before others, then by date. Empty for a text without letters and digits.
    With `as_of` the sources that were published later are left out.
    """

    def was_out(hit: Hit) -> bool:
        published = dataset.sources[hit.id].published if hit.kind == "source" else None
        return as_of is None or hit.kind != "source" or (published is not None and published.is_past(as_of))

    found = next(filter(None, (_search(dataset, text, looked_for) for looked_for in (wanted(text), begun(text)))), [])
    return list(filter(was_out, found))


def _search(dataset: Dataset, text: str, looked_for: Sequence[Wanted]) -> list[Hit]:
    if not looked_for:
        return []
    scattered: list[tuple[Any, Hit]] = []
    together: list[tuple[Any, Hit]] = []
    phrase, exact = folded(text), names.fold(text)
    for order, (kind, records) in enumerate(dataset.sections.items()):
        if kind == "readings":  # words of sources, not of the record
            continue
        for key, record in records.items():
            found = _best(dataset, kind, record, looked_for, phrase, exact)
            if found:
                apart, rank, closeness, _, field, passage = found
                name: str = getattr(record, "name", None) or getattr(record, "title", None) or key
                place = order, getattr(record, "scope", "lunar") != "lunar", _date(record), key
                hit = Hit(SECTIONS[kind].singular, key, name, field, passage)
                (scattered if apart else together).append(((rank, closeness, *place), hit))
    return [hit for _, hit in sorted(together or scattered)]


def _best(
    dataset: Dataset, kind: str, record: Any, looked_for: Sequence[Wanted], phrase: str, exact: str
) -> tuple[bool, int, int, int, str, str] | None:
    """The best passage of a record: whether some words are elsewhere, its rank, how far it is from what was typed, its number,
    its field, its text.
    """
    passages = [*texts(record)]
    own = [(rank, text) for rank, _, text in passages if rank <= ALIAS]
    everything = folded("\n".join(text for _, _, text in passages))
    codes = getattr(record, "countries", ()) or filter(None, [getattr(record, "country", None)])
    countries = folded(" ".join(one.name for code in codes if (one := dataset.country_of(code))))
    in_all = all(one.is_in(everything) or one.is_in(countries) for one in looked_for)
    is_person = kind == "people"
    initials = any(one.initial for one in looked_for)
    if not in_all and not initials and not any(_bears(text, exact, is_person) for _, text in own):
        return None
    around = countries + "".join(folded(text) for _, text in own)
    crew = "".join(folded(text) for rank, _, text in passages if rank == PEOPLE)
    found = []
    for number, (rank, field, text) in enumerate(passages):
        if rank <= ALIAS and _bears(text, exact, is_person):
            found.append((False, rank - NAME, 0, number, field, text))
            continue
        words = folded(text)
        is_named = is_person or (rank == PEOPLE and kind != "alliances")
        needed = [one for one in looked_for if not (one.initial and is_named)]
        missing = [one for one in needed or looked_for if not one.is_in(words)]
        if len(missing) == len(needed or looked_for):
            continue
        if (
            missing
        ):  # a name takes no number from another name: Apollo 16 is no `apollo 11` because of another number of its
            beside = crew if rank == PEOPLE else countries if rank <= ALIAS else ""
            apart = not all(one.is_in(beside + (around if rank > ALIAS else "")) for one in missing)
            closeness = 2 + len(missing)
        else:
            apart = False
            closeness = 0 if phrase in words else 1 if all(one.is_whole_in(words) for one in needed) else 2
        if in_all or not apart:
            found.append((apart, rank, closeness, number, field, text))
    if not found:
        return None
    apart, rank, closeness, number, field, text = min(found)
    return apart, max(rank, _LAST.get(kind, 0)), closeness, number, field, text


def _bears(name: str, exact: str, is_person: bool) -> bool:
    """True where that is the name; of a person also without the initials."""
    if is_person and (words := name.split())[1:]:
        name = " ".join(word for word in words if len(word.rstrip(".")) > 1)
    return names.fold(name) == exact != ""


def _date(record: Any) -> Moment:
    if hasattr(record, "crewed"):
        return date_of(record) or NO_DATE
    when: Moment | None = getattr(record, "when", None) or begins(getattr(record, "events", ()))
    return when or NO_DATE


def wanted(text: str) -> list[Wanted]:
    """The words of a text that somebody looks for, with the ways in which each may be written."""
    runs: list[tuple[list[str], str]] = []  # letters and digits that were typed as one; the letters right before them
    for typed in plain(text).split():
        before = runs[-1][0][-1] if runs and len(typed.strip(".")) == 1 else ""
        for glued in re.findall(_GLUED, typed):
            runs.append((re.findall(_WORDS, glued), before if before.isalpha() else ""))
            before = runs[-1][0][-1]
    alone = len(runs) == 1
    return [_glued(run) if len(run) > 1 else _one(run[0], alone, before) for run, before in runs[:MOST_WORDS]]


def _glued(run: Sequence[str]) -> Wanted:
    """`H3` is the word H with the number 3 right behind it."""
    start = "" if _is_unspaced(run[0][-1]) else " "
    end = " " if run[-1][0].isdigit() else ""
    return Wanted(((start + " ".join(run) + end,),), ((start + " ".join(run) + " ",),))


def _one(word: str, alone: bool, before: str) -> Wanted:
    """One word; `side` in `far-side` may be the end of `farside`, and the E of `chang-e` that of Chang'e."""
    if word[0].isdigit():
        roman = _roman(int(word)) if len(word) < 3 and word.isascii() else ""
        ways = ((f" {word} ",), *([(f" {roman} ",)] if roman else []))
        return Wanted(ways, ways)
    if _is_unspaced(word[0]):
        return Wanted(((word,),), ((word,),))
    # A numeral by itself is a word: whoever looks for `Xi` does not look for every eleven.
    number = "" if alone else names.roman_number(word)
    others = [(f" {number} ",)] if number else []
    others += [(f" {before}{word} ",)] if before else []
    start = f" {word} " if len(word) == 1 or number else f" {word}"
    return Wanted(((start,), *others), ((f" {word} ",), *others), initial=len(word) == 1 and not alone)


def begun(text: str) -> list[Wanted]:
    """The same with only the beginnings of long words, so that `withdrew` finds a withdrawal; empty where none is long enough."""
    shorter = " ".join(word[: max(5, len(word) - 3)] if word.isalpha() else word for word in plain(text).split())
    return wanted(shorter) if shorter != " ".join(plain(text).split()) else []


def _is_unspaced(char: str) -> bool:
    return char > "\u0dff" and re.match(_UNSPACED, char) is not None


def _roman(number: int) -> str:
    """The numeral of a number below 40, as far as `names.fold` reads them; else nothing."""
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "x" * (number // 10) + ones[number % 10] if 0 < number < 40 else ""


def marks(passage: str, looked_for: Sequence[Wanted]) -> list[tuple[int, int]]:
    """Where a passage has what was looked for: (start, end) in its characters, in their order."""
    flat, places = "", []
    for place, char in enumerate(passage):
        added = char if char == "," else plain(char)
        flat += added
        places += [place] * len(added)
    words = [*re.finditer(_WORDS, flat)]
    found = []
    for number, word in enumerate(words):
        inner = (piece for one in looked_for for way in one.ways for piece in way if _is_unspaced(piece[0]))
        starts = {piece: word.start() + word[0].index(piece) for piece in inner if piece in word[0]}
        found += [(start, start + len(piece)) for piece, start in starts.items()]
        for count in (1, 2, 3):  # a word may be written in several pieces: `CE-6`
            group = [one[0] for one in words[number : number + count]]
            joined, *shorter = (f" {' '.join(one)} " for one in (group, group[1:], group[:-1]))
            if not _is_unspaced(group[0][0]) and any(
                one.is_in(joined) and not any(map(one.is_in, shorter)) for one in looked_for
            ):
                found.append((word.start(), words[number + len(group) - 1].end()))
    return [(places[start], places[end - 1] + 1) for start, end in dict.fromkeys(found)]


@cache
def _fields(shape: Any) -> tuple[tuple[int, str], ...]:
    return tuple((number, name) for number, name in enumerate(shape._fields) if name not in UNREAD)


def texts(record: Any) -> Iterator[tuple[int, str, str]]:
    """(rank, field, text) of all that a reader may look for in a record; the rank is one of `NAME` to `NOTE`."""
    for field, rank in _NAMES.items():
        value = getattr(record, field, None) or ()
        for name in value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,):
            yield rank, field, name
    for number, field in _fields(record.__class__):
        if field not in _NAMES:
            yield from _within(record[number], field, NOTE if field in _NOTES else PEOPLE if field in _CREWS else TEXT)


def _within(value: Any, field: str, rank: int) -> Iterator[tuple[int, str, str]]:
    if isinstance(value, str):
        yield rank, field, value
    elif hasattr(value, "_fields"):
        for number, name in _fields(value.__class__):
            if (inner := value[number]) is not None:
                # A name within a part goes by the field of the part: `crew`, and not `name`.
                own = field if name == "name" else name
                below = max(rank, NOTE) if name in _NOTES else PEOPLE if name == "party" else rank
                below = TEXT if below == PEOPLE and name not in _NAMED else below
                yield from _within(inner, own, below)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _within(inner, field, rank)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _within(inner, field, rank)
