"""Edits of looks: runs, styles, automatic numbers, other programs. The words stay."""

from __future__ import annotations

from typing import Any

from eval.returned.base import Base
from eval.returned.changes import Change
from eval.returned.edits.edit import LI, ZHANG, Edit, paragraphs, strip_marks, text_change
from eval.returned.word import W, Word, inserted, made, replace, run, text_of, write


def _split_runs(word: Word, report: Base) -> list[Change]:
    for paragraph in word.paragraphs:
        for old in paragraph.findall(f"{W}r"):
            words = old.findtext(f"{W}t") or ""
            if len(words) < 4 or len(old.findall(f"{W}t")) > 1 or old.find(f"{W}tab") is not None:
                continue
            for at in range(0, len(words), 3):
                old.addprevious(made('<w:proofErr w:type="spellStart"/>'))
                old.addprevious(made(run(words[at : at + 3])))
            paragraph.remove(old)
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for one in reversed(list(made(f"<w:p>{field}</w:p>"))):
        word.find(report.heading("goals")).append(one)
    return []


def _no_styles(word: Word, report: Base) -> list[Change]:
    strip_marks(word)
    for properties in list(word.body.iter(f"{W}pPr")):
        if properties.find(f"{W}sectPr") is None:
            properties.getparent().remove(properties)
    for fonts in word.body.iter(f"{W}rFonts"):
        fonts.set(f"{W}eastAsia", "宋体")
    return []


def _automatic(word: Word, report: Base) -> list[Change]:
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="{suff}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        for n, form, text, suff in ((0, "chineseCounting", "%1、", "nothing"), (1, "decimal", "%1.", "tab"))
    )
    lists = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    word.add_part("numbering.xml", "numbering", f"<w:numbering {space}>{levels}{lists}</w:numbering>")
    for section in report.paper.sections:
        if section.level == 1:
            _number(word.find(section.heading), "1", len(section.heading.split("、")[0]) + 1)
    for line in paragraphs(report, "problems"):
        _number(word.find(line), "2", 2)
    return []


def _number(paragraph: Any, list_id: str, mark: int) -> None:
    write(paragraph, text_of(paragraph)[mark:])
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>'
    paragraph.find(f"{W}pPr").append(made(number))


def _wps(word: Word, report: Base) -> list[Change]:
    names = {"Heading1": "2", "Heading2": "3", "BodyText": "a5", "Title": "a3"}
    for style in word.body.iter(f"{W}pStyle"):
        style.set(f"{W}val", names.get(style.get(f"{W}val"), style.get(f"{W}val")))
    styles = word.parts["word/styles.xml"].decode()
    for old, new in names.items():
        styles = styles.replace(f'w:styleId="{old}"', f'w:styleId="{new}"').replace(
            f'w:val="{old}"', f'w:val="{new}"'
        )
    word.parts["word/styles.xml"] = styles.encode()
    for id in ("goals", "method"):
        line = paragraphs(report, id)[0]
        write(word.find(line), f"　　{line}")
        word.find(report.heading(id)).addnext(made("<w:p/>"))
    heading, line = word.find(report.heading("score")), paragraphs(report, "score")[0]
    write(heading, f"{report.heading('score')}。{line}")
    word.body.remove(word.find(line))
    return []


def _resaved(word: Word, report: Base) -> list[Change]:
    return []


def _resaved_edited(word: Word, report: Base) -> list[Change]:
    score, steps = paragraphs(report, "score"), paragraphs(report, "steps")
    replace(word.find(score[0]), "等级为", "评定等级为")
    inserted(word.find(steps[0]), steps[0][:5], "（领导小组）", ZHANG)
    line = paragraphs(report, "purpose")[0]
    word.comment(word.find(line), line[3:9], "依据是否写全？", LI)
    return [
        text_change("score", [score[0].replace("等级为", "评定等级为", 1)]),
        text_change("steps", [f"{steps[0][:5]}（领导小组）{steps[0][5:]}"]),
        ("author", "steps", ZHANG),
        ("comment", "purpose", line[3:9], LI, "依据是否写全？"),
    ]


EDITS: dict[str, Edit] = {
    "文字拆成许多小段，加拼写标记和域": _split_runs,
    "清除全部样式和书签，改字体字号": _no_styles,
    "编号改成自动编号（标题和条目）": _automatic,
    "WPS式样式（数字编号、空段、全角缩进），标题与正文连成一段": _wps,
    "LibreOffice 另存，未改": _resaved,
    "LibreOffice 另存，改过、批注过、有修订": _resaved_edited,
}
