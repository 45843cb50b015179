"""Questions to a dataset. Every function takes a dataset (or records of one) and returns objects; none prints, none
reads the clock.

Two rules hold everywhere:
- something has happened by a day only when the whole of its date lies before the end of that day (`Moment.is_past`);
- something falls into a period when any of its date may lie in it (`Moment.may_fall`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from moonrace.dataset import Dataset
from moonrace.errors import BadValue
from moonrace.model import Agency, Alliance, Country, Event, EventType, Member, Milestone, Mission, Scope, Source
from moonrace.moment import Moment

SORTS = ("date", "name", "country", "agency", "outcome")


# --- The record as of a past day ---


def as_of(dataset: Dataset, day: Moment) -> Dataset:
    """What had happened by the end of `day`, and what was then planned as far as it had been announced.

    A mission that was neither flown nor announced is not there; one that was still under way has no outcome, no
    samples that had not yet come back, and no summary (a summary knows the end). Members count when they had
    certainly joined and not yet left.
    """
    if dataset.meta.data_date.is_past(day):
        return dataset
    missions = {key: past for key, mission in dataset.missions.items() if (past := _mission_as_of(mission, day))}
    alliances = {key: then for key, alliance in dataset.alliances.items() if (then := _alliance_as_of(alliance, day))}
    milestones = {
        key: milestone._replace(events=events, status=None, status_as_of=None, parties=None)
        for key, milestone in dataset.milestones.items()
        if (events := _events_as_of(milestone.events, day))
    }
    sections = {**dataset.sections, "missions": missions, "alliances": alliances, "milestones": milestones}
    return Dataset(dataset.meta, sections, origins=dataset.origins)


def _events_as_of(events: Iterable[Event], day: Moment) -> tuple[Event, ...]:
    kept = []
    for event in events:
        targets = tuple(target for target in event.targets if target.announced.is_past(day))
        if not event.planned and event.when.is_past(day):
            kept.append(event._replace(targets=targets))
        elif targets:
            kept.append(
                Event(
                    event.type, targets[-1].when, targets[-1].sources, planned=True, title=event.title, targets=targets
                )
            )
    return tuple(kept)


def _mission_as_of(mission: Mission, day: Moment) -> Mission | None:
    events = _events_as_of(mission.events, day)
    if not events:
        return None
    if len(events) == len(mission.events) and not any(event.planned for event in events):
        return mission._replace(events=events)
    flown = any(event.type == "launch" and not event.planned for event in events)
    happened = {event.type for event in events if not event.planned}
    return mission._replace(
        events=events,
        status="in-flight" if flown else "planned",
        status_as_of=day,
        outcome=None,
        outcome_note=None,
        summary="",
        sample_mass_g=mission.sample_mass_g if "return" in happened else None,
        also=(),
    )


def _alliance_as_of(alliance: Alliance, day: Moment) -> Alliance | None:
    events = _events_as_of(alliance.events, day)
    members = tuple(member._replace(left=None) for member in alliance.members if belongs(member, day))
    if not events and not members:
        return None
    places = tuple(place for place in alliance.unidentified if place.when and place.when.is_past(day))
    return alliance._replace(events=events, members=members, unidentified=places)


def belongs(member: Member, day: Moment) -> bool:
    """True when the party had certainly joined by the end of `day` and had not certainly left."""
    return (
        member.joined is not None
        and member.joined.is_past(day)
        and not (member.left is not None and member.left.is_past(day))
    )


# --- Missions ---


def missions(
    dataset: Dataset,
    *,
    scopes: Sequence[str] = ("lunar",),
    agency: str | None = None,
    country: str | None = None,
    programme: str | None = None,
    alliance: str | None = None,
    kinds: Sequence[str] = (),
    outcomes: Sequence[str] = (),
    statuses: Sequence[str] = (),
    crewed: bool | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    sort: str = "date",
    reverse: bool = False,
    limit: int | None = None,
) -> list[Mission]:
    """The missions that fit every filter, in order of date unless `sort` says otherwise.

    `agency`, `country`, `programme` and `alliance` are names in any spelling of the index (NotFound where nothing
    answers). An agency fits that flew the mission or took part; a mission fits an alliance when one of its countries
    is a member state. Of several kinds, outcomes or statuses any one suffices. A mission's date is that of its launch.
    Empty `scopes` mean all.
    """
    agency_id = dataset.find("agencies", agency) if agency else None
    iso2 = dataset.country(country).iso2 if country else None
    programme_id = dataset.find("programmes", programme) if programme else None
    states = {member.country for member in members(dataset.alliance(alliance), "state")} if alliance else None
    found = [
        mission
        for mission in dataset.missions.values()
        if (not scopes or mission.scope in scopes)
        and (agency_id is None or agency_id in (*mission.agencies, *mission.partners))
        and (iso2 is None or iso2 in mission.countries)
        and (programme_id is None or mission.programme == programme_id)
        and (states is None or not states.isdisjoint(mission.countries))
        and (not kinds or not set(kinds).isdisjoint(mission.kinds))
        and (not outcomes or mission.outcome in outcomes)
        and (not statuses or mission.status in statuses)
        and (crewed is None or mission.has_crew == crewed)
        and (
            (since is None and until is None)
            or ((when := date_of(mission)) is not None and when.may_fall(since, until))
        )
    ]
    found.sort(key=_sort_key(sort))
    if reverse:
        found.reverse()
    return found[:limit]


def date_of(mission: Mission) -> Moment | None:
    """The date that a mission goes by: its launch; else, for a plan, what is planned first; else its first event."""
    event = _dating_event(mission)
    return event.when if event else None


def _dating_event(mission: Mission) -> Event | None:
    ahead = (event for event in mission.events if event.planned)
    return mission.first_event("launch") or next(ahead, None) or next(iter(mission.events), None)


def _in_period(dataset: Dataset, event: Event | None, since: Moment | None, until: Moment | None) -> bool:
    if event is None:
        return False
    if event.planned and event.when.earliest is None and until and until.is_past(dataset.meta.data_date):
        return False  # "by 2030" was open to the past only until the record was written
    return event.when.may_fall(since, until)


_NO_DATE = Moment("9998")


def _sort_key(sort: str) -> Callable[[Mission], Any]:
    if sort not in SORTS:
        raise BadValue(f"cannot sort by {sort!r}: choose one of {', '.join(SORTS)}")

    def key(mission: Mission) -> Any:
        field = {
            "name": mission.name,
            "country": mission.countries,
            "agency": mission.agencies,
            "outcome": mission.outcome or "~",
        }
        return field.get(sort, ""), date_of(mission) or _NO_DATE, mission.id

    return key


def carried(dataset: Dataset, mission: Mission) -> list[Mission]:
    """The rovers, probes and other parts that a mission carried."""
    return [part for part in dataset.missions.values() if part.part_of == mission.id]


class Totals(NamedTuple):
    """What the missions of a programme add up to, each counted from the record's own rows.

    launched     missions with a launch that happened
    landed       missions with a soft landing on the Moon
    crewed       missions launched with people
    crewed_landings   missions that landed with people
    samples_g    grams of samples brought back, summed over the missions
    """

    launched: int
    landed: int
    crewed: int
    crewed_landings: int
    samples_g: float


def totals(flown: Iterable[Mission]) -> Totals:
    """The sums over some missions; parts are not counted beside the mission that carried them."""
    whole = [mission for mission in flown if mission.scope != "part"]
    launched = [mission for mission in whole if _happened(mission, "launch")]
    landed = [mission for mission in launched if _happened(mission, "landing")]
    return Totals(
        launched=len(launched),
        landed=len(landed),
        crewed=sum(mission.has_crew for mission in launched),
        crewed_landings=sum(mission.has_crew for mission in landed),
        samples_g=round(sum(mission.sample_mass_g.value for mission in launched if mission.sample_mass_g), 3),
    )


def _happened(mission: Mission, kind: str) -> bool:
    return any(event.type == kind and not event.planned for event in mission.events)


# --- The timeline ---


class Entry(NamedTuple):
    """One line of a timeline: an event and what it belongs to."""

    when: Moment
    type: EventType | str
    title: str
    kind: str
    subject: str
    event: Event

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the event's sources."""
        return self.event.sources


