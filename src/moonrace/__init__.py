"""moonrace: look up any fact of the Moon race, with its source.

    >>> import moonrace
    >>> record = moonrace.load()
    >>> record.mission("CE-6").name
    "Chang'e 6"

`load()` returns a `Dataset`; the modules of `moonrace.query` answer questions about it.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Dataset", "Moment", "MoonraceError", "NotFound", "__version__", "load"]

if TYPE_CHECKING:
    from moonrace.dataset import Dataset
    from moonrace.dates import Moment
    from moonrace.errors import MoonraceError, NotFound
    from moonrace.loading import load

_HOMES = {"Dataset": "dataset", "Moment": "dates", "MoonraceError": "errors", "NotFound": "errors", "load": "loading"}


def __getattr__(name: str) -> Any:
    # Imported when first used: `moonrace --version` needs none of it.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"moonrace.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'moonrace' has no attribute {name!r}")
