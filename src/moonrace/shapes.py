"""Named tuples that cost a fifth to define: what a record is made of, for a program that defines twenty and uses six.

`typing.NamedTuple` checks every annotation and compiles a constructor for every class while it is imported. Here the constructor
is compiled when a class is first called. In use they are the same, and to a type checker they are `typing.NamedTuple`; from
Python 3.14 on, where annotations are lazy, they are that at run time too.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or sys.version_info >= (3, 14):
    from typing import NamedTuple
else:
    from _collections import _tuplegetter

    def _make(cls, values):
        made = tuple.__new__(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
        return made

    def _replace(self, /, **given):
        made = self._make(map(given.pop, self._fields, self))
        if given:
            raise ValueError(f"Got unexpected field names: {list(given)!r}")
        return made

    def _repr(self):
        told = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
        return f"{self.__class__.__name__}({told})"

    _COMMON: dict[str, Any] = {
        "__slots__": (),
        "_make": classmethod(_make),
        "_replace": _replace,
        "_asdict": lambda self: dict(zip(self._fields, self, strict=True)),
        "__repr__": _repr,
        "__getnewargs__": lambda self: tuple(self),
    }

    class _Definition(type):
        """Makes a plain class, a kind of tuple, of what stands under `class …(NamedTuple)`."""

        def __new__(mcs, name, bases, body):
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body.pop(field) for field in fields if field in body}

            def first(cls, /, *args, **kwargs):
                names = ", ".join(fields)
                new = eval(f"lambda _cls, {names}: _new(_cls, ({names},))", {"_new": tuple.__new__})
                new.__name__, new.__defaults__ = "__new__", tuple(defaults.values())
                made.__new__ = staticmethod(new)
                return new(cls, *args, **kwargs)

            getters = {field: _tuplegetter(place, None) for place, field in enumerate(fields)}
            told = {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields, "__new__": first}
            made = type(name, (tuple,), {**_COMMON, **told, **body, **getters})
            return made

    NamedTuple = type.__new__(_Definition, "NamedTuple", (), {})

__all__ = ["NamedTuple"]
