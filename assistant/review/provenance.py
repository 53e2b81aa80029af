"""Findings of what another report has: where it is from, in words a clerk understands, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.review.findings import Finding, Severity
from assistant.review.mention import Mention

_FIGURES = {
    "amount": "金额", "rate": "比率", "points": "百分点", "count": "数量", "score": "分值", "date": "日期",
    "document_number": "文号",
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """The report and heading that something is from; `own` is what it is to the unit under review, empty for a
    stranger's: 本单位2023年度报告. `more` counts the other reports that have it.
    """

    document: str
    heading: str = ""
    own: str = ""
    more: int = 0

    def __str__(self) -> str:
        where = f"“{self.heading}”" if self.heading else ""
        many = f"等{self.more + 1}份报告" if self.more else ""
        return f"{self.own or '往年报告'}《{self.document}》{where}{many}"


@dataclass(frozen=True)
class Place:
    """A span of a section's text as written."""

    section: str
    start: int
    end: int
    text: str

    def finding(self, rule: str, severity: Severity, message: str, fix: str | None = None) -> Finding:
        """A finding about this span."""
        return Finding(
            rule=rule, severity=severity, section=self.section, start=self.start, end=self.end, text=self.text,
            message=message, fix=fix,
        )  # fmt: skip


def at(section: str, text: str, start: int, end: int) -> Place:
    """The place of a span of a section's text."""
    return Place(section, start, end, text[start:end])


def foreign_name(place: Place, source: Source, fix: str | None = None) -> Finding:
    """A name of another report, as it stands there."""
    todo = f"请改为“{fix}”" if fix else "请删去或改为本项目的名称"
    message = f"“{place.text}”出自{source}，填报的事实中没有，不是本项目的内容，{todo}"
    return place.finding("foreign_identity", "error", message, fix)


def doubtful_name(place: Place, source: Source) -> Finding:
    """A name that another report has and that does not say whose it is: a paper, a road, a sort of project."""
    name = place.text if place.text.startswith("《") else f"“{place.text}”"
    message = f"{name}见于{source}，填报的事实中没有，请核对是否与本项目有关"
    return place.finding("foreign_identity", "warning", message)


def short_name(place: Place, full: str, source: Source) -> Finding:
    """What is short for another report's name."""
    message = f"“{place.text}”像是{source}中“{full}”的简称，填报的事实中没有，请核对是否属于本项目"
    return place.finding("foreign_identity", "warning", message)


def near_name(place: Place, name: str, source: Source) -> Finding:
    """What is one character off another report's name."""
    message = f"“{place.text}”与{source}中的“{name}”只差一个字，填报的事实中没有，请核对是否属于本项目"
    return place.finding("near_identity", "warning", message)


def foreign_figure(place: Place, figure: Mention, source: Source, severity: Severity) -> Finding:
    """A distinctive figure of another report."""
    kind = _FIGURES[figure.type]
    message = (
        f"{kind}“{place.text}”在填报的事实中没有，与{source}中的相同，请核对是否照抄，改为本项目的{kind}"
    )
    return place.finding("foreign_figure", severity, message)


def stale_figure(place: Place, figure: Mention, source: Source) -> Finding:
    """A figure of the same project's earlier report. A warning: a comparison with last year may be meant."""
    kind = _FIGURES[figure.type]
    message = (
        f"{kind}“{place.text}”在填报的事实中没有，与{source}中的{kind}相同，请核对是否为以前年度的{kind}"
    )
    return place.finding("stale_figure", "warning", message)


def copied_span(place: Place, size: int, source: Source, severity: Severity) -> Finding:
    """A stretch of text that is another report's."""
    message = f"与{source}有{size}个字相同，请改写或核对是否属于本项目"
    return place.finding("copied_span", severity, message)


def for_writer(finding: Finding) -> str:
    """A finding as told to a model: without the other report's name, heading and names, which must not reach a prompt."""
    match finding.rule:
        case "foreign_identity" | "near_identity" | "foreign_figure" | "stale_figure":
            return f"“{finding.text}”不是本项目的内容，请删去"
        case "copied_span":
            return f"“{finding.text}”不是要点中的话，请按要点改写"
        case _:
            return finding.message
