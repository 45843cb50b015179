"""Files and folders that are written whole or not at all."""

import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EEXIST, ENOTEMPTY

from moonrace.errors import BadValue


def refuse(path: str, force: bool, *, mark: tuple[str, bytes] | None = None) -> None:
    """Raise BadValue if there is something at `path` that must not be replaced.

    Without `force` nothing may be replaced. With it, a file may replace a file. `mark` is given for a folder: it is replaced
    only if it holds nothing but CSV files and a file with the name and the bytes of `mark`, so that no other file is lost.
    """
    if not path:
        raise BadValue("the name of the output is empty")
    if not os.path.lexists(path):
        return
    if not force:
        raise BadValue(f"{path} already exists: choose another name, or replace it with --force")
    if mark:
        if not os.path.isdir(path) or os.path.islink(path) or not _is_ours(path, *mark):
            raise BadValue(f"{path} is not a folder that an export made: choose another name")
    elif not os.path.isfile(path):
        raise BadValue(f"{path} is not a file: choose another name")


def _is_ours(path: str, name: str, held: bytes) -> bool:
    with _os_errors_as_bad_value(path):
        found = os.listdir(path)
        if any(one != name and not (one.endswith(".csv") and os.path.isfile(os.path.join(path, one))) for one in found):
            return False
        if name not in found:
            return not found  # an empty folder loses nothing
        with open(os.path.join(path, name), "rb") as file:
            return held in file.read()


def write_file(path: str, content: bytes, *, force: bool) -> None:
    """Write a file under a temporary name beside its place, then move it there in one step. Raises BadValue; leaves nothing
    behind if it fails.
    """
    refuse(path, force)
    place = os.path.realpath(path)  # a symbolic link stays a link
    part = _temp_sibling(place)
    with _os_errors_as_bad_value(path), _cleanup_on_signal():
        try:
            _write(part, content)
            if force:
                os.replace(part, place)
            else:
                _link_into_place(part, place)
        finally:
            with suppress(OSError):
                os.remove(part)


def _link_into_place(part: str, place: str) -> None:
    """Move the file to its place, unless another file was created there meanwhile: `os.link` fails then, `os.replace` would
    not.
    """
    try:
        os.link(part, place)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(place):
            raise FileExistsError(EEXIST, "is there") from None
        os.replace(part, place)


def write_folder(path: str, files: Mapping[str, bytes], *, force: bool, mark: tuple[str, bytes]) -> None:
    """Write a folder of files, given by name, in the same way; `mark` is that of `refuse`."""
    refuse(path, force, mark=mark)
    place = os.path.abspath(path)
    part, old = _temp_sibling(place), _temp_sibling(place)
    with _os_errors_as_bad_value(path), _cleanup_on_signal():
        try:
            os.mkdir(part)
            for name, content in files.items():
                _write(os.path.join(part, name), content)
            try:
                if force and os.path.lexists(place):
                    os.rename(place, old)
                _take_place(part, place)
            except BaseException:
                if os.path.lexists(old) and not os.path.lexists(place):
                    os.rename(old, place)
                raise
        finally:
            shutil.rmtree(part, ignore_errors=True)
            if os.path.lexists(place):  # otherwise the old folder is the only copy
                shutil.rmtree(old, ignore_errors=True)


def _take_place(part: str, place: str) -> None:
    if os.path.lexists(place):  # `os.rename` would replace an empty folder
        raise FileExistsError(EEXIST, "is there")
    os.rename(part, place)


def _temp_sibling(place: str) -> str:
    # Short and random: two exports to one place must not collide, and a long name must not become too long.
    return os.path.join(os.path.dirname(place), f".moonrace-{os.urandom(6).hex()}.part")


def _write(path: str, content: bytes) -> None:
    with open(path, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # a full disk may show only now


@contextmanager
def _cleanup_on_signal() -> Iterator[None]:
    """Turn signals that would end the program into KeyboardInterrupt, so that every `finally` runs.

    A signal that is ignored (SIGHUP under nohup) stays ignored. A signal that was caught is raised again at the end.
    """
    caught: list[int] = []

    def unwind(number: int, _: object) -> None:
        caught.append(number)
        raise KeyboardInterrupt

    ending = [number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None]
    before = {number: signal.signal(number, unwind) for number in ending if signal.getsignal(number) == signal.SIG_DFL}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in caught:
            signal.raise_signal(number)


@contextmanager
def _os_errors_as_bad_value(path: str) -> Iterator[None]:
    """Raise an OSError as a BadValue with a message of one line."""
    try:
        yield
    except OSError as error:
        if error.errno in (EEXIST, ENOTEMPTY):
            raise BadValue(f"{path} already exists: something else wrote it meanwhile") from None
        raise BadValue(f"{path} could not be written: {error.strerror or error}") from None
