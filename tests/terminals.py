"""Programs in a real pseudo-terminal. There are none on Windows."""

import os
import select
import signal
import struct
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import Any


def set_size(terminal: int, rows: int = 24, columns: int = 80) -> None:
    """Give a terminal its size."""
    import fcntl
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def everything(terminal: int, child: int, seconds: float) -> bytes:
    """What a child writes to its terminal until it ends; it is stopped where that takes too long."""
    written, end = b"", time.monotonic() + seconds
    while True:
        if not select.select([terminal], [], [], max(0, end - time.monotonic()))[0]:
            os.kill(child, signal.SIGKILL)
            return written + b"\r\n(no answer in time)"
        try:
            part = os.read(terminal, 65536)
        except OSError:  # so Linux says that nobody writes any more
            return written
        if not part:
            return written
        written += part


def on_a_terminal(
    command: Sequence[str], environment: Mapping[str, str], *, typed: str = "", rows: int = 24, stdout: Any = None
) -> tuple[int, str]:
    """The exit code of a command and all that a terminal of 80 columns received, on which something may be typed."""
    ours, theirs = os.openpty()
    set_size(theirs, rows)
    child = subprocess.Popen(
        command, stdin=theirs, stdout=stdout or theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    os.write(ours, typed.encode())
    written = everything(ours, child.pid, 60)
    os.close(ours)
    return child.wait(timeout=60), written.decode(errors="replace")
