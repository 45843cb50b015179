"""Puts the record into the wheel: the YAML of `data/`, held to its rules, as one fast file."""

import os
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRecord(BuildHookInterface):
    """Compiles `data/` into `moonrace/record.jsonl`. An editable install reads the YAML itself, and gets none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Validate and compile; a record with a problem stops the build."""
        if version == "editable":
            return
        sys.path.insert(0, os.path.join(self.root, "src"))
        try:
            from moonrace import loading
            from moonrace.loading import compiled
        finally:
            sys.path.pop(0)
        dataset = loading.load_folder(os.path.join(self.root, "data"))
        target = self._target()
        os.makedirs(self.directory, exist_ok=True)
        with open(target, "wb") as file:
            file.write(compiled.dump(dataset))
        build_data["force_include"][target] = "moonrace/record.jsonl"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing beside the wheel: what lies in `dist/` gets uploaded."""
        if version != "editable":
            os.remove(self._target())

    def _target(self) -> str:
        return os.path.join(self.directory, "record.jsonl")
