"""How good a model of writing a past report is, judged without its facts: by what anyone can see on the page.

Each fault takes points off and says why. The reviewer's rules judge what needs facts; they, or any other judge,
may be passed in as graders.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.library.documents import SourceDocument, is_row
from assistant.library.structure.tree import SectionTree

# A fault repeated a hundred times is not a hundred times as bad.
_MOST = 0.35
_LOWEST = 0.05
# Half a point of a percentage is rounding; the common forms of 分 allow a tenth.
_RATE_OFF = Decimal("0.5")
_SCORE_OFF = Decimal("0.1")

_BLANK = re.compile(
    r"[XxＸ×╳]{2,}(?![A-Za-z0-9])|＿{2,}|_{2,}|【待[^】\n]{0,40}】|…{4,}|\.{6,}"
    r"|（(?:此处|请)?(?:填写|填报|待填|略)[^）\n]{0,20}）|(?<![一二])[〇○]{3,}"
)
_EMPTY = re.compile(r"^(?:\W*(?:无|略|暂无|没有|不涉及|同上|见附件|见附表)\W*)?$")
_GARBLED = re.compile("[�\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f]|锟斤拷|烫烫烫|(?:Ã|â€|ï¼)")
_AMOUNT = r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*(万元|亿元|元)"
_BUDGET = re.compile(rf"(?:全年预算|年初预算|预算)(?:数|资金|安排|总额)?(?:为|是|共|共计)?\s*{_AMOUNT}")
_SPENT = re.compile(
    rf"(?:累计|实际|共|共计|全年)?(?:支出|支付|使用|执行)(?:数|资金|了)?(?:为|共|共计)?\s*{_AMOUNT}"
)
_RATE = re.compile(r"(?:预算)?执行率(?:为|是|达到?|仅)?\s*(\d+(?:\.\d+)?)\s*[%％]")
_TOTAL = re.compile(
    r"(?:自评|综合|评价|项目|总)?(?:得分|总分|总得分)(?:为|是|共)?\s*(\d+(?:\.\d+)?)\s*分"
    r"[^。；\n]{0,12}?(?:等级|等次|级|评)(?:为|定为)?[“\"]?(优秀|优|良好|良|中|差)"
)
_UNITS = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}
_BANDS = (("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)))
_PRAISE = re.compile(
    "成效显著|效益显著|圆满完成|高度重视|广泛好评|一致好评|充分肯定|极大地?|切实|有力|扎实推进|狠抓落实"
)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a report as a model: the points it costs (0–1) and why, in Chinese."""

    cost: float
    reason: str


Grader = Callable[[SectionTree, SourceDocument], Iterable[Fault]]


@dataclass(frozen=True)
class Quality:
    """`score` is 1 for a report without faults and never quite 0; `faults` are Chinese, the gravest first."""

    score: float
    faults: tuple[str, ...] = ()


def grade(tree: SectionTree, document: SourceDocument, graders: Sequence[Grader] = ()) -> Quality:
    """The quality of a report. Deterministic; each fault's cost is bounded, so that no single one decides."""
    found = [fault for judge in (*_GRADERS, *graders) for fault in judge(tree, document)]
    found.sort(key=lambda fault: (-fault.cost, fault.reason))
    score = 1.0
    for fault in found:
        score *= 1 - min(max(fault.cost, 0.0), _MOST)
    return Quality(round(max(score, _LOWEST), 3), tuple(fault.reason for fault in found))


def _blanks(tree: SectionTree, document: SourceDocument) -> Iterator[Fault]:
    if found := [match.group() for match in _BLANK.finditer(tree.text)]:
        yield Fault(0.08 * len(found), f"有{len(found)}处没有填写（如“{found[0][:12]}”）")


def _garbled(tree: SectionTree, document: SourceDocument) -> Iterator[Fault]:
    if found := len(_GARBLED.findall(tree.text)):
        yield Fault(0.05 + 20 * found / max(len(tree.text), 1), f"有{found}处乱码")


def _unsure(tree: SectionTree, document: SourceDocument) -> Iterator[Fault]:
    if document.confidence < 0.95:
        yield Fault(1.5 * (1 - document.confidence), f"由图片识别，平均把握{document.confidence:.0%}")


