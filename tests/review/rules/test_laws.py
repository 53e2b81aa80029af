"""Laws of all text rules: whatever the text, spans are sound, and a taken fix leaves no finding of its rule at its place."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.review.rules import Section, review_across, review_text
from tests.review.rules.test_report_rules import applied, findings

# Pieces of what the rules look for, so that random texts are about something.
PIECES = (
    "截止2024年", "2024年01月05日", "2024.1.31", "云财建[2024]7号", "云财建（2024）第07号", "《关于下达资金的通知（云财建〔2024〕7号）》",
    "关于下达资金的通知（云财建〔2024〕7号）", "1、", "(一)", "（2）", "由90%提高到95%，提高5%", "自评得分83分", "等级为优秀", "评为优", "，", "。", "\n",
    "按时完成", "工期延期", "预算执行率95%", "资金全部支付完毕", "（", "）", "“", "”", "《", "支出30万元", "其中：", "进一步提升", "XX县", "无。",
    "【待补充：负责人】", "满意度95%", "13800001234", "建设任务全部完成，仓房和电缆已交付使用单位", "\n1.", "\n3.",
)  # fmt: skip
HEADINGS = (
    "",
    "封面",
    "（二）资金使用情况",
    "三、自评结果",
    "（三）偏差较大项目说明",
    "四、存在的问题",
    "1.产出",
    "(二)效益",
)
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.text("年月日0123456789%分元万、，。（）一", max_size=4), max_size=14
).map("".join)
REPORTS = st.lists(st.tuples(st.sampled_from(HEADINGS), TEXTS), min_size=1, max_size=4).map(
    lambda parts: [Section(str(index), heading, text) for index, (heading, text) in enumerate(parts)]
)


@given(REPORTS)
@settings(max_examples=150, deadline=None)
def test_spans_and_fixes(report: list[Section]) -> None:
    texts = {one.id: one.text for one in report}
    every = [one for section in report for one in review_text(section)] + list(review_across(report))
    for one in every:
        if one.end:
            assert texts[one.section][one.start : one.end] == one.text
        if one.fix is None:
            continue
        assert one.fix != one.text
        end = one.start + len(one.fix)
        again = findings(applied(report, one), one.rule)
        assert not [
            new for new in again if new.section == one.section and new.start < end and new.end > one.start
        ]
