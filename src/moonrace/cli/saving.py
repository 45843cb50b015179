"""`--save`: the page as the terminal shows it, or a picture if the view has one, written whole or not at all."""

from __future__ import annotations

import os
from html import escape, unescape
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from moonrace.cli import files
from moonrace.errors import BadValue, NotFound, clean, short
from moonrace.pictures import ENDINGS, NO_PICTURE, PICTURES, SIZE, draw, read_size

if TYPE_CHECKING:
    from rich.console import Console
    from rich.theme import Theme

    from moonrace.dataset import Dataset
    from moonrace.dates import Moment

SAVED = (".svg", ".html", ".txt")
"""The endings of a page; `pictures.ENDINGS` are those of a picture."""

_INKS = ("#000000", "#b3201f", "#17692b", "#7d5700", "#1f4fa8", "#8a2d8f", "#00677a", "#000000")
_GREY = "#5c5c5c"
"""The eight colours of a terminal, and the grey of dim text, with a contrast of at least 4.5 : 1 on white."""

_FONT = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
_SVG = f"""<svg xml:space="preserve" role="img" aria-labelledby="title" \
viewBox="0 0 {{terminal_width}} {{terminal_height}}" xmlns="http://www.w3.org/2000/svg">
<title id="title">%s</title>
<style>
.{{unique_id}}-matrix {{{{ font-family: {_FONT}; font-size: {{char_height}}px; line-height: {{line_height}}px; }}}}
{{styles}}
</style>
<defs>{{lines}}</defs>
<rect x="-12" y="-12" width="100%%" height="100%%" fill="#ffffff"/>
<g class="{{unique_id}}-matrix">
{{backgrounds}}
{{matrix}}
</g>
</svg>
"""
_HTML = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>%s</title>
<style>
body {{{{ color: #000000; background: #ffffff; }}}}
pre {{{{ font-family: {_FONT}; line-height: 1.35; }}}}
{{stylesheet}}
</style>
</head>
<body>
<pre>{{code}}</pre>
</body>
</html>
"""


class Wish(NamedTuple):
    """What `--save`, `--size` and `--theme` ask for."""

    path: str | None
    size: str | None
    theme: str | None


def refuse(wish: Wish, other: bool) -> None:
    """Raise BadValue for options that do not go together, before anything is looked up. `other` is true if a format or fields
    are requested too.
    """
    path, size, theme = wish
    if (size or theme) and _ending(path or "") not in ENDINGS:
        raise BadValue("--size and --theme are for a picture: add --save FILE.png, .svg or .pdf")
    if size:
        read_size(size)
    if path is None:
        return
    if other:
        raise BadValue("--save keeps the page or its picture: for another format write it to a file with > FILE")
    if not path or _ending(path) not in {*SAVED, *ENDINGS}:
        raise BadValue(_endings(path, SAVED))
    if os.path.lexists(path):
        raise BadValue(f"{path} already exists: choose another name, or move it away")


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].casefold()


def _endings(path: str, known: tuple[str, ...]) -> str:
    ending = repr(short(_ending(path))) if _ending(path) else "a file without an ending"
    views = list(dict.fromkeys(one.view for one in PICTURES.values()))
    pictures = f"{', '.join(ENDINGS)} are for the pictures of {', '.join(views[:-1])} and {views[-1]}"
    return f"cannot save as {ending}: end the name in {', '.join(known)}; {pictures}"


def is_picture(wish: Wish, page: str) -> bool:
    """True if the page has a picture and the ending asks for one. Raises BadValue if it asks for one and the page has none."""
    ending = _ending(wish.path or "")
    if page in PICTURES and ending in ENDINGS:
        return True
    advice = NO_PICTURE.get(click.get_current_context().info_name or "", "")
    message = _endings(wish.path or "", SAVED)
    if ending not in SAVED:
        raise BadValue(
            f"this page has no picture: {advice}, or end the name in {', '.join(SAVED)}" if advice else message
        )
    if wish.size or wish.theme:
        raise BadValue(f"this page has no picture: leave out --size and --theme, or {advice}")
    return False


def picture(
    wish: Wish, page: str, arguments: tuple[Any, ...], dataset: Dataset, *, empty: str | None, as_of: Moment | None,
    left_out: str, chosen: str,
) -> None:  # fmt: skip
    """Draw and write the picture of a page. Raises NotFound if there is nothing to draw: `empty` is then what the page says."""
    if empty:
        raise NotFound(f"{empty[0].lower()}{empty[1:].removesuffix('.')}; no picture was made")
    path, size = wish.path or "", read_size(wish.size) if wish.size else SIZE
    made = draw(
        page, arguments, dataset, ending=_ending(path), as_of=as_of, chosen=chosen, left_out=left_out, size=size,
        theme=wish.theme or "light",
    )  # fmt: skip
    files.write_file(path, made, force=False)
    _say(path, f", {size[0]} × {size[1]}")


def inks() -> Theme:
    """The styles of a page that is saved: dim as a grey, since Rich would mix it too pale."""
    from rich.theme import Theme

    return Theme({"dim": _GREY})


def page(path: str, console: Console) -> None:
    """Write what the console has recorded: SVG, HTML or text by the ending."""
    from rich.color import parse_rgb_hex
    from rich.terminal_theme import TerminalTheme

    text = "".join(line.rstrip() + "\n" for line in console.export_text(clear=False).splitlines())
    title = escape(" ".join(text.split("\n", 1)[0].split()) or "moonrace").translate({ord("{"): "(", ord("}"): ")"})
    white = TerminalTheme(
        (255, 255, 255),
        (0, 0, 0),
        [(one.red, one.green, one.blue) for one in map(parse_rgb_hex, (ink[1:] for ink in _INKS))],
    )
    if _ending(path) == ".svg":
        text = _corrected(console.export_svg(title="", theme=white, code_format=_SVG % title))
    elif _ending(path) == ".html":
        text = console.export_html(theme=white, code_format=_HTML % title, inline_styles=True)
    files.write_file(path, text.encode(), force=False)
    _say(path)


def _corrected(svg: str) -> str:
    """The SVG with a margin, and with wide characters (such as Chinese) at their natural width, which Rich would halve."""
    import re

    from rich.cells import cell_len

    def natural(found: re.Match[str]) -> str:
        text = unescape(found[2])
        return found[0] if cell_len(text) == len(text) else re.sub(r' textLength="[^"]*"', "", found[1]) + found[2]

    svg = re.sub(r"(<text [^>]*>)([^<]*)", natural, svg)
    return re.sub(
        r'viewBox="0 0 ([\d.]+) ([\d.]+)"',
        lambda found: 'width="{0:g}" height="{1:g}" viewBox="-12 -12 {0:g} {1:g}"'.format(
            *(float(one) + 24 for one in found.groups())
        ),
        svg,
        count=1,
    )


def _say(path: str, more: str = "") -> None:
    click.echo(f"moonrace: wrote {clean(path)}{more}", err=True)
