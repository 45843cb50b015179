"""How well values are sourced: what their sources are worth, and how many independent origins they have.

A headline value is one that a reader would quote: what happened on the way to the Moon and back, where, who was aboard, how
much was brought back, who joined. It should have a strong source and two of separate origin, unless it is marked uncertain. A
value is weak if all its sources are encyclopedias or less.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from moonrace.fields import walk
from moonrace.records.documents import Source

ORDER = ("primary", "scholarly", "catalogue", "press", "encyclopedia", "other")
"""The standings, strongest first."""
STRONG = ("primary", "scholarly", "catalogue")
WEAK = ("encyclopedia", "other")
EVENTS = ("launch", "flyby", "orbit-insertion", "landing", "impact", "liftoff", "return")
"""Events that are headline values."""

Sections = Mapping[str, Mapping[str, Any]]


def standing(sections: Sections, source: Source) -> str:
    """What a source is worth: its own standing, else that of its publisher; `other` if neither is known."""
    known = sections["publishers"].get(source.publisher)
    return source.standing or (known.standing if known else "other")


def is_weak(sections: Sections, keys: Collection[str]) -> bool:
    """True where there are sources and all of them are encyclopedias or less."""
    known = sections["sources"]
    return bool(keys) and all(key not in known or standing(sections, known[key]) in WEAK for key in keys)


def grader(sections: Sections) -> Callable[[str], str]:
    """A function that returns the standing of a source by its id."""
    known = {key: standing(sections, source) for key, source in sections["sources"].items()}
    return lambda key: known.get(key, "other")


def sourced(record: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(path, sources) of each value of a record: fields, and parts such as `events[2].targets[0]`. What other sources say,
    and from when a value holds, are not among them.
    """
    if isinstance(record.sources, Mapping):
        yield from record.sources.items()
    for path, part in walk(record):
        if path and hasattr(part, "_fields") and ".also" not in f".{path}" and not path.startswith("history"):
            yield path, getattr(part, "sources", ())


def weak(record: Any, grade: Callable[[str], str]) -> Iterator[str]:
    """The paths of the values of a record that only weak sources support."""
    for path, keys in sourced(record):
        if keys and all(grade(key) in WEAK for key in keys):
            yield path


def regraded(sections: Sections, record: Any) -> Any:
    """The record with its weak values found again. Needed after its members were filtered or sorted."""
    return _marked(record, tuple(weak(record, grader(sections))))


def graded(sections: Sections) -> dict[str, Mapping[str, Any]]:
    """The sections with the weak values of each record filled in."""
    grade = grader(sections)
    found: dict[str, Mapping[str, Any]] = {}
    for kind, records in sections.items():
        if any("weak" not in record._fields for record in records.values()):
            found[kind] = records
            continue
        found[kind] = {key: _marked(one, tuple(weak(one, grade))) for key, one in records.items()}
    return found


def _marked(record: Any, paths: tuple[str, ...]) -> Any:
    """The record with the paths of its weak values; members among them are marked."""
    if any(hasattr(member, "weak") for member in getattr(record, "members", ())):
        members = (one._replace(weak=f"members[{number}]" in paths) for number, one in enumerate(record.members))
        record = record._replace(members=tuple(members))
    return record if record.weak == paths else record._replace(weak=paths)


def headline(record: Any) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """(name, sources, uncertain) of each headline value of a mission or alliance."""
    for event in getattr(record, "events", ()) if hasattr(record, "sample_mass_g") else ():
        if event.type in EVENTS and not event.planned:
            yield f"{event.type} {event.when}", event.sources, event.when.uncertain
            if event.type in ("landing", "impact") and event.place and event.place.is_located:
                yield f"{event.type} {event.when} place", event.place.sources, event.when.uncertain
    if getattr(record, "crew", ()):
        yield "crew", record.sources.get("crew", ()), False
    if getattr(record, "sample_mass_g", None):
        yield "sample_mass_g", record.sample_mass_g.sources, False
    if record.id in ("artemis-accords", "ilrs"):
        for member in getattr(record, "members", ()):
            if member.kind == "state":
                yield f"member {member.country}", member.sources, False


def lacks(sections: Sections, keys: tuple[str, ...]) -> str:
    """What the sources of a headline value lack, in words; empty if nothing."""
    sources = [sections["sources"][key] for key in keys if key in sections["sources"]]
    lacking = [] if any(standing(sections, source) in STRONG for source in sources) else ["a strong source"]
    lacking += (
        []
        if len({source.derived_from or source.id for source in sources}) > 1
        else ["a second source of another origin"]
    )
    return " and ".join(lacking)
