"""A plugin for mutation testing (see docs/testing.md): leaves out what a changed source would break or make slow.

Left out are the tests that read the source itself, and those over the whole record, which would be read anew for each mutant;
hypothesis tries fewer examples.
"""

import sys

import pytest
from hypothesis import settings

settings.register_profile("mutation", max_examples=25, deadline=None)
settings.load_profile("mutation")
READ_THE_SOURCE = ("test_every_finding_that_a_rule_can_yield", "test_every_generator_of_findings")


def pytest_sessionstart() -> None:
    """What the clean run left in a cache would hide a mutant of what fills it."""
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] in ("moonrace", "tests")]
    for function in {one for module in modules for one in vars(module).values() if hasattr(one, "cache_clear")}:
        function.cache_clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = [
        item
        for item in items
        if "real" not in getattr(item, "fixturenames", ()) and not item.name.startswith(READ_THE_SOURCE)
    ]
