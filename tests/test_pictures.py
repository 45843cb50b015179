"""Pictures: what they show, that labels cover nothing, that colours can be told apart, and what is refused."""

import json
import os
import re
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import cos, radians, sin
from pathlib import Path
from typing import Any
from unittest import mock
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from moonrace.as_of import as_of
from moonrace.cli.saving import SAVED
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.pictures import ENDINGS, LEAST, MOST, PICTURES, moon, read_size
from moonrace.pictures.style import FORMS, SMALL, THEMES, Canvas, _away
from moonrace.query.sites import sites
from moonrace.query.timeline import spans
from moonrace.records.mission import launch_of
from moonrace.render import maps

from .commands import ANSWERS, FORMATS, ask
from .making import at, changed, event, mission
from .test_start import loads, start

SVG = "{http://www.w3.org/2000/svg}"
LINES = (
    "map", "map --view south", "map --country JP", "map --as-of 1969-07-24", "map --as-of 1959-09-14", "map apollo-11",
    "signatories", "signatories ilrs", "signatories --kind organisation", "signatories --as-of 2020-10-14",
    "slips artemis-ii", "slips artemis-iii", "slips viper", "timeline --gantt", "timeline --gantt --since 1958",
    "timeline --gantt --country JP", "timeline --gantt --as-of 1969-07-24", "timeline --gantt --since 1966 --until 1969",
    "timeline --gantt --as-of 2021-12-31", "signatories --as-of 2020-10-13", "slips gateway", "slips capstone",
)  # fmt: skip
SIZES = ("1280x720", "640x360", "1080x1080")


def drawn(record: Dataset, folder: Path, line: str, *more: str, ending: str = ".png") -> tuple[Canvas, Path]:
    """The canvas of the picture that a command line makes, and the file."""
    canvases: list[Canvas] = []
    write = Canvas.file

    def noting(self: Canvas, kind: str) -> bytes:
        canvases.append(self)
        return write(self, kind)

    place = folder / f"picture{ending}"
    place.unlink(missing_ok=True)
    with mock.patch.object(Canvas, "file", noting):
        got = ask(*line.split(), "--save", str(place), *more, record=record)
    assert (got.code, got.out) == (0, ""), got.err
    return canvases[0], place


def boxes(canvas: Canvas) -> list[tuple[str, Any]]:
    """Every text with its place in pixels, as matplotlib measures it."""
    return [(one.get_text(), one.get_window_extent(canvas.renderer)) for one in canvas.axes.texts]


