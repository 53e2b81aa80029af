"""Carries out the orders that need no model, on the text of one section. Every figure stays as it is unless it was named."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.drafting.typography import typeset
from assistant.editing.orders import (
    Deduplicate,
    Join,
    Move,
    Order,
    Redo,
    Remove,
    Renumber,
    Replace,
    Shorten,
    Split,
    Swap,
    Typeset,
)
from assistant.editing.places import Span, find, paragraphs, sentences
from assistant.errors import InputError
from assistant.outline.numbering import label, read

# Said in every report, missed in none: what a shorter text does without. Longer phrases first.
_SET_PHRASES = re.compile(
    r"(?:在(?:县委、县政府|上级部门|各级领导)的?(?:正确|坚强)?(?:领导|关心|支持)下，)|(?:为(?:进一步|切实|更好地)[^，。；]{2,24}，)(?=[^。]{8})|"
    r"(?:总的来看|总体来看|总体而言|综上所述|总之|同时|此外|另外|与此同时|在此基础上|具体来看|具体而言|具体情况如下)[，：]|"
    r"(?<!可)(?:进一步|切实|不断|持续(?!影响)|大力|积极|认真|有效地|充分)(?=[\u4e00-\u9fff]{2})"
)
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


@dataclass(frozen=True)
class Target:
    """A section's text under an order: its heading for messages, and how it is written from the facts, if it can be."""

    heading: str
    text: str
    composed: str | None = None


def carry_out(order: Order, target: Target) -> str:
    """The text after the order. Raises `InputError` where the place named is not there."""
    work = _WORK.get(type(order))
    if work is None:
        raise TypeError(f"not an order of words: {type(order).__name__}")
    return work(order, target)


def _replace(order: Replace, target: Target) -> str:
    return target.text.replace(order.old, order.new)


def _remove(order: Remove, target: Target) -> str:
    span = find(target.text, order.place, target.heading)
    return tidy(target.text[: span.start] + target.text[span.end :])


def _move(order: Move, target: Target) -> str:
    text = target.text
    span = find(text, order.place, target.heading)
    if not order.to:
        at = len(text) if order.after else 0
    else:
        goal = find(text, order.to, target.heading)
        at = goal.end if order.after else goal.start
    if span.start <= at <= span.end:
        return text
    piece = text[span.start : span.end]
    if _is_paragraph(text, span):
        piece = f"\n{piece}\n"
    before, after = text[: span.start], text[span.end :]
    if at >= span.end:
        at -= span.start
        return tidy(
            before + after[: at - (span.end - span.start)] + piece + after[at - (span.end - span.start) :]
        )
    return tidy(before[:at] + piece + before[at:] + after)


def _is_paragraph(text: str, span: Span) -> bool:
    return any(one.start == span.start and one.end == span.end for one in paragraphs(text))


def _swap(order: Swap, target: Target) -> str:
    text = target.text
    first, second = sorted(
        (find(text, place, target.heading) for place in (order.first, order.second)),
        key=lambda one: one.start,
    )
    if first.end > second.start:
        raise InputError("要对调的两处有重叠", hint="请分别写明两处的位置。")
    return (
        text[: first.start]
        + text[second.start : second.end]
        + text[first.end : second.start]
        + text[first.start : first.end]
        + text[second.end :]
    )


def _join(order: Join, target: Target) -> str:
    text = target.text
    first, second = sorted(
        (find(text, place, target.heading) for place in (order.first, order.second)),
        key=lambda one: one.start,
    )
    between = text[first.end : second.start]
    if between.strip() or first.end > second.start:
        raise InputError("要合并的两段不相邻", hint="请先把其中一段移到另一段旁边。")
    return text[: first.end] + text[second.start :]


