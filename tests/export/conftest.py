"""A fictional report that uses everything an exporter must set."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from assistant.export.marks import Remark
from assistant.export.paper import Annex, CoverLine, Paper, PaperSection, Signature
from assistant.facts.load import facts_from_tree
from assistant.facts.table.form import make_form
from assistant.facts.table.layout import TableLayout
from tests.samples import full_tree

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


@pytest.fixture
def finished(paper: Paper) -> Paper:
    """The same report with nothing left to do in it."""
    return Paper(
        title=paper.title,
        cover=(*paper.cover[:2], CoverLine("联系电话", "0000-1234567")),
        cover_title=paper.cover_title,
        sections=(
            *paper.sections[:2],
            PaperSection(
                "二、存在问题", 1, "（一）制度不健全。未建立台账。\n一、进度滞后。竣工推迟。", "problems"
            ),
        ),
        signature=paper.signature,
        attachments=paper.attachments[1:],
    )


@pytest.fixture
def bound(finished: Paper) -> Paper:
    """A finished report with the 自评表 bound in and remarks on it."""
    form = make_form(facts_from_tree(full_tree()), TableLayout())
    remarks = (
        Remark(3, 9, "请写明文号", "吴岚"),
        Remark(0, 20, "跨段的批注\n第二行", "邹禾"),
        Remark(5, 5, "此处"),
    )
    *before, last = finished.sections
    return replace(
        finished,
        sections=(*before, replace(last, remarks=remarks)),
        annexes=(Annex(form.title, form, landscape=True),),
        version="12.345",
    )
