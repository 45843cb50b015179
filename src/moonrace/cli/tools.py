"""`search`, `source`, `sources`, `cite`, `changes`, `schema`, `check`, `about`: the record itself, for scripts and papers too."""

from typing import Any, NamedTuple, get_args

import click

from moonrace import __version__
from moonrace.cli import COMMANDS
from moonrace.cli.options import MOMENT, command
from moonrace.cli.output import Answer, Output, hidden
from moonrace.cli.tab import complete, complete_any
from moonrace.dates import Moment
from moonrace.errors import BadData, BadValue, Exit, NotFound, hint, short
from moonrace.loading.problems import Problem
from moonrace.query import citations
from moonrace.query import search as finding
from moonrace.records import SECTIONS, section_of
from moonrace.records.mission import Scope

HITS = Answer("hits", finding.Hit)
SOURCES = Answer("sources", extra=citations.CitedBy)
WEAK = Answer("weak", citations.WeakValue)
REFERENCES = Answer("references", citations.Reference)
CHANGES = Answer("changes")
PROBLEMS = Answer("problems", Problem)


@command(
    "search",
    HITS,
    examples="""
moonrace search lunar base
moonrace search neil armstrong
moonrace search 嫦娥
moonrace search far-side --json
""",
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
def search(output: Output, words: tuple[str, ...]) -> None:
    """Find words anywhere in the record, in any order and script.

    Words may be cut short (`lun bas`); hyphens, accents and capitals do not matter. Names come first, then people, then texts,
    then sources. The exit code is 1 when nothing has all the words.
    """
    text = " ".join(words)
    if not text.strip():
        raise BadValue("nothing to search for: give some letters")
    rows = finding.search(output.dataset, text, as_of=output.as_of)
    if rows or output.format != "table":
        output.show(HITS, rows, "front.hits", rows, text)
    if not rows:
        raise NotFound(f"No match for '{short(text)}'.", near=output.dataset.nearest(text), lead=" Try ")


@command(
    "source",
    SOURCES,
    examples="""
moonrace source gcat-launchlog
moonrace source gcat-landercat --json
""",
)
@click.argument("key", shell_complete=complete("sources"))
def source(output: Output, key: str) -> None:
    """One source: title, publisher, address, the day it was read, and what cites it.

    KEY is its key in the record, as `moonrace sources` lists them.
    """
    dataset = output.dataset
    chosen = dataset.source(key)
    if output.format in (
        "plain",
        "csv",
        "markdown",
    ):  # without what cites it: that takes a walk through the whole record
        output.facts(SOURCES, [chosen])
        return
    citing = citations.cited_by(dataset, chosen)
    extra = citations.CitedBy(tuple(citations.Subject(SECTIONS[kind].singular, one.id) for kind, one in citing))
    output.facts(
        SOURCES, [chosen], "cards.source", chosen, [getattr(one, "name", one.id) for _, one in citing], extras=[extra]
    )


@command(
    "sources",
    SOURCES,
    WEAK,
    examples="""
moonrace sources chang-e-6
moonrace sources --weak
moonrace sources artemis-accords --format csv
moonrace sources --json
""",
)
@click.argument("names", nargs=-1, metavar="[NAME]", shell_complete=complete_any)
@click.option("--weak", is_flag=True, help="Only values for which a better source is wanted.")
def sources(output: Output, names: tuple[str, ...], weak: bool) -> None:
    """The sources of one record, or all of them.

    NAME is that of a mission, person, country, alliance or any other record; those of a country or agency include the sources of
    what it has joined, those of a person the sources of crews. --weak lists the values that rest only on
    encyclopedias or weaker sources.
    """
    dataset = output.dataset
    if weak:
        one = citations.any_record(dataset, " ".join(names)) if names else None
        values = [found for found in citations.weak_values(dataset) if one is None or found.subject.id == one.id]
        output.show(WEAK, values, "lists.weak", values, empty="Every value has a better source.")
        return
    if names:
        rows = citations.sources_of(dataset, citations.any_record(dataset, " ".join(names)))
    else:
        rows = list(dataset.sources.values())
    output.show(SOURCES, rows, "lists.sources", rows, empty="No sources.")


@command(
    "cite",
    REFERENCES,
    examples="""
moonrace cite chang-e-6
moonrace cite apollo 11 --bibtex
moonrace cite artemis-accords --json
""",
)
@click.argument("names", nargs=-1, required=True, metavar="NAME", shell_complete=complete_any)
@click.option("--bibtex", is_flag=True, help="As an entry for BibTeX.")
def cite(output: Output, names: tuple[str, ...], bibtex: bool) -> None:
    """A reference to paste, with the version and the day of the record.

    NAME is that of a mission, person, country, alliance or any other record; `moonrace sources NAME` has what the record rests
    on.
    """
    found = citations.any_record(output.dataset, " ".join(names))
    reference = citations.reference(output.dataset, found, output.as_of)
    if bibtex:
        from moonrace.export import bibliography

        output.text(bibliography.of_record(reference, output.dataset.meta.data_date.text[:4]))
        return
    if output.format == "plain" and output.fields is None:
        output.text(reference.text)
        return
    output.show(REFERENCES, [reference], "lists.reference", reference)


@command(
    "changes",
    CHANGES,
    examples="""
moonrace changes
moonrace changes --since 2026-11
""",
)
@click.option("--since", type=MOMENT, help="From this year, month or day.")
def changes(output: Output, since: Moment | None) -> None:
    """What changed in the record, and when.

    For a corrected fact: what it was, what it is, and who says so. The list is kept with the data.
    """
    output.show(CHANGES, citations.changes(output.dataset, since), empty="Nothing has changed since.")


def answers() -> dict[str, Answer]:
    """Every output of every command, by the key of its rows."""
    from moonrace.cli import root

    context = click.Context(root)
    found: dict[str, Answer] = {}
    for name in COMMANDS:
        for answer in getattr(root.get_command(context, name), "answers", ()):
            if answer.name not in found or answer.more:
                found[answer.name] = answer
    return found


@command(
    "schema",
    examples="""
moonrace schema
moonrace schema missions > missions.schema.json
""",
)
@click.argument("name", required=False)
def schema(output: Output, name: str | None) -> None:
    """The JSON Schema of what a command writes with --json.

    NAME is the key of the rows (missions) or of one record (mission); without it, all names are listed.
    """
    from moonrace.export import json
    from moonrace.export import schema as schemas

    known = answers()
    if name is None:
        click.echo("\n".join(known))
        return
    plural = section_of(name) or name
    if plural not in known:
        raise NotFound(f"no output is called '{short(name)}'; {hint(name, known, '`moonrace schema` lists them')}")
    answer = known[plural]
    click.echo(json.text(schemas.document(*answer)), nl=False)


@command(
    "check",
    PROBLEMS,
    examples="""
moonrace check
moonrace check my-missions.yaml
moonrace check data/ --json
""",
)
@click.argument("path", required=False, type=click.Path())
def check(output: Output, path: str | None) -> int:
    """Check the record, or your own data, against the rules.

    PATH is a file or folder; without it, what --data names. Each problem comes with its file, its line and a way to fix it.
    Nothing is printed when all is well, unless a command hides a name from `moonrace WORDS...`; the exit code is 3 when
    something is wrong. A folder with a section `meta` is checked by itself, anything else together with the record.
    """
    from moonrace import loading

    hides: list[str] = []
    try:
        place, output.data = path or output.data, None
        located = loading.examine(place) if place else None
        found = located.problems if located else loading.check()
        hides = [] if found else hidden(located.dataset if located else loading.load(), COMMANDS)
    except BadData as error:
        found = list(error.problems)
    for line in hides:
        click.echo(f"moonrace: {line}", err=True)
    if found or output.format not in ("table", "plain"):
        output.show(PROBLEMS, found, "lists.problems", found)
    return Exit.BAD_DATA if found else Exit.DONE


CORRECT = "open an issue with the form 'A fact is wrong', or change one line of YAML: see CONTRIBUTING.md"


class About(NamedTuple):
    """What is in the record, and how to cite it.

    title: its title
    version: version of the program
    data_date: the day to which the record was followed
    licence_code: licence of the program
    licence_data: licence of the data
    credit: whom to credit
    cite: how to cite the record
    correct: how to correct it
    """

    title: str
    version: str
    data_date: str
    licence_code: str
    licence_data: str
    credit: str
    cite: str
    correct: str


class Counted(NamedTuple):
    """How many records of a kind there are.

    field: the kind of record
    value: their number
    """

    field: str
    value: str


SCOPES = {scope: f"missions_{scope}" for scope in get_args(Scope)}
COUNTS = {name: f"how many missions of scope {scope} there are" for scope, name in SCOPES.items()}
COUNTS |= {kind: f"how many {kind} there are" for kind in SECTIONS if kind != "missions"}
Numbers: Any = NamedTuple("Numbers", [(name, int) for name in COUNTS])  # type: ignore[misc]
Numbers.__doc__ = "How many records there are: missions by scope, and each other kind.\n\n" + "\n".join(
    f"{name}: {meaning}" for name, meaning in COUNTS.items()
)
ABOUT = Answer("about", About, extra=Numbers)


@command(
    "about",
    ABOUT,
    examples="""
moonrace about
moonrace about --json
""",
)
def about(output: Output) -> None:
    """What is in the record, as of when, and how to cite it.

    Also under which licences, and how to correct it.
    """
    from moonrace.query.missions import count_by_scope

    dataset = output.dataset
    meta = dataset.meta
    numbers = {SCOPES[scope]: number for scope, number in count_by_scope(dataset).items()}
    numbers |= {kind: len(records) for kind, records in dataset.sections.items() if kind != "missions"}
    reference = f"moonrace contributors: {meta.title}. moonrace {__version__}, record of {meta.data_date}."
    row = About(meta.title, __version__, meta.data_date.text, "MIT", meta.licence, meta.credit, reference, CORRECT)
    texts: dict[str, Any] = row._asdict()
    lines = [Counted(name, str(value)) for name, value in (texts | numbers).items()]
    output.show(ABOUT, [row], "cards.about", lines, flat=(Counted, lambda: lines), extras=[Numbers(**numbers)])
