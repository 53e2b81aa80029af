"""Parts of the page of problems: evidence, gaps, doubts, precedents, a model's answer."""

from __future__ import annotations

from assistant.advice.suggestion import Precedent, Suggestion
from assistant.facts.groups.results import Problem
from assistant.web.problems.views.card import Frame, card
from assistant.web.problems.views.evidence import evidence
from assistant.web.problems.views.past import past
from assistant.web.problems.views.polished import polished, under_way
from assistant.web.problems.views.words import words
from assistant.workspace.advising import Card
from assistant.workspace.deviation_rows import Row
from assistant.workspace.polishing import Polish
from tests.web.fragments import read

HOSTILE = '<img src=x onerror="alert(1)">'
FRAME = Frame("p1", model=True, past=True, places=("五、存在的问题",))


def suggestion(**more) -> Suggestion:
    return Suggestion(id="s_unmet_n1", deviation="unmet_n1", problem="", cause="", measures=[], **more)


def shown(**more) -> str:
    given = {
        "key": "s_unmet_n1",
        "state": "open",
        "suggestion": suggestion(),
        "suggested": Problem(title="数量不足"),
    }
    return card(Card(**(given | more)), FRAME)


def labels(html: str) -> list[str]:
    return [one.text for one in read(html).all("button")]


def test_evidence_leads_to_the_field():
    table = read(
        evidence([Row("培训人次", "156人次", "indicators[0].actual", "≥180人次", "24人次", "0.7分")], "p1")
    )
    (link,) = table.all("a")
    assert link.attributes["href"] == "../facts/?p=p1&f=indicators%5B0%5D.actual"
    assert [one.text for one in table.all("td")] == ["≥180人次", "156人次", "24人次", "0.7分"]
    plain = read(evidence([Row("预算执行率", "75.37%", "funds")], "p1"))
    assert [one.text for one in plain.all("th")] == ["数据", "数值", "预算执行率"]


def test_everything_is_escaped():
    rows = (Row(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),)
    problem = Problem(title=HOSTILE, consequence=HOSTILE, cause=HOSTILE, measures=(HOSTILE,))
    whole = shown(key=HOSTILE, rows=rows, problem=problem, suggested=problem, doubts=(HOSTILE,), index=0)
    assert "img" not in read(whole).tags()


def test_what_nobody_gave_is_shown_as_missing():
    assert [one.text for one in read(words(Problem(title="数量不足"))).all("span", "gap")] == [
        "【待补充：问题原因】",
        "【待补充：整改措施】",
    ]


def test_the_buttons_fit_the_state():
    assert labels(shown()) == ["采用", "修改后采用", "不采用", "用模型润色措辞", "看往年写法"]
    stands = {"problem": Problem(title="数量不足", cause="a", measures=("b",)), "index": 1}
    assert labels(shown(state="chosen", **stands))[:2] == ["修改", "撤销"]
    assert labels(shown(state="rejected"))[:3] == ["采用", "修改后采用", "撤销"]
    assert labels(shown(state="declared", **stands))[:1] == ["修改"]
    lacking = {"problem": Problem(title="数量不足"), "index": 1}
    assert labels(shown(state="declared", **lacking))[:2] == ["补上所缺", "修改"]


def test_what_the_data_prove_no_more_is_marked_with_the_new_wording():
    fresh = Problem(title="数量不足", consequence="培训150人次")
    stands = Problem(title="数量不足", consequence="培训156人次")
    html = shown(state="chosen", problem=stands, index=0, suggested=fresh, doubts=("156人次",))
    assert "数据已变，请核对" in html and "156人次" in html and "现在的说法：培训150人次" in html
    assert labels(html)[:2] == ["换成现在的说法", "已核对，不改"]
    gone = shown(state="chosen", problem=stands, index=0, suggestion=None, vanished=True)
    assert "不再显示" in gone and labels(gone)[:2] == ["保留", "移去"]


def test_the_report_tells_it_anyway():
    assert "报告仍会按数据写明" in shown(state="rejected", reported=True)
    assert "报告不写这处" in shown(state="rejected")


def test_precedents_are_masked_and_say_where_they_are_from():
    found = [
        Precedent(
            document="2021年报告.md",
            year=2021,
            unit_type="局",
            kind="problems",
            text="〔单位〕支出慢" + HOSTILE,
        )
    ]
    html = read(past(found))
    assert "2021年报告.md（2021，局，" in html.text and html.all("span", "slot") and "img" not in html.tags()
    assert "没有类似" in past([])


def test_a_models_answer():
    made = Polish("s_a")
    assert "正在等模型回答" in under_way(made)
    made.characters = 12
    assert "已写12字" in under_way(made)
    made.text = "培训156人次" + HOSTILE
    html = read(polished(made, "别的"))
    assert "img" not in html.tags() and [one.text for one in html.all("button")] == ["填入编辑框", "不用"]
    made.text = "原样。"
    assert "保持原样" in polished(made, "原样")
    made.text = ""
    assert "已停止" in polished(made, "原样")
    made.fault = ("连不上模型服务", "请检查地址。")
    assert "连不上模型服务" in polished(made, "原样")
