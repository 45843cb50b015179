"""People who flew to the Moon, or are named for a flight there."""

from typing import NamedTuple

from moonrace.dates import Moment
from moonrace.records.parts import EMPTY, REQUIRED, Discrepancy, Names, Since, SourceTable, Texts


class Person(NamedTuple):
    """Somebody who flew, or is to fly. Crews refer to people by their ids.

    id: lower-case, hyphens, never changes
    name: the name as print would give it
    native: native names by language tag
    aliases: other names in use
    country: ISO 3166-1 alpha-2 code of the country that he or she flies for
    agency: id of the agency
    born: date of birth
    died: date of death
    history: from when a field has its value, and what it was before
    weak: which of its values rest on encyclopedias or weaker sources only
    links: addresses of pages about the person
    sources: which sources each descriptive field comes from
    also: what other sources say
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = EMPTY
    aliases: Texts = ()
    country: str = REQUIRED
    agency: str | None = None
    born: Moment | None = None
    died: Moment | None = None
    history: tuple[Since, ...] = ()
    weak: Texts = ()
    links: Names = EMPTY
    sources: SourceTable = EMPTY
    also: tuple[Discrepancy, ...] = ()
