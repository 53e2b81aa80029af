"""Tracked edits, by two people."""

from __future__ import annotations

from eval.returned.base import Base
from eval.returned.changes import Change
from eval.returned.edits.edit import LI, ZHANG, Edit, paragraphs, text_change
from eval.returned.word import (
    WHEN,
    W,
    Word,
    copied,
    deleted,
    inserted,
    made,
    marked,
    replace,
    run,
    text_of,
    whole,
    write,
)


def _tracked(word: Word, report: Base) -> list[Change]:
    first, *rest = paragraphs(report, "overview")
    paragraph = word.find(first)
    head, tail = first[:12], first[-8:]
    twin = copied(paragraph)
    deleted(paragraph, head, ZHANG)
    # The same paragraph holds both people's changes: the second is put beside the first's runs.
    last = paragraph.findall(f"{W}r")[-1]
    words = "".join(one.text or "" for one in last.iter(f"{W}t"))
    assert words.endswith(tail) and twin is not None
    last.addnext(
        made(
            f'<w:ins w:id="77" w:author="{LI}" w:date="2025-04-02T10:00:00Z">{run("李四补了一句。")}</w:ins>'
        )
    )
    new = whole(word.paragraph("张三新增一段。"), "ins", ZHANG)
    word.find(paragraphs(report, "goals")[-1]).addnext(new)
    return [
        text_change("overview", [f"{first[12:]}李四补了一句。", *rest]),
        ("author", "overview", ZHANG),
        ("author", "overview", LI),
        text_change("goals", [*paragraphs(report, "goals"), "张三新增一段。"]),
        ("author", "goals", ZHANG),
    ]


def _both(word: Word, report: Base) -> list[Change]:
    lines = paragraphs(report, "process")
    inserted(word.find(lines[0]), lines[0][:6], "（含专班）", ZHANG)
    replace(word.find(lines[1]), "执行", "严格执行")
    return [
        text_change(
            "process",
            [f"{lines[0][:6]}（含专班）{lines[0][6:]}", lines[1].replace("执行", "严格执行", 1)],
        ),
        ("author", "process", ZHANG),
        ("untracked", "process"),
    ]


def _tracked_marks(word: Word, report: Base) -> list[Change]:
    first, second, third = paragraphs(report, "overview")
    paragraph = word.find(first)
    at = first.index("，") + 1
    write(paragraph, first[:at])
    marked(paragraph, "ins", ZHANG)
    paragraph.addnext(word.paragraph(first[at:]))
    marked(word.find(second), "del", LI)
    return [
        text_change("overview", [first[:at], first[at:], second + third]),
        ("author", "overview", ZHANG),
        ("author", "overview", LI),
    ]


def _tracked_move(word: Word, report: Base) -> list[Change]:
    problems = paragraphs(report, "problems")
    whole(word.find(problems[5]), "del", LI)
    origin = word.find(problems[0])
    target = whole(copied(origin), "moveTo", ZHANG)
    whole(origin, "moveFrom", ZHANG)
    word.find(problems[2]).addnext(target)
    return [
        text_change("problems", [*problems[1:3], problems[0], *problems[3:5]]),
        ("author", "problems", ZHANG),
        ("author", "problems", LI),
    ]


def _heading_and_section(word: Word, report: Base) -> list[Change]:
    heading = report.heading("goals")
    deleted(word.find(heading), heading[-2:], ZHANG)
    last = word.section(report.heading("other"))[-1]
    for text, style in (("已在门户网站公开。", "BodyText"), ("八、公开情况", "Heading1")):
        last.addnext(whole(word.paragraph(text, style), "ins", LI))
    for one in word.section(report.heading("experience")):
        whole(one, "del", ZHANG)
    return [
        ("heading", "goals", heading[:-2]),
        text_change("other", [*paragraphs(report, "other"), "八、公开情况", "已在门户网站公开。"]),
        ("author", "other", LI),
        ("unknown", "other", "heading", "八、公开情况"),
        ("text", "experience", ""),
        ("gone", "experience"),
        ("author", "experience", ZHANG),
    ]


def _comment_on_deleted(word: Word, report: Base) -> list[Change]:
    line = paragraphs(report, "steps")[0]
    words = line[:8]
    paragraph = word.find(line)
    word.comment(paragraph, words, "这几个字不要", LI)
    kept = next(one for one in paragraph.findall(f"{W}r") if text_of(one) == words)
    gone = f'<w:del w:id="5" w:author="{LI}" w:date="{WHEN}">{run(words, "delText")}</w:del>'
    kept.addprevious(made(gone))
    paragraph.remove(kept)
    return [
        text_change("steps", [line[8:], *paragraphs(report, "steps")[1:]]),
        ("author", "steps", LI),
        ("comment", "steps", words, LI, "这几个字不要"),
    ]


EDITS: dict[str, Edit] = {
    "两人修订（留痕），各改一处，另插一段": _tracked,
    "同一节里既有修订又有未留痕的修改": _both,
    "修订：段落标记的拆分与合并": _tracked_marks,
    "修订：删去一段，一段移到后面": _tracked_move,
    "修订：改标题、新增一节、删去一节": _heading_and_section,
    "批注在修订删去的文字上": _comment_on_deleted,
}
