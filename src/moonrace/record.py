"""Where the record comes from: the compiled file of a wheel, or the YAML of a checkout; over it the user's own."""

import os

from moonrace.dataset import Dataset
from moonrace.errors import BadData, Problem

_HERE = os.path.dirname(os.path.abspath(__file__))
COMPILED = os.path.join(_HERE, "record.jsonl")
CHECKOUT = os.path.normpath(os.path.join(_HERE, "..", "..", "data"))


def shipped() -> Dataset:
    """The record that comes with moonrace. Raises BadData."""
    if os.path.exists(COMPILED):
        from moonrace import compiled

        return compiled.read(COMPILED)
    return load_folder(CHECKOUT)


def load(data: str | None = None) -> Dataset:
    """The record, with the YAML file or folder `data` laid over it where one is given. Raises BadData."""
    if data is None:
        return shipped()
    from moonrace import reader

    located = reader.examine(data, unused=False)
    if located.problems:
        raise BadData(tuple(located.problems))
    return located.dataset


def load_folder(path: str) -> Dataset:
    """A whole record from a folder of YAML files. Raises BadData with every problem found."""
    from moonrace import reader

    if reader.is_whole(reader.yaml_files(path)):
        return load(path)
    told = "there is no file with the section `meta` in it"
    raise BadData((Problem(path, 1, "", "", f"this is not a whole record: {told}", "see data/README.md"),))


def check() -> list[Problem]:
    """What the rules find wrong in the shipped record."""
    from moonrace import reader, rules
    from moonrace.yamltree import Node

    if not os.path.exists(COMPILED):
        return reader.examine(CHECKOUT).problems
    dataset = shipped()
    nowhere = COMPILED, Node(1, {})
    places = {(kind, key): nowhere for kind, records in dataset.sections.items() for key in records}
    return list(rules.check(reader.Located(dataset, [], places), unused=True))
