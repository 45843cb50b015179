"""Pictures for a slide or a page, drawn with matplotlib, which is imported nowhere else and only when one is asked for.

A picture gets what the page of the same view gets, and is found by the name of that page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from moonrace.errors import BadValue

if TYPE_CHECKING:
    from moonrace.dataset import Dataset
    from moonrace.dates import Moment


class Picture(NamedTuple):
    """A view that has a picture: what people type for it, and `module.function` in this package."""

    view: str
    function: str


PICTURES = {
    "maps.overview": Picture("map", "moon.overview"),
    "maps.close_up": Picture("map", "moon.close_up"),
    "signatories.whole": Picture("signatories", "alliances.growth"),
    "signatories.some": Picture("signatories", "alliances.growth"),
    "signatories.by_year": Picture("signatories", "alliances.growth"),
    "charts.slips": Picture("slips MISSION", "slips.slips"),
    "charts.gantt": Picture("timeline --gantt", "gantt.gantt"),
}
NO_PICTURE = {
    "timeline": "add --gantt to draw one",
    "slips": "name a mission to draw one",
    "signatories": "leave out --both, --neither and --by region to draw one",
}
"""What to do where a page of a command with a picture has none."""
ENDINGS = (".png", ".svg", ".pdf")
INSTALL = 'pip install "moonrace[pictures]"'
SIZE = (1280, 720)
LEAST, MOST = (600, 340), (4096, 4096)
"""Pixels, across and down. In less there is no room for a title, a picture and its sources in text that one can read."""


def read_size(text: str) -> tuple[int, int]:
    """`1280x720` as two numbers. Raises BadValue for what is no size, or too small or large a one."""
    across, by, down = text.casefold().replace("×", "x").partition("x")
    if not (by and across.isascii() and across.isdigit() and down.isascii() and down.isdigit()):
        raise BadValue(f"{text[:30]!r} is not a size: write it like 1280x720")
    least, most = ("x".join(map(str, bound)) for bound in (LEAST, MOST))
    size = (int(across[:9]), int(down[:9]))
    if any(not low <= one <= high for low, one, high in zip(LEAST, size, MOST, strict=True)):
        raise BadValue(f"{text[:30]} is not a size that a picture can have: from {least} to {most}")
    return size


def draw(
    page: str,
    arguments: tuple[Any, ...],
    dataset: Dataset,
    *,
    ending: str,
    as_of: Moment | None = None,
    chosen: str = "",
    left_out: str = "",
    size: tuple[int, int] = SIZE,
    theme: str = "light",
) -> bytes:
    """The picture of a page as a file of that ending; the same for the same record and the same matplotlib.

    `chosen` says in words what the rows were chosen by, and `left_out` what more there is. Raises BadValue without matplotlib,
    with the command that installs it.
    """
    import logging

    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells of its folders while it is imported
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise BadValue(f"pictures are drawn with matplotlib, which is not installed: {INSTALL}") from None
    from importlib import import_module

    from moonrace.pictures.style import Canvas, settings

    module, _, name = PICTURES[page].function.partition(".")
    with settings():
        canvas = Canvas(dataset, size, theme, as_of=as_of, chosen=chosen, left_out=left_out)
        getattr(import_module(f"moonrace.pictures.{module}"), name)(canvas, *arguments)
        return canvas.file(ending)