def _split(order: Split, target: Target) -> str:
    text = target.text
    span = find(text, order.place, target.heading)
    if order.before:
        at = text.find(order.before, span.start, span.end)
    else:
        middle = (span.start + span.end) // 2
        starts = [one.start for one in sentences(text, span)][1:]
        at = min(starts, key=lambda start: abs(start - middle), default=-1)
    if at <= span.start:
        raise InputError(
            f"“{target.heading}”的{order.place}分不成两段", hint="请用引号写出第二段从哪几个字开始。"
        )
    return text[:at].rstrip() + "\n" + text[at:]


def inserted(text: str, heading: str, words: str, place: str, after: bool) -> str:
    """A text with words put in. At the end of a paragraph they close as a sentence."""
    if place:
        span = find(text, place, heading)
    else:
        all_of_it = paragraphs(text)
        span = (all_of_it[-1] if after else all_of_it[0]) if all_of_it else Span(0, len(text))
    at = span.end if after else span.start
    whole = not place or _is_paragraph(text, span)
    if whole and after:
        words = (
            ("" if not text[:at] or text[at - 1] in "。！？；：" else "。")
            + words
            + ("" if words.endswith(("。", "！", "？")) else "。")
        )
    elif whole and not words.endswith(("。", "，", "；", "：", "！", "？")):
        words += "。"
    return text[:at] + words + text[at:]


def _renumber(_: Renumber, target: Target) -> str:
    """Items of each level are counted from one; a higher item begins the count below it anew."""
    counts: dict[int, int] = {}
    lines = []
    for line in target.text.split("\n"):
        numbered = read(line)
        if numbered is None or not 1 <= numbered.level <= 4:
            lines.append(line)
            continue
        counts = {level: count for level, count in counts.items() if level <= numbered.level}
        counts[numbered.level] = counts.get(numbered.level, 0) + 1
        lines.append(label(numbered.level, counts[numbered.level]) + numbered.rest)
    return "\n".join(lines)


def _shorten(order: Shorten, target: Target) -> str:
    """Set phrases go, from the end, until the text is short enough. Figures, names and placeholders are in none."""
    text = target.text
    span = find(text, order.place, target.heading) if order.place else Span(0, len(text))
    part = text[span.start : span.end]
    if order.limit is not None and len(part) <= order.limit:
        return text
    for found in reversed(list(_SET_PHRASES.finditer(part))):
        if order.limit is not None and len(part) <= order.limit:
            break
        part = part[: found.start()] + part[found.end() :]
    return text[: span.start] + part + text[span.end :]


def _typeset(_: Typeset, target: Target) -> str:
    return "\n".join(typeset(line) for line in target.text.split("\n"))


def _redo(_: Redo, target: Target) -> str:
    if target.composed is None:
        raise InputError(f"“{target.heading}”不能按事实重写", hint="这一节不在当前模板里。")
    return target.composed


def _deduplicate(_: Deduplicate, target: Target) -> str:
    seen: set[str] = set()
    out = []
    for line in target.text.split("\n"):
        kept = []
        for found in _SENTENCE.finditer(line):
            sentence = found.group()
            key = re.sub(r"\W", "", sentence)
            if len(key) >= 6 and key in seen:
                continue
            seen.add(key)
            kept.append(sentence)
        out.append("".join(kept))
    return tidy("\n".join(out))


def tidy(text: str) -> str:
    """No empty paragraphs, no doubled or leading punctuation where something was taken out."""
    text = re.sub(r"\n[ \t\u3000]*(?=\n)", "", text).strip("\n")
    text = re.sub(r"([，；、])(?=[，；、。])", "", text)
    return re.sub(r"(?m)^[，；、。]", "", text)


_WORK: dict[type, Callable[..., str]] = {
    Replace: _replace,
    Remove: _remove,
    Move: _move,
    Swap: _swap,
    Join: _join,
    Split: _split,
    Renumber: _renumber,
    Shorten: _shorten,
    Typeset: _typeset,
    Redo: _redo,
    Deduplicate: _deduplicate,
}
