"""A model's answer as plain paragraphs: what small models put around and between the sentences is taken off.

Only layout: no word or figure is changed here. What the text says is judged in drafting/acceptance.py.
"""

from __future__ import annotations

import re

from assistant.drafting.composer import item_marks
from assistant.drafting.typography import typeset
from assistant.outline.numbering import read

_FENCE = re.compile(r"^```[a-z]*\n?|\n?```$")
_MARKUP = re.compile(r"\*\*|__|^#{1,6}\s+|^[-*•]\s+|^第\d+段[：:]\s*", re.M)
_PREFACE = re.compile(r"^(?:好的|以下是|正文|下面是)[^\n]{0,30}[：:]\s*\n?")
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_LIST_MARK = re.compile(
    rf"^(?:[（(](?:\d{{1,2}}|{_HAN_NUMBER})[)）]|\d{{1,2}}[.．、](?!\d)|{_HAN_NUMBER}、)\s*"
)
_STOPS = "。！？；："


def bare_heading(heading: str) -> str:
    """A heading without its number."""
    numbered = read(heading)
    return numbered.rest if numbered else heading.strip()


def clean(text: str) -> str:
    """No fences, no Markdown, no preface, standard punctuation, no empty lines."""
    text = _PREFACE.sub("", _FENCE.sub("", text.strip()).strip())
    lines = [typeset(_MARKUP.sub("", line)) for line in text.splitlines()]
    return "\n".join(line for line in lines if line)


def laid_out(text: str, heading: str, composed: str) -> str:
    """The answer in the paragraphs of the composed text: without the heading, list marks and line breaks of its own.

    A section of numbered items keeps its lines: there the marks belong to the text.
    """
    lines = text.split("\n")
    if len(lines) > 1 and bare_heading(lines[0]).rstrip("：:。") == heading:
        lines = lines[1:]
    if item_marks(composed):
        return "\n".join(lines)
    lines = [_closed(_LIST_MARK.sub("", line)) for line in lines]
    paragraphs = composed.split("\n")
    if len(lines) <= len(paragraphs):
        return "\n".join(lines)
    return "\n".join(_gathered(lines, paragraphs))


def _closed(line: str) -> str:
    """A line as a sentence; a heading-like “数量方面。” runs on."""
    line = re.sub(r"(?<=方面)。", "，", line)
    return line if line.endswith(tuple(_STOPS)) else line.rstrip("，、") + "。"


def _gathered(lines: list[str], paragraphs: list[str]) -> list[str]:
    """Lines in order, each in the paragraph (the last one or a later one) that it shares most character pairs with."""
    gathered = [""] * len(paragraphs)
    at = 0
    for line in lines:
        pairs = {line[i : i + 2] for i in range(len(line) - 1)}
        shared = [sum(pair in paragraph for pair in pairs) for paragraph in paragraphs[at:]]
        at += shared.index(max(shared))
        gathered[at] += line
    return [paragraph for paragraph in gathered if paragraph]
