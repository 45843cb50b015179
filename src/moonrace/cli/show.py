"""`show`, and what `moonrace WORDS…` does: whatever the words name."""

import shlex
from collections.abc import Sequence
from typing import Any, NamedTuple

import click

from moonrace.cli import COMMANDS
from moonrace.cli.options import command
from moonrace.cli.output import Answer, Output
from moonrace.cli.tab import complete_any
from moonrace.errors import BadValue, NotFound, nearest, short
from moonrace.query import lookup
from moonrace.records import section_of


class Whole(NamedTuple):
    """What a result shows.

    record: the record itself; null for what is no record
    """

    record: Any


NOTES = ("exception", "change", "claim", "publisher")
"""Kinds of records about the record, which are no answer here; `search` finds them."""
RESULTS = Answer("results", lookup.Result, extra=Whole)


@command(
    "show",
    RESULTS,
    examples="""
moonrace show luna 25
moonrace show saudi arabia
moonrace show falcon heavy --json
moonrace show 20 july 1969
""",
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...", shell_complete=complete_any)
def show(output: Output, words: tuple[str, ...]) -> None:
    """Whatever the words name: a mission, person, country, agency, alliance, programme, treaty, rocket, spacecraft or landing
    place, or a day, month or year.

    WORDS are a name in any script, without quotes; apostrophes may be left out (`change 4`), since a shell takes them for
    quotes. `moonrace WORDS...` does the same unless the first word is a command.
    """
    output.as_page()
    dataset, text = output.dataset, " ".join(words)
    if not text.strip():
        raise BadValue("nothing to look up: give some words")
    found = lookup.look_up(dataset, text)
    if not found.one and (later := lookup.later(dataset, text)):
        raise dataset.not_yet(later)
    if found.one:
        _one(output, found, text)
        return
    from moonrace.cli import wrong

    if tries := wrong.question(dataset, text, with_names=not found.near) or wrong.topic(dataset, text):
        raise NotFound(f"nothing in this record is called '{short(text)}'; try {tries}", name=text)
    if len(found.near) == 1 and output.is_plain_page and lookup.is_in_name(found.near[0], text):
        _one(output, lookup.Found(found.near[0], (), ()), text)
    elif found.near:
        output.show(RESULTS, found.near, "front.results", found.near, text, extras=_whole(output, found.near))
    else:
        _otherwise(output, text, words)


def _one(output: Output, found: lookup.Found, text: str) -> None:
    from moonrace.dates import Moment
    from moonrace.query import missions, sites, timeline

    dataset, one = output.dataset, found.one
    assert one is not None
    record = lookup.record(dataset, one)
    if record is not None:
        output.one(Answer(section_of(one.kind)), record, (text, found), (RESULTS, [one], _whole(output, [one])))
        return
    shape: Any
    page: tuple[Any, ...]
    rows: Sequence[Any]
    if one.kind == "date":
        when = Moment(one.id)
        shape, rows = timeline.Entry, timeline.within(dataset, when)
        page = ("front.period", rows, when)
    elif one.kind == "rocket":
        shape, rows = Answer("missions").shape, missions.missions(dataset, scopes=(), launcher=one.id)
        page = ("front.of_rocket", one, rows)
    else:
        shape = sites.Visit
        rows = sites.at(missions.missions(dataset, scopes=()), lambda place: lookup.is_there(place, one.id))
        page = ("front.of_place", one, rows)
    output.show(RESULTS, [one], *page, flat=(shape, lambda: rows), extras=_whole(output, [one]))


def _whole(output: Output, results: Any) -> list[Whole]:
    """The records of results as JSON; nothing is built where JSON is not asked for."""
    if not output.is_document:
        return []
    from moonrace.export import json

    made = []
    for result in results:
        record = lookup.record(output.dataset, result)
        kind = section_of(result.kind)
        made.append(Whole(json.rows([record], output.dataset, kind)[0] if record is not None else None))
    return made


def _otherwise(output: Output, text: str, words: tuple[str, ...]) -> None:
    """Words that name nothing: the command that the first one may have meant, else what a search finds, else what is near."""
    if error := lookup.misspelt(output.dataset, text):
        raise error
    if command := lookup.side_by_side(output.dataset, text):
        raise NotFound(f"nothing in this record is called '{short(text)}'; try {command}", name=text)
    from moonrace.cli import wrong

    if nearest(words[0], COMMANDS) and not wrong.asks(text):
        typed = [word for word in click.get_current_context().obj or words if word != "show"]
        raise click.UsageError(wrong.command(typed))
    from moonrace.query import search

    every = search.search(output.dataset, text, as_of=output.as_of)
    hits = [hit for hit in every if hit.kind not in NOTES][:20]
    again = f"moonrace search {shlex.quote(text)}"
    if hits:
        page = ("front.passages", hits, text)  # what has no page is shown by the search alone
        results = [
            lookup.Result(
                hit.kind, hit.id, hit.name, f"moonrace {hit.kind} {hit.id}" if hit.kind in COMMANDS else again
            )
            for hit in hits
        ]
        output.show(RESULTS, results, *page, flat=(search.Hit, lambda: hits), extras=_whole(output, results))
        return
    if every:
        raise NotFound(f"nothing in this record is called '{short(text)}'; try {again}", name=text)
    raise lookup.miss(output.dataset, text)
