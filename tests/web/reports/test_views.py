"""What the page shows. Everything comes from files: no text of them may become markup."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.outline.kinds import Kind
from assistant.web.reports.catalogue import Wish, listing
from assistant.web.reports.go import Go, Result
from assistant.web.reports.opened import Opened
from assistant.web.reports.views import document as view
from assistant.web.reports.views.going import duration, results_table, status_line
from assistant.web.reports.views.hits import hits_list
from assistant.web.reports.views.listing import listing_table
from assistant.web.stocking import Stage, Stock
from tests.web.fragments import read
from tests.web.reports.shelf import Hit, passage, record, section

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "]]><svg onload=alert(3)>",
    "\" onmouseover='alert(4)' x=\"",
    "${alert(5)}{{6}}",
)
HARMLESS = {
    "div",
    "p",
    "span",
    "b",
    "h2",
    "h3",
    "h4",
    "small",
    "button",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
HARMLESS |= {"ol", "ul", "li", "details", "summary", "article", "header", "progress", "br"}
READY = Stock(Stage.READY)


def _everything(text: str) -> list[str]:
    """Every view with that text in every place that a file fills."""
    known = record(
        "a1", name=text, title=text, unit=text, region=text, project=text, pack=text, faults=text, notes=text,
        project_type=text, uncertain=1, quality=0.2,
    )  # fmt: skip
    one = replace(section(text, text, [Kind.OTHER], 0.2, text), path=(text, text))
    two = section("2", "二、", [Kind.OTHER], 0.2, text)
    part = replace(
        passage("a1", text, Kind.OTHER, text), document=text, heading=text, unit=text, document_id=text
    )
    shown = Opened(known, (one, two), (text,), (part,))
    result = Result(text, "added", 1, 1, 1, text, (text,))
    go = Go(2, (result,), 1.0, running=True)
    return [
        listing_table(listing([known], Wish(words=text))),
        listing_table(listing([known], Wish())),
        view.head(shown),
        view.tree(shown, text),
        view.section(shown, text),
        view.passages(shown, text),
        view.passages(shown, "2"),
        view.asked(shown),
        view.fault(text),
        view.sure(text),
        hits_list(text, [Hit(part, 0.1, 2)]),  # type: ignore[list-item]
        results_table(go),
        results_table(replace(go, running=False, fault=(text, text))),
        status_line(go, READY, 1, 1),
        status_line(Go(), Stock(Stage.READY, note=text), 1, 1),
        status_line(Go(), Stock(Stage.FAILED, note=text), 1, 1),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_files_stays_text(text):
    for html in _everything(text):
        found = read(html)
        assert found.tags() <= HARMLESS, html
        allowed = {"class", "type", "role", "title", "aria-current", "max", "value", "disabled"}
        for element in found.elements:
            names = {name for name in element.attributes if not name.startswith("data-")}
            assert names <= allowed, (element, html)
        assert (
            text in found.text
            or any(text in e.attributes.values() for e in found.elements)
            or "{" not in text
        )


def test_marks_that_turn_the_direction_are_made_visible():
    for html in _everything("报告\u202exod.exe\u2066\x00\u200b\ud800"):
        assert not set("\u202e\u2066\x00\u200b\ud800").intersection(html)
        html.encode("utf-8")


def test_a_row_tells_what_is_known():
    known = record(
        "a1", title="雷达站自评报告", unit="岚川县气象台", year=2023, region="岚川县", project_type="construction",
        pack="national", sections=7, passages=9, quality=0.61, faults="有2处空着\n合计不对", uncertain=3,
    )  # fmt: skip
    found = read(listing_table(listing([known], Wish())))
    for said in (
        "雷达站自评报告",
        "a1.docx",
        "岚川县气象台",
        "2023",
        "工程建设",
        "7／9",
        "中 61",
        "待核对 3 处",
    ):
        assert said in found.text
    assert found.all("button", "open")[0].attributes["data-open"] == "a1"
    assert [item.text for item in found.all("li")] == ["有2处空着", "合计不对"]


def test_a_thousand_documents_come_a_page_at_a_time():
    records = [record(f"{n:04}") for n in range(1000)]
    found = read(listing_table(listing(records, Wish(page=2))))
    assert len(found.all("button", "open")) == 50
    turns = [e.attributes["data-page"] for e in found.all("button") if "data-page" in e.attributes]
    assert turns == ["1", "3"]
    assert "第 2／20 页" in found.text
    first = [
        e.attributes
        for e in read(listing_table(listing(records, Wish()))).all("button")
        if "data-page" in e.attributes
    ]
    assert ["disabled" in attributes for attributes in first] == [True, False]


def test_empty_lists_say_what_to_do():
    assert "还没有报告" in listing_table(listing([], Wish()))
    assert "没有符合条件" in listing_table(listing([record()], Wish(words="没有的词")))


def test_a_go_is_told_to_everybody():
    results = (Result("a.docx", "added", 3, 4), Result("b.pdf", "failed", reason="打不开"))
    go = Go(6, results, 20.0, running=True)
    line = read(status_line(go, READY, 9, 0)).text
    for said in ("正在加入", "2/6", "已用 20秒", "约剩 40秒", "b.pdf"):
        assert said in line
    assert "正在停止" in status_line(replace(go, stopping=True), READY, 9, 0)
    assert "共用这个库" in status_line(Go(), READY, 9, 0)
    rows = [row.text for row in read(results_table(go)).all("tr")][1:]
    assert rows[0].startswith("b.pdf未加入")
    assert "打不开" in rows[0]
    assert rows[1].startswith("a.docx已加入3／4")


def test_how_a_go_ended():
    results = (Result("a.docx", "added", 3, 4), Result("b.pdf", "failed"))
    assert "已加入 1 个，未加入 1 个" in results_table(Go(2, results, 75.0))
    stopped = results_table(Go(5, results, 3.0))
    assert "已停止" in stopped
    assert "还有 3 个没有读" in stopped
    broken = read(results_table(Go(5, results, 3.0, fault=("磁盘满了。", "请清理。"))))
    assert "磁盘满了。" in broken.text
    assert "已读的 2 个不受影响" in broken.text


def test_a_long_go_does_not_send_everything_every_second():
    many = tuple(Result(f"{n}.docx", "added") for n in range(1000))
    found = read(results_table(Go(1000, many)))
    assert len(found.all("tr")) == 301
    assert "999.docx" in found.text
    assert "另有 700 个" in found.text


def test_both_texts_of_a_hit_side_by_side():
    part = passage("a1", "2.1", Kind.PROBLEMS, "岚川县拨付60万元。", "〔单位1〕拨付〔金额1〕。")
    found = read(hits_list("拨付", [Hit(part, 0.0325, 4)]))  # type: ignore[list-item]
    texts = [p.text for p in found.all("p")][1:]
    assert texts == ["岚川县拨付60万元。", "〔单位1〕拨付〔金额1〕。"]
    assert [slot.text for slot in found.all("span", "slot")] == ["〔单位1〕", "〔金额1〕"]
    for said in ("0.0325", "4 份报告都这样写", "第3页", "2023年", "存在问题"):
        assert said in found.text
    opening = found.all("button", "open")[0].attributes
    assert (opening["data-open"], opening["data-section"]) == ("a1", "2.1")


def test_the_tree_marks_what_waits(shelf):
    from assistant.web.reports.opened import opened

    document = opened(shelf, "a1")
    found = read(view.tree(document, "2"))
    entries = found.all("li")
    assert ["waiting" in e.attributes["class"].split() for e in entries] == [False, True, False, True]
    assert ["chosen" in e.attributes["class"].split() for e in entries] == [False, True, False, False]
    assert "待核对 30%" in entries[1].text
    assert "存在问题" in entries[2].text
    assert entries[2].attributes["class"].startswith("level-2")
    assert "雷达到货晚了〔数量2〕。" in read(view.passages(document, "2")).text
    assert "没有单独成段" in view.passages(document, "2.1")
    assert "检索段落" in view.passages(replace(document, passages=None), "2")


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "0秒"), (59.4, "59秒"), (60, "1分"), (200, "3分20秒"), (3900, "1小时5分")]
)
def test_durations(seconds, said):
    assert duration(seconds) == said
