"""`search`, `source`, `sources`, `check`, `about`: the record itself."""

from collections.abc import Iterable
from typing import Any

import click

from moonrace import __version__, query
from moonrace.cli.output import Output, command, complete
from moonrace.dataset import SINGULAR, Dataset
from moonrace.errors import BadData, BadValue, Exit, NotFound


@command(
    "search",
    examples="""
moonrace search "south pole"
moonrace search 嫦娥
moonrace search Armstrong --json
""",
)
@click.argument("text")
def search(output: Output, text: str) -> None:
    """Find a text in names, summaries, sites and people.

    TEXT is taken literally, in any script; case and accents do not matter. Exit code 1 when nothing holds it.
    """
    if not text.strip():
        raise BadValue("nothing to search for: give some letters")
    found = query.search(output.dataset, text)
    output.show(
        "hits",
        json=lambda jsonout: [jsonout.hit(one) for one in found],
        sheet=lambda sheets: sheets.hits(found),
        table=lambda render, page: render.lists.hits(page, found, text),
    )
    if not found:
        raise NotFound(f"nothing in the record holds '{text[:60]}'")


@command(
    "source",
    examples="""
moonrace source gcat-launchlog
moonrace source gcat-landercat --json
""",
)
@click.argument("key", shell_complete=complete("sources"))
def source(output: Output, key: str) -> None:
    """One source, and what cites it.

    Title, publisher, address, when it was read. KEY is its key in the record.
    """
    dataset = output.dataset
    chosen = dataset.source(key)

    def cited_by() -> Iterable[tuple[str, Any]]:  # by no plain answer: it walks through the whole record
        return query.cited_by(dataset, chosen)

    output.show(
        "sources",
        json=lambda jsonout: [
            {**jsonout.source(chosen), "cited_by": [{"kind": SINGULAR[kind], "id": one.id} for kind, one in cited_by()]}
        ],
        sheet=lambda sheets: sheets.facts([chosen], output.zone),
        table=lambda render, page: render.cards.source(page, chosen, [(kind, one.name) for kind, one in cited_by()]),
    )


@command(
    "sources",
    examples="""
moonrace sources chang-e-6
moonrace sources artemis-accords --format csv
moonrace sources --json
""",
)
@click.argument("name", required=False)
def sources(output: Output, name: str | None) -> None:
    """The bibliography of a record, or all of it.

    NAME is that of a mission, alliance, agency, country or milestone.
    """
    dataset = output.dataset
    chosen = query.sources(dataset, query.cited(query.any_record(dataset, name)) if name else dataset.sources)
    output.show(
        "sources",
        json=lambda jsonout: [jsonout.source(one) for one in chosen],
        sheet=lambda sheets: sheets.sources(chosen),
        table=lambda render, page: render.lists.sources(page, chosen),
    )


@command(
    "check",
    examples="""
moonrace check
moonrace check my-missions.yaml
moonrace check data/ --json
""",
)
@click.argument("path", required=False, type=click.Path())
def check(output: Output, path: str | None) -> int:
    """Check the data by its rules: the shipped record, or yours.

    PATH is a file or folder; what is wrong comes with file, line and how to mend it. Silent when all is well; exit
    code 3 when something is wrong. A folder with a section `meta` is checked by itself, anything else laid over the
    shipped record.
    """
    from moonrace import record

    try:
        found = record.examine(path).problems if path else record.check()
    except BadData as error:
        found = list(error.problems)
    if found or output.format in ("json", "csv"):
        output.show(
            "problems",
            json=lambda jsonout: [
                {
                    name: value or None if name in ("record", "field", "mend") else value
                    for name, value in one._asdict().items()
                }
                for one in found
            ],
            sheet=lambda sheets: sheets.problems(found),
            table=lambda render, page: render.lists.problems(page, found),
        )
    return Exit.BAD_DATA if found else Exit.DONE


CORRECT = "open an issue with the form 'A fact is wrong', or mend one line of YAML: see CONTRIBUTING.md"


@command(
    "about",
    examples="""
moonrace about
moonrace about --json
""",
)
def about(output: Output) -> None:
    """What is in the record, as of when, and how to cite it.

    Also under which licences, and how to correct it.
    """
    dataset = output.dataset
    facts = _facts(dataset)
    output.show(
        "about",
        json=lambda jsonout: [dict(facts)],
        sheet=lambda sheets: sheets.Sheet(("field", "value"), [(name, str(value)) for name, value in facts]),
        table=lambda render, page: render.cards.about(page, [(name, str(value)) for name, value in facts]),
    )


def _facts(dataset: Dataset) -> list[tuple[str, str | int]]:
    meta, scopes = dataset.meta, query.count_by_scope(dataset)
    return [
        ("title", meta.title),
        ("version", __version__),
        ("data_date", meta.data_date.text),
        *((f"missions_{scope}", number) for scope, number in scopes.items()),
        *((kind, len(records)) for kind, records in dataset.sections.items() if kind != "missions"),
        ("licence_code", "MIT"),
        ("licence_data", meta.licence),
        ("credit", meta.credit),
        ("cite", f"moonrace contributors: {meta.title}. moonrace {__version__}, record of {meta.data_date.text}."),
        ("correct", CORRECT),
    ]
