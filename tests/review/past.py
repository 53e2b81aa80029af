"""Past reports as a library gives them, made from texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.facts.model import ProjectFacts
from assistant.library.documents import SourceDocument
from assistant.library.finding.originals import Original, PastReport
from assistant.library.intake.taking import derived
from assistant.review.archive import Archive
from assistant.review.findings import Finding
from assistant.review.foreign import foreign
from assistant.review.ledger import Ledger
from assistant.review.rules import Section

STRANGER = """砺山县粮食局2022年粮仓气密改造项目绩效自评报告

一、项目概况

砺山县粮食局为解决老旧仓房漏气问题，对柳塘镇粮站的十二座平房仓逐座做了薄膜密封和管道更换。项目依据《砺山县储备粮仓房改造方案》（砺财建〔2022〕31号）实施。

二、资金使用情况

截至2022年12月31日，累计支付苍岩仓储工程有限公司工程款318.47万元，占全年预算的93.68%，发放补贴7246户。

三、存在的问题

保管员第一次使用智能测温设备时不会读取报警曲线，夜班无人值守的三个小时里高温点没有及时处理。
"""

# The same unit's report of the same project, a year earlier.
EARLIER = """云栖县粮食局2023年粮库改造项目绩效自评报告

一、项目概况

云栖县粮食局改造望坪镇的仓房两座，保管员老化问题突出，冬季通风期间三名职工轮流住在库区守着风机开关。

二、资金使用情况

截至2023年12月20日，累计支付恒岭机电设备有限公司设备款164.83万元，依据云财建〔2023〕5号。
"""

# The same unit's report of another project.
SISTER = """云栖县粮食局2023年放心粮油网点补助绩效自评报告

一、项目概况

云栖县粮食局在望坪镇设立放心粮油网点，由丰穗粮油商贸有限公司配送。

二、资金使用情况

累计支付丰穗粮油商贸有限公司配送费77.26万元。
"""


def past_report(text: str, name: str = "往年.md") -> PastReport:
    """A text as the library would have it."""
    taken = derived(SourceDocument(name, text, (), name), name)
    parts = {
        one.part: Original(one.heading, one.text, one.identities, one.is_table) for one in taken.passages
    }
    return PastReport(taken.record, tuple(parts.values()))


def plain_report(number: int, *texts: str) -> PastReport:
    """A report of a unit of its own that holds just these texts."""
    report = past_report(STRANGER, f"{number}.md")
    record = replace(report.record, unit=f"第{number}单位", region=f"第{number}县")
    return PastReport(record, tuple(Original("一、概况", text, ()) for text in texts))


def found(text: str, reports: Sequence[PastReport], facts: ProjectFacts, ledger: Ledger) -> list[Finding]:
    """What a section of this text has of the reports."""
    return foreign([Section("s", "一、概况", text)], facts, ledger, Archive(reports))
