"""自评表 files as units fill them in: the national form and its local variants. Names and figures are invented."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[Any]]

HEAD = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分 值",
    "得　分",
    "偏差原因分析及改进措施",
]


def fill(sheet: Worksheet, rows: Rows, merged: Sequence[str] = (), top: int = 1, left: int = 1) -> None:
    """Rows of values from (top, left) on; None leaves a cell empty."""
    for number, row in enumerate(rows, top):
        for at, value in enumerate(row, left):
            if value is not None:
                sheet.cell(number, at, value)
    for one in merged:
        sheet.merge_cells(one)


def saved(book: Workbook) -> bytes:
    """The file's content."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook(rows: Rows, merged: Sequence[str] = (), *, top: int = 1, left: int = 1) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    assert book.active is not None
    fill(book.active, rows, merged, top, left)
    return saved(book)


def funds(
    unit: str = "（万元）", figures: Sequence[Any] = (88.5, 80, 76.4, 10, "95.5%", 9.55)
) -> list[list[Any]]:
    """The block of the funds, nine columns wide."""
    heads = ["年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"]
    return [
        [f"项目资金{unit}", None, None, *heads],
        [None, "年度资金总额", None, *figures],
        [None, "其中：当年财政拨款", None, *figures[:3], "—", None, "—"],
        [None, "      上年结转资金", None, None, None, None, "—", None, "—"],
        [None, "      其他资金", None, None, None, None, "—", None, "—"],
    ]


FUNDS_MERGED = ["A5:A9", "B5:C5", "B6:C6", "B7:C7", "B8:C8", "B9:C9"]


