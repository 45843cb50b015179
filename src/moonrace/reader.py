"""From YAML files to a Dataset, strictly: every scalar is a text until its field says what it is, and every problem
is collected with its file and line before any is reported.
"""

import os
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from moonrace import yamltree
from moonrace.dataset import SINGULAR, Dataset, Origin
from moonrace.errors import UNSEEN, BadData, BadMoment, Problem
from moonrace.model import SECTIONS, Meta
from moonrace.moment import Moment
from moonrace.yamltree import Node

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


class Located(NamedTuple):
    """A dataset with what was found wrong in it, and where each record of the files stands."""

    dataset: Dataset
    problems: list[Problem]
    places: Mapping[tuple[str, str], tuple[str, Node]]


def yaml_files(path: str) -> list[str]:
    """The YAML files that a path means: itself, or those of the folder, in order of name. Raises BadData."""
    if os.path.isdir(path):
        try:
            names = os.listdir(path)
        except OSError as error:
            told = f"the folder cannot be read: {error.strerror}"
            raise BadData((Problem(path, 1, "", "", told, "see that you may read it"),)) from error
        found = sorted(name for name in names if name.endswith((".yaml", ".yml")) and not name.startswith("."))
        if not found:
            raise BadData((Problem(path, 1, "", "", "there is no YAML file in this folder", "name one that has some"),))
        return [os.path.join(path, name) for name in found]
    if os.path.exists(path):
        return [path]
    raise BadData(
        (Problem(path, 1, "", "", "there is no such file or folder", "name a YAML file or a folder of them"),)
    )


def is_whole(files: Iterable[str]) -> bool:
    """True where the files hold a section `meta`, and so a record of their own."""
    return any(has_meta(bytes_of(file)) for file in files)


def bytes_of(path: str) -> bytes | OSError:
    """What stands in a file, or why it cannot be read; of one that is too large, only so much that it is seen to be."""
    try:
        with open(path, "rb") as stream:
            return stream.read(yamltree.MAX_BYTES + 1)
    except OSError as error:
        return error


def has_meta(content: bytes | OSError) -> bool:
    """True where a section `meta` stands in it, and so a record of its own."""
    return isinstance(content, bytes) and re.search(rb"^(?:\xef\xbb\xbf)?meta:", content, re.MULTILINE) is not None


def read(
    files: Iterable[str], base: Dataset | None = None, contents: Mapping[str, bytes | OSError] | None = None
) -> Located:
    """The dataset of these files, over `base` where given: a record whose id `base` has changes only the fields that
    it names. `contents` holds what has been read of them already.
    """
    reader = _Reader()
    sections: dict[str, dict[str, Any]] = {kind: dict(base.sections[kind]) if base else {} for kind in SECTIONS}
    meta = base.meta if base else None
    places: dict[tuple[str, str], tuple[str, Node]] = {}
    for path in files:
        file = _short(path)
        for kind, section in reader.sections(contents[path] if contents else bytes_of(path), file):
            if kind == "meta":
                if ("meta", "") in places:
                    reader.wrong(
                        file,
                        section.line,
                        "meta",
                        "",
                        "the record has a meta already",
                        f"it is in {places['meta', ''][0]}; keep one",
                    )
                    continue
                places["meta", ""] = file, section
                meta = reader.build(Meta, section, file, "meta", meta)
                continue
            if not isinstance(section.value, dict):
                reader.wrong(
                    file, section.line, kind, "", "a section maps ids to records", "write `id:` and the fields under it"
                )
                continue
            for key, node in section.value.items():
                label = f"{SINGULAR[kind]} {key}"
                if (kind, key) in places:
                    other, first = places[kind, key]
                    reader.wrong(
                        file,
                        node.line,
                        label,
                        "",
                        "this id has a record already",
                        f"it begins at {other}:{first.line}; keep one",
                    )
                    continue
                places[kind, key] = file, node
                record = reader.build(
                    SECTIONS[kind], node, file, label, base.sections[kind].get(key) if base else None, key
                )
                if record is not None:
                    sections[kind][key] = record
    places.pop(("meta", ""), None)
    if meta is None and not reader.problems:
        reader.wrong("data", 1, "meta", "", "the section `meta` is missing", "see data/README.md")
    origins = (
        {
            place: Origin(file, tuple(node.value) if isinstance(node.value, dict) else ())
            for place, (file, node) in places.items()
        }
        if base
        else {}
    )
    if meta is None:
        raise BadData(tuple(reader.problems))
    return Located(Dataset(meta, sections, origins=origins), reader.problems, places)


