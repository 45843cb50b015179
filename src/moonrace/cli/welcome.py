"""`moonrace` alone: a short, useful welcome."""

import os

from moonrace.cli.output import Answer, Output


def welcome() -> None:
    """What is in here, as of when, and what to try; on a terminal and in a pipe alike."""
    output = Output("table", data=os.environ.get("MOONRACE_DATA") or None)
    output.show(Answer("welcome", None), [output.dataset], "lists.welcome")
