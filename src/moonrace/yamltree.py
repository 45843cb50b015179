"""YAML as a tree of texts, lists and mappings that knows its lines, and refuses everything else.

It reads the parser's events and never constructs a Python object from data: no tags, no anchors, no depth beyond
reason, no key twice.
"""

import re

from moonrace.errors import UNSEEN, Problem

MAX_DEPTH = 16
MAX_BYTES = 32 * 1024 * 1024


class Node:
    """A text, a list of nodes, or a mapping from text to node, with the line on which it begins (from 1)."""

    __slots__ = ("line", "value")

    def __init__(self, line: int, value: "str | list[Node] | dict[str, Node]") -> None:
        self.line = line
        self.value = value


def parse(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of one YAML document, or None for an empty one, and all that is wrong with it."""
    import yaml

    problems: list[Problem] = []

    def wrong(line: int, message: str, mend: str) -> None:
        problems.append(Problem(file, line, "", "", message, mend))

    if len(data) > MAX_BYTES:
        wrong(1, f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB", "split it")
        return None, problems
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong(data.count(b"\n", 0, error.start) + 1, "this is not UTF-8 text", "save the file as UTF-8")
        return None, problems

    root: Node | None = None
    open_nodes: list[Node] = []
    keys: list[str | None] = []  # for each open node: the key that waits for its value
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                wrong(line, "a second document begins here", "keep one document to a file")
                break
            if isinstance(event, yaml.AliasEvent):
                wrong(line, f"an alias, *{event.anchor}", "write the value out")
                node = Node(line, "")
            elif isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                if event.anchor is not None:
                    wrong(line, f"an anchor, &{event.anchor}", "write the value out where it is needed")
                if event.tag is not None:
                    wrong(line, f"a tag, {event.tag}", "take the tag away: each field knows its type")
                if isinstance(event, yaml.ScalarEvent):
                    node = Node(line, event.value)
                else:
                    node = Node(line, [] if isinstance(event, yaml.SequenceStartEvent) else {})
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                open_nodes.pop()
                keys.pop()
                continue
            else:
                continue
            if not open_nodes:
                root = node
            elif isinstance(parent := open_nodes[-1].value, list):
                parent.append(node)
            elif isinstance(parent, dict):
                if keys[-1] is None:
                    if not isinstance(node.value, str):
                        wrong(line, "a key that is not a text", "quote it, or write it as a plain word")
                        return None, problems
                    if unseen := re.search(UNSEEN, node.value):
                        wrong(line, f"a key with an invisible character, U+{ord(unseen[0]):04X}", "take it out")
                    if node.value in parent:
                        wrong(
                            line,
                            f"the key {node.value!r} stands here a second time",
                            f"first on line {parent[node.value].line}; keep one",
                        )
                    keys[-1] = node.value
                else:
                    parent[keys[-1]] = node
                    keys[-1] = None
            if not isinstance(node.value, str):
                open_nodes.append(node)
                keys.append(None)
                if len(open_nodes) > MAX_DEPTH:
                    wrong(line, f"nested more than {MAX_DEPTH} deep", "no record needs that")
                    return None, problems
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        unreadable = yaml.reader.Reader.NON_PRINTABLE.search(text)
        wrong(
            mark.line + 1 if mark else text.count("\n", 0, unreadable.start()) + 1 if unreadable else 1,
            f"this is not YAML: {getattr(error, 'problem', None) or error}".splitlines()[0],
            "see data/README.md",
        )
        return None, problems
    except RecursionError:
        wrong(1, f"nested more than {MAX_DEPTH} deep", "no record needs that")
        return None, problems
    return root, problems