class _Reader:
    """Turns nodes into records by the annotations of their types, and collects what does not fit."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._file = self._record = ""

    def wrong(self, file: str, line: int, record: str, field: str, message: str, mend: str) -> None:
        if len(self.problems) < yamltree.MAX_PROBLEMS:
            self.problems.append(Problem(file, line, record, field, message, mend))

    def sections(self, content: bytes | OSError, file: str) -> Iterator[tuple[str, Node]]:
        if isinstance(content, OSError):
            self.wrong(file, 1, "", "", f"the file cannot be read: {content.strerror}", "see that you may read it")
            return
        root, problems = yamltree.parse(content, file)
        self.problems += problems
        if root is None and not problems:
            self.wrong(file, 1, "", "", "nothing stands in this file", f"begin with one of {', '.join(SECTIONS)}")
        if root is None or problems:
            return
        if not isinstance(root.value, dict):
            self.wrong(
                file,
                root.line,
                "",
                "",
                "a data file maps sections to records",
                f"begin with one of {', '.join(SECTIONS)}",
            )
            return
        for kind, section in root.value.items():
            if kind in SECTIONS or kind == "meta":
                yield kind, section
            else:
                self.wrong(
                    file, section.line, "", kind, "this section is not known", _nearest(kind, [*SECTIONS, "meta"])
                )

    def build(self, shape: Any, node: Node, file: str, label: str, base: Any = None, key: str | None = None) -> Any:
        """One record, or None where it does not fit. With `base`, only the fields that the node names change."""
        self._file, self._record = file, label
        before = len(self.problems)
        fields = self._fields(shape, node, "", given={"id"} if key is not None else set())
        if fields is None:
            return None
        if base is not None:
            if "sources" in fields and isinstance(fields["sources"], Mapping):
                fields["sources"] = {**base.sources, **fields["sources"]}
            return base._replace(**fields)
        missing = [
            name for name in shape._fields if name not in shape._field_defaults and name not in fields and name != "id"
        ]
        if missing and len(self.problems) == before:
            self.wrong(file, node.line, label, missing[0], f"missing: {', '.join(missing)}", "see data/README.md")
        if missing:
            return None
        return shape(**fields) if key is None else shape(id=key, **fields)

    def _fields(self, shape: Any, node: Node, path: str, given: set[str]) -> dict[str, Any] | None:
        if not isinstance(node.value, dict):
            self._say(
                node,
                path,
                f"{_told(node)} stands here, where fields belong",
                f"write some of {', '.join(shape._fields)}",
            )
            return None
        fields = {}
        for name, child in node.value.items():
            at = f"{path}.{name}" if path else name
            if name not in shape._fields or name in given:
                self._say(
                    child,
                    at,
                    "this field is not known",
                    _nearest(name, [one for one in shape._fields if one not in given]),
                )
                continue
            value = self._value(shape.__annotations__[name], child, at)
            if value is not None:
                fields[name] = value
        return fields

    def _value(self, hint: Any, node: Node, path: str) -> Any:
        """The node as `hint`, or None (with a problem told) where it is not."""
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            return self._value(next(arg for arg in get_args(hint) if arg is not type(None)), node, path)
        if hasattr(hint, "_fields"):
            fields = self._fields(hint, node, path, given=set())
            if fields is None:
                return None
            lacking = [name for name in hint._fields if name not in hint._field_defaults and name not in fields]
            if missing := [name for name in lacking if name not in node.value]:
                self._say(node, path, f"missing: {', '.join(missing)}", "see data/README.md")
            return None if lacking else hint(**fields)
        if origin is tuple:
            return self._list(get_args(hint)[0], node, path)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return self._mapping(get_args(hint)[1], node, path)
        if not isinstance(node.value, str):
            date = hint is Moment and isinstance(node.value, list)
            self._say(
                node,
                path,
                f"{_told(node)} stands here, where one value belongs",
                'a date with brackets needs quotes: when: "[2028..]"' if date else "write one value",
            )
            return None
        return self._scalar(hint, node, node.value, path)

    def _list(self, item: Any, node: Node, path: str) -> tuple[Any, ...] | None:
        if not isinstance(node.value, list):
            self._say(
                node,
                path,
                f"{_told(node)} stands here, where a list belongs",
                f"write {path.rpartition('.')[2]}: [first, second]",
            )
            return None
        values = [self._value(item, child, f"{path}[{number}]") for number, child in enumerate(node.value)]
        return tuple(value for value in values if value is not None)

    def _mapping(self, item: Any, node: Node, path: str) -> dict[str, Any] | None:
        if not isinstance(node.value, dict):
            self._say(node, path, f"{_told(node)} stands here, where keys and values belong", "write {key: value}")
            return None
        result: dict[str, Any] = {}
        for keys, child in node.value.items():
            value = self._value(item, child, f"{path}.{keys}")
            # A sources table may name several fields in one key.
            for key in (isinstance(value, tuple) and keys.split()) or [keys]:
                if key in result:
                    self._say(child, path, f"{key!r} stands here a second time", "keep one")
                elif value is not None:
                    result[key] = value
        return result

    def _scalar(self, hint: Any, node: Node, text: str, path: str) -> Any:
        if get_origin(hint) is Literal:
            if text in get_args(hint):
                return text
            self._say(node, path, f"{text[:60]!r} is not known here", _nearest(text, get_args(hint)))
        elif hint is Moment:
            try:
                return Moment(text)
            except BadMoment as error:
                self._say(node, path, str(error))
        elif hint is bool:
            if text in ("true", "false"):
                return text == "true"
            self._say(node, path, f"{text[:60]!r} is neither true nor false", "write true or false")
        elif hint in (int, float):
            if NUMBER.fullmatch(text) and len(text) < 20 and (hint is float or "." not in text):
                return float(text) if "." in text else int(text)
            self._say(
                node,
                path,
                f"{text[:60]!r} is not a{' whole' if hint is int else ''} number",
                "write digits, with a point for decimals",
            )
        elif found := re.search(UNSEEN, text):
            self._say(
                node, path, f"an invisible character, U+{ord(found[0]):04X}", "take it out; write the text on one line"
            )
        elif not text.strip():
            self._say(node, path, "an empty text", "leave the field out where nothing is known")
        else:
            return text
        return None

    def _say(self, node: Node, path: str, message: str, mend: str = "") -> None:
        self.wrong(self._file, node.line, self._record, path, message, mend)


def _short(path: str) -> str:
    """The path as a message names it: from the current folder, where it lies within."""
    try:
        near = os.path.relpath(path)
    except (ValueError, OSError):
        return path
    return path if near.startswith("..") else near


def _told(node: Node) -> str:
    if isinstance(node.value, str):
        return f"the text {node.value[:40]!r}" if node.value else "nothing"
    return "a list" if isinstance(node.value, list) else "a mapping"


def _nearest(name: str, known: Iterable[str]) -> str:
    known = list(known)
    near = get_close_matches(name[:60], known)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
