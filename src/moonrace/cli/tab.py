"""Completion of names and paths. Imports little else, because completion must be quick."""

import os
from collections.abc import Callable
from typing import Any

import click

from moonrace.errors import MoonraceError

KINDS = ("missions", "people", "countries", "alliances", "programmes", "agencies", "groups", "milestones")
"""The kinds of records whose names the front door completes, in this order."""

Propose = Callable[[click.Context, click.Parameter | None, str], list[Any]]


def complete(*kinds: str) -> Propose:
    """Completion over the names of these kinds of records: `luna<TAB>`, and `luna 2<TAB>` without quotes.

    After an error there are no proposals: completion must print nothing.
    """

    def propose(ctx: click.Context, param: click.Parameter | None, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        typed = (ctx.params.get(param.name or "") if param else None) or ()
        try:
            found = _begun(kinds, (typed,) if isinstance(typed, str) else typed, incomplete)
        except MoonraceError:
            return []
        return [CompletionItem(key) for key in dict.fromkeys(found)]

    return propose


def _begun(kinds: tuple[str, ...], typed: tuple[str, ...], incomplete: str) -> list[str]:
    """The next words of ids that begin with the typed words; else the ids that begin with `incomplete`; else those with a name
    that does.
    """
    from moonrace import loading

    sections = [loading.names(kind, os.environ.get("MOONRACE_DATA") or None) for kind in kinds]
    ids = [key for known, _ in sections for key in known]
    head, low = " ".join(typed).casefold().replace("-", " ").split(), incomplete.casefold()
    number = len(head)
    rest = [words for key in ids if head and (words := key.split("-"))[:number] == head and words[number:]]
    found = [words[number] for words in rest if words[number].startswith(low)] or [
        key for key in ids if key.startswith(low)
    ]
    if found:
        return found
    from moonrace.names import fold

    wanted = fold(incomplete)
    indexes = [read_index() for _, read_index in sections] if wanted else []
    return [key for index in indexes for name, keys in index.items() if name.startswith(wanted) for key in keys]


complete_any = complete(*KINDS)
"""Completion over the names of everything that the front door shows."""


def complete_path(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Completion of paths, which the shell does itself. (`click.Path` would do the same, and costs a look for translations.)"""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]
