"""The sources as a bibliography: BibTeX (as BibLaTeX reads it too) and CSL JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.export.json import Json, Tick
from moonrace.query.citations import CONTRIBUTORS, Reference, publisher
from moonrace.records.documents import Source

_LATEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
_CSL_TYPES = {
    "agency": "webpage",
    "treaty": "treaty",
    "paper": "article",
    "catalogue": "dataset",
    "dataset": "dataset",
    "press": "article-newspaper",
    "reference": "webpage",
}


def bibtex(dataset: Dataset, as_of: Moment | None, tick: Tick, *, ascii_only: bool = False) -> str:
    """Every source as an entry `@misc`, by its key in the record. The publisher is no author, so there is none."""
    return "\n".join(_entry(source, publisher(dataset, source)) for source in dataset.sources.values())


def _entry(source: Source, name: str) -> str:
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(source, name))
    return f"@misc{{{source.id},\n{fields}}}\n"


def of_record(one: Reference, year: str) -> str:
    """A reference to a record as an entry `@misc` that can be pasted."""
    fields = {
        "author": f"{{{CONTRIBUTORS}}}", "title": f"{{{_latex(one.name)}}}", "howpublished": _latex(one.where), "year": year,
        "note": _latex(one.note),
    }  # fmt: skip
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{moonrace-{one.id},\n{lines}}}"


def _fields(source: Source, name: str) -> Iterator[tuple[str, str]]:
    # Braces within the braces keep the capitals as they are.
    yield "title", f"{{{_latex(source.title)}}}"
    yield "publisher", f"{{{_latex(name)}}}"
    yield "howpublished", f"{{{_latex(name)}}}"  # the field that plain BibTeX prints for @misc
    parts = _date_parts(source.published)
    if parts:
        yield "date", "-".join(f"{part:02}" for part in parts)
        yield "year", f"{parts[0]}"
        if len(parts) > 1:
            yield "month", f"{parts[1]}"
    if source.url:
        yield "url", source.url.translate(_URL)
        yield "urldate", source.read.text
    yield "keywords", source.kind
    if note := _note(source):
        yield "note", _latex(note)


def _latex(text: str) -> str:
    return " ".join(text.translate(_LATEX).split())


def csl(dataset: Dataset, as_of: Moment | None, tick: Tick, *, ascii_only: bool = False) -> str:
    """Every source as an item of CSL JSON, an item a line, by its key in the record."""
    encode = json.JSONEncoder(ensure_ascii=ascii_only).encode
    return (
        "[\n"
        + ",\n".join(encode(_item(source, publisher(dataset, source))) for source in dataset.sources.values())
        + "\n]\n"
    )


def _item(source: Source, name: str) -> Json:
    item: Json = {"id": source.id, "type": _CSL_TYPES[source.kind], "title": source.title, "publisher": name}
    if source.kind == "press":
        item["container-title"] = name
    if source.url:
        item["URL"] = source.url
    if parts := _date_parts(source.published):
        circa = {"circa": True} if source.published and source.published.approximate else {}
        item["issued"] = {"date-parts": [parts], **circa}
    item["accessed"] = {"date-parts": [_date_parts(source.read)]}
    if note := _note(source):
        item["note"] = note
    return item


def _date_parts(when: Moment | None) -> list[int]:
    """Year, month and day as far as they are known; empty for a date that a bibliography cannot express."""
    if when is None or when.earliest is None or when.precision in ("range", "span", "not-before", "not-after"):
        return []
    known = {"year": 1, "half": 1, "quarter": 1, "month": 2}.get(when.precision, 3)
    return [when.earliest.year, when.earliest.month, when.earliest.day][:known]


def _note(source: Source) -> str:
    notes = [f"read via {source.via}" if source.via else "", source.note or ""]
    if source.published and (
        not _date_parts(source.published) or source.published.approximate or source.published.uncertain
    ):
        notes.append(f"published {source.published.speak()}")
    return "; ".join(filter(None, notes))
