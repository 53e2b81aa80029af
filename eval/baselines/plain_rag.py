"""Plain retrieval-augmented generation: past passages as they are and the facts in one prompt per section.

The design most tools of this kind use; written to be a fair one: same retrieval, same model, same outline, clear orders.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.drafting.exemplars import Exemplar
from assistant.drafting.fact_sheet import fact_lines
from assistant.drafting.plan import Plan
from assistant.models.chat import ChatModel, Message, Usage, complete

_SYSTEM = "你是县级预算单位的财务人员，负责撰写项目支出绩效自评报告。请参考往年报告的写法，根据本项目的事实撰写，数字必须准确，不得照抄往年报告的内容。"
_ASK = """往年报告中的相关段落：
{passages}

本项目的事实：
{facts}

请撰写本项目自评报告中“{heading}”一节的正文，只输出正文。"""


@dataclass(frozen=True)
class PlainSection:
    """A section that plain RAG wrote."""

    id: str
    heading: str
    text: str
    usage: Usage
    seconds: float


def write_plain(model: ChatModel, plan: Plan, shown: list[list[Exemplar]]) -> Iterator[PlainSection]:
    """One call a section; headings without text of their own are skipped, as in the pipeline."""
    facts = "\n".join(fact_lines(plan.facts))
    for section, exemplars in zip(plan.sections, shown, strict=True):
        if not section.points:
            continue
        passages = "\n\n".join(f"【{one.reference.heading}】\n{one.foreign.text}" for one in exemplars)
        prompt = _ASK.format(passages=passages, facts=facts, heading=section.heading)
        began = time.perf_counter()
        reply = complete(model, [Message("system", _SYSTEM), Message("user", prompt)], max_tokens=900)
        yield PlainSection(
            section.id, section.heading, reply.text.strip(), reply.usage, time.perf_counter() - began
        )
