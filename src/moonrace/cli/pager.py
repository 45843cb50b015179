"""Long pages go through a pager, from the top: the one of MOONRACE_PAGER, else of PAGER, else `less`."""

import os
import shlex
import subprocess
import sys

from moonrace.errors import clean


def show(text: str) -> None:
    """Show the text in the pager. It is printed directly if the pager is empty or `cat`, or cannot be run."""
    command = os.environ.get("MOONRACE_PAGER", os.environ.get("PAGER", "less"))
    try:
        words = shlex.split(command)
    except ValueError:
        words = [command]
    if not words or words == ["cat"]:
        sys.stdout.write(text)
        return
    environment = {"LESS": "FRX", **os.environ}
    try:
        with subprocess.Popen(words, stdin=subprocess.PIPE, env=environment) as pager:
            assert pager.stdin is not None
            try:
                pager.stdin.write(text.encode(sys.stdout.encoding or "utf-8", "replace"))
                pager.stdin.close()
            except OSError:
                pass  # the reader has left
    except OSError as error:
        sys.stdout.write(text)
        sys.stdout.flush()
        sys.stderr.write(
            clean(f"moonrace: the pager {words[0]!r} cannot be run ({error.strerror}); set MOONRACE_PAGER") + "\n"
        )
