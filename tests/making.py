"""Records made on the spot, for tests that need one thing exactly so."""

from collections.abc import Iterable, Sequence
from datetime import UTC
from io import StringIO
from typing import Any

from rich.console import Console, RenderableType

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.records.alliances import Member
from moonrace.records.mission import Mission
from moonrace.records.parts import Event, Place, Seat, Since, Target
from moonrace.render.page import Page


def event(kind: Any, when: str, **more: Any) -> Event:
    """An event of the day `when`, from the source `report`."""
    return Event(kind, Moment(when), **({"sources": ("report",)} | more))


def target(announced: str, when: str, by: str | None = "NASA") -> Target:
    """An announced date."""
    return Target(Moment(announced), Moment(when), by, sources=("report",))


def since(field: str, day: str, value: str | None = None, before: str | None = None) -> Since:
    """What a record's `history` says of a field: from when it has this value, and what it was before."""
    return Since(field, value, before, Moment(day), ("report",))


def at(latitude: float, longitude: float, **more: Any) -> Place:
    """A place on the Moon."""
    return Place(latitude=latitude, longitude=longitude, **more)


def mission(key: str, *events: Event, **more: Any) -> Mission:
    """A lunar mission that has ended, flown by nobody unless `more` says so."""
    given: dict[str, Any] = {"name": key.title(), "scope": "lunar", "kinds": ("orbiter",), "summary": ""}
    given["crewed"] = bool(more.get("crew"))  # as the reader has it
    return Mission(**{"id": key, "status": "ended", "sources": {}, "events": events} | given | more)


def member(party: str, joined: str | None = None, **more: Any) -> Member:
    """A state that signed, on a day or on one that is not known."""
    given: dict[str, Any] = {"kind": "state", "instrument": "signature", "sources": ("report",)}
    return Member(**{"party": party, "joined": Moment(joined) if joined else None} | given | more)


def crew(*people: str) -> tuple[Seat, ...]:
    """People as `name/role`."""
    return tuple(Seat(name, role=role, country="US") for name, _, role in (one.partition("/") for one in people))


def ids(records: Iterable[Any]) -> list[str]:
    """The ids of some records, in their order."""
    return [record.id for record in records]


def replaced(dataset: Dataset, section: str, records: Sequence[Any], **more: Any) -> Dataset:
    """The dataset with these records as the whole of a section."""
    return Dataset(dataset.meta, {**dataset.sections, section: {one.id: one for one in records}}, **more)


def changed(dataset: Dataset, section: str, *records: Any) -> Dataset:
    """The dataset with these records in it, instead of those of the same id."""
    return replaced(dataset, section, [*({**dataset.sections[section], **{one.id: one for one in records}}).values()])


def page(dataset: Dataset, width: int = 80, **more: Any) -> Page:
    """A page of ASCII characters with times in UTC."""
    return Page(dataset, width, **{"zone": UTC, "unicode": False, **more})


def drawn(what: RenderableType, width: int = 80) -> str:
    """What a terminal of that width shows, without colour and without spaces at the ends of lines."""
    console = Console(file=StringIO(), width=width, color_system=None, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(what)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def on_page(at: Page, what: RenderableType) -> list[str]:
    """The lines of a page."""
    return drawn(what, at.width).split("\n")


def shown(dataset: Dataset, draw: Any, *given: Any, width: int = 80, **more: Any) -> str:
    """What a page says that `draw` makes of what is given."""
    at = page(dataset, width, **more)
    return "\n".join(on_page(at, draw(at, *given)))
