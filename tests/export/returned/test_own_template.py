"""A report that was printed in the unit's own template comes back: its fixed words are no change, edits are found."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from assistant.export.docx import docx_bytes
from assistant.export.returned import closest as nearest
from assistant.export.returned.comparing import Returned, returned
from assistant.export.returned.reading import read
from assistant.export.template.filling import fill
from tests.export.conftest import CREATED
from tests.export.template import templates
from tests.export.template.templates import TOLD, Template
from tests.export.template.test_filling import TEXTS, paper_of

looks = pytest.mark.parametrize("make", templates.ALL, ids=lambda make: make.__name__)
PAPER = paper_of(TEXTS)


def taken_back(template: Template, change: Callable[[str], str] = str) -> Returned:
    own = fill(template.content, PAPER, CREATED).content
    document, edited = Document(io.BytesIO(own)), io.BytesIO()
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if change(run.text) != run.text:
                run.text = change(run.text)
    document.save(edited)
    return returned("报告.docx", PAPER, read("报告.docx", edited.getvalue()), own=own)


@looks
def test_what_came_back_unchanged_is_the_same(make: Callable[[], Template]) -> None:
    found = taken_back(make())
    assert found.alike == 1
    assert (found.texts, found.headings, found.gone, found.moved) == ({}, (), (), ())
    assert (found.unknown, found.edges) == ((), ())


@looks
def test_an_edited_paragraph_is_found_and_nothing_else(make: Callable[[], Template]) -> None:
    section = TOLD[2]
    found = taken_back(make(), lambda text: text.replace(f"第{section}节甲段", f"第{section}节新写的甲段"))
    then = TEXTS[section].replace(f"第{section}节甲段", f"第{section}节新写的甲段")
    assert found.texts == {f"part_{section}": then}
    assert (found.headings, found.gone, found.edges) == ((), (), ())


def test_the_nearer_export_is_the_base(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    template, place = templates.styles_only(), tmp_path / "template.docx"
    place.write_bytes(template.content)
    for module in (nearest, nearest.word_file.__globals__):
        set_in(monkeypatch, module, lambda pack: place)
    for content in (fill(template.content, PAPER, CREATED).content, docx_bytes(PAPER, created=CREATED)):
        found = nearest.closest("报告.docx", PAPER, "own", read("报告.docx", content))
        assert (found.texts, found.edges, found.alike) == ({}, (), 1)


def set_in(monkeypatch: pytest.MonkeyPatch, where: object, fake: Callable[[str], Path]) -> None:
    if isinstance(where, dict):
        monkeypatch.setitem(where, "template_of", fake)
    else:
        monkeypatch.setattr(where, "template_of", fake)
