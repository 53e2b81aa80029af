"""自评表 files in the layouts that units use: what is read, what is left, what is doubted; no cell is lost."""

from __future__ import annotations

import io
from collections import Counter
from decimal import Decimal

import docx
import openpyxl
import pytest

from assistant.errors import DocumentError
from assistant.facts.load import facts_from_tree
from assistant.facts.table.reader import read_table_bytes
from assistant.facts.table.reading import TableReading
from assistant.facts.table.tree import flat, nested
from tests.facts.table import variants
from tests.facts.table.test_round_trip import account
from tests.facts.table.variants import FILES


def read(name: str) -> TableReading:
    return read_table_bytes(name, FILES[name]())


def in_sheets(content: bytes) -> list[str]:
    """The addresses of all cells of visible sheets, counted without the reader."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return sorted(
        f"{sheet.title}!{cell.coordinate}" if len(visible) > 1 else cell.coordinate
        for sheet in visible
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and str(cell.value).strip()
    )


def in_document(content: bytes) -> Counter[str]:
    """The texts of all paragraphs and cells, counted without the reader."""
    document = docx.Document(io.BytesIO(content))
    cells = {cell._tc: cell.text for table in document.tables for row in table.rows for cell in row.cells}
    texts = [*cells.values(), *(one.text for one in document.paragraphs)]
    return Counter(text.strip() for text in texts if text.strip())


@pytest.mark.parametrize("name", FILES)
def test_every_cell_is_accounted_for(name: str) -> None:
    content = FILES[name]()
    reading = read_table_bytes(name, content)
    accounted = account(reading)
    if name.endswith(".xlsx"):
        assert accounted == in_sheets(content)
    else:
        texts = {one.address: one.text for one in (*reading.cells, *reading.labels, *reading.unmapped)}
        assert Counter(texts[address] for address in accounted) == in_document(content)


@pytest.mark.parametrize("name", FILES)
def test_what_is_read_makes_sound_facts(name: str) -> None:
    given = {"report.year": 2024, "report.unit": "砚洲县某局"} | flat(read(name).facts)
    assert facts_from_tree(nested(given)).project.name.startswith("砚洲县")


def of_indicators(name: str) -> list[dict[str, object]]:
    return read(name).facts["indicators"]


def test_the_national_form() -> None:
    facts = read("national.xlsx").facts
    assert facts["report"] == {"year": 2024, "department": "砚洲县水务局", "unit": "砚洲县水利站"}
    assert facts["funds"] == {
        "initial_budget": Decimal("88.5"),
        "adjusted_budget": 80,
        "payments": [{"amount": Decimal("76.4")}],
    }
    assert facts["execution_score"] == {"weight": 10, "score": Decimal("9.55")}
    assert facts["evaluation"] == {"declared_score": Decimal("95.3")}
    assert facts["goals"] == {"overall": "改造泵站4座， 提升排涝能力"}
    assert facts["indicators"][1] == {
        "level1": "产出指标",
        "level2": "数量指标",
        "name": "更换机组数量",
        "op": ">=",
        "target": 12,
        "unit": "台",
        "actual": 11,
        "weight": 15,
        "score": Decimal("13.75"),
        "deviation": "1台机组到货延迟",
        "measure": "督促供货商补齐",
    }
    assert [one.get("level1") for one in facts["indicators"]] == [*["产出指标"] * 3, "效益指标", "满意度指标"]
    assert "deviation" not in facts["indicators"][2]  # 无
    assert facts["indicators"][3]["target_text"] == "明显提升"


def test_what_the_national_form_holds_beyond_the_facts_is_listed() -> None:
    left = {one.address: one.reason for one in read("national.xlsx").unmapped}
    assert list(left) == ["D7", "E7", "F7", "F11", "A19"]
    assert "当年财政拨款" in left["D7"] and "实际完成情况" in left["F11"] and "填表说明" in left["A19"]


def test_levels_given_once_hold_for_the_rows_below_also_without_merging() -> None:
    first, second = of_indicators("unmerged.xlsx")
    assert (second["level1"], second["level2"]) == ("产出指标", "数量指标")
    assert "op" not in first  # 20000条: no direction is invented
    assert (second["op"], second["target"], second["unit"]) == (">=", 15, "台")


def test_a_table_that_does_not_name_its_money_unit_is_doubted() -> None:
    (conflict,) = read("unmerged.xlsx").conflicts
    assert conflict.kind == "unit" and "按万元读入" in conflict.message


def test_yuan_become_wan_exactly() -> None:
    reading = read("in_yuan.xlsx")
    assert reading.facts["funds"] == {
        "initial_budget": 120,
        "adjusted_budget": 115,
        "payments": [{"amount": Decimal("110.00005")}],
    }
    (conflict,) = reading.conflicts  # 95.65% of 0.956522 is right; the stored figure is not the printed one
    assert conflict.addresses == ("F6",) and "1100001" in conflict.message and "1100000.5" in conflict.message
    assert reading.facts["indicators"][1]["unit"] == "元"  # an indicator keeps its unit


def test_direction_value_and_unit_in_columns_of_their_own_under_a_two_row_header() -> None:
    days, rate, mood, readers = of_indicators("yunnan.xlsx")
    assert (days["op"], days["target"], days["unit"], days["actual"]) == (">=", 300, "天", 312)
    assert (rate["op"], rate["target"], rate["unit"], rate["actual"]) == ("=", 100, "%", 100)
    assert (mood["target_text"], mood["actual_text"]) == ("浓厚", "浓厚") and "op" not in mood
    assert (readers["actual"], readers["deviation"]) == (93, "座位偏少")
    facts = read("yunnan.xlsx").facts
    assert facts["other"] == ["2024年3月闭馆维修5天"]
    assert facts["evaluation"] == {"declared_score": 97, "grade": "优"}


def test_texts_that_the_facts_do_not_know_are_left_with_the_reason() -> None:
    reading = read("sichuan.xlsx")
    left = {one.text: one.reason for one in reading.unmapped}
    assert {"项目按计划完成", "验收偏晚", "提前报验", "项目负责人：周禾", "财务负责人：林岚"} <= left.keys()
    assert "评价结论" in left["项目按计划完成"]
    assert reading.facts["funds"]["payments"] == [{"amount": Decimal("35.2")}]


def test_full_width_figures() -> None:
    facts = read("wide.xlsx").facts
    assert facts["report"]["year"] == 2024
    assert facts["funds"]["payments"] == [{"amount": Decimal("14.7")}]
    assert facts["execution_score"] == {"weight": 10, "score": Decimal("9.8")}
    people, rate = facts["indicators"]
    assert (people["op"], people["target"], people["unit"], people["weight"]) == ("=", 512, "人", 40)
    assert (rate["op"], rate["target"], rate["actual"]) == (">=", 95, Decimal("97.5"))


def test_other_sheets_are_listed_and_hidden_ones_are_said() -> None:
    reading = read("several_sheets.xlsx")
    assert reading.facts["project"] == {"name": "砚洲县森林防火"}
    assert any("1 张隐藏的工作表" in note for note in reading.notes)
    assert {one.address.split("!")[0] for one in reading.unmapped} == {"填表说明", "支付台账"}


def test_of_two_projects_the_first_or_the_one_asked_for_is_read() -> None:
    reading = read("two_projects.xlsx")
    assert reading.projects == ("砚洲县路灯维护", "砚洲县绿地养护")
    assert [one["name"] for one in reading.facts["indicators"]] == ["维护路灯"]
    assert any(one.kind == "several" for one in reading.conflicts)
    second = read_table_bytes("a.xlsx", variants.two_projects(), "砚洲县绿地养护")
    assert [one["name"] for one in second.facts["indicators"]] == ["养护面积"]
    with pytest.raises(DocumentError, match="没有名为“砚洲县水厂”的项目"):
        read_table_bytes("a.xlsx", variants.two_projects(), "砚洲县水厂")


def test_wrong_totals_are_reported_and_not_corrected() -> None:
    reading = read("wrong_totals.xlsx")
    assert reading.facts["evaluation"]["declared_score"] == 95
    assert reading.facts["funds"]["initial_budget"] == 200
    told = {one.path: one.message for one in reading.conflicts}
    assert told == {
        "funds.initial_budget": "年初预算数：资金总额200万元，其中各项合计190万元，不一致",
        "evaluation.declared_score": "总分写95分，各项得分合计92.5分，不一致",
        "weights.total": "总分值写100分，各项分值合计95分，不一致",
        "weights.产出指标": "产出指标写50分，各指标分值合计45分",
    }


def test_the_execution_rate_among_the_indicators_is_no_indicator() -> None:
    facts = read("wrong_totals.xlsx").facts
    assert facts["execution_score"] == {"weight": 10, "score": Decimal("9.5")}
    assert [one["name"] for one in facts["indicators"]] == ["建设水厂", "水质达标率", "受益人口"]
    assert facts["indicators"][2]["level1"] == "效益指标"


def test_broken_cells_are_left_and_said_to_be() -> None:
    reading = read("faulty.xlsx")
    left = {one.address: one.reason for one in reading.unmapped}
    assert left["C4"] == "公式出错（#REF!），请在 Excel 中修正后再导入"
    assert left["G6"] == "得分不能高于分值（50分）"
    assert "日期格式" in left["G7"] and "#VALUE!" in left["G8"] and "填报日期" in left["E2"]
    told = {(one.kind, one.addresses[0]) for one in reading.conflicts}
    wanted = {
        ("formula", "C4"),
        ("value", "G6"),
        ("formula", "G7"),
        ("formula", "G8"),
        ("formula", "E2"),
        ("unit", "E4"),
    }
    assert wanted <= told
    assert "score" not in reading.facts["indicators"][0] and "initial_budget" not in reading.facts["funds"]
    pages = reading.facts["indicators"][0]
    assert (pages["target"], pages["unit"], pages["actual_text"]) == (30, "万页", "300000页")


def test_the_form_for_transfer_payments() -> None:
    reading = read("transfer.xlsx")
    facts = reading.facts
    assert facts["project"] == {"name": "砚洲县水利发展资金"}
    assert facts["report"] == {"year": 2024, "department": "砚洲县水务局", "unit": "砚洲县水利站"}
    assert facts["funds"] == {"adjusted_budget": 310, "payments": [{"amount": 279}]}
    assert facts["goals"] == {"overall": "整治河道12公里"}
    assert [one["level1"] for one in facts["indicators"]] == ["产出指标", "产出指标"]
    assert facts["indicators"][1]["deviation"] == "汛期停工，已安排赶工"
    assert {"按因素法分配", "水利部"} <= {one.text for one in reading.unmapped}
    assert reading.conflicts == ()


def test_captions_with_their_values_beside_them() -> None:
    reading = read("in_pairs.xlsx")
    assert reading.facts["report"] == {"year": 2024, "unit": "砚洲县民政局"}
    assert reading.facts["funds"] == {
        "initial_budget": 26,
        "adjusted_budget": 25,
        "payments": [{"amount": Decimal("24.8")}],
    }
    assert reading.facts["evaluation"] == {"declared_score": 96, "grade": "优秀"}
    assert reading.conflicts == ()


def test_a_word_table() -> None:
    facts = read("in_word.docx").facts
    assert facts["report"] == {"year": 2024, "filled_by": "何岚"}
    assert facts["goals"] == {"overall": "改造小区6个"}
    assert facts["funds"]["adjusted_budget"] == Decimal("452.8")
    late = facts["indicators"][1]
    assert (late["level1"], late["deviation"], late["measure"]) == (
        "产出指标",
        "1个小区地下管线复杂",
        "6月底前完工",
    )
    assert facts["evaluation"]["declared_score"] == Decimal("93.33")


def test_a_word_table_that_goes_on_over_pages() -> None:
    assert [one["name"] for one in of_indicators("over_pages.docx")] == ["更新站点", "数据到报率"]
