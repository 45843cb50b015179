"""moonrace: look up any fact of the Moon race, with its source.

    >>> import moonrace
    >>> moonrace.mission("CE-6").name
    "Chang'e 6"
    >>> [member.party for member in moonrace.signatories("ILRS", as_of="2021-03-31")]
    ['China', 'Russia']

`load()` returns the whole record as a `Dataset`; the modules of `moonrace.query` answer questions about it.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

if TYPE_CHECKING:
    from moonrace.dataset import Dataset as Dataset
    from moonrace.dates import Moment as Moment
    from moonrace.door import find as find
    from moonrace.door import mission as mission
    from moonrace.door import missions as missions
    from moonrace.door import rows as rows
    from moonrace.door import signatories as signatories
    from moonrace.errors import BadData as BadData
    from moonrace.errors import BadValue as BadValue
    from moonrace.errors import MoonraceError as MoonraceError
    from moonrace.errors import NotFound as NotFound
    from moonrace.loading import load as load

_HOMES = {
    "Dataset": "dataset", "Moment": "dates", "load": "loading",
    **dict.fromkeys(("BadData", "BadValue", "MoonraceError", "NotFound"), "errors"),
    **dict.fromkeys(("find", "mission", "missions", "rows", "signatories"), "door"),
}  # fmt: skip
__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    # Imported when first used: `moonrace --version` needs none of it.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"moonrace.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'moonrace' has no attribute {name!r}")
