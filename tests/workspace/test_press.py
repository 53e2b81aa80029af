"""Prints are kept by their content, and no more of them than there is room for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.errors import DocumentError, NotThere
from assistant.settings import Settings
from assistant.workspace import press
from assistant.workspace.press import Press, key_of
from tests.files.test_printing import A4, pdf
from tests.files.test_typefaces import _docx

FIRST, SECOND = (_docx(document=f'<w:rFonts w:ascii="{name}"/>') for name in ("甲", "乙"))


class Printer:
    """LibreOffice's place: counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self.faces: list[dict[str, str]] = []

    def __call__(self, docx: bytes, faces: dict[str, str]) -> bytes:
        self.asked.append(docx)
        self.faces.append(dict(faces))
        return pdf(A4)


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    made = Printer()
    monkeypatch.setattr(press, "pdf_of", made)
    monkeypatch.setattr(press, "installed", lambda: frozenset({"甲", "Noto Serif CJK SC"}))
    return made


def test_the_same_report_is_set_once(tmp_path: Path, printer: Printer) -> None:
    kept = Press(Settings(home=tmp_path))
    assert not kept.has(1, FIRST)
    first = kept.printed(1, FIRST)
    assert kept.has(1, FIRST) and kept.printed(1, FIRST) == first
    kept.printed(1, SECOND)
    assert printer.asked == [FIRST, SECOND]
    assert printer.faces == [{}, {"乙": "Noto Serif CJK SC"}]
    assert [[round(side) for side in size] for size in kept.sizes(1, key_of(FIRST))] == [[595, 842]]
    assert kept.page(1, key_of(FIRST), 1).startswith(b"\x89PNG")


def test_a_print_is_only_its_drafts(tmp_path: Path, printer: Printer) -> None:
    kept = Press(Settings(home=tmp_path))
    kept.printed(1, FIRST)
    for draft, key in ((2, key_of(FIRST)), (1, "../../../etc/passwd"), (1, ""), (1, "0" * 32)):
        with pytest.raises(NotThere):
            kept.page(draft, key, 1)


def test_other_fonts_set_it_anew(tmp_path: Path, printer: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of(SECOND)
    monkeypatch.setattr(press, "installed", lambda: frozenset({"甲", "乙"}))
    assert key_of(SECOND) != before


def test_what_was_not_looked_at_for_longest_goes_first(
    tmp_path: Path, printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "MOST_FILES", 2)
    kept = Press(Settings(home=tmp_path))
    third = _docx(document='<w:rFonts w:ascii="丙"/>')
    for at, docx in enumerate((FIRST, SECOND)):
        kept.printed(1, docx)
        os.utime(tmp_path / "cache" / "print" / f"1-{key_of(docx)}.pdf", (at, at))
    kept.printed(1, FIRST)
    kept.printed(1, third)
    assert [kept.has(1, docx) for docx in (FIRST, SECOND, third)] == [True, False, True]


def test_a_failure_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> bytes:
        raise DocumentError("没有成功")

    monkeypatch.setattr(press, "pdf_of", fails)
    with pytest.raises(DocumentError):
        Press(Settings(home=tmp_path)).printed(1, FIRST)
    assert not Press(Settings(home=tmp_path)).has(1, FIRST)
