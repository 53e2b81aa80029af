"""HTML of the history: differences also without colour, comments, merges, moments."""

from __future__ import annotations

from datetime import datetime, timedelta

from assistant.store.drafts import Mark
from assistant.store.projects import Project
from assistant.store.talk import Message
from assistant.web.history.views.comparison import comparison_view, diff
from assistant.web.history.views.merging import merge_view
from assistant.web.history.views.moments import moment, timed
from assistant.web.history.views.reviewing import comments_panel, reason_note, state_panel
from assistant.web.history.views.timeline import timeline_list, version_name
from assistant.workspace.comparing import compared
from assistant.workspace.merging import merged
from assistant.workspace.reviewing import Reviewing, Step, Thread
from assistant.workspace.timeline import Entry, FactChange
from assistant.workspace.versions import Version
from tests.web.fragments import read

NOW = datetime.now().astimezone().replace(hour=14, minute=5)
PROJECT = Project("abc", "项目", "单位", 2024, "national", "drafting", "owner", "李填报", NOW)


def version(at: int) -> Version:
    return Version(at, 1, "national", NOW, "李填报", {}, {})


def comment(id: int, text: str, *, quote: str = "", resolved: bool = False) -> Message:
    return Message(id, "reviewer", "赵审核", text, "a", None, resolved, NOW, quote)


def test_what_went_and_what_came_is_marked_without_colour_too() -> None:
    (section,) = compared({"a": "预算320万元。"}, {"a": "预算<b>300万元。"}, {"a": "一"}).changed
    html = diff(section.pieces)
    assert "<del>" in html and "删去：" in html and "<ins>" in html and "新增：" in html
    assert "<b>" not in html and "&lt;b&gt;" in html
    assert read(html).unbalanced == 0


def test_long_stretches_that_are_alike_are_cut() -> None:
    long = "这一句没有改。" * 200
    found = compared({"a": f"{long}旧。"}, {"a": f"{long}新。"}, {"a": "一、概况"})
    html = comparison_view(found, version(1), version(2), version(2), editable=True)
    assert len(html) < 3000 and "……" in html and "旧" in html and "新" in html


def test_what_may_be_restored() -> None:
    found = compared({"a": "旧。"}, {"a": "新。"}, {"a": "一、概况"})
    editing = comparison_view(found, version(1), version(2), version(3), editable=True)
    assert editing.count('data-do="restore"') == 4  # the whole and the section, of either
    assert 'data-do="restore"' not in comparison_view(
        found, version(1), version(2), version(3), editable=False
    )


def test_figures_stand_on_top() -> None:
    found = compared({"a": "预算320万元，支出10元。"}, {"a": "预算300万元，支出10元。"}, {"a": "一、概况"})
    html = comparison_view(found, version(1), version(2), version(2), editable=False)
    assert html.index("变化的数字（1处）") < html.index("<section")
    moved = compared({"a": "甲5元。乙。"}, {"a": "乙。甲5元。"}, {"a": "一"})
    assert moved.figures == ()  # it only moved


def test_the_timeline_names_people_fields_and_versions() -> None:
    entries = [
        Entry(
            "text",
            NOW,
            NOW,
            "李填报",
            "人工修改5节",
            ("一", "二", "三", "四", "五"),
            version=9,
            base=4,
            marks=(Mark(1, 9, "送审稿", "李填报", NOW),),
        ),
        Entry(
            "facts",
            NOW - timedelta(minutes=9),
            NOW,
            "王填报",
            "修改数据1处",
            changes=(FactChange("单位全称", "", "<i>医院"),),
        ),
    ]
    html = timeline_list(entries, 4, 9)
    text = read(html).text
    for said in ("今天", "一、二、三等5节", "送审稿", "单位全称", "（空）", "13:56–14:05"):
        assert said in text
    assert 'data-old="4" data-new="9"' in html and html.count("aria-current") == 1 and "<i>" not in html
    assert version_name(entries[0]) == "「送审稿」今天 14:05 李填报 人工修改5节"


def test_comments_with_answers_and_where_they_belong() -> None:
    reply = Message(3, "reply", "李填报", "已改", "a", None, False, NOW, "", 1)
    threads = (
        Thread(comment(1, "不一致", quote="300<万元"), (reply,), False),
        Thread(comment(2, "已看", resolved=True), (), True),
    )
    html = comments_panel(Reviewing(PROJECT, (), None, threads), {"a": "一、概况"}, "a", "选中的话")
    text = read(html).text
    for said in ("一、概况", "300<万元", "原文已改", "已改", "已处理的1条", "选中的话"):
        assert said in text
    for do in ("comment", "reply", "resolve", "reopen", "go"):
        assert f'data-do="{do}"' in html
    assert 'data-quote="选中的话"' in html and "300<万" not in html


def test_the_state_with_its_ways_on() -> None:
    steps = (Step("approved", "审定", False), Step("returned", "退回修改", True))
    html = state_panel(Reviewing(PROJECT, steps, None, ()))
    assert 'data-status="approved"' in html and '<form data-do="step" data-status="returned">' in html
    assert 'for="reason"' in html and 'id="reason"' in html
    assert reason_note(Reviewing(PROJECT, (), comment(1, "缺依据"), ())) == ""  # not returned


def test_a_merge_is_saved_once_all_is_chosen() -> None:
    merge = merged("甲。乙。丙。", "甲一。乙。丙丙。", "甲二。乙。丙。")
    open_ = merge_view("a", "一、概况", merge, {}, "王填报")
    assert "王填报刚刚改过这一节" in open_ and "还有1处未选" in open_
    assert 'data-do="merge-save" data-section="a" disabled' in open_
    assert open_.count('data-do="merge" ') == 3 and "我改的" in open_
    chosen = merge_view("a", "一、概况", merge, {merge.conflicts[0].id: "both"}, "王填报")
    assert "disabled" not in chosen and 'aria-pressed="true"' in chosen and "已选好" in chosen
    easy = merge_view("a", "一、概况", merged("甲。乙。", "甲一。乙。", "甲。乙二。"), {}, "王填报")
    assert "已合在一起" in easy and "disabled" not in easy


def test_moments_are_told_as_people_do() -> None:
    assert moment(NOW) == "今天 14:05"
    assert moment(NOW - timedelta(days=1)) == "昨天 14:05"
    spring = datetime(2024, 3, 8, 9, 30).astimezone()
    assert moment(spring, datetime(2024, 6, 1).astimezone()) == "3月8日 09:30"
    assert moment(spring, datetime(2025, 6, 1).astimezone()) == "2024年3月8日"
    assert 'datetime="2024-03-08T09:30' in timed(spring)


def test_what_changed_can_be_taken_away_as_tracked_changes() -> None:
    found = compared({"a": "一。"}, {"a": "二。"}, {"a": "一"})
    one, two, none = version(1), version(2), version(0)

    def links(*given, **known) -> list[str]:
        return [
            link.attributes["href"]
            for link in read(comparison_view(*given, editable=False, **known)).all("a")
        ]

    assert links(found, one, two, two, project="abc") == ["../files/tracked/abc/1-2.docx"]
    same = compared({"a": "一。"}, {"a": "一。"}, {"a": "一"})
    assert links(same, one, two, two, project="abc") == links(found, none, two, two, project="abc") == []
