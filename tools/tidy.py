"""Writes the files of `data/` in one style, so that programs can edit them: `python tools/tidy.py [FILE...]`.

`read` and `write` are for scripts that change many records. Every scalar is a text, as everywhere in moonrace. A file keeps the
comment lines at its head and loses other comments. What is read after writing equals what was read before, or nothing is written.
"""

import re
import sys
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent.parent / "data"
WIDTH = 130
_PLAIN = re.compile(r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|[-?:][^\s,\[\]{}])(?:[^\n]*\S)?")


def load(text: str) -> Any:
    """YAML as dicts, lists and texts."""
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def read(path: Path) -> dict[str, Any]:
    """The sections of a data file."""
    return dict(load(path.read_text(encoding="utf-8")))


def write(path: Path, sections: dict[str, Any]) -> None:
    """Write the sections, under the comment lines that the file has at its head."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    head = "".join(line + "\n" for line in re.match(r"(?:#[^\n]*\n)*", old)[0].splitlines())  # type: ignore[index]
    text = head + ("\n" if head else "") + "\n".join(_section(name, records) for name, records in sections.items())
    if load(text) != sections:
        raise ValueError(f"{path} would not read back as it is")
    path.write_text(text, encoding="utf-8", newline="\n")


def _section(name: str, records: dict[str, Any]) -> str:
    short = name in ("features", "sources", "publishers", "readings")
    parts = []
    for key, record in records.items() if name != "meta" else ():
        inline = f"  {_text(key)}: {_flow(record)}"
        parts.append(inline + "\n" if short and len(inline) <= WIDTH else f"  {_text(key)}:\n{_block(record, 4)}")
    gap = "" if short else "\n"
    return f"{name}:\n" + (gap.join(parts) if name != "meta" else _block(records, 2))


def _block(value: dict[str, Any], indent: int) -> str:
    pad = " " * indent
    lines = []
    for key, inner in value.items():
        flow = f"{pad}{_text(key)}: {_flow(inner)}\n"
        if isinstance(inner, str) or not inner or (len(flow) <= WIDTH and not _is_long(inner)):
            lines.append(flow)
        elif isinstance(inner, dict):
            lines.append(f"{pad}{_text(key)}:\n{_block(inner, indent + 2)}")
        else:
            lines.append(f"{pad}{_text(key)}:\n" + "".join(_item(one, indent) for one in inner))
    return "".join(lines)


def _is_long(value: Any) -> bool:
    """Lists of mappings, and mappings of mappings or of such lists, get a line for each."""
    if isinstance(value, dict):
        return any(isinstance(one, dict) or (isinstance(one, list) and _is_long(one)) for one in value.values())
    return any(isinstance(one, dict) for one in value)


def _item(value: Any, indent: int) -> str:
    pad = " " * indent
    flow = f"{pad}- {_flow(value)}\n"
    long = isinstance(value, dict) and any(isinstance(one, list) and _is_long(one) for one in value.values())
    if not isinstance(value, dict) or (len(flow) <= WIDTH and not long):
        return flow
    return pad + "- " + _block(value, indent + 2)[indent + 2 :]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(key, True)}: {_flow_inner(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(map(_flow_inner, value)) + "]" if isinstance(value, list) else _text(value)


def _flow_inner(value: Any) -> str:
    return _text(value, True) if isinstance(value, str) else _flow(value)


def _text(text: str, flow: bool = False) -> str:
    plain = _PLAIN.fullmatch(text) and ": " not in text and " #" not in text and not text.endswith(":")
    if plain and not (flow and re.search(r"[,\[\]{}]|^[?:-]|[:?]$", text) and not re.fullmatch(r"-[\d.]+", text)):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


if __name__ == "__main__":
    for name in sys.argv[1:] or sorted(map(str, DATA.glob("*.yaml"))):
        write(Path(name), read(Path(name)))
