"""What every test can ask for: the small record, the real one, and the program itself, run as users run it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from moonrace import loading
from moonrace.dataset import Dataset
from moonrace.loading import compiled

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "small"


class Ran(NamedTuple):
    """What a run of the program gave."""

    code: int
    out: str
    err: str


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --golden` takes what the program prints now for approved."""
    parser.addoption("--golden", action="store_true", help="write the golden files anew")


def pytest_configure() -> None:
    """A shell starts what runs in the background with Ctrl-C ignored, and every child inherits that."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def small() -> Dataset:
    """The hand-written record of tests/small."""
    return loading.load_folder(str(SMALL))


@pytest.fixture(scope="session")
def real() -> Dataset:
    """The shipped record, from its YAML."""
    return loading.load_folder(str(ROOT / "data"))


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory, small: Dataset, real: Dataset) -> dict[str, str]:
    """The paths of the small record and the real one, compiled."""
    folder = tmp_path_factory.mktemp("compiled")
    for name, dataset in (("small", small), ("real", real)):
        (folder / name).write_bytes(compiled.dump(dataset))
    return {name: str(folder / name) for name in ("small", "real")}


@pytest.fixture(scope="session")
def moonrace() -> Callable[..., Ran]:
    """Runs the program in a process of its own, with the small record unless `data` says otherwise; stdout is a pipe."""

    def run(*arguments: str, data: Path | None = SMALL, stdin: str | None = None, **environment: str) -> Ran:
        env = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
        env |= {"PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8", **environment}
        env.pop("MOONRACE_DATA", None)
        if data is not None:
            env["MOONRACE_DATA"] = str(data)
        done = subprocess.run(
            [sys.executable, "-m", "moonrace", *arguments],
            input=(stdin or "").encode(),
            capture_output=True,
            env=env,
            timeout=60,
            check=False,
        )
        encoding = env["PYTHONIOENCODING"].partition(":")[0]
        return Ran(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding, "backslashreplace"))

    return run