def overlaps(canvas: Canvas) -> list[tuple[str, str]]:
    """Texts of which one covers another by a pixel or more."""

    def meet(one: Any, other: Any) -> bool:
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        return across > 1 and min(one.y1, other.y1) - max(one.y0, other.y0) > 1

    return [(text, other) for (text, one), (other, two) in combinations(boxes(canvas), 2) if meet(one, two)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("line", LINES)
def test_no_text_covers_another_or_leaves_the_picture_or_is_small(
    real: Dataset, tmp_path: Path, line: str, size: str
) -> None:
    canvas, _ = drawn(real, tmp_path, line, "--size", size)
    assert overlaps(canvas) == []
    across, down = map(int, size.split("x"))
    outside = [text for text, box in boxes(canvas) if box.x0 < 0 or box.y0 < -1 or box.x1 > across or box.y1 > down]
    assert outside == []
    assert min(one.get_fontsize() for one in canvas.axes.texts) >= SMALL == 9


def test_the_count_of_overlaps_sees_one(real: Dataset, tmp_path: Path) -> None:
    canvas, _ = drawn(real, tmp_path, "slips viper")
    canvas.text(100, 20, "over the title")
    assert [other for _, other in overlaps(canvas)] == ["over the title"]


@pytest.mark.parametrize("line", ["map", "signatories", "slips artemis-ii", "timeline --gantt"])
def test_a_picture_says_what_it_is_of_which_day_by_which_rule_and_from_whom(
    real: Dataset, tmp_path: Path, line: str
) -> None:
    canvas, _ = drawn(real, tmp_path, line, "--as-of", "2024-12-31")
    text = " ".join(one.get_text() for one in canvas.axes.texts)
    assert "as of 2024-12-31 · record of 2026-10-09 · CC BY 4.0 · moonrace" in text
    assert re.search(r"Sources: .*NASA", text)
    rule = {"map": "Each mission once", "signatories": "Counts parties that had joined by the end of 2024-12-31"}
    assert (
        rule.get(line.split()[0], {"slips": "Months are counted"}.get(line.split()[0], "each from launch to end"))
        in text
    )
    assert canvas.title in text
    assert len(canvas.description) > 100


# --- What is shown


def marked(canvas: Canvas) -> Counter[tuple[str, bool]]:
    """How many markers of each form there are, and whether they are hollow."""
    found: Counter[tuple[str, bool]] = Counter()
    for line in canvas.axes.lines:
        if line.get_linestyle() == "None":
            found[str(line.get_marker()), line.get_fillstyle() == "none"] += len(np.asarray(line.get_xdata()))
    return found


def test_every_site_is_marked_by_its_form_and_what_is_not_sure_is_hollow(real: Dataset, tmp_path: Path) -> None:
    canvas, _ = drawn(real, tmp_path, "map --view near")
    rows = json.loads(ask("map", "--view", "near", "--json", record=real).out)["sites"]
    wanted: Counter[tuple[str, bool]] = Counter()
    for row in rows:
        fell = row["type"] == "impact"
        sign = ("X" if row["outcome"] in ("failure", "partial") else "v") if fell else "o"
        wanted[sign, row["basis"] in ("calculated", "target")] += 1
    wanted += Counter(
        {("o", False): 2, ("v", False): 1, ("X", False): 1, ("o", True): 1}
    )  # the key: o twice, whole and half
    assert marked(canvas) == wanted
    assert len({form for form, _ in FORMS.values()}) == 3


@pytest.mark.parametrize("view", ["near", "far", "south", "north"])
def test_a_disc_has_the_places_of_the_map_in_the_terminal(real: Dataset, view: str) -> None:
    for site in sites(real.missions.values()):
        spot, away = moon.project(moon.VIEWS[view], site.latitude, site.longitude)
        wanted = maps._project(view)(site.latitude, site.longitude)
        assert (away <= moon.VIEWS[view].reach) == (wanted is not None)
        if wanted:
            assert spot == pytest.approx(wanted, abs=1e-9)


def test_the_ground_is_a_circle_on_the_sphere(real: Dataset) -> None:
    sea = real.features["mare-crisium"]
    middle, east = radians(sea.latitude), radians(sea.longitude)
    for latitude, longitude in moon._around(sea):
        north, turn = radians(latitude), radians(longitude)
        away = np.arccos(sin(middle) * sin(north) + cos(middle) * cos(north) * cos(turn - east)) * 1737.4
        assert away == pytest.approx(sea.diameter_km / 2)


def test_the_names_that_matter_most_are_there(real: Dataset, tmp_path: Path) -> None:
    large, small = (
        {one.get_text() for one in drawn(real, tmp_path, "map", "--size", size)[0].axes.texts}
        for size in ("1280x720", "640x360")
    )
    apollos = {f"Apollo {number}" for number in (11, 12, 14, 15, 16, 17)}
    assert apollos <= large
    assert sum(any(name in text for text in small) for name in apollos) >= 5  # by name or in the list of numbers
    assert len({site.name for site in sites(real.missions.values())} & large) > 50


@pytest.mark.parametrize(
    ("line", "kind"), [("signatories", "state"), ("signatories --kind organisation", "organisation")]
)
def test_the_steps_end_at_the_number_of_members_and_each_has_its_stroke(
    real: Dataset, tmp_path: Path, line: str, kind: str
) -> None:
    canvas, _ = drawn(real, tmp_path, line)
    colours = [THEMES["light"].marks[1], THEMES["light"].marks[2]]
    wanted = [
        sum(member.kind == kind and not member.left for member in real.alliances[key].members)
        for key in ("artemis-accords", "ilrs")
    ]
    said = [one.get_text() for one in canvas.axes.texts]
    for colour, number in zip(colours, wanted, strict=True):
        own = [one for one in canvas.axes.lines if one.get_color() == colour]
        steps = [one for one in own if one.get_linewidth() == 2.4]
        assert len(steps) == 1
        levels = np.unique(steps[0].get_ydata())
        assert (len(levels) - 1 if number else 0) <= number
        assert sum(one.get_linewidth() == 1.3 for one in own) == number
        assert f"{number} {kind}{'' if number == 1 else 's'}" in said


def test_a_state_that_left_is_a_step_down(small: Dataset, tmp_path: Path) -> None:
    (key,) = [one.id for one in small.alliances.values() if any(member.left for member in one.members)]
    canvas, _ = drawn(small, tmp_path, f"signatories {key}")
    steps = next(one for one in canvas.axes.lines if one.get_linewidth() == 2.4)
    down = np.diff(np.asarray(steps.get_ydata(), float))
    assert (down > 0).sum() == sum(member.left is not None for member in small.alliances[key].members)
    assert (down < 0).sum() == sum(member.kind == "state" for member in small.alliances[key].members)


def test_each_announced_target_is_a_mark_and_what_came_of_it_is_said(real: Dataset, tmp_path: Path) -> None:
    canvas, _ = drawn(real, tmp_path, "slips artemis-ii")
    (launch,) = [one for one in real.missions["artemis-ii"].events if one.targets]
    assert sum(marked(canvas).values()) == len(launch.targets) + 1
    assert f"took place {launch.when.show_day()}" in [one.get_text() for one in canvas.axes.texts]


def test_bars_do_not_touch_and_what_has_no_room_is_counted(real: Dataset, tmp_path: Path) -> None:
    canvas, _ = drawn(real, tmp_path, "timeline --gantt --since 1958")
    spans = json.loads(ask("timeline", "--gantt", "--since", "1958", "--json", record=real).out)["spans"]
    texts = [one.get_text() for one in canvas.axes.texts]
    named = re.sub(", paused", "", canvas.description.partition("Drawn: ")[2].rstrip(".")).split(", ")
    counted = re.search(r"([\d,]+) of ([\d,]+) have room here", " ".join(texts))
    assert counted
    assert [int(number.replace(",", "")) for number in counted.groups()] == [len(named), len(spans)]
    assert set(named) <= {text.removesuffix(", paused") for text in texts}
    bars = [one.get_extents() for one in canvas.axes.patches if abs(one.get_extents().height - 8) < 1]
    assert [pair for pair in combinations(bars, 2) if _cover(*pair)] == []


def _cover(one: Any, other: Any) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    return bool(across > 1.5 and min(one.y1, other.y1) - max(one.y0, other.y0) > 1)


def bars_before(canvas: Canvas, name: str) -> list[Any]:
    """What is filled in the row of a name, from the left to it."""
    spot = next(box for text, box in boxes(canvas) if text == name)
    row = (spot.y0 + spot.y1) / 2
    found = [(one.get_window_extent(), one) for one in canvas.axes.patches]
    return [
        one for box, one in sorted(found, key=lambda pair: pair[0].x0) if box.y0 < row < box.y1 and box.x0 < spot.x0
    ]


def test_a_contract_is_no_flight(real: Dataset, tmp_path: Path) -> None:
    then = as_of(real, Moment("2021-12-31"))
    flown = [span for span in spans(then, then.missions.values()) if not span.planned]
    assert [span.mission for span in flown if launch_of(then.missions, then.missions[span.mission]) is None] == []
    canvas, _ = drawn(real, tmp_path, "timeline --gantt", "--as-of", "2021-12-31")
    assert "LUPEX" not in {text for text, _ in boxes(canvas)}


@pytest.mark.parametrize("day", ["2021-12-31", "2026-10-09"])
def test_what_works_has_no_outcome_on_any_day(real: Dataset, day: str) -> None:
    then = as_of(real, Moment(day))
    found = {span.mission: span for span in spans(then, then.missions.values())}
    assert found["lro"].result is None
    assert found["grail"].result == "success"


def test_a_bar_is_pale_from_the_day_on_which_contact_was_lost(real: Dataset, tmp_path: Path) -> None:
    canvas, _ = drawn(real, tmp_path, "timeline --gantt --since 1966 --until 1969")
    theme = THEMES["light"]
    pieces = bars_before(canvas, "Luna 11")
    colours = [one.get_facecolor() for one in pieces][-2:]
    assert colours == [to_rgba(theme.marks[0]), to_rgba(theme.rule)]
    solid, pale = (one.get_window_extent().width for one in pieces[-2:])
    assert pale > 10 * solid  # August to October 1966, and from there to the end of 1968


@pytest.mark.parametrize("size", SIZES)
def test_no_bar_leaves_the_picture_and_the_key_has_what_is_drawn(real: Dataset, tmp_path: Path, size: str) -> None:
    canvas, _ = drawn(real, tmp_path, "timeline --gantt --country JP", "--size", size)
    across = int(size.split("x")[0])
    assert max(one.get_window_extent().x1 for one in canvas.axes.patches) <= across
    texts = {text for text, _ in boxes(canvas)}
    assert "planned" in texts
    assert not {"still works", "no outcome yet", "paused", "in part"} & texts
    assert "Pressurised rover of JAXA and Toyota" in texts


def test_what_landed_lies_over_what_failed(real: Dataset, tmp_path: Path) -> None:
    canvas, _ = drawn(real, tmp_path, "map --view near")
    forms = [str(line.get_marker()) for line in canvas.axes.lines if line.get_linestyle() == "None"]
    assert forms.index("X") < forms.index("v") < forms.index("o")


def test_no_label_is_nearer_to_another_site_than_to_its_own(real: Dataset, tmp_path: Path) -> None:
    canvas, _ = drawn(real, tmp_path, "map --view near")
    found = sites(real.missions.values())
    marks = [
        tuple(spot) for line in canvas.axes.lines if line.get_linestyle() == "None"
        for spot in np.asarray(line.get_xydata())
    ]  # fmt: skip
    for site in found:
        for text, box in boxes(canvas):
            if text == site.name:
                near = (box.x0 - 2, canvas.down - box.y1, box.x1 + 2, canvas.down - box.y0)
                assert sum(_away(spot, near) < 5 for spot in marks) <= 1, text


@pytest.mark.parametrize("size", ["1280x720", "640x360"])
def test_famous_sites_are_named_first(real: Dataset, tmp_path: Path, size: str) -> None:
    canvas, _ = drawn(real, tmp_path, "map", "--size", size)
    assert {"Apollo 11", "Luna 9", "Chang'e 4"} <= {text for text, _ in boxes(canvas)}


def test_a_view_is_in_the_title_once_and_its_sites_are_listed_with_their_days(real: Dataset, tmp_path: Path) -> None:
    canvas, _ = drawn(real, tmp_path, "map --view south")
    assert canvas.title == "Landing and impact sites on the Moon: south pole, from 60° S"
    assert "Chandrayaan-3, 2023-08-23" in {text for text, _ in boxes(canvas)}


def test_targets_close_together_have_one_label_and_what_is_paused_is_said(real: Dataset, tmp_path: Path) -> None:
    knot, _ = drawn(real, tmp_path, "slips artemis-ii")
    assert any(re.match(r"\d dates, not before", text) for text, _ in boxes(knot))
    paused, _ = drawn(real, tmp_path, "slips gateway")
    assert "paused 2026-03-24" in {text for text, _ in boxes(paused)}


def test_the_axes_of_slips_are_as_long_as_what_they_show(real: Dataset, tmp_path: Path) -> None:
    canvas, _ = drawn(real, tmp_path, "slips capstone")
    ticks = {text for text, _ in boxes(canvas) if re.fullmatch(r"\d{4}-\d\d-\d\d", text)}
    assert ticks
    assert ticks <= {f"2022-06-{day}" for day in range(20, 31)}


def test_a_day_from_weak_sources_is_marked_and_explained(real: Dataset, tmp_path: Path) -> None:
    canvas, _ = drawn(real, tmp_path, "signatories")
    text = " ".join(text for text, _ in boxes(canvas))
    assert re.search(r"Côte d'Ivoire [\d -]+to [\d-]+ !", text)
    assert "! supported only by encyclopedias or weaker sources" in text
    before, _ = drawn(real, tmp_path, "signatories", "--as-of", "2024-12-31")
    assert "!" not in " ".join(text for text, _ in boxes(before))


def test_the_first_day_of_an_alliance_names_who_joined(real: Dataset, tmp_path: Path) -> None:
    canvas, _ = drawn(real, tmp_path, "signatories --as-of 2020-10-13")
    text = " ".join(text for text, _ in boxes(canvas))
    assert "latest 2020-10-13: Australia, Canada" in text
    assert "United States" in text
    line = next(one for one in canvas.axes.lines if one.get_linewidth() == 2.4)
    edge = max(np.asarray(one.get_xdata()).max() for one in canvas.axes.lines if one.get_linewidth() == 0.8)
    assert np.asarray(line.get_xdata()).max() < edge


def test_ten_thousand_sites_are_a_picture_with_the_rest_counted(real: Dataset, tmp_path: Path) -> None:
    many = [
        mission(f"crowd-{number}", event("launch", "2020-01-01"), event("landing", "2020-01-05",
                place=at((number * 37 % 1790) / 10 - 89.5, (number * 101 % 3590) / 10 - 179.5)), outcome="success")
        for number in range(10_000)
    ]  # fmt: skip
    canvas, _ = drawn(changed(real, "missions", *many), tmp_path, "map --view near")
    assert overlaps(canvas) == []
    assert any(re.fullmatch(r"[\d,]+ without a name here", one.get_text()) for one in canvas.axes.texts)


# --- Colours

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity
# 1.0, for linear RGB; and grey print, which keeps the luminance alone.
SIMULATED = {
    "as it is": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
    "grey print": np.array([[0.2126, 0.7152, 0.0722]] * 3),
}


def linear(colour: str) -> Any:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: Any) -> Any:
    """CIE L*a*b* (D65) of linear RGB."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    scaled = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    bent = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def contrast(one: str, other: str) -> float:
    """By WCAG 2."""
    low, high = sorted(float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eyes", SIMULATED)
def test_colours_of_other_meanings_stay_apart_for_all_eyes_and_in_grey(theme: str, eyes: str) -> None:
    seen = [lab(SIMULATED[eyes] @ linear(colour)) for colour in THEMES[theme].marks]
    assert min(np.linalg.norm(one - other) for one, other in combinations(seen, 2)) > (
        18 if eyes == "grey print" else 30
    )


@pytest.mark.parametrize("theme", THEMES)
def test_text_and_marks_stand_out_from_every_ground(theme: str) -> None:
    one = THEMES[theme]
    for ground in (one.paper, one.disc, one.mare):
        assert min(contrast(text, ground) for text in (one.ink, one.grey)) >= 4.5
        assert min(contrast(mark, ground) for mark in one.marks) >= 3


# --- Files


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_record_gives_the_same_bytes(real: Dataset, tmp_path: Path, ending: str) -> None:
    """In another process too, with other seeds and settings of the user's own for matplotlib."""
    _, place = drawn(real, tmp_path, "map --country JP", "--theme", "dark", ending=ending)
    (tmp_path / "matplotlibrc").write_text("font.size: 30\nsvg.fonttype: path\nlines.linewidth: 9\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONHASHSEED": "7", "MATPLOTLIBRC": str(tmp_path), "TZ": "Asia/Tokyo"}
    environment.pop("MOONRACE_DATA", None)
    again = tmp_path / f"again{ending}"
    line = [sys.executable, "-m", "moonrace", "map", "--country", "JP", "--theme", "dark", "--save", str(again)]
    done = subprocess.run(line, env=environment, check=True, capture_output=True)
    assert done.stderr.decode() == f"moonrace: wrote {again}, 1280 × 720\n"
    assert place.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("size", ["1280x720", "640x360", "1920×1080", "601x341"])
