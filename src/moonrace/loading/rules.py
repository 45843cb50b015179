"""What must hold within and between records. Each rule is a small generator of (field, message, fix); `RULES` lists them all."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from typing import Any

from moonrace.dataset import Dataset
from moonrace.dates import read_zone
from moonrace.errors import BadMoment
from moonrace.fields import cited, unsourced, walk
from moonrace.ground import headline, lacks
from moonrace.loading.problems import Problem
from moonrace.loading.reader import Located
from moonrace.loading.yamltree import MAX_PROBLEMS, Node
from moonrace.names import fold, names_of
from moonrace.records import REFERENCES, SECTIONS
from moonrace.records.alliances import Alliance, Member
from moonrace.records.documents import Change, Exemption, Feature, Reading, Source
from moonrace.records.groups import Group
from moonrace.records.mission import Mission
from moonrace.records.parts import Discrepancy, Event, Number, NumberDiscrepancy, Place

Finding = tuple[str, str, str]
Rule = Callable[[Dataset, str, Any], Iterator[Finding]]

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COSPAR = re.compile(r"(\d{4})-\d{3}[A-Z]{0,3}", re.ASCII)


def check(located: Located, unused: bool) -> Iterator[Problem]:
    """Every rule that a record of the located files breaks, in the order of the files.

    `unused` also reports sources that nothing cites.
    """
    found = list(islice(_broken(located, unused), MAX_PROBLEMS))
    files = {file: number for number, (file, _) in enumerate(located.places.values())}
    yield from sorted(found, key=lambda problem: (files[problem.file], problem.line))


def _broken(located: Located, unused: bool) -> Iterator[Problem]:
    dataset = located.dataset
    used: set[str] = set()
    for (kind, key), (file, node) in located.places.items():
        record = dataset.sections[kind].get(key)
        if record is None:
            continue
        used.update(cited(record))
        for rule in RULES:
            for field, message, fix in rule(dataset, kind, record):
                yield Problem(
                    file, line_of(node, field), f"{SECTIONS[kind].singular} {key}", field or None, message, fix or None
                )
    for key in dataset.sources if unused else ():
        if key not in used:
            file, node = located.places["sources", key]
            yield Problem(file, node.line, f"source {key}", None, "nothing cites this source", "cite it or remove it")


def line_of(node: Node, field: str) -> int:
    """The line of a field such as `events[2].place.side`, or of the nearest thing above it."""
    for step in re.findall(r"\w[\w-]*", field):
        value = node.value
        if isinstance(value, dict):
            inner = value.get(step) or next((child for keys, child in value.items() if step in keys.split()), None)
        else:
            # A key may hold what looks like a number and is none: "²", or five thousand nines.
            at = int(step) if step.isdecimal() and len(step) < 10 else -1
            inner = value[at] if isinstance(value, list) and 0 <= at < len(value) else None
        if inner is None:
            break
        node = inner
    return node.line


def _shapes(record: Any) -> Iterator[tuple[str, Any]]:
    """The record and every shape within it, with the path to each."""
    return ((path, value) for path, value in walk(record) if hasattr(value, "_fields"))


def _at(path: str, field: str) -> str:
    return f"{path}.{field}" if path else field


def ids_are_kebab_case(_: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    if not _ID.fullmatch(record.id):
        message = f"the id {record.id!r} is not lower-case ASCII kebab-case"
        yield "", message, "write letters, digits and single hyphens, like chang-e-6"


def names_are_unique(dataset: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    for name in record.aliases if kind == "sources" else names_of(record):
        key = fold(name)
        if not key:
            yield "aliases", f"the name {name!r} has neither letter nor digit", "remove it"
        others = [other for other in dataset.index[kind].get(key, []) if other != record.id]
        if others:
            yield "aliases", f"the name {name!r} is also one of {', '.join(others)}", "leave it to one of them"


def sources_are_known(dataset: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    for path, key in walk(record):
        if isinstance(key, str) and key not in dataset.sources:
            field = re.sub(r"\[\d+\]$", "", path)
            if re.search(r"(^|\.)sources(\.|$)", field):
                yield field, f"no source {key!r}", "add it to the section `sources`, or correct the key"


def values_have_sources(dataset: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    if (kind, record.id) not in dataset.origins:  # a value of your own without a source is marked wherever it is shown
        for path in unsourced(record):
            in_table = (
                path in record._fields
                and isinstance(getattr(record, "sources", None), dict)
                and not hasattr(getattr(record, path), "sources")
            )
            yield (
                path,
                "no source",
                f"name {path!r} in the record's table `sources`" if in_table else "sources: [key, key]",
            )
    if not isinstance(getattr(record, "sources", None), dict):
        return
    for field, keys in record.sources.items():
        if not keys:
            yield f"sources.{field}", "no source", "name at least one"
        if field not in record._fields or field == "sources":
            yield f"sources.{field}", f"{field!r} is not a field", "name fields of this record"
        elif not getattr(record, field):
            yield f"sources.{field}", f"sources for {field!r}, which the record does not have", "remove it"


def references_lead_somewhere(dataset: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    for path, part in _shapes(record):
        for field in part._fields:
            value, at = getattr(part, field), _at(path, field)
            target = kind if field == "successor" else REFERENCES.get(field)
            if field == "members" and kind == "agencies":
                target = "countries"
            for key in (value if isinstance(value, tuple) else (value,)) if value else ():
                if target == "countries" and field != "successor":
                    if (country := dataset.country_of(key)) is None or country.iso2 != key:
                        message = f"{key!r} is no alpha-2 code of a country in the record"
                        yield at, message, "correct it, or add the country"
                elif target and field != "sources" and key not in dataset.sections[target]:
                    yield at, f"no {SECTIONS[target].singular} has the id {key!r}", "add it, or correct the id"


def changes_name_records(dataset: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    if isinstance(record, Change):
        for number, key in enumerate(record.records):
            if not any(key in records for records in dataset.sections.values()):
                yield f"records[{number}]", f"no record has the id {key!r}", "correct the id"


def events_are_in_order(_: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    events: tuple[Event, ...] = getattr(record, "events", ())
    for number, (before, after) in enumerate(pairwise(events), 1):
        if after.when.is_over_before(before.when):
            message = f"{after.when} comes before the event above it, {before.when}"
            yield f"events[{number}].when", message, "put the events in order of time"


def events_fit_their_kind(dataset: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    today = dataset.meta.data_date.latest
    for number, event in enumerate(getattr(record, "events", ())):
        at = f"events[{number}]"
        if event.type == "milestone" and not event.title:
            yield at, "a milestone without a title", "title: a few words"
        if not event.planned and event.when.earliest and today and event.when.earliest >= today:
            yield f"{at}.when", f"{event.when} lies after the data date", "planned: true"
        elif not event.planned and not event.when.is_past(dataset.meta.data_date):
            message = f"{event.when} is not over on the data date, {dataset.meta.data_date}"
            yield f"{at}.when", message, f"say by when it had happened: [..{dataset.meta.data_date}]"
        if event.first and event.first.endswith("."):
            yield f"{at}.first", "a claim ends without a full stop", "take the full stop away"
        if event.zone:
            try:
                read_zone(event.zone)
            except BadMoment as error:
                yield f"{at}.zone", str(error), ""
            if not event.when.is_instant:
                yield f"{at}.zone", "a zone needs a time of day", "take the zone away"
        for one, other in enumerate(event.also):
            if other.when is None and other.place is None:
                yield f"{at}.also[{one}]", "it says neither when nor where", "when: … or place: …"


def targets_tell_a_history(dataset: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    for number, event in enumerate(getattr(record, "events", ())):
        at = f"events[{number}].targets"
        for one, target in enumerate(event.targets):
            if not target.announced.is_past(dataset.meta.data_date):
                message = f"{target.announced} is not over on the data date, {dataset.meta.data_date}"
                yield f"{at}[{one}].announced", message, f"say by when it was announced: [..{dataset.meta.data_date}]"
        for one, (before, after) in enumerate(pairwise(event.targets), 1):
            if after.announced.is_over_before(before.announced):
                yield f"{at}[{one}].announced", "announced before the target above it", "put the oldest first"
        if event.planned and event.targets and event.targets[-1].when != event.when:
            message = f"the last target is {event.targets[-1].when}, the plan is {event.when}"
            yield at, message, "make them the same"


def places_are_on_the_moon(_: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    for path, part in _shapes(record):
        if (
            isinstance(part, Event)
            and part.planned
            and part.place
            and part.place.is_located
            and part.place.basis != "target"
        ):
            yield f"{path}.place.basis", "the place of a plan is its target", "basis: target"
        if not isinstance(part, (Place, Feature)):
            continue
        if (part.latitude is None) != (part.longitude is None):
            yield path, "one coordinate without the other", "give both or none"
        elif part.latitude is not None and part.longitude is not None:
            side = "near" if abs(part.longitude) <= 90 else "far"
            if not (-90 <= part.latitude <= 90 and -180 <= part.longitude <= 180):
                yield path, "coordinates out of range", "latitude -90..90, longitude -180..180, east positive"
            elif isinstance(part, Place) and part.side not in (None, side):
                message = f"longitude {part.longitude} is not on the {part.side} side"
                yield f"{path}.side", message, "correct one of them"


def missions_are_whole(_: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    if not isinstance(record, Mission):
        return
    if record.cospar_id:
        found, launch = _COSPAR.fullmatch(record.cospar_id), record.first_event("launch")
        if not found:
            yield "cospar_id", f"{record.cospar_id!r} is not a COSPAR id", "write it like 1966-006A"
        elif launch and launch.when.earliest and launch.when.earliest.year != int(found[1]):
            message = f"{record.cospar_id} is not of the launch year {launch.when.earliest.year}"
            yield "cospar_id", message, "correct one of them"
    if record.has_ended and record.outcome is None and record.scope != "part":
        yield "outcome", f"{record.status} without an outcome", "outcome: success, partial or failure"
    if record.outcome in ("partial", "failure") and record.outcome_note is None:
        yield "outcome_note", f"{record.outcome} without a reason", "outcome_note: one sentence"
    for number, seat in enumerate(record.crew):
        if not seat.name or not seat.country:
            yield f"crew[{number}]", "nobody is named", "person: the id of a person, or name: … and country: XX"
    if record.scope == "part" and record.part_of is None:
        yield "part_of", "a part without a carrier", "part_of: the id of the mission that carried it"


def members_join_before_they_leave(_: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    if not isinstance(record, Alliance):
        return
    taken = [member.ordinal for member in record.members] + [place.ordinal for place in record.unidentified]
    ordinals = Counter(number for number in taken if number is not None)
    parties: Counter[tuple[str, str | None]] = Counter((one.party, one.country) for one in record.members)
    for number, member in enumerate(record.members):
        at = f"members[{number}]"
        if member.left and member.joined and member.left.is_over_before(member.joined):
            yield f"{at}.left", "left before it joined", "correct one of them"
        if member.kind == "state" and member.country is None:
            yield f"{at}.country", "a state without its alpha-2 code", "country: XX"
        if member.ordinal is not None and ordinals[member.ordinal] > 1:
            yield f"{at}.ordinal", f"two members are number {member.ordinal}", "correct one, or leave it out"
        if parties[member.party, member.country] > 1:
            yield f"{at}.party", f"{member.party!r} appears twice", "keep one"


def states_join_a_group_before_they_leave(_: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    if not isinstance(record, Group):
        return
    now = Counter(member.country for member in record.members if member.left is None)
    for number, member in enumerate(record.members):
        at = f"members[{number}]"
        if member.left and member.joined and member.left.is_over_before(member.joined):
            yield f"{at}.left", "left before it joined", "correct one of them"
        if member.left is None and now[member.country] > 1:
            yield f"{at}.country", f"{member.country!r} appears twice", "keep one, or say when it left"


def discrepancies_say_something(_: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    for number, other in enumerate(getattr(record, "also", ())):
        at = f"also[{number}]"
        if other.field is None or other.value is None:
            yield at, "what others say of a record names its field and their value", "field: … and value: …"
        elif other.field not in record._fields:
            yield f"{at}.field", f"{other.field!r} is not a field", "name a field of this record"
    for path, part in _shapes(record):
        for number, other in enumerate(part.also if isinstance(part, Member) else ()):
            if other.value is None and other.when is None:
                yield (
                    f"{path}.also[{number}]",
                    "what others say of a member is a date or a value",
                    "when: … or value: …",
                )
        size = part.value if isinstance(part, Number) else part.diameter_km if isinstance(part, Feature) else None
        if size is not None and size <= 0:
            yield path, f"{size} is not above zero", "leave the field out where nothing is known"
        if isinstance(part, (Discrepancy, NumberDiscrepancy)) and len(part.why) > 200:
            yield f"{path}.why", "longer than one line", "say it in 200 characters"


def sources_can_be_opened(_: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    if not isinstance(record, Source):
        return
    if record.url is None and record.via is None and record.copy is None:
        yield "", "neither a url nor via nor a copy", "say where it was read"
    if record.copy is not None and record.via is None:
        yield "via", "the copy that was read is not named", "via: name it in words"
    if record.standing is not None and record.standing_note is None:
        yield "standing_note", "another standing than the publisher's", "standing_note: say why"
    for field in ("url", "copy"):
        address = getattr(record, field)
        if address is not None and not re.fullmatch(r"https?://[^\s/]+\S*", address):
            yield field, f"{address!r} is not an address", "write it whole, with https://"
    if record.read.precision != "day":
        yield "read", f"{record.read} is not a day", "write the day on which it was read"
    if record.published and record.read.is_over_before(record.published):
        yield "read", "read before it was published", "correct one of them"


def readings_are_of_cited_sources(dataset: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    if not isinstance(record, Reading):
        return
    found = [records[record.record] for records in dataset.sections.values() if record.record in records]
    if not found:
        yield "record", f"no record has the id {record.record!r}", "correct the id"
    elif not any(record.source in cited(one) for one in found):
        yield "source", f"{record.record} does not cite {record.source!r}", "cite it there, or take the reading out"


def headline_values_have_ground(dataset: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    """Checked only if the record has a section `exceptions`."""
    if kind not in ("missions", "alliances") or not dataset.exceptions or (kind, record.id) in dataset.origins:
        return
    excepted = {one.field for one in dataset.exceptions.values() if one.record == record.id}
    for name, sources, uncertain in headline(record):
        lacking = "" if uncertain else lacks(dataset.sections, sources)
        if lacking and name not in excepted:
            yield "events", f"{name} lacks {lacking}", "find one, or add it to the section `exceptions`"
        elif name in excepted and not lacking:
            yield "events", f"{name} needs no exception any more", "remove it from the section `exceptions`"


def exceptions_name_values(dataset: Dataset, kind: str, record: Any) -> Iterator[Finding]:
    if isinstance(record, Exemption):
        found = dataset.missions.get(record.record) or dataset.alliances.get(record.record)
        if found is None or record.field not in [name for name, _, _ in headline(found)]:
            yield "field", f"{record.record} has no headline value {record.field!r}", "correct it or remove it"


RULES: tuple[Rule, ...] = (
    ids_are_kebab_case,
    names_are_unique,
    sources_are_known,
    values_have_sources,
    references_lead_somewhere,
    changes_name_records,
    events_are_in_order,
    events_fit_their_kind,
    targets_tell_a_history,
    places_are_on_the_moon,
    missions_are_whole,
    members_join_before_they_leave,
    states_join_a_group_before_they_leave,
    discrepancies_say_something,
    sources_can_be_opened,
    readings_are_of_cited_sources,
    headline_values_have_ground,
    exceptions_name_values,
)
