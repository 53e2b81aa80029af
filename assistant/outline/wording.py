"""The words of headings: which kinds they name, whatever stands above (rules: docs/glossary.md, section kinds).

Patterns are tried from the most particular to the most general, because the general words (情况, 管理, 目标)
stand in nearly every heading.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeVar

from assistant.outline.kinds import Kind
from assistant.outline.numbering import read

Kinds = tuple[Kind, ...]

# How sure a reading is: a set phrase, a keyword, a rarer word, the parent's kinds, nothing at all.
SET_PHRASE, KEYWORD, SYNONYM, INHERITED, UNKNOWN = 0.95, 0.9, 0.8, 0.6, 0.2

_Told = TypeVar("_Told")
Rules = tuple[tuple[re.Pattern[str], _Told], ...]


def _compiled(*rules: tuple[str, _Told]) -> Rules[_Told]:
    return tuple((re.compile(pattern), told) for pattern, told in rules)


RESULTS: Kinds = (Kind.OUTPUTS, Kind.BENEFITS)

# Set phrases: one of their words would mislead the keyword rules below.
_PHRASES = _compiled(
    (r"其[他它].*(说明|问题|事项)|^其[他它](情况)?$", (Kind.OTHER,)),
    # Parts of the bundle that a report comes in.
    (r"^封面|^附[件表录]|佐证|清单$|凭证$|负责人$|(报告|自评表|评分表)$", (Kind.OTHER,)),
    (r"(应用|公开)(?!.*一致)", (Kind.APPLICATION,)),
    (r"报送|对象和?范围|原则.*(方法|标准)", (Kind.EVALUATION_WORK,)),
    (r"目标.*(分解|下达)|(下达|分解).*目标", (Kind.FUNDS_ARRANGED, Kind.GOALS)),
    (r"目标管理|事项管理", (Kind.PROCESS,)),
    (r"资金投入", (Kind.FUNDS_USED,)),
    (r"组织实施.*(整体|总体)", (Kind.EVALUATION_WORK,)),
    # The seven columns of 资金管理情况 in the transfer payment form.
    (r"(分配|下达|拨付|使用|执行)(科学|及时|合规|规范|准确)性|支出责任", (Kind.INTERNAL_CONTROL,)),
    (r"绩效管理(情况)?(分析)?$", (Kind.PROCESS,)),
    (r"^(项目)?总体情况$", (Kind.OVERVIEW,)),
    (r"概况$|基本情况$|简介$|名称$|(单位|部门|主体)$", (Kind.OVERVIEW,)),
    (r"^(项目|立项)(申报|审批)", (Kind.PROCESS,)),
)

# Judgements: a heading names one or several of them, and each counts.
JUDGEMENTS = _compiled(
    (r"偏差|偏离|未(完成|达到|实现|达标)\S*原因", Kind.DEVIATIONS),
    (r"建议", Kind.SUGGESTIONS),
    (r"整改|改进|下一步|措施", Kind.MEASURES),
    (r"问题", Kind.PROBLEMS),
    (r"经验|做法|亮点", Kind.EXPERIENCE),
)

_MEASURED = _compiled(
    (r"满意", Kind.SATISFACTION),
    (r"效益|效果|可持续影响|结果指标", Kind.BENEFITS),
    (r"产出|数量|质量|时效|成本", Kind.OUTPUTS),
)

_RESULT_PHRASES = re.compile(
    r"(目标|指标)\S*(完成|实现|达成|分析)|(?<!使用)绩效(实现|达成)?情况|自评情况|(项目|支出)绩效(分析)?$"
)
# 评价结论及建议 is both.
_CONCLUSION = re.compile(r"(综合)?(绩效)?(自评|评价)?结论")
# What is not of money alone: 工期安排, 申报单位.
_OF_ANYTHING = re.compile("安排|申报|分配|来源")
_MONEY = re.compile("资金|预算|经费|支出|收支|投资")

_GENERAL = _compiled(
    (r"自评(基本)?结[果论]|综合评价|自评得分|评价(结果|结论|得分)|^(综合)?得分|^结论", (Kind.SCORE,)),
    (r"(评价|自评)\S*(工作|过程|小组|组织|步骤|方法|目的|对象)|评价小组|步骤", (Kind.EVALUATION_WORK,)),
    (r"决策|过程|组织实施|实施(及|和|与)?(管理|情况)|实施$|项目管理$|组织管理", (Kind.PROCESS,)),
    (r"内控|内部控制|(资金|财务|项目|预算|资产)管理|制度|监管", (Kind.INTERNAL_CONTROL,)),
)

_FUNDS = _compiled(
    (
        r"安排|到位|下达|批复|申报|投入|来源|拨付|分配|筹集|预算(指标|情况)?$|计划投资|总投资",
        Kind.FUNDS_ARRANGED,
    ),
    (r"使用|执行|支出(?!基本)|收支|结[余存转]|剩余|(实际|完成)投资", Kind.FUNDS_USED),
)

_LATE = _compiled(
    (r"目标", Kind.GOALS),
    (
        r"概[况述括]|基本情况|基本信息|背景|职能|立项|依据|(主要|项目|建设|实施|工作)内容",
        Kind.OVERVIEW,
    ),
)


# Words that headings seldom use, and texts often: they count only where nothing else is known.
_SYNONYMS = _compiled(
    (r"困难|不足|薄弱|短板|难[点题处]|难$", Kind.PROBLEMS),
    (r"打算|计划|方向$|设想", Kind.MEASURES),
    (r"意见|诉求|需要?.*(支持|解决|协调)", Kind.SUGGESTIONS),
    (r"成效|影响|可持续|变化|作用|履职|效能|有效性", Kind.BENEFITS),
    (r"运用", Kind.APPLICATION),
    (r"招标|采购|合同|验收|分工|组织领导|机制|监理|移交|推进|论证", Kind.PROCESS),
    (r"进度|完[成工]|做了|效率|经济性", Kind.OUTPUTS),
    (r"问卷|反映|反馈|投诉|(对象|群众|公众|社会)评价|调查", Kind.SATISFACTION),
    (r"打分|评分|等[级次]|自我评价", Kind.SCORE),
    (r"扣分|失分|未达[标到成]|差异|差距", Kind.DEVIATIONS),
    (r"由来|范围|人群|机构|编制|职责|简介|介绍|必要性", Kind.OVERVIEW),
    (r"到账|拨款", Kind.FUNDS_ARRANGED),
    (r"花[在费了]|剩余|开支|列支|明细|付款", Kind.FUNDS_USED),
    (r"核算|审核|票据|专账|合规", Kind.INTERNAL_CONTROL),
    (r"设定|设置|任务", Kind.GOALS),
)

_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")
# What is left of a number that recognition misread: （—） l. =、 (一
_MISREAD = re.compile(
    r"^[（(【\[]?\s*[lI|丨—–\-－ーニミ=＝~_+一二三四五六七八九十]{1,2}\s*[）)】\].．、,，]\s*|"
    r"^[（(]\s*[一二三四五六七八九十—–\-－ーニミ=]{1,2}(?=[㐀-鿿])"
)
_SPACED = re.compile(r"(?<=[㐀-鿿])\s+(?=[㐀-鿿])")
_PARTS = re.compile(r"[及和与、，,]|以及")

# The words that headings of these reports are made of.
_WORDS = (
    "项目 部门 单位 整体 支出 财政 资金 预算 专项 经费 绩效 自评 评价 目标 指标 任务 "
    "工作 年度 总体 阶段性 基本 主要 有关 相关 存在 发现 下一步 具体 综合 总 其他 其它 "
    "需要 说明 问题 事项 情况 概况 概述 概括 背景 立项 依据 内容 职能 主体 名称 实施 "
    "组织 管理 开展 进展 决策 过程 程序 安排 落实 到位 使用 执行 投入 来源 下达 批复 "
    "分配 拨付 收支 结余 设定 设立 设置 完成 实现 产出 效益 效果 数量 质量 时效 成本 "
    "经济 社会 生态 环境 可持续 影响 满意度 满意 服务 对象 公众 群众 受益 内控 内部 "
    "控制 制度 建设 财务 监管 结果 结论 得分 等级 分析 偏差 偏离 原因 较大 经验 做法 "
    "亮点 整改 改进 措施 意见 建议 拟 应用 公开 计划 小组 方法 步骤 原则 体系 标准 "
    "目的 范围 评分 报送 时间 一致性 一致 附件 佐证 材料 的 及 和 与 以及 、 等 "
)
_VOCABULARY = re.compile("|".join(sorted(_WORDS.split(), key=len, reverse=True)))


def is_heading_words(words: str) -> bool:
    """Whether a line is nothing but words that headings are made of, and names a kind: 项目绩效目标完成情况.

    Sentences, names and figures are not, so such a line is a heading even without a number.
    """
    name = name_of(words)
    return 2 <= len(name) <= 24 and is_set_wording(name) and kinds_of_words(name)[1] >= KEYWORD


def is_set_wording(name: str) -> bool:
    """Whether nothing stands in a name but the words that headings are made of."""
    return not _VOCABULARY.sub("", name)


@lru_cache(maxsize=4096)
def name_of(heading: str) -> str:
    """A heading's words: without its number, remarks in brackets, stray spaces and closing punctuation."""
    numbered = read(heading)
    name = numbered.rest if numbered else _MISREAD.sub("", heading.strip())
    bare = _BRACKETED.sub("", name).strip()
    return _SPACED.sub("", bare or name).rstrip("。：:；; ")[:_LONGEST]