def test_a_file_has_the_size_that_was_asked_for(real: Dataset, tmp_path: Path, size: str) -> None:
    across, down = map(int, size.replace("×", "x").split("x"))
    _, png = drawn(real, tmp_path, "slips viper", "--size", size)
    assert struct.unpack(">II", png.read_bytes()[16:24]) == (across, down)
    _, svg = drawn(real, tmp_path, "slips viper", "--size", size, ending=".svg")
    root = ElementTree.parse(svg).getroot()
    assert (root.get("width"), root.get("height")) == (str(across), str(down))


def test_an_svg_has_real_text_a_description_and_nothing_from_elsewhere(real: Dataset, tmp_path: Path) -> None:
    canvas, place = drawn(real, tmp_path, "map", ending=".svg")
    text = place.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    said = {one.get("id"): one.text for one in root if one.tag in (SVG + "title", SVG + "desc")}
    assert said == {"title": canvas.title, "description": canvas.description}
    assert (root.get("aria-labelledby") or "").split() == [*said]
    assert {"Apollo 11", "Chang'e 6"} <= {one.text for one in root.iter(SVG + "text")}
    assert set(re.findall(r"https?://[^\"']+", text)) == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "url(http" not in text
    assert "@font-face" not in text


def test_a_png_and_a_pdf_carry_their_description(real: Dataset, tmp_path: Path) -> None:
    canvas, png = drawn(real, tmp_path, "slips viper")
    assert b"Description\0" in png.read_bytes()
    assert canvas.title.encode() in png.read_bytes()
    assert b"Software" not in png.read_bytes()
    _, pdf = drawn(real, tmp_path, "slips viper", ending=".pdf")
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert b"CreationDate" not in pdf.read_bytes()
    assert b"/Subject" in pdf.read_bytes()


