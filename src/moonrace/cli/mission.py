"""`mission`: the look-up that people come for, in a file of its own so that it starts fast."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from moonrace.cli.output import Output, command, complete
from moonrace.errors import BadValue

if TYPE_CHECKING:
    from moonrace.model import Mission

MOST_READ = 4_000_000
"""Characters of names on stdin."""


@command(
    "mission",
    examples="""
moonrace mission chang-e-6
moonrace mission CE-6 --sources
moonrace mission luna-9 surveyor-1
moonrace mission apollo-11 --json | jq '.missions[0].events'
moonrace missions --kind lander --fields id | tail -n +2 | moonrace mission - --json
""",
)
@click.argument("names", nargs=-1, required=True, metavar="NAME...", shell_complete=complete("missions"))
def mission(output: Output, names: tuple[str, ...]) -> None:
    """One mission in full; several side by side.

    A NAME may be an id, a name in any script, an alias or a COSPAR id; case, accents, hyphens and Roman numerals do not
    matter. With - names are read from stdin, one a line; each mission is then told once.
    """
    chosen = _find(output, names)

    output.show(
        "missions",
        json=lambda jsonout: [jsonout.mission(one) for one in chosen],
        sheet=lambda sheets: sheets.facts(chosen, output.zone),
        table=lambda render, page: (
            render.cards.mission(page, chosen[0]) if len(chosen) == 1 else render.cards.compare(page, chosen)
        ),
    )


def _given() -> list[str]:
    """The names on stdin; none where it is closed. Raises BadValue where something else than names stands there."""
    try:
        text = sys.stdin.read(MOST_READ + 1) if sys.stdin else ""
    except UnicodeDecodeError:
        raise BadValue("what stands on stdin is no text") from None
    if len(text) > MOST_READ:
        raise BadValue("there is more on stdin than names: write one a line")
    return list(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))


def _find(output: Output, names: tuple[str, ...]) -> list[Mission]:
    """Each name's mission; `-` stands for names read from stdin, one a line. `artemis 2`, unquoted, is two words of one
    name: tried when the words do not name missions one by one.
    """
    dataset = output.dataset
    if "-" in names:
        found = [dataset.find("missions", one) for name in names for one in (_given() if name == "-" else [name])]
        return [dataset.missions[key] for key in dict.fromkeys(found)]
    if len(names) > 1 and not all(dataset.knows("missions", name) for name in names):
        together = " ".join(names)
        if dataset.knows("missions", together):
            return [dataset.mission(together)]
    return [dataset.mission(name) for name in names]
