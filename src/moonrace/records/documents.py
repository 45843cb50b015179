"""Treaties and laws, features of the Moon, and the records that say where the other records come from: exceptions, claims,
changes, publishers, sources and readings.
"""

from typing import Literal, NamedTuple

from moonrace.dates import Moment
from moonrace.records.parts import EMPTY, REQUIRED, Discrepancy, Event, Names, Number, Since, SourceTable, Texts

MilestoneKind = Literal["treaty", "law", "directive", "memorandum", "agreement", "decision", "announcement", "report"]
MilestoneStatus = Literal["in-force", "signed", "ended", "done"]
ChangeKind = Literal["added", "corrected", "removed"]
Standing = Literal["primary", "scholarly", "catalogue", "press", "encyclopedia", "other"]
SourceKind = Literal["agency", "treaty", "paper", "catalogue", "dataset", "press", "reference"]


class Milestone(NamedTuple):
    """A treaty, law, directive, decision or announcement.

    name: English name
    kind: what it is
    countries: ISO 3166-1 alpha-2 codes of the states concerned
    agencies: ids of the agencies concerned
    alliance: id of the alliance that it led to
    parties: how many parties it has
    events: what happened, in order of time
    sources: which sources each descriptive field comes from
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = EMPTY
    aliases: Texts = ()
    kind: MilestoneKind = REQUIRED
    countries: Texts = ()
    agencies: Texts = ()
    alliance: str | None = None
    summary: str | None = REQUIRED
    status: MilestoneStatus | None = None
    status_as_of: Moment | None = None
    parties: Number | None = None
    events: tuple[Event, ...] = REQUIRED
    history: tuple[Since, ...] = ()
    weak: Texts = ()
    links: Names = EMPTY
    sources: SourceTable = REQUIRED
    also: tuple[Discrepancy, ...] = ()


class Feature(NamedTuple):
    """A named plain of the Moon, for maps. Positions and sizes are those of the IAU Gazetteer of Planetary Nomenclature.

    name: Latin name
    latitude: degrees of its centre, north positive
    longitude: degrees of its centre, east positive, -180 to 180
    diameter_km: diameter, in kilometres
    round: false where a circle of that size would misrepresent it
    aliases: other names in use, the one in English first
    """

    id: str = REQUIRED
    name: str = REQUIRED
    latitude: float = REQUIRED
    longitude: float = REQUIRED
    diameter_km: float = REQUIRED
    round: bool = True
    aliases: Texts = ()
    sources: Texts = REQUIRED


class Change(NamedTuple):
    """Something that changed in the record.

    when: the day on which it changed
    kind: what was done
    text: one sentence: what it was, what it is, who says so
    records: ids of the records that changed, of any kind
    """

    id: str = REQUIRED
    when: Moment = REQUIRED
    kind: ChangeKind = REQUIRED
    text: str = REQUIRED
    records: Texts = ()


class Exemption(NamedTuple):
    """A headline value for which no strong source, or no second one, was found.

    record: id of the record
    field: the value: `landing 1966-02-03T18:45:30Z`, `… place`, `crew`, `sample_mass_g`, `member XX`
    looked: what was looked for, and where
    """

    id: str = REQUIRED
    record: str = REQUIRED
    field: str = REQUIRED
    looked: str = REQUIRED


class Claim(NamedTuple):
    """A number of missions to the Moon that somebody has printed.

    count: the number
    by: who printed it
    when: when it was printed
    rule: what they say they count
    printed: the words in which they say it
    """

    id: str = REQUIRED
    count: int = REQUIRED  # type: ignore[assignment]  # a tuple has a method of that name
    by: str = REQUIRED
    when: Moment = REQUIRED
    rule: str = REQUIRED
    printed: str = REQUIRED
    sources: Texts = REQUIRED


class Publisher(NamedTuple):
    """Who publishes sources.

    name: short name, as print would give it
    country: ISO 3166-1 alpha-2 code
    sites: its own domains
    standing: whose word it is: the actor's own, a scholar's, a kept catalogue's, the press's, an encyclopedia's, another's
    """

    id: str = REQUIRED
    name: str = REQUIRED
    country: str | None = None
    sites: Texts = ()
    standing: Standing = REQUIRED


class Source(NamedTuple):
    """Something that one of us has read.

    title: its title, as the source itself has it
    aliases: ids that it had before
    publisher: who wrote the text: the id of a publisher, or in data of your own a name
    kind: what it is
    standing: what its word is worth, where it differs from that of its publisher
    standing_note: why it differs
    url: address at its publisher
    published: when it was published, as precise as the source says
    read: the day on which it was read
    via: which copy was read, if it was a copy
    copy: address of the copy that was read, for audits
    derived_from: id of the source whose text it repeats
    """

    id: str = REQUIRED
    title: str = REQUIRED
    aliases: Texts = ()
    publisher: str = REQUIRED
    kind: SourceKind = REQUIRED
    standing: Standing | None = None
    standing_note: str | None = None
    url: str | None = None
    published: Moment | None = None
    read: Moment = REQUIRED
    via: str | None = None
    copy: str | None = None
    derived_from: str | None = None
    note: str | None = None


class Reading(NamedTuple):
    """The words in which a source states a value.

    record: id of the record
    field: what is stated: a field, the type of an event, `place` or `target` of one, or `member XX`
    source: id of the source
    printed: the few words or digits of the source
    """

    id: str = REQUIRED
    record: str = REQUIRED
    field: str = REQUIRED
    source: str = REQUIRED
    printed: str = REQUIRED