def test_what_the_rows_were_chosen_by_is_in_the_title(real: Dataset, tmp_path: Path) -> None:
    assert drawn(real, tmp_path, "map --country JP --uncrewed")[0].title.endswith(" · country JP, uncrewed")
    assert drawn(real, tmp_path, "timeline --gantt --kind lander,rover")[0].title.endswith(" · kind lander, rover")


def test_names_with_markup_or_signs_that_the_font_lacks_are_shown_as_text(small: Dataset, tmp_path: Path) -> None:
    names = ["<i>x</i> & y", "$\\frac{1}{2}$", "月面基地", "a\u202eb\x1b[31m", "[bold]x[/bold]", "n" * 300]
    odd = [
        mission(f"odd-{at_}", event("launch", "2020-01-01"), event("landing", "2020-01-05", place=at(at_ * 12.0, 10.0)),
                outcome="success", name=name)
        for at_, name in enumerate(names)
    ]  # fmt: skip
    canvas, place = drawn(changed(small, "missions", *odd), tmp_path, "map --view near", ending=".svg")
    texts = {one.text for one in ElementTree.parse(place).getroot().iter(SVG + "text")}
    assert {names[0], names[1], names[4], "odd-2", "a?b?[31m"} <= texts
    assert any(text and text.startswith("nnnn") and text.endswith("…") for text in texts)
    assert max(len(text or "") for text in texts) < 200
    assert "<i>" not in place.read_text(encoding="utf-8")
    assert overlaps(canvas) == []


