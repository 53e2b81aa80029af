"""What every test has: a child process that reads files and stays warm; and the order of the files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.library import library
from assistant.library.intake.workshop import Workshop


@pytest.fixture(scope="session", autouse=True)
def reading_child() -> Iterator[None]:
    """One child for all libraries that are not given a workshop: each cold one costs a second of imports."""
    kept = Workshop(1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(library, "Workshop", lambda: kept)
        yield
    kept.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests first: few and long, at the end they would leave the other worker of a run without work."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
