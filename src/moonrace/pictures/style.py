"""What every picture is drawn with: a canvas, its palette, labels that cover nothing, and the bytes of the file."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from html import escape
from math import ceil, hypot
from os.path import basename
from typing import Any, Literal, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import Polygon

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import clean
from moonrace.ground import WEAK, grader
from moonrace.query.citations import publishers

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Form = Literal["landing", "part", "impact", "failure"]
FORMS: dict[Form, tuple[str, int]] = {"landing": ("o", 0), "part": ("o", 0), "impact": ("v", 1), "failure": ("X", 2)}
"""The marker of each form, and which colour of the theme it has: never the colour alone."""

SMALL, LARGE = 9.0, 16.0
"""Points of text at 1280 x 720: no text is smaller than SMALL in a picture of any size."""
UNIT = 100
"""Units of the canvas in an inch: pixels, in a picture of 1280 x 720 or less."""
LINE = 16.0
"""Units from one line of small text to the next."""
FURTHER = (13, 27, 43, 62, 84)
"""Units by which a label may stand further off than beside its spot: the last ones only in a small, crowded picture."""
EDGE = 16.0
"""Units left free around a picture."""


class Theme(NamedTuple):
    """Colours: `marks` differ in lightness too, so that they survive grey print and each kind of colour blindness."""

    paper: str
    ink: str
    grey: str
    rule: str
    disc: str
    mare: str
    marks: tuple[str, str, str]


THEMES = {
    "light": Theme("#ffffff", "#1a1d21", "#565e69", "#cdd2d8", "#eef0f3", "#dde1e6", ("#02154e", "#6d14b3", "#ba6c1d")),
    "dark": Theme("#12161d", "#eef1f5", "#a6afbb", "#3a4250", "#1c222c", "#2a3140", ("#e6fffd", "#a75cdb", "#faa94a")),
}
FONT = "DejaVu Sans"  # matplotlib brings it along


@contextmanager
def settings() -> Iterator[None]:
    """Matplotlib as it comes, whatever the user has set for it, with its own copy of its font."""
    own = {**mpl.rcParamsDefault, "font.family": [FONT], "text.parse_math": False, "svg.fonttype": "none"}
    own |= {"svg.hashsalt": "moonrace", "pdf.fonttype": 42, "path.simplify": False}
    own = {name: value for name, value in own.items() if not name.startswith("backend")}
    shipped = mpl.get_data_path()
    fonts = font_manager.fontManager.ttflist
    before = fonts[:]
    fonts.sort(key=lambda one: not one.fname.startswith(shipped))  # of equal fonts the first is taken
    try:
        with mpl.rc_context(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            mpl.rcParams.update(own)
            yield
    finally:
        fonts[:] = before


@cache
def _characters() -> frozenset[int]:
    path = font_manager.findfont(font_manager.FontProperties(family=[FONT]))
    return frozenset(font_manager.get_font(path).get_charmap())


def drawable(name: str, otherwise: str = "") -> str:
    """A name on one line as the font can show it; `otherwise` (an id, which is always ASCII) where it lacks a character."""
    name = clean(name if len(name) <= 80 else name[:79] + "…")
    known = _characters()
    return (
        name
        if all(ord(letter) in known for letter in name)
        else clean(otherwise) or name.encode("ascii", "replace").decode()
    )


def _away(spot: Point, box: Box) -> float:
    """How far a spot is from a box; 0 inside it."""
    return hypot(max(box[0] - spot[0], 0, spot[0] - box[2]), max(box[1] - spot[1], 0, spot[1] - box[3]))


class Canvas:
    """A sheet with the origin at the upper left, in units of a hundredth of an inch: text of 9 points stays readable at any
    size, a smaller picture has fewer labels. `title` and `description` are what a screen reader says.
    """

    def __init__(
        self, dataset: Dataset, size: tuple[int, int], theme: str, *, as_of: Moment | None = None, chosen: str = "",
        left_out: str = "",
    ) -> None:  # fmt: skip
        self.dataset, self.as_of, self.chosen, self.left_out = dataset, as_of, drawable(chosen), left_out
        self.today = as_of if as_of and as_of.is_past(dataset.meta.data_date) else dataset.meta.data_date
        self.theme, self.size = THEMES[theme], size
        self.dpi = UNIT * max(1.0, min(size[0] / 1280, size[1] / 720))
        self.across, self.down = (one * UNIT / self.dpi for one in size)
        self.wide = self.across >= 900 and self.down >= 500
        self.area: Box = (EDGE, EDGE, self.across - EDGE, self.down - EDGE)
        self.taken = np.zeros((ceil(self.down), ceil(self.across)), bool)
        self.title = self.description = ""
        self._standing = grader(dataset.sections)
        self.figure = Figure(figsize=((size[0] + 0.01) / self.dpi, (size[1] + 0.01) / self.dpi), dpi=self.dpi)
        self.figure.set_facecolor(self.theme.paper)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set(xlim=(0, self.across), ylim=(self.down, 0))
        self.renderer = FigureCanvasAgg(self.figure).get_renderer()  # type: ignore[no-untyped-call]
        self._widths: dict[tuple[str, float, bool], float] = {}

    # --- What is drawn

    def width(self, text: str, size: float = SMALL, bold: bool = False) -> float:
        """How wide a text is, in units."""
        key = (text, size, bold)
        if key not in self._widths:
            font = font_manager.FontProperties(family=[FONT], size=size, weight="bold" if bold else "normal")
            across, _, _ = self.renderer.get_text_width_height_descent(text, font, False)
            self._widths[key] = across * UNIT / self.dpi
        return self._widths[key]

    def fit(self, text: str, room: float, size: float = SMALL, bold: bool = False) -> str:
        """The text, with an ellipsis where it is too long for its room."""
        text = clean(text)
        if self.width(text[:400], size, bold) <= room and len(text) <= 400:
            return text
        kept = text[:400]
        while kept and self.width(kept + "…", size, bold) > room:
            kept = kept[:-1]
        return kept.rstrip() + "…"

    def wrap(self, words: Sequence[str], room: float, most: int, gap: str = " ") -> list[str]:
        """The words on at most so many lines, as many as fit."""
        lines = [""]
        for word in words:
            longer = f"{lines[-1]}{gap}{word}" if lines[-1] else word
            if self.width(longer) <= room or not lines[-1]:
                lines[-1] = longer
            elif len(lines) < most:
                lines.append(word)
            else:
                lines[-1] = self.fit(f"{longer}…", room)
                break
        return [self.fit(line, room) for line in lines]

    def text(
        self, x: float, y: float, text: str, *, size: float = SMALL, colour: str = "", bold: bool = False, at: float = 0.0,
        ground: bool = False,
    ) -> Box:  # fmt: skip
        """A line of text with its middle at `y`, and its share `at` of the width at `x`; with `ground` no line shows through.
        Returns the place that it takes.
        """
        wide = self.width(text, size, bold)
        box = (x - at * wide, y - size * 0.8, x + (1 - at) * wide, y + size * 0.8)
        if text:
            font: dict[str, Any] = {"fontsize": size, "fontweight": "bold" if bold else "normal"}
            if ground:
                font["bbox"] = {"facecolor": self.theme.paper, "edgecolor": "none", "pad": 0.5}
            self.axes.text(
                box[0], y + size * 0.5, text, ha="left", va="baseline", color=colour or self.theme.ink, **font
            )
            self.take(box)
        return box

    def line(self, points: Iterable[Point], colour: str, width: float = 1.0, dashes: Any = "-", z: float = 2) -> None:
        """A line through points; its width in points."""
        x, y = zip(*points, strict=True)
        self.axes.add_line(
            Line2D(x, y, color=colour, linewidth=width, linestyle=dashes, zorder=z, solid_capstyle="butt")
        )

    def shape(
        self, points: Iterable[Point], fill: str = "none", edge: str = "none", dashes: Any = "-", z: float = 1
    ) -> None:
        """A closed shape."""
        self.axes.add_patch(
            Polygon([*points], facecolor=fill, edgecolor=edge, linestyle=dashes, linewidth=1.2, zorder=z, closed=True)
        )

    def marks(
        self, points: Sequence[Point], form: Form, *, hollow: bool = False, size: float = 7.0, z: float = 5
    ) -> None:
        """Markers of one form, with their places taken; hollow ones for what is not sure."""
        sign, colour = FORMS[form][0], self.theme.marks[FORMS[form][1]]
        half = form == "part"
        style = MarkerStyle(sign, fillstyle="none" if hollow else "bottom" if half else "full")
        x, y = zip(*points, strict=True)
        self.axes.add_line(
            Line2D(
                x, y, linestyle="none", marker=style, markersize=size, color=colour, zorder=z,
                markerfacecoloralt=self.theme.paper if half else colour,
                markeredgecolor=colour if hollow or half else self.theme.paper, markeredgewidth=1.3 if hollow or half else 0.6,
            )
        )  # fmt: skip
        for across, down in points:
            self.take((across - size * 0.7, down - size * 0.7, across + size * 0.7, down + size * 0.7))

    # --- What is free

    def _cells(self, box: Box) -> tuple[slice, slice]:
        left, top, right, bottom = (max(0, value) for value in box)
        return slice(int(top), ceil(bottom)), slice(int(left), ceil(right))

    def take(self, box: Box) -> None:
        """Nothing more is to be written there."""
        self.taken[self._cells(box)] = True

    def is_free(self, box: Box, within: Box) -> bool:
        """True where nothing is written and the box lies within another."""
        inside = box[0] >= within[0] and box[1] >= within[1] and box[2] <= within[2] and box[3] <= within[3]
        return inside and not self.taken[self._cells(box)].any()

    def label(
        self,
        x: float,
        y: float,
        text: str,
        within: Box,
        *,
        reach: float = 7.0,
        others: Iterable[Point] = (),
        **how: Any,
    ) -> bool:
        """A label at the first of the fixed places around a spot that is free, and not near to one of the `others`: `reach`
        beside it, or further off with a line to it. False where none is.
        """
        apart = [spot for spot in others if spot != (x, y)]
        wide, high = self.width(text, bold=how.get("bold", False)), SMALL * 1.6 + 0.1
        for gap in (reach, *(reach + more for more in FURTHER[: 3 if self.wide else 5])):
            clear = reach + 6 if self.wide or gap == reach else reach + 1
            for right, low in ((1, 0), (-1, 0), (1, -0.7), (1, 0.7), (-1, -0.7), (-1, 0.7), (0, -1), (0, 1)):
                middle = (x + right * (gap + wide / 2), y + low * (gap + high / 2))
                box = (middle[0] - wide / 2, middle[1] - high / 2, middle[0] + wide / 2, middle[1] + high / 2)
                if not self.is_free(box, within):
                    continue
                if any(_away(spot, box) < clear for spot in apart):
                    continue
                if gap > reach:
                    end = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
                    path = self._path((x, y), end)
                    if any(self.taken[int(down), int(across)] for across, down in path[8:-1]):
                        continue
                    self.line([path[min(5, len(path) - 1)], end], self.theme.grey, 0.7, z=3)
                    for across, down in path:
                        self.take((across, down, across + 1, down + 1))
                self.text(middle[0], middle[1], text, at=0.5, **how)
                return True
        return False

    def _path(self, start: Point, end: Point) -> list[Point]:
        steps = max(1, int(hypot(end[0] - start[0], end[1] - start[1])))
        return [
            (start[0] + (end[0] - start[0]) * step / steps, start[1] + (end[1] - start[1]) * step / steps)
            for step in range(steps + 1)
        ]

    # --- What every picture says

    def weak(self, keys: Sequence[str]) -> str:
        """The mark of a day that rests on encyclopedias or weaker sources only, to stand after it; else nothing."""
        return " !" if keys and all(self._standing(key) in WEAK for key in keys) else ""

    def frame(self, title: str, rule: str, sources: Iterable[str], labelled: Iterable[Sequence[str]] = ()) -> Box:
        """Title and rule at the top, sources, day of the record and licence at the bottom. `labelled` are the sources of each
        day that is written, so that the mark of weak ones is explained. Returns what is left between.
        """
        left, top, right, bottom = self.area
        self.title = clean(" · ".join(filter(None, (title, self.chosen))))
        size = LARGE if self.wide else 12.0
        self.text(left, top + size * 0.8, self.fit(self.title, right - left, size, True), size=size, bold=True)
        top += size * 1.6 + 4
        rule = clean(f"{rule} And {self.left_out}." if self.left_out else rule)
        for line in self.wrap(rule.split(" "), right - left, 2):
            self.text(left, top + LINE / 2, line, colour=self.theme.grey)
            top += LINE
        meta = self.dataset.meta
        own = sorted({basename(one.file) for one in self.dataset.origins.values()})  # a picture is passed on
        day = [f"as of {self.as_of.text}"] if self.as_of else []
        day += [
            f"record of {meta.data_date.text}",
            *([f"with own data from {', '.join(own)}"] if own else []),
            meta.licence,
        ]
        note = ["! supported only by encyclopedias or weaker sources"] if any(map(self.weak, labelled)) else []
        lines = self._sources(publishers(self.dataset, sources), right - left)
        lines += self.wrap([*day, "moonrace", *note], right - left, 2, " · ")
        for line in reversed(lines):
            self.text(left, bottom - LINE / 2, line, colour=self.theme.grey)
            bottom -= LINE
        bottom -= 6
        self.line([(left, bottom), (right, bottom)], self.theme.rule, 0.8)
        self.description = clean(f"{rule} {'; '.join([*day, *note])}.")
        return left, top + 8, right, bottom - 8

    def _sources(self, names: Sequence[str], room: float) -> list[str]:
        ids = {publisher.name: publisher.id for publisher in self.dataset.publishers.values()}
        words = [drawable(name, ids.get(name, "")) for name in names]
        return self.some("Sources:", words, room, 2 if self.wide else 1) if words else ["No sources"]

    def some(self, head: str, names: Sequence[str], room: float, most: int) -> list[str]:
        """As many of the names as fit on so many lines, and how many more there are."""
        for kept in range(len(names), 0, -1):
            more = f", and {len(names) - kept} more" if kept < len(names) else ""
            said = [f"{name}{',' if number < kept - 1 else more}" for number, name in enumerate(names[:kept])]
            lines = self.wrap(" ".join([head, *said]).split(" "), room, most)
            if not any(line.endswith("…") for line in lines):
                return lines
        return [self.fit(f"{head} {len(names)}", room)]

    # --- The file

    def file(self, ending: str) -> bytes:
        """The picture as png, svg or pdf, with its title and description, and without the time of its making."""
        out, said = io.BytesIO(), {"Title": self.title}
        metadata: dict[str, Any] = {
            ".png": said | {"Description": self.description, "Software": None},
            ".svg": dict.fromkeys(("Date", "Creator", "Format", "Type")),
            ".pdf": said | {"Subject": self.description, **dict.fromkeys(("CreationDate", "Creator", "Producer"))},
        }[ending]
        self.figure.savefig(out, format=ending[1:], dpi=self.dpi, metadata=metadata)
        return self._svg(out.getvalue().decode()).encode() if ending == ".svg" else out.getvalue()

    def _svg(self, text: str) -> str:
        """With its size in pixels, fonts that readers have, and what a screen reader says of it."""
        own = f'width="{self.size[0]}" height="{self.size[1]}" role="img" aria-labelledby="title description"'
        text = re.sub(r'width="[\d.]+pt" height="[\d.]+pt"', own, text[text.index("<svg") :], count=1)
        said = f'<title id="title">{escape(self.title)}</title>\n<desc id="description">{escape(self.description)}</desc>\n'
        at = text.index(">") + 2
        return text[:at] + said + text[at:].replace(f"'{FONT}'", f"'{FONT}', Verdana, sans-serif")
