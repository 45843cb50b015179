"""The record in memory, and finding things in it by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from moonrace.errors import NotFound, short
from moonrace.records import LINKS, SECTIONS
from moonrace.records.parts import Frozen

if TYPE_CHECKING:
    from moonrace.loading.problems import Origin
    from moonrace.names import Door, Index
    from moonrace.records.alliances import Alliance
    from moonrace.records.documents import Change, Claim, Exemption, Feature, Milestone, Publisher, Reading, Source
    from moonrace.records.groups import Group
    from moonrace.records.meta import Meta
    from moonrace.records.mission import Mission
    from moonrace.records.parties import Agency, Country, Programme
    from moonrace.records.people import Person

T = TypeVar("T")


class Records(Mapping[str, T]):
    """Records of one kind by id, each built when it is first asked for, so that one look-up does not pay for all.

    `read_places` returns where each record is found, when that is first needed; `make` builds the record of a place.
    """

    def __init__(self, read_places: Callable[[], Mapping[str, Any]], make: Callable[[Any], T]) -> None:
        self._read_places = read_places
        self._make = make
        self._made: dict[str, T] = {}

    @cached_property
    def _places(self) -> Mapping[str, Any]:
        return self._read_places()

    def __getitem__(self, key: str) -> T:
        if key not in self._made:
            self._made[key] = self._make(self._places[key])
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __reduce__(self) -> tuple[Any, ...]:
        return Frozen, (dict(self),)


def links_of(sections: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """For each of `LINKS`, what it points to and the ids of the missions that point there, in the order of the missions.

    Under `flown` are those that were launched to reach the Moon, by each of their countries and agencies, and under
    `flown success`, `flown partial`, `flown failure` and `flown under way` these by outcome; under `went` all but parts that were
    launched, and under `ahead` those that are planned. Under `joined` are the alliances, by the countries and agencies of their
    members, past ones too, and under `seat` the agencies by country.
    """
    links: dict[str, dict[str, list[str]]] = {field: {} for field in LINKS}

    def put(field: str, target: str, key: str) -> None:
        links.setdefault(field, {}).setdefault(target, []).append(key)

    for key, mission in sections["missions"].items():
        for field in LINKS:
            value = getattr(mission, field)
            targets = (
                [seat.person for seat in value] if field == "crew" else value if isinstance(value, tuple) else [value]
            )
            for target in filter(None, targets):
                put(field, target, key)
        kinds = ["flown", f"flown {mission.outcome or 'under way'}"] if mission.is_flown else []
        if mission.scope not in ("part", "context"):
            kinds += ["went"] if mission.happened("launch") else ["ahead"] if mission.status == "planned" else []
        for target in (*mission.countries, *mission.agencies):
            for kind in kinds:
                put(kind, target, key)
    for key, alliance in sections["alliances"].items():
        for target in dict.fromkeys(
            party for member in alliance.members for party in (member.country, member.agency) if party
        ):
            put("joined", target, key)
    for key, agency in sections["agencies"].items():
        if agency.country:
            put("seat", agency.country, key)
    return links


class Dataset:
    """The whole record. Sections are mappings from id to record; `mission("CE-6")` and similar methods find a record by any
    name.

    `origins` holds the origin of each record that the user's own data changed or added, by (section, id). `whole` is the record
    of today; it differs from this one if this is the record of a past day.
    """

    missions: Mapping[str, Mission]
    people: Mapping[str, Person]
    agencies: Mapping[str, Agency]
    countries: Mapping[str, Country]
    programmes: Mapping[str, Programme]
    alliances: Mapping[str, Alliance]
    groups: Mapping[str, Group]
    milestones: Mapping[str, Milestone]
    features: Mapping[str, Feature]
    exceptions: Mapping[str, Exemption]
    claims: Mapping[str, Claim]
    changes: Mapping[str, Change]
    publishers: Mapping[str, Publisher]
    sources: Mapping[str, Source]
    readings: Mapping[str, Reading]

    def __init__(
        self,
        meta: Meta,
        sections: Mapping[str, Mapping[str, Any]],
        index: Callable[[], Index] | None = None,
        origins: Mapping[tuple[str, str], Origin] | None = None,
        links: Callable[[], Mapping[str, Mapping[str, list[str]]]] | None = None,
        whole: Dataset | None = None,
        door: Callable[[], Door] | None = None,
    ) -> None:
        self.meta = meta
        self.sections = sections
        for kind in SECTIONS:
            setattr(self, kind, sections[kind])
        self.origins: Mapping[tuple[str, str], Origin] = Frozen(origins or {})
        self._make_index = index
        self._make_links = links
        self._make_door = door
        self._whole = whole

    def __setattr__(self, name: str, value: object) -> None:
        if name in self.__dict__ and name[0] != "_":
            raise AttributeError("a dataset never changes: load another")
        object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[Any, ...]:
        sections = Frozen((kind, Frozen(records)) for kind, records in self.sections.items())
        return Dataset, (self.meta, sections, None, self.origins, None, self._whole)

    @property
    def whole(self) -> Dataset:
        """The record of today, also if this is the record of a past day."""
        return self._whole or self

    @cached_property
    def index(self) -> Index:
        """The name index, built or read when a name is first looked up."""
        if self._make_index:
            return self._make_index()
        from moonrace import names

        return names.build(self.sections)

    @cached_property
    def door(self) -> Door:
        """The index of every name of everything that has a page, for look-ups that name no kind of record."""
        if self._make_door:
            return self._make_door()
        from moonrace import names

        return names.door(self.sections)

    @cached_property
    def _links(self) -> Mapping[str, Mapping[str, list[str]]]:
        return self._make_links() if self._make_links else links_of(self.sections)

    def linked(self, field: str, target: str) -> tuple[str, ...]:
        """The ids of the missions whose `field` (one of `LINKS`) is or holds `target`, without a walk through all missions.

        `field` can also be one of the other links of `links_of`: with `flown`, these are the missions of a country or agency
        that were launched; with `joined`, the alliances that it, or an organisation seated in it, has been a member of.
        """
        return tuple(self._links.get(field, {}).get(target, ()))

    def mission(self, name: str) -> Mission:
        """The mission of that name, in any spelling of the index. Raises NotFound."""
        return self.missions[self.find("missions", name)]

    def person(self, name: str) -> Person:
        """The person of that name. Raises NotFound."""
        return self.people[self.find("people", name)]

    def agency(self, name: str) -> Agency:
        """The agency or company of that name. Raises NotFound."""
        return self.agencies[self.find("agencies", name)]

    def country(self, name: str) -> Country:
        """The country of that name or ISO code. Raises NotFound."""
        return self.countries[self.find("countries", name)]

    def programme(self, name: str) -> Programme:
        """The programme of that name. Raises NotFound."""
        return self.programmes[self.find("programmes", name)]

    def alliance(self, name: str) -> Alliance:
        """The alliance of that name. Raises NotFound."""
        return self.alliances[self.find("alliances", name)]

    def group(self, name: str) -> Group:
        """The group of states of that name. Raises NotFound."""
        return self.groups[self.find("groups", name)]

    def milestone(self, name: str) -> Milestone:
        """The treaty, law or announcement of that name. Raises NotFound."""
        return self.milestones[self.find("milestones", name)]

    def source(self, name: str) -> Source:
        """The source of that key. Raises NotFound."""
        return self.sources[self.find("sources", name)]

    def country_of(self, iso2: str) -> Country | None:
        """The country with an alpha-2 code that the data uses, or None."""
        ids = self.index["countries"].get(iso2.casefold())
        return self.countries[ids[0]] if ids else None

    def knows(self, kind: str, name: str) -> bool:
        """True if exactly one record of a kind has that name."""
        return len(self._matches(kind, name)) == 1

    def _matches(self, kind: str, name: str) -> list[str]:
        if name in self.sections[kind]:
            return [name]
        from moonrace.names import fold, names_of, splits_no_number  # not needed, and not imported, for an exact id

        ids = self.index[kind].get(fold(name), [])
        return [key for key in ids if splits_no_number(name, names_of(self.sections[kind][key]))]

    def find(self, kind: str, name: str) -> str:
        """The id of the one record of a kind that has that name. Raises NotFound, with what may have been meant."""
        ids = self._matches(kind, name)
        if not ids and kind == "alliances":
            ids = self._akin(kind, name)
        if len(ids) == 1:
            return ids[0]
        singular = SECTIONS[kind].singular
        if ids:
            raise NotFound(
                f"'{short(name)}' names more than one {singular}",
                name=name,
                kind=singular,
                near=tuple((singular, key) for key in ids),
            )
        raise self._miss(kind, name)

    def _akin(self, kind: str, name: str) -> list[str]:
        """The records with a name that begins or ends with these words. There are few alliances, so `artemis` says enough."""
        from moonrace.names import fold, names_of

        def has(words: list[str]) -> bool:
            return any(
                fold(" ".join(part)) == fold(name) for at in range(1, len(words)) for part in (words[:at], words[at:])
            )

        return [key for key, one in self.sections[kind].items() if any(has(known.split()) for known in names_of(one))]

    def _miss(self, kind: str, name: str) -> NotFound:
        from moonrace.names import fold

        singular = SECTIONS[kind].singular
        message = f"no {singular} in this record is called '{short(name)}'"
        if self._whole and self._whole.knows(kind, name):
            return self.not_yet(self._whole.sections[kind][self._whole.find(kind, name)])
        for other, section in SECTIONS.items():
            if section.has_pages and other != kind and (elsewhere := self.index[other].get(fold(name))):
                article = "an" if section.singular[0] in "a" else "a"
                message += f"; {elsewhere[0]} is {article} {section.singular}"
                return NotFound(message, name=name, kind=singular, near=((section.singular, elsewhere[0]),), lead=": ")
        return NotFound(message, name=name, kind=singular, near=self.nearest(name, kind))

    def not_yet(self, record: Any) -> NotFound:
        """The error for a record of today that does not exist yet as of the day of this dataset."""
        from moonrace.as_of import first_day

        first = first_day(self.whole, record)
        since = f"; the record has it from {first} on" if first else ""
        return NotFound(f"{record.id} is not in the record as of that date{since}")

    def nearest(self, name: str, kind: str | None = None) -> tuple[tuple[str, str], ...]:
        """At most three records that a misspelt name may mean, nearest first, each as its kind (`mission`) and its id.

        Records of other kinds than `kind` rank a little lower. If no name has the numbers that were typed, names without
        numbers are tried.
        """
        from moonrace.names import begins_a_word, fold, names_of, suggest

        kinds = [one for one, section in SECTIONS.items() if section.has_pages]
        kinds = kinds if kind in (None, *kinds) else [str(kind)]
        letters = "".join(char for char in fold(name) if not char.isdigit())
        for wanted, exact in ((name, False), (letters if len(letters) > 3 else "", True)):
            found: dict[tuple[str, str], float] = {}
            for one in kinds:
                for key, likeness in suggest(self.index[one], wanted).items():
                    if not exact or (likeness >= 0.9 and not any(map(str.isdigit, key))):
                        for record in self.index[one][key]:
                            if (part := fold(wanted)) in key and not any(
                                begins_a_word(name, part) for name in names_of(self.sections[one][record])
                            ):
                                continue
                            place = SECTIONS[one].singular, record
                            found[place] = max(found.get(place, 0), likeness - (0.05 if kind not in (None, one) else 0))
            best = max(found.values(), default=0)
            near = sorted((place for place in found if found[place] > best - 0.1), key=lambda place: -found[place])
            if near:
                return tuple(near[:3])
        return ()