HIGHLIGHTS = frozenset({"landing", "impact", "return", "signed", "in-force", "established", "announced", "paused"})


def is_highlight(mission: Mission | None, event: Event) -> bool:
    """Worth a line in the short timeline: a first; a landing or impact of a lunar mission; a crewed launch or return;
    an instrument.
    """
    if event.first:
        return True
    if mission is None:
        return event.type in HIGHLIGHTS
    if mission.scope != "lunar":
        return False
    if event.type in ("launch", "return"):
        return mission.has_crew or (event.type == "return" and mission.sample_mass_g is not None)
    return event.type == "landing" or (event.type == "impact" and event.attempted == "landing")


def timeline(
    dataset: Dataset,
    chosen: Iterable[Mission],
    *,
    types: Sequence[str] = (),
    since: Moment | None = None,
    until: Moment | None = None,
    everything: bool = False,
    instruments: bool = True,
) -> list[Entry]:
    """Events of the chosen missions, and (with `instruments`) of treaties, alliances and their growth, in order of
    date.

    Without `types` and without `everything` only the highlights. A landing that was tried and failed counts as its
    attempt: the type `landing` finds the crash too.
    """
    entries = [
        Entry(event.when, event.type, _title(mission.name, event), "mission", mission.id, event)
        for mission in chosen
        for event in mission.events
        if (everything or types or is_highlight(mission, event))
    ]
    if instruments:
        entries += [
            Entry(event.when, event.type, _instrument_title(record.name, event), kind, record.id, event)
            for kind, record, event in _instrument_events(dataset)
            if (everything or types or is_highlight(None, event))
        ]
        if everything or types:
            entries += _growth(dataset)
    fitting = [
        entry
        for entry in entries
        if _in_period(dataset, entry.event, since, until)
        and (not types or entry.type in types or entry.event.attempted in types)
    ]
    return sorted(fitting, key=lambda entry: (entry.when, entry.subject, entry.type))


