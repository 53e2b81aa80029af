"""Text recognition: a picture of text → words with their corners. One engine for the process, made when first
needed; its models come with the package, and it is told where they are, so that it never looks for them elsewhere.
"""

from __future__ import annotations

import os
import re
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import DocumentError

if TYPE_CHECKING:
    import numpy as np
    from rapidocr import RapidOCR

THREADS = min(2, os.cpu_count() or 1)
LONGEST = 3600  # pixels: 200 dpi of an A3 sheet, and room
# The finder of words needs less detail than the reader of them; at this size it is three times as fast and
# misses nothing of a 200 dpi page.
_FINDER_SIDE = 1216
_LEAST = 0.5
_ONE_AT_A_TIME = threading.Lock()  # the engine keeps the options of its last call
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007"
_WIDE = str.maketrans(",:;?!()", "，：；？！（）")
_NARROW = re.compile(rf"(?<=[{_HAN}》”）〕】])[,:;?!()]|[,:;?!()](?=[{_HAN}《“（〔【])")

Point = tuple[float, float]


@dataclass(frozen=True)
class Word:
    """Text that stands together on a line, its corners clockwise from where it begins (pixels), and how sure the
    recognition is (0–1).
    """

    text: str
    corners: tuple[Point, Point, Point, Point]
    confidence: float


def recognise(image: np.ndarray) -> list[Word]:
    """The words on an RGB picture (height, width, 3; uint8), in no promised order. Raises `DocumentError` where
    the engine is not installed.
    """
    if min(image.shape[:2]) < 16:
        return []
    with _ONE_AT_A_TIME:
        found = _engine()(_bgr(image), use_det=True, use_cls=False, use_rec=True)
    texts, boxes, scores = (getattr(found, part, None) for part in ("txts", "boxes", "scores"))
    if texts is None or boxes is None or scores is None:
        return []
    return [
        Word(_wide(text), tuple((float(x), float(y)) for x, y in box), float(score))  # pyright: ignore[reportArgumentType]
        for text, box, score in zip(texts, boxes, scores, strict=True)
        if score >= _LEAST
    ]


def legibility(strip: np.ndarray) -> float:
    """How surely a picture of one line is read as it lies (0–1): low where it is upside down."""
    with _ONE_AT_A_TIME:
        found = _engine()(_bgr(strip), use_det=False, use_cls=False, use_rec=True)
    return max(getattr(found, "scores", None) or [0.0])


def _bgr(image: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.ascontiguousarray(image[:, :, ::-1])


def _wide(text: str) -> str:
    """Punctuation beside Chinese characters is full-width, whatever shape the engine took it for."""
    return _NARROW.sub(lambda mark: mark.group().translate(_WIDE), text)


@lru_cache(maxsize=1)
def _engine() -> RapidOCR:
    try:
        import rapidocr
    except ImportError as fault:
        raise DocumentError(
            "没有安装文字识别组件（rapidocr、onnxruntime），扫描件和图片读不了。",
            hint="请安装后再试，或提供 Word 原件。",
        ) from fault
    models = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.max_side_len": LONGEST,
            "Global.use_cls": False,
            "Det.model_path": _model(models, "det"),
            "Rec.model_path": _model(models, "rec"),
            "Det.limit_type": "max",
            "Det.limit_side_len": _FINDER_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _model(models: Path, task: str) -> str:
    found = sorted(models.glob(f"*_{task}_*.onnx"))
    if not found:
        raise DocumentError(
            "文字识别组件（rapidocr）不完整，缺少模型文件。", hint="请重新安装后再试，或提供 Word 原件。"
        )
    return str(found[-1])
