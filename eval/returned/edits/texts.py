"""Edits of the text without tracking: words, paragraphs, figures."""

from __future__ import annotations

from eval.returned.base import Base
from eval.returned.changes import Change
from eval.returned.edits.edit import Edit, paragraphs, text_change
from eval.returned.word import W, Word, made, replace, write


def _moved_paragraph(word: Word, report: Base) -> list[Change]:
    lines = paragraphs(report, "problems")
    word.find(lines[0]).addprevious(word.find(lines[1]))
    return [text_change("problems", [lines[1], lines[0], *lines[2:]])]


def _to_another_section(word: Word, report: Base) -> list[Change]:
    lines, goals = paragraphs(report, "overview"), paragraphs(report, "goals")
    word.find(goals[-1]).addnext(word.find(lines[2]))
    return [text_change("overview", lines[:2]), text_change("goals", [*goals, lines[2]])]


def _untracked(word: Word, report: Base) -> list[Change]:
    score, steps = paragraphs(report, "score"), paragraphs(report, "steps")
    replace(word.find(score[0]), "等级为", "评定等级为")
    replace(word.find(steps[0]), "自评小组", "绩效自评小组")
    return [
        text_change("score", [score[0].replace("等级为", "评定等级为", 1), *score[1:]]),
        text_change("steps", [steps[0].replace("自评小组", "绩效自评小组", 1), *steps[1:]]),
    ]


def _split_and_joined(word: Word, report: Base) -> list[Change]:
    first, second, third = paragraphs(report, "overview")
    paragraph = word.find(first)
    at = first.index("，") + 1
    write(paragraph, first[:at])
    paragraph.addnext(word.paragraph(first[at:]))
    write(word.find(second), second + third)
    word.body.remove(word.find(third))
    return [text_change("overview", [first[:at], first[at:], second + third])]


def _figure(word: Word, report: Base) -> list[Change]:
    overview = paragraphs(report, "overview")
    assert "305.554万元" in overview[2]
    replace(word.find(overview[2]), "305.554万元", "306.554万元")
    return [text_change("overview", [*overview[:2], overview[2].replace("305.554", "306.554", 1)])]


def _controls(word: Word, report: Base) -> list[Change]:
    line = paragraphs(report, "decision")[0]
    paragraph = word.find(line)
    replace(paragraph, line[-6:], "，手续完备。")
    box = made("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
    paragraph.addprevious(box)
    box.find(f"{W}sdtContent").append(paragraph)
    other = word.find(paragraphs(report, "outputs")[0])
    inline = made("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
    first = other.find(f"{W}r")
    first.addprevious(inline)
    inline.find(f"{W}sdtContent").append(first)
    return [text_change("decision", [line[:-6] + "，手续完备。"])]


EDITS: dict[str, Edit] = {
    "段落移动（第2条移到第1条之前）": _moved_paragraph,
    "段落移到另一节": _to_another_section,
    "未留痕的修改": _untracked,
    "段落拆分与合并": _split_and_joined,
    "数字改了": _figure,
    "正文放进内容控件，里面改了一处": _controls,
}
