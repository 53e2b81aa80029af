"""Pictures of reports (.png, .jpg, .tif, .bmp): every picture in the file is one page, recognised."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.errors import DocumentError
from assistant.library.loaders import scan
from assistant.library.loaders.reading import Reading
from assistant.library.loaders.remarks import Remarks

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

MAX_PIXELS = 50_000_000
MAX_PAGES = 100
_FORMS = ("PNG", "JPEG", "TIFF", "BMP")
_FAULTS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
    struct.error,
)


def read(name: str, content: bytes) -> Reading:
    """The recognised lines, page by page. Raises `DocumentError` where the picture is broken or too large."""
    remarks = Remarks()
    lines = []
    for page, pixels in enumerate(_pictures(name, content), 1):
        if remarks.may_recognise(page):
            found = scan.read(pixels, page)
            remarks.recognised(page, found)
            lines += found
    return Reading(lines, remarks.notes("图片"), broken=True)


def _pictures(name: str, content: bytes) -> Iterator[np.ndarray]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=_FORMS) as picture:
            count = getattr(picture, "n_frames", 1)
            if count > MAX_PAGES:
                raise DocumentError(
                    f"图片“{name}”有 {count} 页，超过 {MAX_PAGES} 页的上限。", hint="请只保留报告正文。"
                )
            for page in range(count):
                picture.seek(page)
                # The header says the size; nothing is decoded before it is known to be bearable.
                if picture.width * picture.height > MAX_PIXELS:
                    raise _too_large(name, picture.width * picture.height)
                yield _pixels(picture)
    except Image.DecompressionBombError as fault:
        raise _too_large(name) from fault
    except _FAULTS as fault:
        raise DocumentError(f"图片“{name}”不完整或已损坏。", hint="请重新扫描或导出后再试。") from fault


def _too_large(name: str, pixels: int | None = None) -> DocumentError:
    size = f"有 {pixels / 1e6:.0f} 百万像素，" if pixels else ""
    return DocumentError(
        f"图片“{name}”{size}超过 {MAX_PIXELS // 1_000_000} 百万像素的上限。",
        hint="请按 A4、200 dpi 重新扫描。",
    )


def _pixels(picture: Image.Image) -> np.ndarray:
    """The page as RGB, upright by the camera's own note, transparent parts white."""
    import numpy as np
    from PIL import Image, ImageOps

    picture = ImageOps.exif_transpose(picture)
    if picture.mode.startswith("I"):  # 16 bits of grey
        return np.repeat((np.asarray(picture) >> 8).astype(np.uint8)[:, :, None], 3, axis=2)
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture)
    return np.asarray(picture.convert("RGB"))
