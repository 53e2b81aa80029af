"""19: those whom the report says were served are those whom the project serves, not those of the report it was copied from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline.kinds import Kind
from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, at
from assistant.review.sentences import sentences

# Groups that a project serves, each with the words that tell of the same people; a report that speaks of one where the facts
# have none of its words speaks of another project's.
_GROUPS = (
    "老年人|老人|高龄|养老|敬老",
    "残疾人|残疾|残联|助残",
    "学生|师生|学校|幼儿|幼儿园|儿童|家长|教育|校舍|教师|学前",
    "患者|病人|病患|就诊|医院|医疗|门诊|卫生院|诊疗|医生|卫健",
    "孕产妇|产妇|母婴|妇幼|妇女|妇联",
    "农户|农民|村民|农村|种粮|种植|养殖|乡镇|村级|农田|农业|村",
    "脱贫户|贫困户|低收入|低保|困难群众|特困|救助",
    "退役军人|军属|优抚|现役",
    "读者|借阅|图书|阅览",
    "游客|旅游|景区|文旅",
    "企业|市场主体|经营户|商户|经营者|公司",
    "驾驶员|司机|车主|行人|交通|道路|路口|车辆",
    "用水户|供水|自来水|饮水|管网",
    "消费者|食品|顾客|市场",
    "僧尼|信众|信教|宗教",
    "农民工|务工|就业|求职",
)
_SERVED = re.compile("满意|受益|惠及|服务对象|受助|受惠|享受|获得感")
# How many words of a group name its people; those behind them only show that the facts are about them.
_NAMED = 2


def other_beneficiaries(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """19: a group that is served, says the text, and of which neither the facts nor the project's name know anything."""
    if paper.case is None:
        return
    known = paper.case.facts.model_dump_json()
    foreign = [
        re.compile("|".join(words[:_NAMED]))
        for words in (group.split("|") for group in _GROUPS)
        if not any(word in known for word in words)
    ]
    for section in paper.of_kind(Kind.BENEFITS, Kind.SATISFACTION, Kind.OUTPUTS, Kind.OVERVIEW, Kind.SCORE):
        for sentence in sentences(section.text):
            if not _SERVED.search(sentence.group()):
                continue
            for form in foreign:
                if found := form.search(section.text, *sentence.span()):
                    yield at(
                        section,
                        found.span(),
                        f"填报的项目与“{found.group()}”无关，是否从别的报告复制？请核对服务对象",
                    )


RULES = (Rule("other_beneficiaries", (19,), "没有别的受益人群", "both", other_beneficiaries),)
