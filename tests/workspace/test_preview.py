"""The pages of a report are set beside the page that asks, one report after the other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import DocumentError, InputError
from assistant.files import office
from assistant.workspace import press, preview
from assistant.workspace.documents import written_report
from assistant.workspace.preview import Preview, Previews
from assistant.workspace.report import Report
from tests.files.test_printing import A4, pdf
from tests.workspace.conftest import until
from tests.workspace.team import Team, make_team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = make_team(tmp_path)
    yield made
    made.workspace.close()


class Printer:
    """LibreOffice's place: waits until it may go on."""

    def __init__(self) -> None:
        self.go, self.asked, self.fails = threading.Event(), 0, False

    def __call__(self, docx: bytes, faces: object) -> bytes:
        self.asked += 1
        assert self.go.wait(30)
        if self.fails:
            raise DocumentError("用 LibreOffice 排版没有成功。", hint="请再试一次。")
        return pdf(A4, A4)


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Printer]:
    made = Printer()
    monkeypatch.setattr(press, "pdf_of", made)
    monkeypatch.setattr(office, "program", lambda: "soffice")
    yield made
    made.go.set()


def _report(team: Team, text: str) -> Report:
    return written_report(team.workspace, team.drafter, team.draft(team.project(), {"a": text}))


def _ended(previews: Previews, begun: Preview) -> None:
    def done() -> bool:
        found = previews.look(begun.draft, begun.key)
        return found is None or not found.working

    until(done)


def test_pages_are_set_once_and_then_are_there_at_once(team: Team, printer: Printer) -> None:
    previews, report = Previews(team.workspace), _report(team, "甲。")
    begun, again = previews.begin(report), previews.begin(report)
    assert begun.working and again.working and begun.key == again.key
    printer.go.set()
    _ended(previews, begun)
    found = previews.begin(report)
    assert len(found.pages) == 2 and not found.working and found.key == begun.key
    assert len(Previews(team.workspace).begin(report).pages) == 2
    assert printer.asked == 1


def test_one_report_after_the_other(team: Team, printer: Printer) -> None:
    previews = Previews(team.workspace)
    first, second = (previews.begin(_report(team, text)) for text in ("甲。", "乙。"))
    until(lambda: printer.asked == 1)
    assert (first.before, second.before) == (0, 1)
    printer.go.set()
    _ended(previews, second)
    assert printer.asked == 2


def test_a_failure_is_told_and_tried_again_when_asked_again(team: Team, printer: Printer) -> None:
    previews, report = Previews(team.workspace), _report(team, "甲。")
    printer.fails = True
    printer.go.set()
    begun = previews.begin(report)
    _ended(previews, begun)
    failed = previews.look(begun.draft, begun.key)
    assert failed and failed.fault == ("用 LibreOffice 排版没有成功。", "请再试一次。") and not failed.working
    printer.fails = False
    _ended(previews, previews.begin(report))
    assert previews.begin(report).pages


def test_too_many_at_once_are_refused(team: Team, printer: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "MOST_WAITING", 1)
    previews = Previews(team.workspace)
    begun = previews.begin(_report(team, "甲。"))
    with pytest.raises(InputError, match="太多"):
        previews.begin(_report(team, "乙。"))
    printer.go.set()
    _ended(previews, begun)


def test_a_disk_that_keeps_nothing_is_told(
    team: Team, printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press.Press, "_keep", lambda *_: None)
    printer.go.set()
    previews = Previews(team.workspace)
    begun = previews.begin(_report(team, "甲。"))
    _ended(previews, begun)
    failed = previews.look(begun.draft, begun.key)
    assert failed and failed.fault and "存不下" in failed.fault[0]


def test_without_libreoffice_the_paper_itself_is_given(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    found = Previews(team.workspace).begin(_report(team, "甲。"))
    assert found.paper and [one.text for one in found.paper.sections] == ["甲。"] and not found.working
