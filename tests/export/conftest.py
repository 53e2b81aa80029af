"""A fictional report that uses everything an exporter must set."""

from __future__ import annotations

from datetime import datetime

import pytest

from assistant.export.paper import CoverLine, Paper, PaperSection, Signature

CREATED = datetime(2025, 3, 14, 9, 30)


@pytest.fixture
def paper() -> Paper:
    return Paper(
        title="云山县教育局2024年度智慧校园建设项目支出绩效自评报告",
        cover=(
            CoverLine("项目名称", "智慧校园建设项目"),
            CoverLine("填报人"),
            CoverLine("联系电话", "【待补充：联系电话】"),
        ),
        cover_title="项目支出绩效自评报告",
        sections=(
            PaperSection("一、基本情况", 1),
            PaperSection(
                "（一）项目概况", 2, "云山县教育局（以下简称“我局”）实施本项目。\n\n全年支出285.6万元……"
            ),
            PaperSection("1.资金安排", 3, "到位率100%。【待核实：到位日期】其余资金——已收回。"),
            PaperSection("（1）县级资金", 4, "<县级> & “配套” 100万元"),
            PaperSection("二、存在问题", 1, "1.进度滞后。竣工推迟。\n2.制度不健全。【待补充：原因】"),
        ),
        signature=Signature("云山县教育局", "2025年3月14日"),
        attachments=("项目支出绩效自评表", "佐证材料目录"),
    )
