"""The JSON document as YAML, for people and for tools that prefer it. Every value that YAML could take for another is quoted."""

from __future__ import annotations

from typing import Any


def text(document: dict[str, Any]) -> str:
    """The document as one YAML document in block style, keys in their order."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    written: str = yaml.dump(
        document, Dumper=dumper, allow_unicode=True, sort_keys=False, width=120, default_flow_style=False
    )
    return written