# --- What is refused


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("map --save {}/a.gif", "cannot save as '.gif': end the name in .svg, .html, .txt; .png, .svg, .pdf are for the"),
        ("map --save {}/a.gif", "pictures of map, signatories, slips MISSION and timeline --gantt"),
        ("race --save {}/a.png", "cannot save as '.png': end the name in .svg, .html, .txt; .png, .svg, .pdf are for the"),
        ("slips --save {}/a.png", "this page has no picture: name a mission to draw one, or end the name in .svg, .html, .txt"),
        ("signatories --both --save {}/a.png", "leave out --both, --neither and --by region to draw one, or end the name in"),
        ("timeline --save {}/a.pdf", "this page has no picture: add --gantt to draw one, or end the name in .svg, .html, .txt"),
        ("timeline --save {}/a.svg --size 800x600", "leave out --size and --theme, or add --gantt to draw one"),
        ("map --save {}/a.html --size 800x600", "--size and --theme are for a picture: add --save FILE.png, .svg or .pdf"),
        ("map --theme dark", "--size and --theme are for a picture"),
        ("map --save {}/a.png --size 0x0", "0x0 is not a size that a picture can have"),
        ("map --save {}/a.png --size 100x100", "100x100 is not a size that a picture can have: from 600x340 to 4096x4096"),
        ("map --save {}/a.png --size 99999999999x720", "is not a size that a picture can have"),
        ("map --save {}/a.png --size big", "'big' is not a size: write it like 1280x720"),
        ("map --save {}/a.png --size -5x720", "'-5x720' is not a size"),
        ("map --save {}/a.png --size ١٢٨٠x720", "is not a size: write it like"),
        ("map --save {}/a.png --theme pink", "'pink' is not one of"),
        ("map --save {}/a.png --json", "--save keeps the page or its picture"),
        ("map --save {}/a.png -f csv", "--save keeps the page or its picture"),
        ("map --save {}/none/a.png", "could not be written: No such file or directory"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_in_one_line(real: Dataset, tmp_path: Path, line: str, message: str) -> None:
    got = ask(*line.format(tmp_path).split(), record=real)
    assert got.code == 2
    assert got.out == ""
    assert message in got.err
    assert got.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", ["map --until 1950", "signatories --as-of 1950", "timeline --gantt --country angola"])
def test_nothing_to_draw_is_a_line_and_no_file(real: Dataset, tmp_path: Path, line: str) -> None:
    got = ask(*line.split(), "--save", str(tmp_path / "a.png"), record=real)
    assert (got.code, got.out, got.err.count("\n")) == (1, "", 1)
    assert got.err.endswith("; no picture was made\n")
    assert list(tmp_path.iterdir()) == []


def test_a_picture_is_not_drawn_over_a_file(real: Dataset, tmp_path: Path) -> None:
    place = tmp_path / "a.png"
    place.write_text("mine", encoding="utf-8")
    got = ask("map", "--save", str(place), record=real)
    assert (got.code, place.read_text(encoding="utf-8")) == (2, "mine")
    assert "already exists" in got.err


def test_without_matplotlib_one_line_says_how_to_install_it(real: Dataset, tmp_path: Path) -> None:
    with mock.patch.dict(sys.modules, {"matplotlib": None}):
        got = ask("map", "--save", str(tmp_path / "a.png"), record=real)
        page = ask("map", "--save", str(tmp_path / "a.html"), record=real)
    assert got.code == 2
    assert (
        got.err
        == 'moonrace: pictures are drawn with matplotlib, which is not installed: pip install "moonrace[pictures]"\n'
    )
    assert page.code == 0
    assert [one.name for one in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize(
    ("text", "size"), [("1280x720", (1280, 720)), ("640X360", (640, 360)), ("800×600", (800, 600))]
)
def test_a_size_is_read_as_people_write_it(text: str, size: tuple[int, int]) -> None:
    assert read_size(text) == size
    assert read_size("x".join(map(str, LEAST))) == LEAST
    assert read_size("x".join(map(str, MOST))) == MOST


# --- What it costs


@pytest.mark.parametrize("form", FORMATS)
def test_no_answer_loads_what_pictures_need(records: dict[str, str], form: str) -> None:
    lines = [[*line.arguments, "--format", form] for line in ANSWERS if line.name != "check" and line.code == 0]
    report = start(records["small"], lines)
    assert loads(report, "matplotlib", "numpy", "PIL", "moonrace.pictures", "moonrace.cli.saving") == []


def test_a_saved_page_loads_no_matplotlib(records: dict[str, str], tmp_path: Path) -> None:
    lines = [["map", "--save", str(tmp_path / f"a{ending}")] for ending in SAVED if ending not in ENDINGS]
    report = start(records["small"], lines, tmp_path)
    assert {code for code, *_ in report} == {0}
    assert loads(report, "matplotlib", "numpy") == []


def test_every_picture_is_of_a_page_that_there_is() -> None:
    from importlib import import_module

    def named(package: str, name: str) -> Any:
        module, _, function = name.partition(".")
        return getattr(import_module(f"moonrace.{package}.{module}"), function)

    for page, picture in PICTURES.items():
        own: Sequence[str] = named("render", page).__code__.co_varnames[1 : named("render", page).__code__.co_argcount]
        drawing = named("pictures", picture.function).__code__
        assert list(own) == list(drawing.co_varnames[1 : drawing.co_argcount])