def _empty(tree: SectionTree, document: SourceDocument) -> Iterator[Fault]:
    parents = {section.path[-1] for section in tree.sections if section.path}
    empty = [
        section.heading
        for section in tree.sections
        if section.heading not in parents and _EMPTY.match(section.body) and len(section.heading) < 30
    ]
    if empty:
        share = len(empty) / len(tree.sections)
        yield Fault(0.05 + 0.5 * share, f"有{len(empty)}个部分没有内容（如“{empty[0]}”）")


def _repeated(tree: SectionTree, document: SourceDocument) -> Iterator[Fault]:
    lines = (line.strip() for line in tree.text.split("\n"))
    counts = Counter(line for line in lines if len(line) >= 30 and not is_row(line))
    if twice := [line for line, count in counts.items() if count > 1]:
        yield Fault(0.08 * len(twice), f"有{len(twice)}段重复（如“{twice[0][:16]}……”）")


def _tables_only(tree: SectionTree, document: SourceDocument) -> Iterator[Fault]:
    lines = [line for line in tree.text.split("\n") if line.strip()]
    rows = sum(len(line) for line in lines if is_row(line.strip()))
    total = sum(map(len, lines))
    if total and rows > 0.8 * total:
        yield Fault(0.25, "几乎全是表格，没有可仿照的文字")


def _contradictions(tree: SectionTree, document: SourceDocument) -> Iterator[Fault]:
    for sentence in re.split(r"[。\n]", tree.text):
        budget, spent, rate = _only(_BUDGET, sentence), _only(_SPENT, sentence), _only(_RATE, sentence)
        if budget and spent and rate:
            whole, part = _tenthousands(budget), _tenthousands(spent)
            stated = Decimal(rate.group(1))
            if whole and abs(100 * part / whole - stated) > _RATE_OFF:
                yield Fault(0.15, f"执行率{stated}%与同句的预算、支出不符（应为{100 * part / whole:.2f}%）")


def _grades(tree: SectionTree, document: SourceDocument) -> Iterator[Fault]:
    for found in _TOTAL.finditer(tree.text):
        total, stated = Decimal(found.group(1)), found.group(2)[0]
        right = next(name for name, floor in _BANDS if total >= floor)
        if total <= 100 and stated != right:
            yield Fault(0.1, f"得分{total}分与等级“{found.group(2)}”不符（通行标准为{right}）")


def _parts(tree: SectionTree, document: SourceDocument) -> Iterator[Fault]:
    """A total and its parts in one sentence or two: 88.4分……其中过程9分、产出48分、效益31.4分."""
    pattern = re.compile(
        r"得分?\s*(\d+(?:\.\d+)?)\s*分[^。\n]{0,20}[，。；]?其中[:：]?((?:[^。\n\d]{1,14}\d+(?:\.\d+)?\s*分[，、；]?){3,})"
    )
    for found in pattern.finditer(tree.text):
        total = Decimal(found.group(1))
        parts = [Decimal(part) for part in re.findall(r"(\d+(?:\.\d+)?)\s*分", found.group(2))]
        if abs(sum(parts) - total) > _SCORE_OFF:
            yield Fault(0.1, f"总分{total}分与各部分之和{sum(parts)}分不符")


def _praise(tree: SectionTree, document: SourceDocument) -> Iterator[Fault]:
    """Sections that praise and give no figure teach empty words."""
    empty = [
        section.heading
        for section in tree.sections
        if len(section.body) >= 60
        and len(_PRAISE.findall(section.body)) >= 2
        and not re.search(r"\d", section.body)
    ]
    if empty:
        yield Fault(0.06 * len(empty), f"有{len(empty)}个部分只有评价、没有数据（如“{empty[0]}”）")


_GRADERS: tuple[Grader, ...] = (
    *(_blanks, _garbled, _unsure, _empty, _repeated, _tables_only),
    *(_contradictions, _grades, _parts, _praise),
)


def _only(pattern: re.Pattern[str], sentence: str) -> re.Match[str] | None:
    """The one match of a sentence: where there are several nobody can tell which is meant."""
    found = list(pattern.finditer(sentence))
    return found[0] if len(found) == 1 else None


def _tenthousands(amount: re.Match[str]) -> Decimal:
    """An amount in 万元."""
    return Decimal(amount.group(1).replace(",", "")) * _UNITS[amount.group(2)]
