"""What hangs together: numbered headings in order, bookmarks, comments at their words, annexes as 附件说明 lists them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from eval.docx.row import Check, equal, yes
from eval.docx.word_file import Element, WordFile, find, text

_DIGITS = "零一二三四五六七八九"
_HEADING = re.compile(r"heading ([1-4])", re.IGNORECASE)
_NUMBERS = {
    1: re.compile(r"([一二三四五六七八九十]{1,3})、"),
    2: re.compile(r"（([一二三四五六七八九十]{1,3})）"),
    3: re.compile(r"(\d+)\."),
    4: re.compile(r"（(\d+)）"),
}
_PLACEHOLDER = re.compile(r"【待(?:补充|核实)[^【】]*】")
_LEAD = re.compile(r"^附件：(?:\d+\.)?")


def headings(file: WordFile) -> Iterator[Check]:
    """Each numbered by the mark of its level, counting from one under each heading above."""
    counts: Counter[int] = Counter()
    wrong = 0
    for paragraph in find(file.document, "w:body/w:p"):
        match = _HEADING.fullmatch(file.style_of(paragraph))
        if not match:
            continue
        level = int(match[1])
        counts[level] += 1
        for below in range(level + 1, 5):
            counts[below] = 0
        mark = _NUMBERS[level].match(text(paragraph))
        wrong += mark is None or _value(mark[1]) != counts[level]
    yield equal("序号不连续或写法不对的标题", 0, wrong)
    yield yes("有标题", counts[1] > 0)


def _value(mark: str) -> int:
    if mark.isdecimal():
        return int(mark)
    tens, ten, ones = mark.rpartition("十")
    return (_DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (_DIGITS.index(ones) if ones else 0)


def bookmarks(file: WordFile) -> Iterator[Check]:
    """Each once, with an end."""
    names = Counter(find(file.document, ".//w:bookmarkStart/@w:name"))
    yield equal("重名的书签", 0, sum(count > 1 for count in names.values()))
    starts = sorted(find(file.document, ".//w:bookmarkStart/@w:id"))
    yield equal("不成对的书签", 0, int(starts != sorted(find(file.document, ".//w:bookmarkEnd/@w:id"))))


def comments(file: WordFile) -> Iterator[Check]:
    """Each stands at words of the text and has an author; each mark that asks for something has one."""
    part = file.part("word/comments.xml")
    keys = sorted(find(part, "w:comment/@w:id"))
    for tag, name in (
        ("commentRangeStart", "没有起点的批注"),
        ("commentRangeEnd", "没有终点的批注"),
        ("commentReference", "没有标记的批注"),
    ):
        yield equal(name, 0, int(sorted(find(file.document, f".//w:{tag}/@w:id")) != keys))
    yield equal("没有作者的批注", 0, len(find(part, "w:comment[not(@w:author) or @w:author = '']")))
    plain = [one for one in find(part, ".//w:p") if file.style_of(one) != "annotation text"]
    yield equal("未用批注样式的批注段落", 0, len(plain))
    yield equal("没有批注的占位", 0, _unremarked(file))


def _unremarked(file: WordFile) -> int:
    """Marks of the text at whose beginning no comment is open."""
    unremarked = 0
    for paragraph in find(file.document, ".//w:p[not(ancestor::mc:Fallback)]"):
        words, open_at = "", []
        depth = 0
        for node in find(paragraph, ".//w:t|.//w:commentRangeStart|.//w:commentRangeEnd"):
            if node.text is None and node.tag.endswith("Start"):
                depth += 1
            elif node.text is None and node.tag.endswith("End"):
                depth -= 1
            else:
                words += node.text or ""
                open_at += [depth] * len(node.text or "")
        unremarked += sum(open_at[found.start()] < 1 for found in _PLACEHOLDER.finditer(words))
    return unremarked


def annexes(file: WordFile) -> Iterator[Check]:
    """附件说明 names what follows: each on pages of its own, its mark on the first line, its title on the third. It may also
    name what is not bound with the report.
    """
    listed = [one for one in find(file.document, "w:body/w:p") if file.style_of(one) == "附件说明"]
    names = [_LEAD.sub("", re.sub(r"^\d+\.", "", text(one))) for one in listed]
    marks = [one for one in find(file.document, "w:body/w:p") if re.fullmatch(r"附件\d?", text(one))]
    if not marks and not find(file.document, ".//w:tbl"):
        return
    titles = [_after(mark) for mark in marks]
    yield yes("有附件说明", bool(names))
    yield yes("有附件标识", bool(marks))
    many = len(names) > 1
    wanted = [f"附件{number}" if many else "附件" for number in range(1, len(marks) + 1)]
    yield equal("附件编号", "、".join(wanted), "、".join(text(one) for one in marks))
    yield equal("附件标题", "、".join(names[: len(marks)]), "、".join(text(one) for one in titles))
    yield equal("未另起一页的附件", 0, sum(not _on_new_page(mark) for mark in marks))
    yield equal("标题不在第三行的附件", 0, sum(not _third_line(file, one) for one in titles))


def _after(mark: Element) -> Element:
    following = find(mark, "following-sibling::w:p[w:r][1]")
    return following[0] if following else mark


def _on_new_page(mark: Element) -> bool:
    """A section, whose type is none (a new page), ends right before it."""
    return bool(find(mark, "preceding-sibling::*[1][self::w:p]/w:pPr/w:sectPr"))


def _third_line(file: WordFile, title: Element) -> bool:
    """A line's height stands between it and the mark."""
    before = file.of_paragraph(title, "w:pPr/w:spacing/@w:before")
    line = file.of_paragraph(title, "w:pPr/w:spacing/@w:line")
    return bool(before) and before == line
