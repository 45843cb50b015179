"""The sources of a record, the records that cite a source, and references to a record."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from moonrace import __version__, ground
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.fields import cited, walk
from moonrace.records import SECTIONS
from moonrace.records.documents import Change, Source
from moonrace.records.parties import Agency, Country
from moonrace.records.parts import Texts
from moonrace.records.people import Person


class Subject(NamedTuple):
    """Which record something belongs to.

    kind: kind of record
    id: its id
    """

    kind: str
    id: str


class CitedBy(NamedTuple):
    """What a page about a source adds to it.

    cited_by: the records that cite it
    """

    cited_by: tuple[Subject, ...]


class WeakValue(NamedTuple):
    """A value that rests on encyclopedias or weaker sources only.

    subject: the record that it belongs to
    name: name of the record
    path: the value, as a path: `summary`, `events[2].targets[0]`
    value: the value itself
    """

    subject: Subject
    name: str
    path: str
    value: str
    sources: Texts


CONTRIBUTORS = "moonrace contributors"


class Reference(NamedTuple):
    """A reference to a record that can be pasted.

    id: id of the record
    name: its name
    fact: what it is, in a sentence or two; null where the record has none
    where: the work that it is in
    note: the version, the day of the record, its last correction, the day that was asked for, the user's own data, the licence
    text: the reference
    """

    id: str
    name: str
    fact: str | None
    where: str
    note: str
    text: str


def sources(dataset: Dataset, ids: Iterable[str]) -> list[Source]:
    """The sources of these ids, strongest first."""
    return sorted((dataset.sources[key] for key in ids), key=lambda one: _rank(dataset, one))


def sources_of(dataset: Dataset, record: Any) -> list[Source]:
    """The sources of a record, and of what other records say of it: what a country or an agency has joined, in whose crews a
    person is; strongest first.
    """
    from moonrace.query import membership, people

    keys = cited(record)
    if isinstance(record, Country):
        keys += [key for joined in membership.memberships(dataset, record) for key in cited(joined.member)]
    elif isinstance(record, Agency):
        keys += [key for joined in membership.joined_by(dataset, record) for key in cited(joined.member)]
    elif isinstance(record, Person):
        keys += [key for mission in people.missions_of(dataset, record) for key in mission.sources.get("crew", ())]
    return sources(dataset, dict.fromkeys(keys))


def _rank(dataset: Dataset, source: Source) -> int:
    return ground.ORDER.index(ground.standing(dataset.sections, source))


def publisher(dataset: Dataset, source: Source) -> str:
    """The name of a source's publisher."""
    known = dataset.publishers.get(source.publisher)
    return known.name if known else source.publisher


def publishers(dataset: Dataset, keys: Iterable[str]) -> list[str]:
    """The names of those who publish these sources, each once, the strongest first."""
    found: dict[str, int] = {}
    for key in keys:
        if key in dataset.sources:
            source = dataset.sources[key]
            rank, name = _rank(dataset, source), publisher(dataset, source)
            found[name] = min(rank, found.get(name, rank))
    return sorted(found, key=lambda name: found[name])


def weak_values(dataset: Dataset) -> list[WeakValue]:
    """Every value of the record that only weak sources support, in the order of the record."""
    found = []
    for kind, records in dataset.sections.items():
        for record in records.values():
            wanted = set(getattr(record, "weak", ()))
            for path, value in walk(record) if wanted else ():
                if path in wanted:
                    keys = getattr(value, "sources", None) or record.sources.get(path, ())
                    found.append(
                        WeakValue(Subject(SECTIONS[kind].singular, record.id), record.name, path, _said(value), keys)
                    )
    return found


def _said(value: Any) -> str:
    """A value in a few words: the date or number of a part, or the text itself."""
    for field in ("when", "value", "joined", "name", "party", "country"):
        if (inner := getattr(value, field, None)) is not None:
            kind = getattr(value, "type", None)
            return f"{kind} {inner}" if kind else str(inner)
    return " ".join(value) if isinstance(value, tuple) else str(value)


def cited_by(dataset: Dataset, source: Source) -> list[tuple[str, Any]]:
    """(section, record) of every record that cites a source."""
    return [
        (kind, record)
        for kind, records in dataset.sections.items()
        if kind != "sources"
        for record in records.values()
        if source.id in cited(record)
    ]


def changes(dataset: Dataset, since: Moment | None = None) -> list[Change]:
    """What changed in the record, oldest first; with `since`, from that day on."""
    found = [one for one in dataset.changes.values() if one.when.may_fall(since, None)]
    return sorted(found, key=lambda one: (one.when, one.id))


def any_record(dataset: Dataset, name: str) -> Any:
    """The record of that name, of whatever kind; missions first. Raises NotFound."""
    from moonrace.names import fold

    for kind, section in SECTIONS.items():
        if section.has_pages and (name in dataset.sections[kind] or fold(name) in dataset.index[kind]):
            return dataset.sections[kind][dataset.find(kind, name)]
    return dataset.mission(name)


def reference(dataset: Dataset, record: Any, as_of: Moment | None = None) -> Reference:
    """A reference to a record: with the version, the day of the record, its last correction, and the day that was asked for. It
    says so if the user's own data changed the record.
    """
    meta = dataset.meta
    last = max((one.when for one in dataset.whole.changes.values()), default=None)
    corrected = f", corrected to {last}" if last and last > meta.data_date else ""
    origin = next((origin for (_, key), origin in dataset.origins.items() if key == record.id), None)
    own = f", with data of {origin.file}, which is not part of the record" if origin else ""
    note = f"moonrace {__version__}, record of {meta.data_date}{corrected}, as of {as_of or meta.data_date}{own}. {meta.licence}"
    text = f'"{record.name}", in: {CONTRIBUTORS}, {meta.title}. {note}.'
    return Reference(record.id, record.name, getattr(record, "summary", None), meta.title, note, text)
