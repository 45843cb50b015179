"""Packages whose names are imported when they are first asked for: a look-up pays for what it uses and for nothing else."""

from collections.abc import Callable, Mapping
from typing import Any


def forwarding(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package; `homes` tells for each of its modules the names that stand in it, with spaces between."""
    home = {name: module for module, names in homes.items() for name in names.split()}

    def forward(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(f"{package}.{home[name]}"), name)

    return forward
