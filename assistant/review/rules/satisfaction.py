"""37: satisfaction stands on a survey: how many were asked, how, with what result."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline.kinds import Kind
from assistant.review.rules.paper import Case, Paper
from assistant.review.rules.rule import Fault, Limits, Rule, at, of

_RESULT = re.compile(r"满意(?:度|率)[^。；\n]{0,20}?\d{1,3}(?:\.\d{1,4})?\s?[%％]")
_BASIS = re.compile(
    r"\d+\s?(?:余|多)?\s?(?:份|人次|人|户|名|张|条|家|个|件)[^。；\n]{0,20}|问卷|走访|抽样|样本|回访|测评|调查表|访谈|评价器|扫码"
)
_COUNTED = re.compile(r"\d+\s?(?:余|多)?\s?(?:份|人次|人|户|名|张|条|家|件)")
_GOAL = re.compile("目标|不低于|达到.{0,4}以上|≥|指标值|计划|不少于|力争")


def survey(case: Case, limits: Limits) -> Iterator[Fault]:
    """A satisfaction figure of the facts needs its survey."""
    found = case.facts.satisfaction_survey
    rated = [
        one
        for one in case.facts.indicators
        if "满意度" in f"{one.level1}{one.level2}{one.name}"
        and (one.actual is not None or one.rate is not None)
    ]
    missing = [
        name
        for name, value in (("调查方式", found.method), ("样本数", found.sample or found.returned))
        if not value
    ]
    if rated and missing:
        path = "satisfaction_survey.method" if not found.method else "satisfaction_survey.sample"
        yield of(path, rated[0].name or "", f"“{rated[0].name}”没有{'和'.join(missing)}，请补填满意度调查")


def basis(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """A satisfaction figure of the text needs method and sample somewhere in the report."""
    told = [
        one.text
        for one in paper.sections
        if {Kind.SATISFACTION, Kind.BENEFITS, Kind.EVALUATION_WORK, Kind.OUTPUTS, Kind.OTHER}
        & set(paper.kinds[one.id])
        or "满意" in one.text
    ]
    near = "\n".join(
        text[max(0, found.start() - 120) : found.end() + 120] for text in told for found in _near(text)
    )
    if _BASIS.search(near) and _COUNTED.search(near):
        return
    for section in paper.of_kind(Kind.SATISFACTION, Kind.BENEFITS, Kind.OUTPUTS, Kind.SCORE):
        for found in _RESULT.finditer(section.text):
            if not _GOAL.search(found.group()):
                yield at(
                    section,
                    found.span(),
                    "满意度没有调查依据，请写明调查方式、发放和收回的样本数",
                )
                return


def missing(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """A report with results says how satisfied those served were, unless its indicators have no satisfaction."""
    indicators = paper.case.facts.indicators if paper.case else ()
    if "满意" in paper.whole or (
        indicators and not any("满意" in f"{one.level1}{one.name}" for one in indicators)
    ):
        return
    results = list(paper.of_kind(Kind.BENEFITS))
    if results and next(paper.of_kind(Kind.SCORE), None):
        end = min(len(results[-1].text), 20)
        yield at(results[-1], (0, end), "全文没有写满意度，有满意度指标的请写明调查方式、样本数和结果")


def _near(text: str) -> Iterator[re.Match[str]]:
    return re.finditer("满意|问卷|调查", text)


RULES = (
    Rule("satisfaction_survey", (37,), "满意度有调查", "facts", survey),
    Rule("satisfaction_missing", (37,), "写明满意度", "report", missing),
    Rule("satisfaction_basis", (37,), "文中满意度有依据", "report", basis),
)
