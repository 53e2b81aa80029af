"""Edits of headings and whole sections."""

from __future__ import annotations

from eval.returned.base import Base
from eval.returned.changes import Change
from eval.returned.edits.edit import Edit, paragraphs, strip_marks, text_change
from eval.returned.word import W, Word, replace, text_of, write


def _moved_section(word: Word, report: Base) -> list[Change]:
    place = word.find(report.heading("experience_problems"))
    for one in word.section(report.heading("suggestions")):
        place.addprevious(one)
    return [("moved", "suggestions")]


def _renumbered(word: Word, report: Base) -> list[Change]:
    out: list[Change] = []
    for id, old, new in (("score", "三", "四"), ("analysis", "四", "五"), ("suggestions", "六", "七")):
        replace(word.find(report.heading(id)), f"{old}、", f"{new}、")
        out.append(("heading", id, report.heading(id).replace(f"{old}、", f"{new}、", 1)))
    return out


def _deleted_sections(word: Word, report: Base) -> list[Change]:
    for id in ("experience", "other"):
        for one in word.section(report.heading(id)):
            word.body.remove(one)
    return [("text", "experience", ""), ("gone", "experience"), ("text", "other", ""), ("gone", "other")]


def _new_section(word: Word, report: Base) -> list[Change]:
    place = word.section(report.heading("other"))[-1]
    place.addnext(word.paragraph("已在门户网站公开。"))
    place.addnext(word.paragraph("八、公开情况", "Heading1"))
    return [
        text_change("other", [*paragraphs(report, "other"), "八、公开情况", "已在门户网站公开。"]),
        ("unknown", "other", "heading", "八、公开情况"),
    ]


def _reworded(word: Word, report: Base) -> list[Change]:
    write(word.find(report.heading("goals")), "（二）年度目标设定")
    lost = word.find(report.heading("steps"))
    lost.addprevious(word.paragraph("（三）自评工作的开展过程", "Heading2"))
    word.body.remove(lost)
    return [("heading", "goals", "（二）年度目标设定"), ("heading", "steps", "（三）自评工作的开展过程")]


def _heading_as_text(word: Word, report: Base) -> list[Change]:
    strip_marks(word)
    word.find(report.heading("benefits")).find(f"{W}pPr/{W}pStyle").set(f"{W}val", "BodyText")
    line, heading = paragraphs(report, "outputs")[0], word.find(report.heading("benefits"))
    write(word.find(line), line + text_of(heading))
    word.body.remove(heading)
    word.find(report.heading("decision")).find(f"{W}pPr/{W}pStyle").set(f"{W}val", "BodyText")
    return []


def _heading_gone_text_edited(word: Word, report: Base) -> list[Change]:
    strip_marks(word)
    word.body.remove(word.find(report.heading("benefits")))
    benefits = paragraphs(report, "benefits")
    replace(word.find(benefits[0]), "社会效益方面", "在社会效益方面")
    write(word.find(report.heading("steps")), "（三）自评工作的开展过程")
    steps = paragraphs(report, "steps")
    replace(word.find(steps[0]), "自评小组", "绩效自评小组")
    return [
        ("heading", "benefits", ""),
        text_change("benefits", [benefits[0].replace("社会", "在社会", 1), *benefits[1:]]),
        ("heading", "steps", "（三）自评工作的开展过程"),
        text_change("steps", [steps[0].replace("自评小组", "绩效自评小组", 1), *steps[1:]]),
    ]


EDITS: dict[str, Edit] = {
    "章节移动（六移到五之前）": _moved_section,
    "标题重新编号": _renumbered,
    "删去两节": _deleted_sections,
    "新增一节（标题和正文）": _new_section,
    "标题改写（一处书签还在，一处书签丢失）": _reworded,
    "标题变成正文，标题前误删回车": _heading_as_text,
    "书签全无，一个标题删去、一个改写，正文也改了": _heading_gone_text_edited,
}
