"""Plain words for how a mission went, and the words of a rocket's name: what filters understand beside the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from moonrace.errors import BadValue
from moonrace.names import fold
from moonrace.records.mission import Mission, Outcome, Status

PLAIN: Mapping[str, tuple[str, Callable[[Mission], bool]]] = {
    "flown": ("was launched", lambda one: one.happened("launch")),
    "orbited": ("entered orbit of the Moon", lambda one: one.happened("orbit-insertion")),
    "landed": ("made a soft landing", lambda one: one.happened("landing")),
    "crashed": ("hit the Moon in an attempt to land", lambda one: _crashed(one)),
    "returned": ("came back to Earth, or sent back a capsule", lambda one: one.happened("return")),
    "lost": ("failed without flying past, orbiting, landing on or hitting the Moon", lambda one: _is_lost(one)),
    "failed": ("outcome failure", lambda one: one.outcome == "failure"),
    "succeeded": ("outcome success", lambda one: one.outcome == "success"),
    "active": ("operating or in flight", lambda one: one.is_working),
    "upcoming": ("planned, and neither paused nor cancelled", lambda one: one.status == "planned"),
    "canceled": ("cancelled", lambda one: one.status == "cancelled"),
    "completed": ("ended", lambda one: one.status == "ended"),
}  # fmt: skip
"""Plain words for how a mission went, each with its rule. They are understood beside the words of outcomes and of statuses."""
HOW = (*get_args(Outcome), *get_args(Status), *PLAIN)
"""Every word for how a mission went or how it is."""


def _crashed(mission: Mission) -> bool:
    return any(
        event.type == "impact" and event.attempted == "landing" and not event.planned for event in mission.events
    )


def _is_lost(mission: Mission) -> bool:
    return mission.outcome == "failure" and not mission.happened("flyby", "orbit-insertion", "landing", "impact")


def went(mission: Mission, words: Sequence[str]) -> bool:
    """True where one of the words, of `HOW`, is true of it."""
    return any(
        PLAIN[word][1](mission) if word in PLAIN else word in (mission.outcome, mission.status) for word in words
    )


def words_of(text: str) -> list[str]:
    """The words of a name, folded: `Saturn V` is `saturn`, `5`."""
    found = [fold(word) for word in "".join(char if char.isalnum() else " " for char in text).split()]
    if not found:
        raise BadValue(f"{text!r} names no rocket")
    return found


def flew_on(launcher: str | None, wanted: Sequence[str]) -> bool:
    """True where the words of a launcher hold the wanted ones side by side. The last one may be the beginning of a word, but not
    of a number: 1 is not 10.
    """
    words = words_of(launcher) if launcher else []
    for start in range(len(words) - len(wanted) + 1):
        *whole, last = words[start : start + len(wanted)]
        if whole == wanted[:-1] and last.startswith(wanted[-1]):
            rest = last[len(wanted[-1]) :]
            if not (rest[:1].isdigit() and wanted[-1][-1].isdigit()):
                return True
    return False
