"""The size of the terminal."""

import os
import sys

NARROWEST, WIDEST = 20, 1000
"""Columns of a page, whatever COLUMNS says: padding a line to a million would take all memory."""


def environment() -> dict[str, str]:
    """The environment for Rich, without the size, which `columns` reads."""
    return {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}


def columns() -> int:
    """The columns that COLUMNS gives, or those of the terminal; 80 if neither is known."""
    given = os.environ.get("COLUMNS", "")
    # Read here and hidden from Rich, which fails on "²" (a digit, but no number) and on thousands of digits.
    width = int(given) if given.isdecimal() and len(given) < 10 else 0
    if not width and sys.__stdout__ is not None:
        try:
            width = os.get_terminal_size(sys.__stdout__.fileno()).columns
        except (ValueError, OSError):
            width = 0
    return min(max(width or 80, NARROWEST), WIDEST)


def height() -> int:
    """The lines of the terminal, at least 24, which pages are made for."""
    try:
        return max(24, os.get_terminal_size(sys.__stdout__.fileno()).lines) if sys.__stdout__ else 24
    except (ValueError, OSError):
        return 24


def wrapped(text: str, width: int) -> str:
    """A message in lines of so many columns, broken between words and not within a command, which can then be pasted."""
    import re
    from textwrap import wrap

    command = r"(?<=\S )moonrace .*?(?= or moonrace |[;,] | lists |$)"
    whole = re.sub(command, lambda one: one[0].replace(" ", "\xa0"), text)
    lines = wrap(whole, max(width, 10), break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines).replace("\xa0", " ")
