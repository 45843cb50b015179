"""Groups of states, such as unions, blocs and forums."""

from typing import Literal, NamedTuple

from moonrace.dates import Moment
from moonrace.records.parts import EMPTY, REQUIRED, Discrepancy, Names, SourceTable, Texts

GroupKind = Literal["union", "bloc", "forum", "region"]


class GroupMember(NamedTuple):
    """A state in a group, from the day it joined to the day it left.

    country: ISO 3166-1 alpha-2 code
    joined: when it joined
    left: when it left
    """

    country: str = REQUIRED
    joined: Moment | None = None
    left: Moment | None = None
    sources: Texts = REQUIRED


class Group(NamedTuple):
    """A group of states, with its members.

    name: English name
    kind: what it is
    members: its states, those that left included
    sources: which sources each descriptive field comes from
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = EMPTY
    abbreviation: str | None = None
    aliases: Texts = ()
    kind: GroupKind = REQUIRED
    members: tuple[GroupMember, ...] = REQUIRED
    weak: Texts = ()
    links: Names = EMPTY
    sources: SourceTable = EMPTY
    also: tuple[Discrepancy, ...] = ()
