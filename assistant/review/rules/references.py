"""27: document numbers and titles of documents in their proper form, of a year that can be, and still in force."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, Section, at

_OPEN, _CLOSE = r"\[\(（【〔［", r"\]\)）】〕］"
_NUMBER = re.compile(
    rf"(?P<issuer>[\u4e00-\u9fff]{{1,12}})\s?(?P<open>[{_OPEN}])\s?(?P<year>(?:19|20)\d{{2}})\s?(?P<close>[{_CLOSE}])\s?(?P<nth>第?)\s?(?P<number>\d{{1,6}})\s?号"
)
_INSIDE = re.compile(
    r"《(?P<title>[^《》\n]{4,60}?)\s?[（(]?(?P<number>[\u4e00-\u9fff]{1,10}[\[\(（【〔［](?:19|20)\d{2}[\])）】〕］]\s?第?\d{1,6}\s?号)[）)]?》"
)
_UNTITLED = re.compile(
    r"(?<![《“\u201c])(?P<title>关于[^《》，。；：“”\n（(]{4,40}的(?:通知|批复|意见|函))(?=[（(][^（）()\n]{1,12}[\[\(（【〔](?:19|20)\d{2})"
)
# Replaced by 财预〔2020〕10号 (docs/glossary.md); a report on a year before that may cite it.
_SUPERSEDED = re.compile(r"财预\s?[\[（(〔【]\s?2011\s?[\]）)〕】]\s?285\s?号")
_REPLACED_IN = 2020


def brackets(section: Section, limits: Limits) -> Iterator[Fault]:
    """27: the year of a document number stands in 〔〕, its number without 第 and leading zeros."""
    for found in _NUMBER.finditer(section.text):
        fix = f"{found['issuer']}〔{found['year']}〕{int(found['number'])}号"
        if (found["open"], found["close"]) != ("〔", "〕"):
            yield at(section, found.span(), "文号中的年份应用六角括号〔〕", fix)
        elif found.group() != fix:
            yield at(section, found.span(), "文号的序号不写“第”、不补零、不留空格", fix)


def number_inside_title(section: Section, limits: Limits) -> Iterator[Fault]:
    """27: the title stands in 《》, its number after it in （）."""
    for found in _INSIDE.finditer(section.text):
        fix = f"《{found['title']}》（{found['number']}）"
        yield at(section, found.span(), "文号应写在书名号外", fix)


def untitled(section: Section, limits: Limits) -> Iterator[Fault]:
    """27: the title of a cited document stands in 《》."""
    for found in _UNTITLED.finditer(section.text):
        yield at(section, found.span(), "文件标题应加书名号", f"《{found['title']}》")


def document_year(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """27: a report cites nothing from after its own time."""
    if paper.year is None:
        return
    latest = max(paper.year + int(limits["years_after"]), paper.filled[0] if paper.filled else 0)
    for section in paper.sections:
        for found in _NUMBER.finditer(section.text):
            if int(found["year"]) > latest:
                yield at(
                    section,
                    found.span(),
                    f"文号年份{found['year']}晚于{paper.year}年度报告应有的时间，请核对文号",
                )


def superseded(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """27: a cited rule is still in force for the evaluated year."""
    if paper.year is None or paper.year < _REPLACED_IN:
        return
    for section in paper.sections:
        for found in _SUPERSEDED.finditer(section.text):
            yield at(section, found.span(), "该文件可能已被2020年的新办法替代，请核对现行依据")


RULES = (
    Rule("document_number_brackets", (27,), "文号写法", "section", brackets),
    Rule("number_inside_title", (27,), "文号在书名号外", "section", number_inside_title),
    Rule("untitled_document", (27,), "文件标题加书名号", "section", untitled),
    Rule("document_year", (27,), "文号年份合理", "report", document_year),
    Rule("superseded_document", (27,), "引用文件现行有效", "report", superseded),
)
