"""Composed prose told in other words, as models tell it: the same facts, other phrases, empty connecting words.

Deterministic: which phrases are changed follows from the seed. No rewriting changes what is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from assistant.review.rules import Section

Rewrite = str | Callable[[re.Match[str]], str]
# How often each phrase is changed where it stands.
_SHARE = 0.6
_AMOUNT_SHARE = 0.15
_OPENING_SHARE = 0.3
_OPENINGS = ("总体来看，", "从实际情况看，", "具体而言，", "结合项目实际，")
_AMOUNT = re.compile(r"(?<![\d.])(\d+(?:\.\d{1,4})?)万元")

_PHRASES: tuple[tuple[str, Rewrite], ...] = (
    (r"原因是(?!【)", "主要原因是"),
    (r"，改进措施为", "，下一步拟采取的措施是"),
    (r"项目累计支出", "项目实际支出"),
    (r"预算执行率(?=\d)", "预算执行率为"),
    (r"，均达到年度目标", "，全部达到了年度目标值"),
    (r"，均达到目标", "，均已达到目标值"),
    (r"项目总体目标是", "本项目的总体目标为"),
    (r"年度目标为(?=[^“])", "年度绩效目标具体为"),
    (r"完成目标(\d[\d.]*[^\d\s，。；的%]{1,3})的(\d[\d.]*%)", r"完成率为\2（目标\1）"),
    (r"低于(\d[\d.]*%)的目标(\d[\d.]*个百分点)", r"较\1的目标低\2"),
    (r"，结余(?=\d)", "，尚结余"),
    (r"，到位率(?=\d)", "，资金到位率为"),
    (r"失分的指标为", "主要失分指标是"),
    (r"受益对象为", "受益群体为"),
    (r"主要内容为", "主要实施内容包括"),
    (r"验收结果为", "验收结论为"),
    (r"项目监理工作由([^，。；\n]+)承担", r"由\1承担项目监理工作"),
    (r"收回有效问卷", "回收有效问卷"),
    (r"，由([^，。；\n]{2,14})负责(?=[，。])", r"，责任部门为\1"),
    (r"等级为“(.)”", r"评价等级为“\1”"),
    (r"竣工时间较计划推迟(\d+)天", r"竣工时间比计划晚\1天"),
    (r"少(?=\d[\d.]*[^\d\s，。；]{1,3}，)", "比目标少"),
    (r"；(?=[^“”（）]{6,60}。)", "。"),
)


def paraphrase(sections: Sequence[Section], seed: str) -> tuple[Section, ...]:
    """The sections in other words."""
    rng = Random(f"paraphrase/{seed}")
    return tuple(
        replace(one, text="\n".join(_line(line, rng) for line in one.text.split("\n"))) for one in sections
    )


def _line(line: str, rng: Random) -> str:
    for pattern, rewrite in _PHRASES:
        line = re.sub(pattern, _sometimes(rewrite, rng, _SHARE), line)
    line = _AMOUNT.sub(_sometimes(_in_yuan, rng, _AMOUNT_SHARE), line)
    if re.match(r"[\u4e00-\u9fff]", line) and len(line) > 60 and rng.random() < _OPENING_SHARE:
        line = rng.choice(_OPENINGS) + line
    return line


def _sometimes(rewrite: Rewrite, rng: Random, share: float) -> Callable[[re.Match[str]], str]:
    def changed(found: re.Match[str]) -> str:
        if rng.random() >= share:
            return found.group()
        return rewrite(found) if callable(rewrite) else found.expand(rewrite)

    return changed


def _in_yuan(found: re.Match[str]) -> str:
    """12.5万元 as 125,000元."""
    return f"{int(Decimal(found.group(1)) * 10000):,}元"
