"""Prints the oldest run-time dependencies that pyproject.toml allows, as pip reads them: `click==8.1.7 rich==13.7 …`."""

import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]

if __name__ == "__main__":
    bare = [line.partition(";")[0].strip() for line in PROJECT["dependencies"] if ";" not in line]
    print(*(line.replace(">=", "==") for line in bare))
