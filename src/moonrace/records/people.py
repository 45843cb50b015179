"""People who flew to the Moon, or are named for a flight there."""

from typing import NamedTuple

from moonrace.dates import Moment
from moonrace.records.parts import EMPTY, REQUIRED, Discrepancy, Names, Since, SourceTable, Texts


class Person(NamedTuple):
    """Somebody who flew, or is to fly. Crews refer to people by their ids.

    name: the name as print would give it
    country: ISO 3166-1 alpha-2 code of the country that he or she flies for
    agency: id of the agency
    born: date of birth
    died: date of death
    links: addresses of pages about the person
    sources: which sources each descriptive field comes from
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
