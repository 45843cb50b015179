"""The two camps of the race, and the one rule by which a country belongs to one."""

from __future__ import annotations

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.records.alliances import Member

MAIN_ALLIANCES = ("artemis-accords", "ilrs")
LEADERS = {"US": "artemis-accords", "CN": "ilrs", "RU": "ilrs", "SU": "soviet-union"}
"""The camps of countries that belong to one on every day."""
NAMES = {
    "artemis-accords": "Artemis Accords",
    "ilrs": "ILRS",
    "soviet-union": "Soviet Union",
    "both": "in both",
    "neither": "in neither",
}


def name_of(dataset: Dataset, camp: str) -> str:
    """The name of a camp. Before its alliance existed, it is that of the countries that lead it."""
    if camp not in MAIN_ALLIANCES or camp in dataset.alliances:
        return NAMES[camp]
    leaders = [dataset.country_of(code) for code, led in LEADERS.items() if led == camp]
    return " and ".join(one.name for one in leaders if one)


def camp(dataset: Dataset, code: str, when: Moment | None = None) -> str:
    """One of `NAMES`: the camp of a country, by its alpha-2 code, at some date or on the day of the dataset.

    The United States, China and Russia belong to the camps that they lead, and the Soviet Union is one of its own; every
    other state belongs to the alliance that it had joined, to both, or to neither.
    """
    if code in LEADERS:
        return LEADERS[code]
    joined = [key for key in MAIN_ALLIANCES if _had_joined(dataset, key, code, when)]
    return "both" if len(joined) > 1 else joined[0] if joined else "neither"


def _had_joined(dataset: Dataset, key: str, code: str, when: Moment | None) -> bool:
    parties = dataset.alliances[key].members if key in dataset.alliances else ()
    return any(one.country == code and one.kind == "state" and _was_in(one, when) for one in parties)


def _was_in(member: Member, when: Moment | None) -> bool:
    if when is None:
        return member.left is None
    return member.joined is not None and not when.is_over_before(member.joined) and member.joined <= when
