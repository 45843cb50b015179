"""`schema`, `cite`, `changes`: for scripts and for papers."""

import click

from moonrace import __version__, query
from moonrace.cli.output import MOMENT, Output, command
from moonrace.errors import NotFound
from moonrace.moment import Moment


@command(
    "schema",
    examples="""
moonrace schema
moonrace schema missions > missions.schema.json
""",
)
@click.argument("name", required=False)
def schema(output: Output, name: str | None) -> None:
    """The JSON Schema of an output.

    NAME is the key under which the rows stand, such as missions; without it, the names there are.
    """
    import json

    from moonrace.export import schema as schemas

    if name is None:
        click.echo("\n".join(schemas.ROWS))
        return
    if name not in schemas.ROWS:
        from difflib import get_close_matches

        near = get_close_matches(name, schemas.ROWS, n=1)
        hint = f"did you mean {near[0]}?" if near else "`moonrace schema` lists them"
        raise NotFound(f"no output is called '{name[:60]}'; {hint}")
    click.echo(json.dumps(schemas.document(name), indent=2))


@command(
    "cite",
    examples="""
moonrace cite chang-e-6
moonrace cite artemis-accords --json
""",
)
@click.argument("name", nargs=-1, required=True)
def cite(output: Output, name: tuple[str, ...]) -> None:
    """A reference that can be pasted, with the day of the record and the version.

    NAME is that of a mission, alliance, agency, country, programme or milestone.
    """
    dataset = output.dataset
    found = query.any_record(dataset, " ".join(name))
    day = output.as_of.text if output.as_of else dataset.meta.data_date.text
    text = (
        f'"{found.name}", in: moonrace contributors, {dataset.meta.title}. '
        f"moonrace {__version__}, record of {dataset.meta.data_date.text}, as of {day}. {dataset.meta.licence}."
    )
    if output.format == "plain":
        output.say(text)
        return
    output.show(
        "references",
        json=lambda jsonout: [{"id": found.id, "name": found.name, "text": text}],
        sheet=lambda sheets: sheets.Sheet(("id", "name", "text"), [(found.id, found.name, text)]),
        table=lambda render, page: render.lists.paragraph(text),
    )


@command(
    "changes",
    examples="""
moonrace changes
moonrace changes --since 2026-11
""",
)
@click.option("--since", type=MOMENT, help="From this year, month or day on.")
def changes(output: Output, since: Moment | None) -> None:
    """What changed in the record, and when.

    Corrected facts say what they were, what they are, and who says so; the list is kept with the data.
    """
    found = query.changes(output.dataset, since)
    output.show(
        "changes",
        json=lambda jsonout: [jsonout.change(one) for one in found],
        sheet=lambda sheets: sheets.changes(found),
        table=lambda render, page: render.lists.changes(page, found),
        empty=None if found else "nothing has changed since",
    )
