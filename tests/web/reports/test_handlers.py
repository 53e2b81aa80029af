"""Every action of the page, without a browser: values in, updates out."""

from __future__ import annotations

import threading

import pytest

from assistant.errors import EmbedderMismatch
from assistant.outline.kinds import Kind
from assistant.web.reports.layout import DOCUMENT, INTAKE, LIST
from assistant.web.reports.room import Room
from assistant.web.stocking import Stage, Stock
from tests.web.fragments import read
from tests.web.reports.shelf import Hit, passage
from tests.web.reports.test_taking import upload


@pytest.fixture
def room(do) -> Room:
    return do.enter()[do.at.room]


@pytest.fixture
def inside(do, room) -> Room:
    """A room with the report open."""
    do.pick(room, "", "a1", "")
    return room


def _fields(**given: str) -> list[str]:
    known = {
        "title": "报告a1",
        "unit": "岚川县气象台",
        "year": "2023",
        "region": "岚川县",
        "project": "雷达站",
        "project_type": "construction",
    }
    return list((known | given).values())


def _shown(update) -> bool:
    return update.visible if hasattr(update, "visible") else update["visible"]


def test_a_new_session_sees_the_list_and_a_quiet_clock_sends_nothing(do):
    first = do.enter()
    assert "报告a1" in first[do.at.listing]
    assert "库中有 1 份报告，待核对 2 处" in read(first[do.at.status]).text
    assert not isinstance(do.look(first[do.at.room]), dict) or do.at.listing not in do.look(first[do.at.room])


def test_what_another_person_adds_appears(do, room, shelf, taking, tmp_path):
    taking.begin([upload(tmp_path, "新.docx")])
    taking.wait()
    do.news._records._at = None
    news = do.look(room)
    assert "新.docx" in news[do.at.listing]
    assert "新.docx" in news[do.at.results]


def test_the_list_is_narrowed(do, room):
    assert "没有符合条件" in do.narrow(room, "别的", False, "YEAR")[do.at.listing]
    assert "报告a1" in do.narrow(room, "气象", True, "nonsense")[do.at.listing]


def test_a_title_opens_its_document_at_what_waits(do, room):
    updates = do.pick(room, "", "a1", "")
    at = do.at
    assert updates[at.tabs].selected == DOCUMENT
    assert _shown(updates[at.sheet])
    assert room.section == "2"
    assert updates[at.kinds] == ["other"]
    assert updates[at.fields["unit"]] == "岚川县气象台"
    assert "雷达到货晚了两个月。" in updates[at.passages]


def test_a_click_in_the_tree_leaves_what_is_typed(do, inside):
    updates = do.pick(inside, "", "", "2.1")
    assert updates[do.at.kinds] == ["problems"]
    assert not set(do.at.fields.values()) & set(updates)


def test_a_document_that_someone_removed_is_told(do, inside, shelf):
    shelf.held.clear()
    updates = do.pick(inside, "", "", "2.1")
    assert "没有这份报告" in updates[do.at.blank].value
    assert not _shown(updates[do.at.sheet])
    assert inside.document == ""


def test_kinds_are_corrected_at_once(do, inside, shelf):
    updates = do.save_kinds(inside, ["problems", "measures"])
    assert shelf.asked[-1] == ("correct", "a1", {}, {"2": (Kind.PROBLEMS, Kind.MEASURES)})
    assert updates[do.at.kinds] == ["problems", "measures"]
    assert "已保存" in updates[do.at.kinds_note]
    assert "待核对 1 处" in updates[do.at.tree]
    assert "待核对 1 处" in updates[do.at.listing]
    assert do.next(inside)[do.at.kinds] == ["other"]
    assert inside.section == "3"


def test_no_kind_is_refused(do, inside, shelf):
    assert "至少选一个" in do.save_kinds(inside, [])[do.at.kinds_note]
    assert shelf.asked == []


def test_when_nothing_waits_it_is_said(do, inside):
    for _ in range(2):
        do.save_kinds(inside, ["goals"])
        said = do.next(inside)
    assert "没有待核对的章节了" in said[do.at.kinds_note]


