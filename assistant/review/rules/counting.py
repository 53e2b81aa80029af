"""Numbers that must add up or agree in kind: 百分数 and 百分点, shares of a whole, people and their roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.facts.quantities import number_text
from assistant.review.rules.paper import Case
from assistant.review.rules.rule import Fault, Limits, Rule, Section, at, of
from assistant.review.sentences import sentences

_N = r"\d{1,5}(?:\.\d{1,4})?"
_CHANGE = re.compile(
    rf"[由从](?:[^，。；\d\n]{{0,16}})(?P<old>{_N})\s?[%％](?P<way>[^，。；\d\n]{{0,4}})(?:到|至|为)[^，。；\d\n]{{0,10}}(?P<new>{_N})\s?[%％][^。；\d\n]{{0,12}}"
    rf"(?:提高|提升|上升|增长|增加|下降|降低|减少|回落)了?\s?(?P<by>{_N})\s?(?P<unit>[%％]|个?百分点)"
)
_SHARES = re.compile(
    rf"(?:占比|占|比重|比例)(?:分别)?(?:为|是)?\s?(?P<list>{_N}\s?[%％](?:\s?(?:、|和|及|，)\s?{_N}\s?[%％]){{2,12}})"
)
_LEVEL = re.compile(
    r"(?P<level>产出|效益|成本|满意度|过程|决策)(?:类|部分)?(?:指标)?(?:共|合计|总|自评|实际)*(?:分值|满分|权重|得分|得)?(?:为|共|：)?\s?(?P<whole>\d{1,3}(?:\.\d{1,3})?)\s?分[，,（(：:]\s?(?:其中|包括|分别为)?[，,：:]?"
    r"(?P<rest>(?:数量|质量|时效|成本|经济|社会|生态|可持续|立项|资金|项目)[^。；\n]{4,120})"
)
_PART = re.compile(
    r"(?P<name>数量|质量|时效|成本|经济(?:效益)?|社会(?:效益)?|生态(?:效益)?|可持续(?:影响)?)(?:类)?(?:指标)?(?:分值|满分|权重|得分|得)?(?:为|：)?\s?(?P<points>\d{1,3}(?:\.\d{1,3})?)\s?分"
)
_SIZE = re.compile(
    r"(?P<whole>\d{1,3})\s?(?:人|名(?:成员|同志|人员)?)(?:组成|构成)?(?:的[^，。；\d\n]{0,10})?[，,：:（(](?:其中|包括|由)?[，,：:]?"
)
_ROLE = re.compile(
    r"(?P<role>组长|副组长|组员|成员|队员|联络员)\s?(?:共|各)?(?P<count>\d{1,3})\s?(?:人|名)|(?P<count2>\d{1,3})\s?名?(?P<role2>副组长|组长|组员|成员)"
)
_MEMBER = re.compile(r"(\d{1,3})\s?[人名]")


def points(section: Section, limits: Limits) -> Iterator[Fault]:
    """25: the distance of two percentages is told in 个百分点, and is their difference."""
    for found in _CHANGE.finditer(section.text):
        old, new, by = (Decimal(found[name]) for name in ("old", "new", "by"))
        gap, percent = abs(new - old), found["unit"] in "%％"
        span = (found.start("by"), found.end("unit"))
        fix = f"{number_text(gap)}个百分点"
        if percent and by == gap:
            yield at(section, span, "两个百分数之差应写“个百分点”", fix)
        elif not percent and by != gap:
            shown = f"{number_text(old)}%到{number_text(new)}%相差{number_text(gap)}个百分点"
            yield at(section, span, f"{shown}，这里写{number_text(by)}个百分点，请核对", fix)
        elif percent and old and abs(gap * 100 / old - by) > limits["tolerance"]:
            shown = number_text((gap * 100 / old).quantize(Decimal("0.01")))
            yield at(
                section,
                span,
                f"{number_text(old)}%到{number_text(new)}%相差{number_text(gap)}个百分点（变化{shown}%），这里写{number_text(by)}%，请核对",
            )


def shares(section: Section, limits: Limits) -> Iterator[Fault]:
    """25: shares listed as the whole add up to 100%."""
    for found in _SHARES.finditer(section.text):
        added = sum((Decimal(one) for one in re.findall(_N, found["list"])), Decimal(0))
        slip = abs(added - 100)
        # Far below 100 it is no list of the whole.
        if limits["tolerance"] < slip and (added > 100 or slip <= limits["slip"]):
            yield at(section, found.span("list"), f"占比合计{number_text(added)}%，应为100%，请核对")


def level_parts(section: Section, limits: Limits) -> Iterator[Fault]:
    """3: the points of a 一级 are those of its 二级, where the text gives both."""
    for found in _LEVEL.finditer(section.text):
        parts: dict[str, Decimal] = {}
        for part in _PART.finditer(found["rest"]):
            parts.setdefault(part["name"], Decimal(part["points"]))
        whole, added = Decimal(found["whole"]), sum(parts.values(), Decimal(0))
        complete = len(parts) >= 3 or (len(parts) == 2 and added > whole)
        if complete and abs(added - whole) > limits["tolerance"]:
            listed = "＋".join(number_text(one) for one in parts.values())
            message = (
                f"{found['level']}写{number_text(whole)}分，其中各项{listed}＝{number_text(added)}分，请核对"
            )
            yield at(section, found.span("whole"), message)


def headcount(section: Section, limits: Limits) -> Iterator[Fault]:
    """26: a group's size is the sum of its roles."""
    for sentence in sentences(section.text):
        size = _SIZE.search(sentence.group())
        if not size:
            continue
        roles: dict[str, int] = {}
        for found in _ROLE.finditer(sentence.group(), size.end()):
            roles.setdefault(found["role"] or found["role2"], int(found["count"] or found["count2"]))
        if len(roles) < 2 or not {"组员", "成员", "队员"} & set(roles):
            continue
        added = sum(roles.values())
        if added != int(size["whole"]):
            span = (sentence.start() + size.start("whole"), sentence.start() + size.end("whole"))
            yield at(section, span, f"共{size['whole']}人，各角色合计{added}人，不一致，请核对人数")


def team_size(case: Case, limits: Limits) -> Iterator[Fault]:
    """26: the size of the self-evaluation team is its leader and its members."""
    team = case.facts.evaluation.team
    counts = [_MEMBER.search(member) for member in team.members]
    if team.size is None or not counts or None in counts:
        return
    added = sum(int(one.group(1)) for one in counts if one)
    # The leader may be counted among his department's members or beside them.
    if team.size not in (added, added + 1):
        yield of(
            "evaluation.team.size",
            f"{team.size}人",
            f"自评小组填{team.size}人，成员合计{added}人（加组长{added + 1}人），请核对人数",
        )


RULES = (
    Rule("percentage_points", (25,), "百分数与百分点", "section", points),
    Rule("shares", (25,), "占比合计100%", "section", shares),
    Rule("level_parts", (3,), "一级分值等于二级之和", "section", level_parts),
    Rule("headcount", (26,), "人数等于各角色之和", "section", headcount),
    Rule("team_size", (26,), "自评小组人数一致", "facts", team_size),
)
