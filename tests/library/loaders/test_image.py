from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assistant.errors import DocumentError
from assistant.library.loaders import image, remarks, scan
from assistant.library.loaders.reflow import Line


@pytest.fixture(autouse=True)
def seen(monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray]:
    """The pictures that would have been recognised."""
    found: list[np.ndarray] = []

    def look(pixels: np.ndarray, page: int = 0) -> list[Line]:
        found.append(pixels)
        return [Line("字", page, confidence=0.8)]

    monkeypatch.setattr(scan, "read", look)
    return found


def saved(picture: Image.Image, form: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


FORMS = {
    "PNG": ("1", "L", "RGB", "P", "RGBA", "I;16"),
    "JPEG": ("L", "RGB", "CMYK"),
    "TIFF": ("1", "L", "RGB", "CMYK", "P", "RGBA", "I;16"),
    "BMP": ("1", "L", "RGB", "P", "RGBA"),
}


@pytest.mark.parametrize(("form", "mode"), [(form, mode) for form, modes in FORMS.items() for mode in modes])
def test_every_form_and_mode_gives_rgb(form: str, mode: str, seen: list[np.ndarray]) -> None:
    reading = image.read("a", saved(Image.new("L", (40, 30), 90).convert(mode), form))
    assert (seen[0].shape, seen[0].dtype) == ((30, 40, 3), np.uint8)
    assert reading.lines == [Line("字", 1, confidence=0.8)]


def test_sixteen_bits_of_grey_stay_grey(seen: list[np.ndarray]) -> None:
    image.read("a.tif", saved(Image.new("I;16", (40, 30), 0x8000), "TIFF"))
    assert seen[0].min() == seen[0].max() == 0x80


def test_transparent_paper_is_white(seen: list[np.ndarray]) -> None:
    image.read("a.png", saved(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG"))
    assert seen[0].min() == 255


def test_a_photograph_is_turned_as_the_camera_says(seen: list[np.ndarray]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image.read("a.jpg", saved(Image.new("RGB", (40, 30)), "JPEG", exif=exif))
    assert seen[0].shape == (40, 30, 3)


def tif(pages: int) -> bytes:
    return saved(
        Image.new("L", (20, 20)),
        "TIFF",
        save_all=True,
        append_images=[Image.new("L", (20, 20))] * (pages - 1),
    )


def test_every_page_of_a_tif_is_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remarks, "MAX_RECOGNISED", 3)
    reading = image.read("a.tif", tif(5))
    assert [line.page for line in reading.lines] == [1, 2, 3]
    assert reading.notes == (
        "第1—3页是图片，文字由识别得到，平均可信度 0.80，请核对",
        "第4、5页没有读：一个文件最多识别 3 页",
    )


def test_a_tif_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "MAX_PAGES", 4)
    with pytest.raises(DocumentError, match="5 页，超过 4 页"):
        image.read("a.tif", tif(5))


def bomb(wide: int, high: int) -> bytes:
    """A PNG that says it is as large as that, and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [8_000, 100_000])
def test_a_picture_too_large_is_refused_by_its_header(side: int, seen: list[np.ndarray]) -> None:
    with pytest.raises(DocumentError, match="超过 50 百万像素"):
        image.read("a.png", bomb(side, side))
    assert not seen


WHOLE = [
    saved(Image.new("RGB", (30, 20), "red"), "PNG"),
    saved(Image.new("RGB", (30, 20), "red"), "JPEG"),
    saved(Image.new("RGB", (30, 20), "red"), "BMP"),
    tif(2),
]


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's remarks on broken tags
@settings(max_examples=200, deadline=None)
@given(st.sampled_from(WHOLE), st.data())
def test_a_damaged_picture_gives_lines_or_a_reason(whole: bytes, data: st.DataObject) -> None:
    damaged = bytearray(whole[: data.draw(st.integers(1, len(whole)))])
    for place in data.draw(st.lists(st.integers(0, len(damaged) - 1), max_size=6)):
        damaged[place] = data.draw(st.integers(0, 255))
    try:
        image.read("a.png", bytes(damaged))
    except DocumentError as fault:
        assert fault.hint