def _instrument_events(dataset: Dataset) -> Iterator[tuple[str, Milestone | Alliance, Event]]:
    """The events of milestones and alliances; what a milestone tells of its alliance is not told twice."""
    told = set()
    for milestone in dataset.milestones.values():
        for event in milestone.events:
            told.add((milestone.alliance, event.type, event.when))
            yield "milestone", milestone, event
    for alliance in dataset.alliances.values():
        for event in alliance.events:
            if (alliance.id, event.type, event.when) not in told:
                yield "alliance", alliance, event


def _growth(dataset: Dataset) -> Iterator[Entry]:
    for alliance in dataset.alliances.values():
        for member in alliance.members:
            for kind, when in (("joined", member.joined), ("left", member.left)):
                if when:
                    verb = "joins" if kind == "joined" else "leaves"
                    event = Event("joined" if kind == "joined" else "left", when, member.sources)
                    yield Entry(
                        when, kind, f"{member.party} {verb} the {alliance.name}", "alliance", alliance.id, event
                    )


VERBS: Mapping[str, str] = {
    "launch": "launched",
    "injection": "leaves for the Moon",
    "flyby": "passes the Moon",
    "orbit-insertion": "enters orbit of the Moon",
    "orbit-departure": "leaves orbit of the Moon",
    "separation": "separates",
    "deployment": "is set down",
    "landing": "lands",
    "impact": "hits the Moon",
    "hop": "hops",
    "eva": "goes outside",
    "liftoff": "lifts off",
    "docking": "docks",
    "reentry": "burns up",
    "return": "returns to Earth",
    "contact-lost": "falls silent",
    "end": "ends",
    "announced": "announced",
    "adopted": "adopted",
    "opened": "opened for signature",
    "signed": "signed",
    "in-force": "enters into force",
    "established": "established",
    "amended": "amended",
    "published": "published",
    "paused": "paused",
    "ended": "ended",
}


def _title(name: str, event: Event) -> str:
    if event.planned and event.type != "milestone":
        told = f"{name}: {event.type.replace('-', ' ')} planned"
    elif event.type == "impact" and event.attempted == "landing":
        told = f"{name} crashes"
    elif event.type == "milestone":
        told = name
    else:
        told = f"{name} {VERBS[event.type]}"
    return f"{told}: {event.title}" if event.title else told


def _instrument_title(name: str, event: Event) -> str:
    if event.title:
        return f"{name}: {event.title}" if event.type == "milestone" else f"{name} {VERBS[event.type]}: {event.title}"
    return name if event.type in ("announced", "published") else f"{name} {VERBS[event.type]}"


# --- Alliances ---


def members(alliance: Alliance, kind: str | None = None) -> list[Member]:
    """Its members now (those who left are not), states first, in order of joining; those whose day is unknown come
    last.
    """
    from moonrace.names import fold

    found = [member for member in alliance.members if member.left is None and (kind is None or member.kind == kind)]
    return sorted(
        found,
        key=lambda member: (member.kind != "state", member.joined or _NO_DATE, member.ordinal or 0, fold(member.party)),
    )


def counts(alliance: Alliance) -> dict[str, int]:
    """How many states and organisations are members, and how many places are taken by parties that are not
    identified.
    """
    now = members(alliance)
    return {
        "state": sum(member.kind == "state" for member in now),
        "organisation": sum(member.kind == "organisation" for member in now),
        "unidentified": len(alliance.unidentified),
    }


def in_both(one: Alliance, other: Alliance) -> list[tuple[Member, Member]]:
    """The states that are members of both, in the order in which they joined the second of the two."""
    others = {member.country: member for member in members(other, "state")}
    pairs = [(member, others[member.country]) for member in members(one, "state") if member.country in others]
    return sorted(pairs, key=lambda pair: max(pair[0].joined or _NO_DATE, pair[1].joined or _NO_DATE))


