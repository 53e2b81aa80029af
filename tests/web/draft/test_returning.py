"""An edited Word file on the draft page: proposals, what is told of them, and whoever may not bring one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from assistant.web.draft.handlers import Handlers
from assistant.web.draft.layout import WORD_ENDINGS, desk_layout
from assistant.web.draft.views.links import to_place
from assistant.web.draft.views.returned import returned_note
from assistant.web.draft.views.status import status
from assistant.workspace.documents import report_file
from assistant.workspace.report import open_report
from assistant.workspace.returning import TakenBack
from tests.web.draft.test_handlers import Page, _regions, desk, page, visits  # noqa: F401
from tests.web.fragments import read

HOSTILE = '<img src=x onerror=alert(1)>"'


@pytest.fixture
def edited(tmp_path: Path, workspace, anna, draft) -> Path:
    """The exported report, with one word more in it."""
    made = io.BytesIO()
    report = report_file(workspace, anna, draft, ".docx")
    with zipfile.ZipFile(io.BytesIO(report.content)) as package, zipfile.ZipFile(made, "w") as changed:
        for name in package.namelist():
            content = package.read(name)
            if name == "word/document.xml":
                assert "雨季停机".encode() in content
                content = content.replace("雨季停机".encode(), "雨季多次停机".encode(), 1)
            changed.writestr(name, content)
    path = tmp_path / "改过.docx"
    path.write_bytes(made.getvalue())
    return path


def _brought(handlers: Handlers, page: Page, path: Path) -> list[dict[str, str]]:  # noqa: F811
    """The regions after each step; the file control is emptied every time."""
    steps = list(handlers.bring_back(page.room, str(path), page.request))
    assert all(step[3] is None for step in steps)
    return [_regions(step[1]) for step in steps]


def test_its_changes_stand_in_the_talk_until_they_are_decided(page, edited, workspace, anna, project):  # noqa: F811
    reading, done = _brought(page.handlers, page, edited)
    assert "正在读取“改过.docx”" in reading["trouble"]
    assert "取回1处修改建议" in done["trouble"] and "多次" in done["talk"]
    assert not edited.exists()
    (proposal,) = page.room.returned[1].proposals
    assert "trouble" not in page.act("accept", proposal=str(proposal))  # it stays until it is put away
    assert "雨季多次停机" in "".join(one.text for one in open_report(workspace, anna, project.id).parts)
    assert page.act("returned-close")["trouble"] == ""


def test_a_file_that_is_no_report_is_refused_in_place(page, tmp_path):  # noqa: F811
    path = tmp_path / "坏.docx"
    path.write_bytes(b"PK\x03\x04 torn")
    *_, done = _brought(page.handlers, page, path)
    assert "坏.docx" in done["trouble"] and 'role="alert"' in done["trouble"]
    assert page.room.returned is None and not path.exists()


def test_who_may_only_read_brings_nothing(page, edited, visits, boris, workspace, anna, draft):  # noqa: F811
    visits.person_now = boris
    told, again = _brought(page.handlers, page, edited)
    assert list(told) == ["trouble"] and "没有权限" in told["trouble"] and again == {}
    assert not edited.exists()
    assert workspace.talk.proposals(anna, draft) == {}


def test_no_file_is_no_act(page):  # noqa: F811
    assert list(page.handlers.bring_back(page.room, None, page.request)) == []


def test_the_way_to_word_and_back_stands_beside_the_report(workspace, anna, project, draft):
    report = open_report(workspace, anna, project.id)
    assert report is not None
    editing = read(status(report, None, (0, 0), can_edit=True))
    assert [one.attributes["href"] for one in editing.all("a")] == [
        f"../preview/?p={project.id}",
        f"../files/report/{draft}.docx",
    ]
    assert [one.text for one in editing.all("button") if "data-upload" in one.attributes] == ["从 Word 取回"]
    assert "data-upload" not in status(report, None, (0, 0), can_edit=False)
    (rule,) = [one for one in read(desk_layout()).all("div") if "data-endings" in one.attributes]
    assert rule.attributes["data-endings"].split() == list(WORD_ENDINGS)


def test_what_came_back_is_told_and_never_markup():
    told = read(returned_note(HOSTILE, TakenBack((1, 2), 2, 5, 3, ("一", "二"))))
    assert not told.all("img") and HOSTILE in told.text
    assert "5处修改建议" in told.text and "3条批注（见“审核”）" in told.text and "2点说明" in told.text
    assert "没有新的修改和批注" in returned_note("a.docx", TakenBack())


def test_a_link_to_a_place_survives_any_id():
    (link,) = read(to_place("a1", "s.1 &", 3, 9, HOSTILE)).all("a")
    assert link.attributes["href"] == "../draft/?p=a1#at=s.1+%26.3.9" and link.text == HOSTILE
