"""`moonrace` alone: a short, useful welcome."""

from moonrace.cli.output import Output


def welcome() -> None:
    """What is in here, as of when, and five things to try; on a terminal and in a pipe alike."""
    import os

    output = Output(
        "table", False, None, None, "metric", False, "auto", os.environ.get("MOONRACE_DATA") or None, None, False
    )
    output.show(
        "welcome",
        json=lambda jsonout: [],
        sheet=lambda sheets: sheets.Sheet((), []),
        table=lambda render, page: render.views.welcome(page, output.dataset),
    )