def memberships(dataset: Dataset, country: Country) -> list[tuple[Alliance, Member]]:
    """What a country, or an organisation seated in it, has joined, states' own memberships first."""
    found = [
        (alliance, member)
        for alliance in dataset.alliances.values()
        for member in alliance.members
        if member.country == country.iso2
    ]
    return sorted(found, key=lambda pair: (pair[1].kind != "state", pair[1].joined or _NO_DATE))


def joined_by(dataset: Dataset, agency: Agency) -> list[tuple[Alliance, Member]]:
    """What an agency or company itself has joined."""
    return [
        (alliance, member)
        for alliance in dataset.alliances.values()
        for member in alliance.members
        if member.agency == agency.id
    ]


# --- Sources ---


def cited(record: Any) -> list[str]:
    """The ids of the sources of a record and all its parts, each once, in the order of the record."""
    return list(dict.fromkeys(_cited(record)))


def _cited(value: Any) -> Iterator[str]:
    if hasattr(value, "_fields"):
        for name, field in zip(value._fields, value, strict=True):
            if name != "sources":
                yield from _cited(field)
        table = getattr(value, "sources", ())
        for keys in table.values() if isinstance(table, Mapping) else (table,):
            yield from keys
    elif isinstance(value, tuple):
        for item in value:
            if not isinstance(item, str):
                yield from _cited(item)


def sources(dataset: Dataset, ids: Iterable[str]) -> list[Source]:
    """The sources of these ids, in their order."""
    return [dataset.sources[key] for key in ids]


def cited_by(dataset: Dataset, source: Source) -> list[tuple[str, Any]]:
    """(section, record) of every record that cites a source."""
    return [
        (kind, record)
        for kind, records in dataset.sections.items()
        if kind != "sources"
        for record in records.values()
        if source.id in _cited(record)
    ]


def any_record(dataset: Dataset, name: str) -> Any:
    """The record of that name, of whatever kind; missions first. Raises NotFound."""
    from moonrace.names import fold

    for kind, records in dataset.sections.items():
        if kind != "sources" and (name in records or fold(name) in dataset.index[kind]):
            return records[dataset.find(kind, name)]
    return dataset.mission(name)


# --- Milestones and counts ---


def milestones(dataset: Dataset, kind: str | None = None) -> list[Milestone]:
    """Treaties, laws and announcements, in order of their first date."""
    found = [one for one in dataset.milestones.values() if kind in (None, one.kind)]
    return sorted(found, key=lambda one: (min((event.when for event in one.events), default=_NO_DATE), one.id))


def count_by_scope(dataset: Dataset) -> dict[str, int]:
    """How many missions stand in the record, by scope."""
    scopes = [mission.scope for mission in dataset.missions.values()]
    return {scope: scopes.count(scope) for scope in get_args(Scope)}


# --- Search ---


class Hit(NamedTuple):
    """A record in which a text was found: its kind, id and name, and the field and passage that holds the text."""

    kind: str
    id: str
    name: str
    field: str
    passage: str


def search(dataset: Dataset, text: str) -> list[Hit]:
    """Every record that holds the literal text, in any script, case and accents aside; one hit a record, names before
    the rest.
    """
    wanted = _plain(text)
    if not wanted.strip():
        return []
    hits = []
    for kind, records in dataset.sections.items():
        for key, record in records.items():
            place = next(
                ((rank, field, passage) for rank, field, passage in _texts(record) if wanted in _plain(passage)), None
            )
            if place:
                hits.append(
                    (place[0], Hit(kind, key, getattr(record, "name", None) or record.title, place[1], place[2]))
                )
    order = list(dataset.sections)
    hits.sort(key=lambda hit: (hit[1].kind == "sources", hit[0], order.index(hit[1].kind), hit[1].id))
    return [hit for _, hit in hits]


def _plain(text: str) -> str:
    import unicodedata

    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _texts(value: Any, field: str = "") -> Iterator[tuple[int, str, str]]:
    """(rank, field, text) of all that a reader may look for: 0 for names, 1 for the rest."""
    if isinstance(value, str):
        yield (
            (0 if field in ("id", "name", "native", "aliases", "abbreviation", "cospar_id", "party") else 1),
            field,
            value,
        )
    elif hasattr(value, "_fields"):
        if isinstance(value, Mission | Agency | Country | Alliance | Milestone):
            yield from (
                (0, name, text)
                for name in ("id", "name", "native", "aliases")
                for _, _, text in _texts(getattr(value, name), name)
            )
        for name, inner in zip(value._fields, value, strict=True):
            if name not in ("sources", "links", "url", "type", "side", "country", "countries", "reason"):
                yield from _texts(inner, field if name == "name" and field else name)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner, field)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner, field)
