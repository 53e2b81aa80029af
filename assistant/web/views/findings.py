"""The findings of a draft as tables, the gravest first."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.drafting.draft import Draft
from assistant.review.findings import Finding
from assistant.web.views.blank import blank

SEVERITIES = {"error": "错误", "warning": "提醒", "info": "待补"}
_MEANINGS = {
    "error": "定稿前必须改正",
    "warning": "请人工核对",
    "info": "补齐事实后重新起草即可消除",
}


def no_findings_yet() -> str:
    """What stands where no draft is yet."""
    return blank("还没有检查结果", "起草完成后，这里列出每一处需要改正、核对或补充的内容。")


def findings_table(draft: Draft) -> str:
    """All findings by severity; the traced figures counted."""
    headings = {section.id: section.heading for section in draft.sections}
    groups = [
        (severity, [one for one in draft.findings if one.severity == severity]) for severity in SEVERITIES
    ]
    tables = "".join(_group(severity, found, headings) for severity, found in groups if found)
    if not tables:
        tables = blank("没有发现问题", "每个数字和名称都有出处，得分、等级、合计前后一致。定稿前请通读一遍。")
    return f'<div class="findings"><p class="tally">{_tally(draft)}</p>{tables}</div>'


def counts(findings: Sequence[Finding]) -> str:
    """错误1处、提醒2处; 无 where there is none."""
    found = [
        (name, sum(one.severity == severity for one in findings)) for severity, name in SEVERITIES.items()
    ]
    return "、".join(f"{name}{number}处" for name, number in found if number) or "未发现问题"


def _tally(draft: Draft) -> str:
    mentions = [mention for section in draft.sections for mention in section.mentions]
    traced = sum(mention.fact is not None for mention in mentions)
    return f"数字和名称：有出处 <b>{traced}</b> 处，无出处 <b>{len(mentions) - traced}</b> 处"


def _group(severity: str, found: Sequence[Finding], headings: dict[str, str]) -> str:
    rows = "".join(_row(one, headings) for one in found)
    return (
        f"<h2>{SEVERITIES[severity]}<small>{len(found)}处，{_MEANINGS[severity]}</small></h2>"
        '<table><thead><tr><th class="narrow">级别</th><th class="where">章节</th><th class="what">内容</th>'
        f"<th>说明</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(one: Finding, headings: dict[str, str]) -> str:
    heading = headings.get(one.section, "全文")
    place = escape(heading)
    if one.section in headings:
        place = f'<a href="#part-{escape(one.section)}" data-part="{escape(one.section)}">{place}</a>'
    fix = f'<p class="fix">建议改为：{escape(one.fix)}</p>' if one.fix else ""
    return (
        f'<tr><td><span class="tag {one.severity}">{SEVERITIES[one.severity]}</span></td><td>{place}</td>'
        f"<td>{escape(one.text)}</td><td>{escape(one.message)}{fix}</td></tr>"
    )