def test_fields_are_corrected_and_only_those_that_differ(do, inside, shelf):
    updates = do.save_fields(inside, *_fields(year="2022", unit="泽岭县气象台"))
    assert shelf.asked[-1] == ("correct", "a1", {"unit": "泽岭县气象台", "year": "2022"}, {})
    assert "已保存" in updates[do.at.fields_note]
    assert "泽岭县气象台" in updates[do.at.listing]
    assert updates[do.at.fields["year"]] == "2022"
    assert "没有改动" in do.save_fields(inside, *_fields(year="2022", unit="泽岭县气象台"))[do.at.fields_note]


def test_a_wrong_field_is_told_beside_it_and_nothing_is_saved(do, inside, shelf):
    updates = do.save_fields(inside, *_fields(year="去年", title="长" * 201))
    assert "四位年份" in updates[do.at.faults["year"]]
    assert "最多200" in updates[do.at.faults["title"]]
    assert updates[do.at.faults["unit"]] == ""
    assert shelf.asked == []


def test_removing_asks_first(do, inside, shelf):
    updates = do.ask(inside)
    assert _shown(updates[do.at.question])
    assert "报告a1" in updates[do.at.asked]
    assert "a1" in shelf.held
    assert not _shown(do.keep()[do.at.question])
    updates = do.remove(inside)
    assert shelf.held == {}
    assert updates[do.at.tabs].selected == LIST
    assert "还没有报告" in updates[do.at.listing]
    assert inside.document == ""


def test_a_search_shows_hits(do, shelf):
    shelf.found = [Hit(passage("a1", "2", Kind.PROBLEMS, "到货晚。"), 0.5)]
    assert "到货晚。" in do.search("晚", "")[do.at.hits]
    assert shelf.asked[-1] == ("search", "晚", None, 10)
    assert "没有找到" in do.search("晚", "goals")[do.at.hits]
    assert "还没有检索" in do.search("  ", "")[do.at.hits]
    assert "没有这个类别" in do.search("晚", "<b>")[do.at.hits]


@pytest.mark.parametrize(
    ("fault", "said"),
    [(EmbedderMismatch("向量不能混用。", hint="请重建索引。"), "请重建索引。"), (KeyError("secret"), "编号")],
)
def test_a_fault_is_told_where_it_was_met(do, inside, shelf, fault, said):
    shelf.fault = fault
    at = do.at
    for updates, place in (
        (do.search("晚", ""), at.hits),
        (do.save_kinds(inside, ["goals"]), at.kinds_note),
        (do.save_fields(inside, *_fields(year="2020")), at.fields_note),
        (do.ask(inside), at.fields_note),
        (do.remove(inside), at.fields_note),
        (do.next(inside), at.kinds_note),
    ):
        assert said in updates[place]
        assert "secret" not in updates[place]


def test_uploads_begin_at_once_and_another_session_waits(do, room, shelf, taking, tmp_path):
    shelf.gate = threading.Event()
    updates = do.receive(room, [str(upload(tmp_path, "a.docx"))], False)
    assert updates[do.at.tabs].selected == INTAKE
    assert updates[do.at.files] is None
    assert "正在加入" in updates[do.at.status]
    assert updates[do.at.stop].interactive
    assert updates[do.at.tick].value == 1
    other = do.enter()[do.at.room]
    late = upload(tmp_path, "b.docx")
    assert "正在加入另一批" in do.receive(other, [str(late)], False)[do.at.intake_note]
    assert not late.exists()
    halted = do.halt(other)
    assert "正在停止" in halted[do.at.status]
    shelf.gate.set()
    taking.wait()
    assert "a.docx" in do.look(room)[do.at.results]


def test_no_upload_while_the_samples_are_put_in(do, room, stocking, shelf, tmp_path):
    stocking.stock = Stock(Stage.FILLING, 1, 9)
    late = upload(tmp_path, "b.docx")
    assert "正在加入样例报告" in do.receive(room, [str(late)], False)[do.at.intake_note]
    assert not late.exists()
    assert shelf.asked == []


@pytest.mark.parametrize("page", ["0", "7", "99999999999", "²", "-1", "x"])
def test_any_page_a_browser_may_send_is_answered(do, room, page):
    assert do.pick(room, page, "", "") is not None


def test_a_lost_session_is_answered(do):
    for answer in (do.look(None), do.pick(None, "", "", "2"), do.next(None), do.ask(None), do.halt(None)):
        assert answer is not None
    assert "还没有打开" in do.save_kinds(None, ["goals"])[do.at.kinds_note]
