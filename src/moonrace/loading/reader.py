"""Reads YAML files into a Dataset, strictly: every scalar is a text until the type of its field converts it, and all problems
are collected, with file and line, before any is reported.
"""

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from moonrace.as_of import seated, settled
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import UNSEEN, BadData, BadMoment, hint
from moonrace.fields import Type, required, type_of, types_of, unsourced
from moonrace.ground import graded
from moonrace.loading import yamltree
from moonrace.loading.problems import Origin, Problem
from moonrace.loading.yamltree import Node
from moonrace.records import COMPUTED, IMPLIED, SECTIONS
from moonrace.records.meta import Meta
from moonrace.records.parts import Frozen

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
Content = bytes | OSError
"""The bytes of a file, or why it cannot be read."""


class Located(NamedTuple):
    """A dataset with what was found wrong in it, and the file and node of each record that the files hold."""

    dataset: Dataset
    problems: list[Problem]
    places: Mapping[tuple[str, str], tuple[str, Node]]


def yaml_files(path: str) -> list[str]:
    """The YAML files that a path means: itself, or those of the folder itself, in order of name. Raises BadData."""
    if not os.path.exists(path):
        raise _unreadable(path, "there is no such file or folder", "name a YAML file or a folder of them")
    if not os.path.isdir(path):
        return [path]
    try:
        names = os.listdir(path)
    except OSError as error:
        raise _unreadable(path, f"the folder cannot be read: {error.strerror}", "check its permissions") from error
    found = sorted(name for name in names if is_data(name))
    for name in found:
        if not os.path.isfile(os.path.join(path, name)):
            raise _unreadable(os.path.join(path, name), "not a regular file", "remove it from the folder")
    if not found:
        raise _unreadable(path, "there is no YAML file in this folder", "name a folder that has some")
    return [os.path.join(path, name) for name in found]


def is_data(name: str) -> bool:
    """True for the name of a YAML file that is not hidden."""
    return name.casefold().endswith((".yaml", ".yml")) and not name.startswith(".")


def skipped(path: str) -> list[str]:
    """What is in a folder of data and is not read: folders, and files that are not YAML. Hidden files are not named."""
    names = sorted(os.listdir(path)) if os.path.isdir(path) else []
    return [name for name in names if not name.startswith(".") and not is_data(name)]


def _unreadable(path: str, message: str, fix: str) -> BadData:
    return BadData((Problem(path, 1, None, None, message, fix),))


def bytes_of(path: str) -> Content:
    """The bytes of a file, or why it cannot be read; of one that is too large, only enough to see that it is."""
    try:
        with open(path, "rb") as stream:
            return stream.read(yamltree.MAX_BYTES + 1)
    except OSError as error:
        return error


def has_meta(content: Content) -> bool:
    """True if the content has a section `meta`, and so belongs to a record of its own."""
    return isinstance(content, bytes) and re.search(rb"^(?:\xef\xbb\xbf)?meta:", content, re.MULTILINE) is not None


def read(contents: Mapping[str, Content], base: Dataset | None = None) -> Located:
    """The dataset of these files, given by path. With `base`, they are laid over it: a record that `base` has too changes only
    in the fields that are given.
    """
    reader = _Reader(lenient=base is not None)
    sections: dict[str, dict[str, Any]] = {kind: dict(base.sections[kind]) if base else {} for kind in SECTIONS}
    meta = base.meta if base else None
    places: dict[tuple[str, str], tuple[str, Node]] = {}
    for path, content in contents.items():
        for kind, key, node in reader.records(content, _short(path), places):
            if kind == "meta":
                meta = reader.build(Meta, node, meta)
                continue
            old = base.sections[kind].get(key) if base else None
            record = reader.build(SECTIONS[kind].shape, node, old, id=key)
            if record is not None:
                sections[kind][key] = record
    places.pop(("meta", ""), None)
    if meta is None and not reader.problems:
        reader.problems.append(Problem("data", 1, "meta", None, "the section `meta` is missing", "see data/README.md"))
    if meta is None:
        raise BadData(tuple(reader.problems))
    origins = {}
    for (kind, key), (file, node) in places.items() if base else ():
        given = tuple(node.value) if isinstance(node.value, dict) else ()
        found = unsourced(sections[kind][key]) if key in sections[kind] else ()
        lacking = tuple(path for path in found if re.split(r"[.\[]", path)[0] in given)
        origins[kind, key] = Origin(file, given, lacking)
    settle = graded(settled(seated(sections), meta.data_date)) if not reader.problems else sections
    frozen = Frozen((kind, Frozen(records)) for kind, records in settle.items())
    return Located(Dataset(meta, frozen, origins=Frozen(origins)), reader.problems, places)


