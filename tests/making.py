"""Records made on the spot, for tests that need one thing exactly so."""

from collections.abc import Sequence
from io import StringIO
from typing import Any

from rich.console import Console, RenderableType

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.records.mission import Mission
from moonrace.records.parts import Event, Person, Place, Target
from moonrace.render.page import Page


def event(kind: Any, when: str, **more: Any) -> Event:
    """An event of the day `when`, from the source `report`."""
    return Event(kind, Moment(when), **({"sources": ("report",)} | more))


def target(announced: str, when: str, by: str | None = "NASA") -> Target:
    """An announced date."""
    return Target(Moment(announced), Moment(when), by, sources=("report",))


def at(latitude: float, longitude: float, **more: Any) -> Place:
    """A place on the Moon."""
    return Place(latitude=latitude, longitude=longitude, **more)


def mission(key: str, *events: Event, **more: Any) -> Mission:
    """A lunar mission that was completed, of nobody unless told."""
    given: dict[str, Any] = {"name": key.title(), "scope": "lunar", "kinds": ("orbiter",), "summary": ""}
    return Mission(**{"id": key, "status": "completed", "sources": {}, "events": events} | given | more)


def crew(*told: str) -> tuple[Person, ...]:
    """People as `name/role`."""
    return tuple(Person(name, role=role, country="US") for name, _, role in (one.partition("/") for one in told))


def replaced(dataset: Dataset, section: str, records: Sequence[Any], **more: Any) -> Dataset:
    """The dataset with these records as the whole of a section."""
    return Dataset(dataset.meta, {**dataset.sections, section: {one.id: one for one in records}}, **more)


def drawn(what: RenderableType, width: int = 80) -> str:
    """What a terminal of that width shows, without colour and without spaces at the ends of lines."""
    console = Console(file=StringIO(), width=width, color_system=None, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(what)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def on_page(page: Page, what: RenderableType) -> list[str]:
    """The lines of a page."""
    return drawn(what, page.width).split("\n")
