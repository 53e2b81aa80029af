"""A report that was edited in Word comes back: proposals, offers to change facts, comments, conflicts, notes."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pytest

from assistant.errors import DocumentError, InputError, NotAllowed, NotThere
from assistant.export.docx import docx_bytes
from assistant.facts.paths import value_at
from assistant.workspace import versions
from assistant.workspace.documents import paper, report_file
from assistant.workspace.report import open_report
from assistant.workspace.returning import take_back
from assistant.workspace.reviewing import comment_on, reply, reviewing
from assistant.workspace.tracking import tracked_file
from eval.returned.word import Word, inserted, replace, text_of
from tests.workspace.conftest import finished

NAME = "报告（修改）.docx"


@pytest.fixture
def word(workspace, anna, draft) -> Word:
    return Word(report_file(workspace, anna, draft, ".docx").content)


def part_with(workspace, by, project, words: str):
    return next(one for one in open_report(workspace, by, project.id).parts if words in one.text)


def lines_of(talking, by, draft):
    return [line for line in talking.lines(by, draft) if line.proposal]


def test_what_was_not_changed_brings_nothing(workspace, anna, project, draft, talking, word):
    found = take_back(workspace, anna, project.id, draft, NAME, word.bytes())
    assert (found.proposals, found.hunks, found.comments, found.notes) == ((), 0, 0, ())
    assert talking.lines(anna, draft)[-1].message.text == "文件里没有新的修改和批注。"


def test_an_edit_is_a_proposal_that_is_stored_as_imported(
    workspace, anna, project, draft, talking, changing, word
):
    part = part_with(workspace, anna, project, "我单位")
    line = next(one for one in part.text.split("\n") if "我单位" in one)
    inserted(word.find(line), "我单位", "（含下属站）", "张三")
    found = take_back(workspace, anna, project.id, draft, NAME, word.bytes())
    assert (found.sections, found.hunks, found.notes) == (1, 1, ())
    (said,) = lines_of(talking, anna, draft)
    assert said.proposal.way == "import"
    assert "张三的修订" in said.message.text and "未留痕" not in said.message.text
    assert open_report(workspace, anna, project.id).part(part.id).text == part.text
    changing.accept(anna, project.id, said.message.proposal, [one.id for one in said.proposal.hunks])
    now = open_report(workspace, anna, project.id).part(part.id)
    assert now.text == part.text.replace("我单位", "我单位（含下属站）", 1)
    assert now.revision.origin == "import"
    again = take_back(workspace, anna, project.id, draft, NAME, word.bytes())
    assert (again.hunks, again.notes) == (0, ()), "what was taken over is no change any more"


def test_a_changed_figure_offers_its_fact_and_the_other_places_follow(
    workspace, anna, project, draft, talking, changing, word
):
    part = part_with(workspace, anna, project, "120.5万元")
    line = next(one for one in part.text.split("\n") if "120.5万元" in one)
    replace(word.find(line), "120.5万元", "130.5万元")
    take_back(workspace, anna, project.id, draft, NAME, word.bytes())
    (said,) = lines_of(talking, anna, draft)
    (offer,) = said.proposal.offers
    assert (offer.path, offer.value) == ("funds.initial_budget", "130.5")
    assert any(
        one.after == "130.5万元" and one.status in ("untraced", "contradicted")
        for one in said.proposal.changes
    )

    entry = talking.instead(anna, project.id, said.message.proposal, offer.path)
    first, second = lines_of(talking, anna, draft)
    assert not first.open, "the change of words is dealt with by the change of the fact"
    changing.accept(anna, project.id, entry.id, [one.id for one in second.proposal.hunks])
    report = open_report(workspace, anna, project.id)
    assert str(report.facts.funds.initial_budget) == "130.5"
    assert "120.5万元" not in "".join(one.text for one in report.parts)


def test_an_offer_that_is_not_there_is_refused(workspace, anna, project, draft, talking, word):
    part = part_with(workspace, anna, project, "我单位")
    line = next(one for one in part.text.split("\n") if "我单位" in one)
    replace(word.find(line), "我单位", "本单位")
    take_back(workspace, anna, project.id, draft, NAME, word.bytes())
    (said,) = lines_of(talking, anna, draft)
    for path in ("", "funds.initial_budget"):
        with pytest.raises(InputError, match="不涉及事实"):
            talking.instead(anna, project.id, said.message.proposal, path)


def test_what_changed_here_meanwhile_is_kept(workspace, anna, project, draft, talking, changing, word):
    part = part_with(workspace, anna, project, "我单位")
    first = part.text.split("\n")[0]
    replace(word.find(first), first[-2:], "，按期完成。")
    changing.edit(anna, draft, part.id, part.revision.id, f"{part.text}\n这里另加一段。")
    found = take_back(workspace, anna, project.id, draft, NAME, word.bytes())
    (said,) = lines_of(talking, anna, draft)
    assert found.notes == ()
    changing.accept(anna, project.id, said.message.proposal, [one.id for one in said.proposal.hunks])
    now = open_report(workspace, anna, project.id).part(part.id).text
    assert now.endswith("这里另加一段。") and "，按期完成。" in now


def test_what_both_changed_is_told_with_both_wordings(
    workspace, anna, project, draft, talking, changing, word
):
    part = part_with(workspace, anna, project, "我单位")
    first = part.text.split("\n")[0]
    replace(word.find(first), first[:4], "在Word中改的开头")
    changing.edit(anna, draft, part.id, part.revision.id, part.text.replace(first[:4], "在这里改的开头", 1))
    found = take_back(workspace, anna, project.id, draft, NAME, word.bytes())
    assert found.proposals == ()
    (note,) = found.notes
    assert "在Word中改的开头" in note and "在这里改的开头" in note
    assert note in talking.lines(anna, draft)[-1].message.text


def test_comments_stand_beside_the_text_once(workspace, anna, project, draft, word):
    part = part_with(workspace, anna, project, "我单位")
    line = next(one for one in part.text.split("\n") if "我单位" in one)
    word.comment(word.find(line), "我单位", "请写全称", "张三")
    word.comment(word.find("一、"), "一、", "整体再压缩", "李四")
    for expected in (2, 0):
        found = take_back(workspace, anna, project.id, draft, NAME, word.bytes())
        assert found.comments == expected
    heading = open_report(workspace, anna, project.id).parts[0].id
    threads = reviewing(workspace, anna, project.id).threads
    assert [(one.comment.section, one.comment.quote, one.comment.text) for one in threads] == [
        (heading, "", "李四在Word中批注：整体再压缩（批注的是“一、”）"),
        (part.id, "我单位", "张三在Word中批注：请写全称"),
    ]


def test_what_was_exported_with_tracked_changes_comes_back_as_nothing(
    workspace, anna, project, draft, talking, changing
):
    part = part_with(workspace, anna, project, "我单位")
    changing.edit(
        anna, draft, part.id, part.revision.id, part.text.replace("我单位", "本单位", 1) + "\n多123台。"
    )
    on_words = comment_on(workspace, anna, project.id, part.id, "请核对名称", "本单位")
    reply(workspace, anna, project.id, on_words.id, "核对过了")
    comment_on(workspace, anna, project.id, "", "整体不错")
    at = versions.latest(workspace, anna, project.id).at
    file = tracked_file(workspace, anna, project.id, 0, at).content
    assert b"word/comments.xml" in file
    found = take_back(workspace, anna, project.id, draft, NAME, file)
    assert (found.proposals, found.comments, found.notes) == ((), 0, ())

    word = Word(file)
    word.comment(word.find(report_heading(workspace, anna, project)), "一、", "新的批注", "张三")
    assert take_back(workspace, anna, project.id, draft, NAME, word.bytes()).comments == 1


def report_heading(workspace, by, project) -> str:
    return open_report(workspace, by, project.id).parts[0].heading


def test_the_same_file_twice_does_not_propose_twice(workspace, anna, project, draft, talking, word):
    part = part_with(workspace, anna, project, "我单位")
    line = next(one for one in part.text.split("\n") if "我单位" in one)
    replace(word.find(line), "我单位", "本单位")
    assert take_back(workspace, anna, project.id, draft, NAME, word.bytes()).hunks == 1
    again = take_back(workspace, anna, project.id, draft, NAME, word.bytes())
    assert again.hunks == 0 and "还在等您决定" in again.notes[0]
    assert len(lines_of(talking, anna, draft)) == 1


def test_headings_cover_and_sections_are_told_not_changed(workspace, anna, project, draft, word):
    report = open_report(workspace, anna, project.id)
    heading = report.parts[1].heading
    replace(word.find(heading), heading[-2:], "综述")
    label = report.draft().cover[0].label
    word.find(f"{label}：").append(word.paragraph("（改）")[-1])
    found = take_back(workspace, anna, project.id, draft, NAME, word.bytes())
    assert found.proposals == ()
    assert any(heading in one and "综述" in one for one in found.notes)
    assert any(f"封面“{label}”" in one and "（改）" in one for one in found.notes)


def test_a_version_of_another_project_is_not_believed(workspace, anna, boris, project, draft, tree, writing):
    other = workspace.projects.create(boris, tree, "national")
    theirs = writing.start(boris, other.id, "national", "offline")
    finished(writing, theirs.id)
    file = report_file(workspace, boris, theirs.id, ".docx").content
    found = take_back(workspace, anna, project.id, draft, NAME, file)
    assert found.proposals == () and "不是本项目的" in found.notes[0]


def test_a_file_without_a_version_is_compared_with_the_draft_as_it_stands(workspace, anna, project, draft):
    printed = dataclasses.replace(paper(open_report(workspace, anna, project.id)), version="")
    file = docx_bytes(printed, created=datetime(2025, 3, 14))
    found = take_back(workspace, anna, project.id, draft, NAME, file)
    assert found.proposals == () and "没有写明是由哪一版" in found.notes[0]


def test_half_a_report_says_nothing_of_the_rest(workspace, anna, project, draft, word):
    report = open_report(workspace, anna, project.id)
    kept = {text_of(one) for one in word.section(report.parts[1].heading)}
    for one in word.paragraphs:
        if (
            text_of(one)
            and text_of(one) not in kept
            and one.find(f"{one.tag[:-1]}pPr/{one.tag[:-1]}sectPr") is None
        ):
            word.body.remove(one)
    found = take_back(workspace, anna, project.id, draft, NAME, word.bytes())
    assert found.proposals == ()
    assert any("Word中没有这些章节" in one for one in found.notes)


def test_who_may_not_edit_may_not_take_back(workspace, anna, boris, project, draft, talking, word):
    with pytest.raises(NotThere):
        take_back(workspace, boris, project.id, draft, NAME, word.bytes())
    workspace.projects.share(anna, project.id, boris, "reviewer")
    with pytest.raises(NotAllowed):
        take_back(workspace, boris, project.id, draft, NAME, word.bytes())
    assert talking.lines(anna, draft) == []


def test_a_file_that_is_refused_leaves_no_trace(workspace, anna, project, draft, talking):
    with pytest.raises(DocumentError):
        take_back(workspace, anna, project.id, draft, NAME, b"PK\x03\x04 broken")
    assert talking.lines(anna, draft) == []


def test_text_under_a_bare_heading_and_a_section_that_went(
    workspace, anna, project, draft, talking, changing, word
):
    report = open_report(workspace, anna, project.id)
    bare = next(one for one in report.parts if one.revision and not one.text)
    word.find(bare.heading).addnext(word.paragraph("本章由安娜补写。"))
    gone = [one for one in report.parts if one.text][-1]
    for one in word.section(gone.heading):
        word.body.remove(one)
    found = take_back(workspace, anna, project.id, draft, NAME, word.bytes())
    assert found.sections == 2 and any(
        "Word中删去了这些章节" in one and gone.heading in one for one in found.notes
    )
    for said in lines_of(talking, anna, draft):
        changing.accept(anna, project.id, said.message.proposal, [one.id for one in said.proposal.hunks])
    now = open_report(workspace, anna, project.id)
    assert now.part(bare.id).text == "本章由安娜补写。" and now.part(gone.id).text == ""


def test_a_file_of_an_older_draft_is_merged_into_the_newest(
    workspace, anna, project, draft, talking, writing, word
):
    part = part_with(workspace, anna, project, "我单位")
    line = next(one for one in part.text.split("\n") if "我单位" in one)
    replace(word.find(line), "我单位", "本单位")
    newest = writing.start(anna, project.id, "national", "offline").id
    finished(writing, newest)
    found = take_back(workspace, anna, project.id, newest, NAME, word.bytes())
    assert "较早的一份草稿" in found.notes[0] and found.hunks == 1
    (said,) = lines_of(talking, anna, newest)
    assert {one.section for one in said.proposal.hunks} == {part.id}
    assert lines_of(talking, anna, draft) == []


@pytest.mark.parametrize(
    ("mark", "said", "path"),
    [
        ("【待补充：受益对象】", "全县120条渔船", "project.beneficiaries"),
        ("【待补充：实际完成日期】", "2024年11月26日", "project.period.actual_end"),
        ("【待补充：自评小组人数】", "5", "evaluation.team.size"),
    ],
)
def test_what_was_missing_and_stands_in_word_now_offers_its_fact(
    workspace, anna, project, draft, talking, changing, word, mark, said, path
):
    part = part_with(workspace, anna, project, mark)
    line = next(one for one in part.text.split("\n") if mark in one)
    replace(word.find(line), mark, said)
    take_back(workspace, anna, project.id, draft, NAME, word.bytes())
    (told,) = lines_of(talking, anna, draft)
    (offer,) = told.proposal.offers
    assert (offer.path, offer.before, offer.after) == (path, mark, said)
    entry = talking.instead(anna, project.id, told.message.proposal, offer.path)
    first, second = lines_of(talking, anna, draft)
    assert not first.open, "the change of words is dealt with by the change of the fact"
    changing.accept(anna, project.id, entry.id, [one.id for one in second.proposal.hunks])
    report = open_report(workspace, anna, project.id)
    assert value_at(report.facts, path) is not None
    assert mark not in "".join(one.text for one in report.parts)
    assert said in "".join(one.text for one in report.parts)
