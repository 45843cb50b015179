"""Pages for people: the only rooms that know Rich. Each function takes a `Page` and records, and returns what Rich
can print.
"""

from moonrace.render import cards, lists
from moonrace.render.page import Page

__all__ = ["Page", "cards", "lists"]
