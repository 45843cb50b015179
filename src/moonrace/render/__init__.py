"""Pages for people: the only rooms that know Rich. Each function takes a `Page` and records, and returns what Rich can print.

Rooms are entered when they are needed: a card does not pay for the map.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

ROOMS = ("cards", "charts", "lists", "maps", "views")


def __getattr__(name: str) -> Any:
    if name in ROOMS:
        return import_module(f"moonrace.render.{name}")
    raise AttributeError(f"module 'moonrace.render' has no attribute {name!r}")
