"""Output for programs, one module for each form. `FORMATS` lists the formats of an answer, `forms.EXPORTS` those of the whole
record. A new one is a function and a line there.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

FORMATS: Mapping[str, str] = {
    "plain": "tabular:plain",
    "json": "json:text",
    "ndjson": "json:ndjson",
    "csv": "tabular:csv",
    "markdown": "tabular:markdown",
    "yaml": "json:yaml",
}
"""The formats of an answer for programs, and the function that writes each."""


def writer(place: str) -> Any:
    """The function that `module:function` names."""
    module, _, function = place.partition(":")
    return getattr(import_module(f"moonrace.export.{module}"), function)