def national() -> bytes:
    """Merged as the national form; 分散对齐 headings; remarks below."""
    rows: list[list[Any]] = [
        ["项目支出绩效自评表"],
        ["（2024年度）"],
        ["项目名称", None, None, "砚洲县泵站改造项目"],
        ["主管部门", None, None, "砚洲县水务局", None, "实施单位", None, "砚洲县水利站"],
        *funds(),
        ["年度总体目标", "预期目标", None, None, None, "实际完成情况"],
        [None, "改造泵站4座，\n提升排涝能力", None, None, None, "4座泵站已全部改造"],
        ["绩\n效\n指\n标", *HEAD],
        [None, "产出指标", "数量指标", "指标1：改造泵站数量", "≥4座", "4座", 20, 20, None],
        [
            None,
            None,
            None,
            "指标2：更换机组数量",
            "≥12台",
            "11台",
            15,
            13.75,
            "1台机组到货延迟\n改进措施：督促供货商补齐",
        ],
        [None, None, "质量指标", "验收合格率", "＝100%", "100%", 15, 15, "无"],
        [None, "效益指标", "社会效益指标", "排涝能力", "明显提升", "明显提升", 30, 27, None],
        [None, "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "92%", 10, 10, "/"],
        [None, "总　分", None, None, None, None, 100, 95.3, None],
        ["注：1.其他资金包括与财政资金共同投入的自有资金等。"],
    ]
    merged = [*("A1:I1", "A2:I2", "A3:C3", "D3:I3", "A4:C4", "D4:E4", "F4:G4", "H4:I4"), *FUNDS_MERGED]
    merged += [
        "A10:A11",
        "B10:E10",
        "F10:I10",
        "B11:E11",
        "F11:I11",
        "A12:A18",
        "B13:B15",
        "C13:C14",
        "B18:F18",
        "A19:I19",
    ]
    return workbook(rows, merged)


def unmerged() -> bytes:
    """Nothing merged, blank rows between, the table not in the corner, levels given once."""
    rows: list[list[Any]] = [
        ["2024年度项目支出绩效自评表"],
        [],
        ["项目名称：", "砚洲县防汛物资采购"],
        ["项目主管部门", "砚洲县应急管理局", None, "项目实施单位", "砚洲县防汛办"],
        [],
        ["资金情况", "", "年初预算", "全年预算", "全年执行", "权重", "预算执行率", "得分"],
        [None, "合计", "30", "30", "30", "10", "100%", "10"],
        [],
        ["指标名称", "一级指标", "二级指标", "目标值", "完成值", "权重", "得分", "未完成原因"],
        ["采购编织袋", "产出指标", "数量指标", "20000条", "20000条", 40, 40],
        [],
        ["采购水泵", None, None, "不少于15台", "15台", 50, 50],
        ["合计", None, None, None, None, 100, 100],
    ]
    return workbook(rows, top=4, left=3)


def in_yuan() -> bytes:
    """Amounts in 元, with thousands separators, percent formats, a unit in the number format, and a formula."""
    rows: list[list[Any]] = [
        ["项目支出绩效自评表（2023年度）"],
        ["单位：元"],
        ["项目名称", None, None, "砚洲县乡道养护"],
        ["主管部门", None, None, "砚洲县交通局", None, "实施单位", None, "砚洲县公路站"],
        *funds("", ("1,200,000.00", 1150000, 1100000.5, 10, 0.956522, 9.57)),
        [
            "一级指标",
            "二级指标",
            "三级指标",
            None,
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ],
        ["产出指标", "数量指标", "养护里程", None, "≥86.4公里", "86.4公里", 45, 45, None],
        ["产出指标", "成本指标", "单位成本", None, "≤14000元", "12731.49元", 45, 45, None],
        ["总分", None, None, None, None, None, 100, 99.57],
    ]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    fill(sheet, rows, ["B5:C5"])
    sheet["H6"].number_format = "0.00%"
    sheet["E6"].number_format = "#,##0.00"
    sheet["F6"].number_format = '0"元"'
    return saved(book)


def yunnan() -> bytes:
    """Direction, value and unit in columns of their own; grade and remarks below."""
    rows: list[list[Any]] = [
        ["项目支出绩效自评表"],
        ["项目名称", "砚洲县图书馆免费开放"],
        ["主管部门", "砚洲县文化局", None, None, "实施单位", "砚洲县图书馆"],
        ["评价年度", "2024年"],
        ["项目支出绩效指标表"],
        [
            "绩效指标",
            None,
            None,
            "年度指标值",
            None,
            None,
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ],
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
        ["产出指标", "数量指标", "开放天数", ">=", 300, "天", 312, 30, 30],
        ["产出指标", "时效指标", "按时开放率", "=", 100, "%", "100", 30, 30],
        ["效益指标", "社会效益指标", "阅读氛围", "定性", "浓厚", "——", "浓厚", 20, 18],
        ["满意度指标", "服务对象满意度", "读者满意度", "≥", "95", "%", "93%", 20, 19, "座位偏少"],
        ["其他需要说明的事项", "2024年3月闭馆维修5天"],
        ["总分", None, None, None, None, None, None, 100, 97, "等级：优"],
    ]
    return workbook(rows, ["D6:F6", "G6:G7", "H6:H7", "I6:I7", "J6:J7", "A6:C6"])


def sichuan() -> bytes:
    """调整后预算数, texts of conclusion, problems and measures, signatures in one row."""
    rows: list[list[Any]] = [
        ["2024年部门预算项目支出绩效自评表"],
        ["项目名称", None, "砚洲县校园安防", None, "预算单位", None, "砚洲县第二中学"],
        ["预算执行情况（万元）", None, "年初预算", "调整后预算数", "预算执行数", None, "预算执行率"],
        [None, "总额", 42, 40, 35.2, None, "88%"],
        [None, "其中：财政拨款", 42, 40, 35.2],
        ["预算执行率<90%的原因", None, "设备验收推迟到次年"],
        ["一级指标", "二级指标", "三级指标", "指标值", "完成情况", "权重", "得分"],
        ["产出指标", "数量指标", "安装摄像头", "＝64个", "64个", 60, 60],
        ["效益指标", "社会效益", "校园安全事故", "≤0起", "0起", 30, 30],
        ["评价结论", None, "项目按计划完成"],
        ["存在问题", None, "验收偏晚"],
        ["改进措施", None, "提前报验"],
        ["项目负责人：周禾", None, None, None, "财务负责人：林岚"],
    ]
    return workbook(rows)


def wide() -> bytes:
    """Everything in full-width digits and signs, with units after the figures."""
    rows: list[list[Any]] = [
        ["项目支出绩效自评表（２０２４年度）"],
        ["项目名称", "砚洲县村医培训"],
        ["主管部门", "砚洲县卫生局", None, "实施单位", "砚洲县卫校"],
        ["项目资金", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        [None, "资金总额", "１５万元", "１５万元", "１４．７万元", "１０", "９８％", "９．８"],
        HEAD,
        ["产出指标", "数量指标", "培训人数", "＝５１２人", "５１２人", "４０分", "４０分"],
        ["产出指标", "质量指标", "考核合格率", "９５％以上", "９７．５％", "５０", "５０"],
        ["总　　分", None, None, None, None, "１００", "９９．８"],
    ]
    return workbook(rows)


def several_sheets() -> bytes:
    """Instructions, a ledger and a hidden sheet around the table."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "填表说明"
    fill(first, [["填表说明：一、本表由实施单位填写。"], ["请勿改动格式"]])
    sheet = book.create_sheet("自评表")
    fill(
        sheet,
        [
            ["项目名称", "砚洲县森林防火"],
            ["实施单位", "砚洲县林业站"],
            HEAD,
            ["产出指标", "数量指标", "巡护次数", "≥50次", "53次", 50, 50],
        ],
    )
    ledger = book.create_sheet("支付台账")
    fill(ledger, [["项目名称", "金额", "单位名称"], *([f"巡护{n}", n, "某公司"] for n in range(1, 4))])
    hidden = book.create_sheet("旧表")
    fill(hidden, [["项目名称", "另一个项目"]])
    hidden.sheet_state = "hidden"
    return saved(book)


def two_projects() -> bytes:
    """Two forms under each other on one sheet."""
    one = [["2024年度项目支出绩效自评表"], ["项目名称", "砚洲县路灯维护"], HEAD]
    one += [["产出指标", "数量指标", "维护路灯", "≥800盏", "812盏", 90, 90]]
    two = [["2024年度项目支出绩效自评表"], ["项目名称", "砚洲县绿地养护"], HEAD]
    two += [["产出指标", "数量指标", "养护面积", "≥3.2公顷", "3.2公顷", 90, 88]]
    return workbook([*one, [], *two])


def wrong_totals() -> bytes:
    """The execution rate as the first indicator, weights beside the levels, and sums that are wrong."""
    rows: list[list[Any]] = [
        ["（2024年度）", None, None, None, None, None, None, "单位：万元"],
        ["项目名称", "砚洲县安全饮水"],
        ["项目资金", None, "年初预算数", "全年预算数", "全年执行数"],
        [None, "年度资金总额", 200, 200, 190],
        [None, "其中：中央财政资金", 150, 150, 150],
        [None, "县级财政资金", 40, 50, 40],
        HEAD,
        ["预算执行率", "预算执行率", "预算执行率", "100%", "95%", 10, 9.5],
        ["产出指标（50分）", "数量指标（20分）", "建设水厂", "≥3座", "3座", 20, 20],
        [None, "质量指标", "水质达标率", "≥98%", "99%", 25, 25],
        ["效益指标\n(40分)", "社会效益指标", "受益人口", "≥5200人", "5200人", 40, 38],
        ["总分", None, None, None, None, 100, 95],
    ]
    return workbook(rows)


def faulty() -> bytes:
    """Broken formulas, a score above its weight, a date where a figure belongs, a date stored as a number."""
    rows: list[list[Any]] = [
        ["项目支出绩效自评表（2024年度）"],
        ["项目名称", "砚洲县档案数字化", None, "填报日期", 45383],
        ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数"],
        [None, "年度资金总额", "#REF!", 60, 5800000],
        HEAD,
        ["产出指标", "数量指标", "数字化页数", "≥30万页", "300000页", 50, 52],
        ["产出指标", "时效指标", "完成时间", "2024年11月底前", "2024年12月", 40, 36],
        ["总分", None, None, None, None, 90, "#VALUE!"],
    ]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    fill(sheet, rows)
    for address in ("C4", "G8"):
        sheet[address].data_type = "e"
    sheet["G7"].number_format = "yyyy-mm-dd"
    return saved(book)


def word(
    rows: Rows, merged: Sequence[tuple[int, int, int, int]] = (), document: Document | None = None
) -> Document:
    """A Word table; `merged` are (top, left, bottom, right) from 0."""
    made = document or docx.Document()
    table = made.add_table(len(rows), max(map(len, rows)))
    for number, row in enumerate(rows):
        for at, value in enumerate(row):
            if value is not None:
                table.cell(number, at).text = str(value)
    for top, left, bottom, right in merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    return made


def document_bytes(document: Document) -> bytes:
    """The .docx file's content."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def in_word() -> bytes:
    """A form in Word: title above the table, merged cells, its own name of the last column."""
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    document.add_paragraph("（2024年度）")
    head = [*HEAD[:-1], "未完成原因及拟采取的改进措施"]
    rows: list[list[Any]] = [
        ["项目名称", "砚洲县老旧小区改造", None, None, None, None, None, None],
        ["项目资金\n（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        [None, "年度资金总额", 460, 452.8, 452.8, 10, "100%", 10],
        ["年度总体目标", "改造小区6个", None, None, None, None, None, None],
        head,
        ["产出指标", "数量指标", "改造小区", "≥6个", "6个", 50, 50, None],
        [
            None,
            "时效指标",
            "完工及时率",
            "≥100%",
            "83.33%",
            40,
            33.33,
            "原因：1个小区地下管线复杂；改进措施：6月底前完工",
        ],
        ["总分", None, None, None, None, 100, 93.33, None],
    ]
    word(rows, [(0, 1, 0, 7), (1, 0, 2, 0), (3, 1, 3, 7), (5, 0, 6, 0), (7, 0, 7, 4)], document)
    document.add_paragraph("填报人：何岚　")
    return document_bytes(document)


def over_pages() -> bytes:
    """Word tables as a program prints them: one a page, the header repeated, the last one without it."""
    document = word([["项目名称", "砚洲县气象站更新", None, None, None, None, None, None], HEAD])
    document.add_paragraph()
    word([HEAD, ["产出指标", "数量指标", "更新站点", "=9个", "9个", 45, 45, None]], document=document)
    document.add_paragraph()
    word([["产出指标", "质量指标", "数据到报率", "≥99%", "99.2%", 45, 45, None]], document=document)
    return document_bytes(document)


def transfer() -> bytes:
    """The form for transfer payments: no scores, 资金管理情况, 总体目标 beside 全年实际完成情况."""
    rows: list[list[Any]] = [
        ["中央对地方专项转移支付区域绩效自评表"],
        ["（2024年度）"],
        ["转移支付（项目）名称", None, "砚洲县水利发展资金"],
        ["中央主管部门", None, "水利部"],
        ["地方主管部门", None, "砚洲县水务局", None, "资金使用单位", "砚洲县水利站"],
        ["资金投入情况（万元）", None, None, "全年预算数（A）", "全年执行数（B）", "预算执行率（B/A×100%）"],
        [None, "年度资金总额：", None, 310, 279, "90.00%"],
        [None, "其中：中央财政资金", None, 300, 270, "90.00%"],
        [None, "地方资金", None, 10, 9, "90.00%"],
        ["资金管理情况", None, None, "情况说明", None, "存在问题和改进措施"],
        [None, "分配科学性", None, "按因素法分配", None, "无"],
        ["总体目标完成情况", "总体目标", None, None, "全年实际完成情况"],
        [None, "整治河道12公里", None, None, "整治河道12公里"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施"],
        [None, "产出指标", "数量指标", "整治河道长度", "≥12公里", "12公里"],
        [None, None, "时效指标", "截至年底投资完成比例", "≥95%", "90%", "汛期停工，已安排赶工"],
        ["说明", "无"],
        ["注：1.资金使用单位按项目绩效目标填报。"],
    ]
    merged = ["A7:A9", "B7:C7", "A12:A13", "B12:D12", "E12:G12", "B13:D13", "E13:G13", "A14:A16", "B15:B16"]
    return workbook(rows, merged)


def in_pairs() -> bytes:
    """Captions and values side by side, also the amounts, and the score in one cell."""
    rows: list[list[Any]] = [
        ["2024年度项目支出绩效自评表", None, None, "单位：元"],
        ["项目名称：砚洲县敬老院维修", None, "项目单位：砚洲县民政局"],
        ["年初预算数", 260000, "全年预算数", 250000, "全年执行数", 248000],
        HEAD,
        ["产出指标", "质量指标", "验收合格率", "100%", "100%", 100, 96],
        ["总分：96", None, "等级", "优秀"],
    ]
    return workbook(rows)


FILES = {
    "transfer.xlsx": transfer,
    "in_pairs.xlsx": in_pairs,
    "national.xlsx": national,
    "unmerged.xlsx": unmerged,
    "in_yuan.xlsx": in_yuan,
    "yunnan.xlsx": yunnan,
    "sichuan.xlsx": sichuan,
    "wide.xlsx": wide,
    "several_sheets.xlsx": several_sheets,
    "two_projects.xlsx": two_projects,
    "wrong_totals.xlsx": wrong_totals,
    "faulty.xlsx": faulty,
    "in_word.docx": in_word,
    "over_pages.docx": over_pages,
}
