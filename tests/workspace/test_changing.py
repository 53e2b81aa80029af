from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.editing.hunks import applied, hunks
from assistant.editing.sheet import Scope
from assistant.errors import InputError, NotAllowed, NotThere, Stale
from assistant.workspace.changing import with_hunks
from assistant.workspace.report import open_report


def _texts(workspace, by, project):
    return {one.id: one.text for one in open_report(workspace, by, project.id).parts}


def _last(talking, by, draft):
    return talking.lines(by, draft)[-1]


def test_one_hunk_of_two_then_undo_and_redo(workspace, anna, project, draft, talking, changing):
    before = _texts(workspace, anna, project)
    talking.instruct(anna, project.id, draft, "把“我单位”改成“本单位”")
    line = _last(talking, anna, draft)
    assert len(line.proposal.hunks) >= 2
    first, second = line.proposal.hunks[:2]
    assert _texts(workspace, anna, project) == before, "nothing changes before somebody accepts"

    changing.accept(anna, project.id, line.message.proposal, [first.id])
    after = _texts(workspace, anna, project)
    assert after[first.section] == applied(before[first.section], [first])
    changing.refuse(anna, line.message.proposal, [second.id])
    assert _last(talking, anna, draft).decided == {first.id: True, second.id: False}

    assert changing.undo(anna, project.id, draft).startswith("把")
    assert _texts(workspace, anna, project) == before
    changing.redo(anna, project.id, draft)
    assert _texts(workspace, anna, project) == after
    with pytest.raises(InputError, match="没有可以重做"):
        changing.redo(anna, project.id, draft)


def test_hunks_of_one_section_one_after_the_other(workspace, anna, project, draft, talking, changing):
    talking.instruct(anna, project.id, draft, "把“项目”改成“工程”")
    line = _last(talking, anna, draft)
    by_section: dict[str, list] = {}
    for one in line.proposal.hunks:
        by_section.setdefault(one.section, []).append(one)
    section, several = max(by_section.items(), key=lambda item: len(item[1]))
    assert len(several) > 1
    base = _texts(workspace, anna, project)[section]
    # Later ones first: the offsets of those before must still hold.
    for one in reversed(several):
        changing.accept(anna, project.id, line.message.proposal, [one.id])
    assert _texts(workspace, anna, project)[section] == applied(base, several)
    revisions = len(workspace.drafts.history(anna, draft, section))
    changing.accept(anna, project.id, line.message.proposal, [one.id for one in several])
    assert len(workspace.drafts.history(anna, draft, section)) == revisions, "doing it twice changes nothing"


def test_a_fact_is_changed_with_the_places_that_follow(workspace, anna, project, draft, talking, changing):
    talking.instruct(anna, project.id, draft, "把更换天线数量改成2")
    line = _last(talking, anna, draft)
    assert line.proposal.way == "facts"
    changing.accept(anna, project.id, line.message.proposal, [one.id for one in line.proposal.hunks])
    report = open_report(workspace, anna, project.id)
    assert str(report.facts.indicators[0].actual) == "2"
    assert report.follows
    changing.undo(anna, project.id, draft)
    report = open_report(workspace, anna, project.id)
    assert str(report.facts.indicators[0].actual) == "1"
    assert report.follows


def test_a_draft_follows_facts_that_were_changed_elsewhere(
    workspace, anna, project, draft, talking, changing, tree
):
    saved = workspace.projects.facts(anna, project.id)
    tree["funds"]["payments"][0]["amount"] = "70.25"
    workspace.projects.save(anna, project.id, tree, saved.id)
    assert not open_report(workspace, anna, project.id).follows
    entry = talking.follow(anna, project.id, draft)
    line = _last(talking, anna, draft)
    assert any("70.25" in one.after or "110.25" in one.after for one in line.proposal.hunks)
    changing.accept(anna, project.id, entry.id, [one.id for one in line.proposal.hunks])
    report = open_report(workspace, anna, project.id)
    assert report.follows
    assert not [m.text for one in report.parts for m in one.mentions if m.fact is None and m.type == "money"]


def test_what_somebody_else_wrote_is_never_written_over(
    workspace, anna, boris, project, draft, talking, changing
):
    workspace.projects.share(anna, project.id, boris, "editor")
    report = open_report(workspace, anna, project.id)
    part = next(one for one in report.parts if one.text)
    seen = part.revision.id
    changing.edit(boris, draft, part.id, seen, f"{part.text}薄立加了一句。")
    with pytest.raises(Stale, match="薄立刚刚改过"):
        changing.edit(anna, draft, part.id, seen, "安娜的话。")
    assert _texts(workspace, anna, project)[part.id].endswith("薄立加了一句。")


def test_a_hunk_finds_its_place_after_another_edit(workspace, anna, project, draft, talking, changing):
    talking.instruct(anna, project.id, draft, "把“我单位”改成“本单位”")
    line = _last(talking, anna, draft)
    one = line.proposal.hunks[0]
    part = open_report(workspace, anna, project.id).part(one.section)
    changing.edit(anna, draft, part.id, part.revision.id, f"开头加一句。\n{part.text}")
    changing.accept(anna, project.id, line.message.proposal, [one.id])
    text = _texts(workspace, anna, project)[one.section]
    assert text.startswith("开头加一句。")
    assert "本单位" in text
    part = open_report(workspace, anna, project.id).part(line.proposal.hunks[1].section)
    changing.edit(anna, draft, part.id, part.revision.id, "全部重写了。")
    rest = [h.id for h in line.proposal.hunks if h.section == part.id and h.id != one.id]
    if rest:
        with pytest.raises(Stale, match="已对不上原文"):
            changing.accept(anna, project.id, line.message.proposal, rest)


def test_rights(workspace, anna, boris, project, draft, talking, changing):
    talking.instruct(anna, project.id, draft, "把“我单位”改成“本单位”")
    proposal = _last(talking, anna, draft).message.proposal
    for attempt in (
        lambda: changing.accept(boris, project.id, proposal, ["1:1"]),
        lambda: changing.refuse(boris, proposal, ["1:1"]),
        lambda: talking.lines(boris, draft),
        lambda: talking.instruct(boris, project.id, draft, "语气正式一些"),
        lambda: changing.edit(boris, draft, "overview", None, "x"),
    ):
        with pytest.raises(NotThere):
            attempt()
    workspace.projects.share(anna, project.id, boris, "reviewer")
    with pytest.raises(NotAllowed, match="审核人只能批注"):
        changing.edit(boris, draft, "overview", None, "x")


def test_what_needs_a_model_says_so(workspace, anna, project, draft, talking):
    talking.instruct(anna, project.id, draft, "语气再正式一些", Scope("overview"))
    assert "需要语言模型" in _last(talking, anna, draft).message.text


_WORDS = st.text("甲乙丙，。\n12", max_size=40)


@given(_WORDS, _WORDS, st.data())
def test_any_hunks_in_any_order_give_the_same(base, after, data):
    made = hunks("s", base, after)
    order = data.draw(st.permutations(made))
    text, taken = base, []
    for one in order:
        text = with_hunks(base, taken, [one], text)
        taken.append(one)
    assert text == after
