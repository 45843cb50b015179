"""Values that an answer adds to a record: counted or looked up when they are needed, never stored.

They are declared like the fields of the record, so that every format and the schema have them. A derived value replaces the
field of the same name.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from moonrace.dataset import Dataset

Derived = tuple[Any, Callable[[Dataset, Any], Any]]
"""The shape of what is derived from a record, and the function that computes it."""

HOMES = {
    "Mission": "missions",
    "Person": "people",
    "Programme": "totals",
    "Event": "period",
    "Member": "membership",
    "Alliance": "membership",
    "Agency": "membership",
    "Group": "membership",
    "Country": "membership",
    "Milestone": "timeline",
}
"""The module of each shape's function `of_…`, which a look-up imports only when it needs it."""


@cache
def derived(shape: Any) -> Derived | None:
    """The shape of the values that are added to a shape, and the function that computes them; or None."""
    name = shape.__name__
    if name not in HOMES:
        return None
    compute = getattr(import_module(f"moonrace.query.{HOMES[name]}"), f"of_{name.lower()}")
    return compute.__annotations__["return"], compute