_LONGEST = 80


@lru_cache(maxsize=4096)
def kinds_of_words(name: str) -> tuple[Kinds, float]:
    """The kinds that a heading's words (see `name_of`) name and how sure that is; `()` and 0 where they name none."""
    for pattern, kinds in _PHRASES:
        if pattern.search(name):
            return kinds, SET_PHRASE
    for rules in (JUDGEMENTS, _MEASURED):
        if found := _in_order(name, rules):
            concluding = rules is JUDGEMENTS and _CONCLUSION.match(name)
            return ((Kind.SCORE, *found) if concluding else found), KEYWORD
    if _RESULT_PHRASES.search(name):
        return RESULTS, SET_PHRASE
    # 建设内容和经费支出情况: each part may name its own kind.
    parts = tuple(dict.fromkeys(kind for part in _PARTS.split(name) for kind in _general(part)))
    kinds = parts if len(parts) > 1 else _general(name)
    if kinds:
        return kinds, KEYWORD
    if name.endswith("自评"):
        return RESULTS, KEYWORD
    if "资金" in name:
        return (Kind.FUNDS_ARRANGED, Kind.FUNDS_USED), KEYWORD
    return (), 0.0


def kinds_of_synonyms(name: str) -> Kinds:
    """The kinds that rarer words of a heading point to; `()` where it has none."""
    return _in_order(name, _SYNONYMS)


def _general(name: str) -> Kinds:
    """The kinds that general words point to: the first rule that knows a word."""
    for pattern, kinds in _GENERAL:
        if pattern.search(name):
            return kinds
    if _MONEY.search(name) and (found := _in_order(name, _FUNDS)):
        return found
    return _in_order(name, _LATE) or _in_order(_OF_ANYTHING.sub("", name), _FUNDS)


def _in_order(name: str, rules: Rules[Kind]) -> Kinds:
    """Every kind whose word stands in the heading, in the heading's order."""
    places = [(found.start(), kind) for pattern, kind in rules if (found := pattern.search(name))]
    return tuple(kind for _, kind in sorted(places))
