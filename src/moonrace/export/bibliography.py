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
    return "\n".join(_entry(one, publisher(dataset, one)) for one in dataset.sources.values())


def _entry(one: Source, name: str) -> str:
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(one, name))
    return f"@misc{{{one.id},\n{fields}}}\n"


def of_record(one: Reference, year: str) -> str:
    """A reference to a record as an entry `@misc` that can be pasted."""
    fields = {
        "author": f"{{{CONTRIBUTORS}}}", "title": f"{{{_latex(one.name)}}}", "howpublished": _latex(one.where), "year": year,
        "note": _latex(one.note),
    }  # fmt: skip
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{moonrace-{one.id},\n{lines}}}"


def _fields(one: Source, name: str) -> Iterator[tuple[str, str]]:
    # Braces within the braces keep the capitals as they are.
    yield "title", f"{{{_latex(one.title)}}}"
    yield "publisher", f"{{{_latex(name)}}}"
    yield "howpublished", f"{{{_latex(name)}}}"  # the field that plain BibTeX prints for @misc
    parts = _date_parts(one.published)
    if parts:
        yield "date", "-".join(f"{part:02}" for part in parts)
        yield "year", f"{parts[0]}"
        if len(parts) > 1:
            yield "month", f"{parts[1]}"
    if one.url:
        yield "url", one.url.translate(_URL)
        yield "urldate", one.read.text
    yield "keywords", one.kind
    if note := _note(one):
        yield "note", _latex(note)


def _latex(text: str) -> str:
    return " ".join(text.translate(_LATEX).split())


def csl(dataset: Dataset, as_of: Moment | None, tick: Tick, *, ascii_only: bool = False) -> str:
    """Every source as an item of CSL JSON, an item a line, by its key in the record."""
    encode = json.JSONEncoder(ensure_ascii=ascii_only).encode
    return "[\n" + ",\n".join(encode(_item(one, publisher(dataset, one))) for one in dataset.sources.values()) + "\n]\n"


def _item(one: Source, name: str) -> Json:
    item: Json = {"id": one.id, "type": _CSL_TYPES[one.kind], "title": one.title, "publisher": name}
    if one.kind == "press":
        item["container-title"] = name
    if one.url:
        item["URL"] = one.url
    if parts := _date_parts(one.published):
        circa = {"circa": True} if one.published and one.published.approximate else {}
        item["issued"] = {"date-parts": [parts], **circa}
    item["accessed"] = {"date-parts": [_date_parts(one.read)]}
    if note := _note(one):
        item["note"] = note
    return item


def _date_parts(when: Moment | None) -> list[int]:
    """Year, month and day as far as they are known; nothing for a date that no bibliography can write."""
    if when is None or when.earliest is None or when.precision in ("range", "span", "not-before", "not-after"):
        return []
    known = {"year": 1, "half": 1, "quarter": 1, "month": 2}.get(when.precision, 3)
    return [when.earliest.year, when.earliest.month, when.earliest.day][:known]


def _note(one: Source) -> str:
    notes = [f"read as {one.via}" if one.via else "", one.note or ""]
    if one.published and (not _date_parts(one.published) or one.published.approximate or one.published.uncertain):
        notes.append(f"published {one.published.speak()}")
    return "; ".join(filter(None, notes))
