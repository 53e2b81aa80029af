"""Words that must not be left: placeholders, template residue, slogans without a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.library.identities.labels import Label
from assistant.outline.kinds import Kind
from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, Section, at
from assistant.review.sentences import sentences

_GAP = re.compile(r"【待补充：([^【】]*+)】")
_CHECK = re.compile(r"【待核实：([^【】]*+)】")
_RESIDUE = re.compile(
    rf"〔(?:{'|'.join(label.value for label in Label)})\d*〕|"
    r"(?<![A-Za-zＸＺ])[Xx×]{2,}+(?=[年月日县市区局镇乡项元万个]|单位|项目|部门|公司|\b)|(?<!\d)(?:19|20)[xX×]{2}(?=年|\b)|"
    r"[（(](?:参考格式|参考模板|样表|模板|示例|格式|可另附页|请填写|此处填写[^）)\n]{0,12}|不超过\d{2,4}字|\d{2,4}字(?:以内|左右))[）)]|"
    r"\d{2,4}字(?:以内|左右)(?=[）)。；，\n]|$)|填(?:表|写|报)(?:说明|要求)[:：]|(?:请|应)在此(?:处)?填写|此处填写|\{\{|\}\}|[_＿]{3,}|…{4,}"
)
_HOLLOW = re.compile(
    "进一步|不断|切实|大力|着力|全力|深入|扎实|高度重视|显著提升|显著提高|有效提升|充分发挥|积极推进|稳步推进|狠抓|走深走实|再上新台阶"
)


def missing_fact(section: Section, limits: Limits) -> Iterator[Fault]:
    """34: a gap that the draft left open."""
    for found in _GAP.finditer(section.text):
        yield at(section, found.span(), f"缺少“{found.group(1)}”，请补充事实后重新起草或直接填写")


def to_verify(section: Section, limits: Limits) -> Iterator[Fault]:
    """34: a statement that a person must check."""
    for found in _CHECK.finditer(section.text):
        yield at(section, found.span(), f"请核实：{found.group(1)}")


def template_residue(section: Section, limits: Limits) -> Iterator[Fault]:
    """34: blanks of a form, its instructions, and masked slots."""
    for found in _RESIDUE.finditer(section.text):
        yield at(section, found.span(), f"“{found.group()}”是模板残留，请改为实际内容或删去")


def hollow_words(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """35: sections on results that are told in slogans: many sentences with them, none of those with a figure."""
    for section in paper.of_kind(Kind.OUTPUTS, Kind.BENEFITS, Kind.FUNDS_USED, Kind.PROBLEMS, Kind.PROCESS):
        every = [one for one in sentences(section.text) if len(one.group()) > 6]
        hollow = [one for one in every if _HOLLOW.search(one.group()) and not re.search(r"[\d]", one.group())]
        if len(hollow) < limits["sentences"] or Decimal(len(hollow) * 100) < len(every) * limits["share"]:
            continue
        words = list(
            dict.fromkeys(found.group() for one in hollow for found in _HOLLOW.finditer(one.group()))
        )
        yield at(
            section,
            hollow[0].span(),
            f"本节{len(every)}句中有{len(hollow)}句只有“{'”“'.join(words[:3])}”之类的套话，没有数据，请写具体做了什么、变化多少",
        )


RULES = (
    Rule("missing_fact", (34,), "待补充", "section", missing_fact),
    Rule("to_verify", (34,), "待核实", "section", to_verify),
    Rule("template_residue", (34,), "模板残留", "section", template_residue),
    Rule("hollow_words", (35,), "套话过多", "report", hollow_words),
)