class _Reader:
    """Turns nodes into records by the declared types of their fields, and collects what does not fit."""

    def __init__(self, *, lenient: bool) -> None:
        self.lenient = lenient  # values need no sources
        self.problems: list[Problem] = []
        self._file = ""
        self._record: str | None = None

    def wrong(self, line: int, field: str | None, message: str, fix: str | None = None) -> None:
        if len(self.problems) < yamltree.MAX_PROBLEMS:
            self.problems.append(Problem(self._file, line, self._record, field or None, message, fix))

    def records(
        self, content: Content, file: str, places: dict[tuple[str, str], tuple[str, Node]]
    ) -> Iterator[tuple[str, str, Node]]:
        """(section, id, node) of every record of a file; `meta` is a record without an id. Adds each to `places`."""
        for kind, section in self._sections(content, file):
            if kind == "meta":
                found = {"": section}
            elif isinstance(section.value, dict):
                found = section.value
            else:
                self._record = kind
                self.wrong(section.line, None, "a section maps ids to records", "write `id:` and the fields under it")
                continue
            for key, node in found.items():
                self._record = f"{SECTIONS[kind].singular} {key}" if key or kind != "meta" else kind
                if (kind, key) in places:
                    other, first = places[kind, key]
                    what = "this id has a record" if key else "the record has a meta"
                    self.wrong(node.line, None, f"{what} already", f"it begins at {other}:{first.line}; keep one")
                    continue
                places[kind, key] = file, node
                yield kind, key, node

    def _sections(self, content: Content, file: str) -> Iterator[tuple[str, Node]]:
        self._file, self._record = file, None
        known = f"begin with one of {', '.join(SECTIONS)}"
        if isinstance(content, OSError):
            self.wrong(1, None, f"the file cannot be read: {content.strerror}", "check its permissions")
            return
        root, problems = yamltree.parse(content, file)
        self.problems += problems
        if root is None or problems:
            if not problems:
                self.wrong(1, None, "this file is empty", known)
            return
        if not isinstance(root.value, dict):
            self.wrong(root.line, None, "a data file maps sections to records", known)
            return
        for kind, section in root.value.items():
            if kind in SECTIONS or kind == "meta":
                yield kind, section
            else:
                self._record = None
                self.wrong(section.line, kind, "this section is not known", hint(kind, [*SECTIONS, "meta"]))

    def build(self, shape: Any, node: Node, base: Any = None, **given: str) -> Any:
        """One record, or None if it does not fit. With `base`, only the fields that the node names change."""
        before = len(self.problems)
        fields = self._fields(shape, node, "", given)
        if fields is None:
            return None
        fields |= {implied: True for field, implied in IMPLIED.items() if fields.get(field)}
        if base is not None:
            if isinstance(getattr(base, "sources", None), dict):
                # A value given here has the sources given here, never those of the value that it replaces.
                kept = {name: keys for name, keys in base.sources.items() if name not in fields}
                fields["sources"] = Frozen(kept | fields.get("sources", {}))
            return base._replace(**fields)
        fields |= given
        if self.lenient and "sources" in types_of(shape):
            fields.setdefault("sources", Frozen() if types_of(shape)["sources"].form == "table" else ())
        missing = [name for name in required(shape) if name not in fields]
        if missing and len(self.problems) == before:
            self.wrong(node.line, missing[0], f"missing: {', '.join(missing)}", "see data/README.md")
        return None if missing else shape(**fields)

    def _fields(self, shape: Any, node: Node, path: str, given: Mapping[str, str] = {}) -> dict[str, Any] | None:
        types = {name: declared for name, declared in types_of(shape).items() if name not in given}
        if not isinstance(node.value, dict):
            self.wrong(
                node.line,
                path,
                f"{_kind(node)}, where fields belong",
                f"write some of {', '.join(one for one in types if one not in COMPUTED)}",
            )
            return None
        fields = {}
        for name, child in node.value.items():
            at = f"{path}.{name}" if path else name
            if name in COMPUTED and name in types:
                self.wrong(child.line, at, "it follows from what else is written", COMPUTED[name])
            elif name not in types:
                self.wrong(
                    child.line, at, "this field is not known", hint(name, [one for one in types if one not in COMPUTED])
                )
            elif (value := self._value(types[name], child, at)) is not None:
                fields[name] = value
        return fields

    def _value(self, declared: Type, node: Node, path: str) -> Any:
        """The node as the declared type, or None (and a problem) if it is not."""
        if declared.form == "list":
            return self._list(declared.of, node, path)
        if declared.form == "table":
            return self._table(declared.of, node, path)
        if declared.is_shape:
            return self._shape(declared.of, node, path)
        if isinstance(node.value, str):
            return self._scalar(declared, node, node.value, path)
        date = declared.of is Moment and isinstance(node.value, list)
        fix = 'a date with brackets needs quotes: when: "[2028..]"' if date else "write one value"
        self.wrong(node.line, path, f"{_kind(node)}, where one value belongs", fix)
        return None

    def _shape(self, shape: Any, node: Node, path: str) -> Any:
        fields = self._fields(shape, node, path)
        if fields is None:
            return None
        if self.lenient and "sources" in required(shape):
            fields.setdefault("sources", ())
        lacking = [name for name in required(shape) if name not in fields]
        if missing := [name for name in lacking if name not in node.value]:
            self.wrong(node.line, path, f"missing: {', '.join(missing)}", "see data/README.md")
        return None if lacking else shape(**fields)

    def _list(self, item: Any, node: Node, path: str) -> tuple[Any, ...] | None:
        if not isinstance(node.value, list):
            name = path.rpartition(".")[2]
            self.wrong(node.line, path, f"{_kind(node)}, where a list belongs", f"write {name}: [first, second]")
            return None
        declared = type_of(item)
        values = [self._value(declared, child, f"{path}[{number}]") for number, child in enumerate(node.value)]
        return tuple(value for value in values if value is not None)

    def _table(self, item: Any, node: Node, path: str) -> dict[str, Any] | None:
        if not isinstance(node.value, dict):
            self.wrong(node.line, path, f"{_kind(node)}, where keys and values belong", "write {key: value}")
            return None
        declared = type_of(item)
        result: dict[str, Any] = {}
        for keys, child in node.value.items():
            value = self._value(declared, child, f"{path}.{keys}")
            # A sources table may name several fields in one key.
            for key in (declared.form == "list" and keys.split()) or [keys]:
                if key in result:
                    self.wrong(child.line, path, f"{key!r} appears twice", "keep one")
                elif value is not None:
                    result[key] = value
        return Frozen(result)

    def _scalar(self, declared: Type, node: Node, text: str, path: str) -> Any:
        message, fix = "", None
        if declared.words:
            if text in declared.words:
                return text
            message, fix = f"{text[:60]!r} is not known here", hint(text, declared.words)
        elif declared.of is Moment:
            try:
                return Moment(text)
            except BadMoment as error:
                message = str(error)
        elif declared.of is bool:
            if text in ("true", "false"):
                return text == "true"
            message, fix = f"{text[:60]!r} is neither true nor false", "write true or false"
        elif declared.of in (int, float):
            if NUMBER.fullmatch(text) and len(text) < 20 and (declared.of is float or "." not in text):
                return float(text) if "." in text else int(text)
            whole = " whole" if declared.of is int else ""
            message, fix = f"{text[:60]!r} is not a{whole} number", "write digits, with a point for decimals"
        elif found := re.search(UNSEEN, text):
            message, fix = f"an invisible character, U+{ord(found[0]):04X}", "remove it; write the text on one line"
        elif not text.strip():
            message, fix = "an empty text", "leave the field out where nothing is known"
        else:
            return text
        self.wrong(node.line, path, message, fix)
        return None


def _short(path: str) -> str:
    """The path as a message names it: from the current folder, if it lies within."""
    try:
        near = os.path.relpath(path)
    except (ValueError, OSError):
        return path
    return path if near.startswith("..") else near


def _kind(node: Node) -> str:
    """What a node is, as the beginning of a message."""
    if isinstance(node.value, str):
        return f"the text {node.value[:40]!r}" if node.value else "nothing"
    return "a list" if isinstance(node.value, list) else "a mapping"
