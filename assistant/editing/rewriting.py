"""A model's edit of one section: asked for, checked against the facts, and cut down to what is safe.

What the model changes beside the instruction in figures, names or claims without a source never becomes a hunk.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property

import jinja2

from assistant.drafting.answer import bare_heading, clean
from assistant.drafting.composer import compose
from assistant.drafting.conversation import Conversation
from assistant.drafting.fact_sheet import fact_lines
from assistant.drafting.plan import Plan
from assistant.editing.hunks import Hunk, applied, hunks
from assistant.editing.sheet import Leaf
from assistant.errors import ModelUseless
from assistant.facts.paths import leaves
from assistant.models.chat import ChatModel, Message, complete
from assistant.resources import shipped
from assistant.review.changes import Change, changes
from assistant.review.ledger import Ledger
from assistant.review.trace import trace

_SAYS = {
    "figure": "数字",
    "date": "日期",
    "name": "名称",
    "reference": "文件",
    "placeholder": "待补充标记",
    "claim": "结论",
}
_CLAUSE = "，。；：！？\n"
_BECAUSE = re.compile(r"^.*?(?:原因是|原因为|因为|由于|主要是|因)")
# What is aimed at has not been claimed. Not 为 or 将 alone: 大为提高, 将其完成.
_AIM = re.compile(r"(?:旨在|为了|力争|争取|目标[是为])[^，。；\d]{0,6}$")
_WORDS = 6
_TAG = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>|</?[A-Za-z][^<>\n]*>", re.S | re.I)
# The marks around the text in the prompt, which weak models put on; 修改后的全文： before the text on its own line.
_AROUND = re.compile(
    r"^\s*(?:[<>]{2,}\s*)?(?:(?:修改|改写|润色)后的?(?:全文|正文|文字|内容|段落|文本)?[：:])?\s*|\s*[<>]{2,}\s*$"
)
_PREFACE = re.compile(r"[^。；]{0,12}(?:修改|改写|润色|压缩|调整|优化)(?:后|过|好|版)[^。；]{0,12}")
_FAREWELL = re.compile(
    r"(?:希望|如有|如需|如果|请(?:您|你)?(?:审阅|查看|确认|核对)|以上(?:是|为|即)|注[：:]|说明[：:])[^\n]*(?:您|你|帮助|要求|修改|改写|调整|审阅)"
)
_SHORT, _SHARED = 40, 0.2


@dataclass(frozen=True)
class Rewritten:
    """The safe hunks of a model's edit, and what was kept out."""

    hunks: list[Hunk]
    refused: tuple[str, ...]


class Rewriter:
    """Edits the sections of one report with one model."""

    def __init__(self, model: ChatModel, plan: Plan, ledger: Ledger, rounds: int = 1) -> None:
        self._model, self._plan, self._ledger, self._rounds = model, plan, ledger, rounds
        self._system = Conversation(plan).system(fact_lines(plan.facts))

    def rewrite(self, leaf: Leaf, start: int, end: int, instruction: str) -> Rewritten:
        """The hunks that an instruction brings between `start` and `end`. Raises `ModelError`."""
        part = leaf.text[start:end]
        asked = _prompt("rewrite").render(
            heading=bare_heading(leaf.heading), instruction=instruction, text=part
        )
        messages = [self._system, Message("user", asked)]
        answer = part
        for attempt in range(self._rounds + 1):
            try:
                reply = complete(self._model, messages, max_tokens=2 * len(part) + 300)
            except ModelUseless:
                if attempt:  # what it answered first still stands, but for its faults
                    break
                raise
            answer = _within(clean(reply.text), part, bare_heading(leaf.heading))
            told = [_complaint(one) for one in self._unsafe(part, answer)]
            if not told or attempt == self._rounds:
                break
            messages = [
                *messages,
                Message("assistant", answer),
                Message("user", _prompt("mend").render(faults=told)),
            ]
        return self._safe(leaf, start, part, answer)

    def _safe(self, leaf: Leaf, start: int, part: str, answer: str) -> Rewritten:
        """All hunks if the whole answer is safe; else one that touches what the facts do not bear out stays out."""
        kept: list[Hunk] = []
        refused: list[str] = []
        for one in hunks(leaf.id, part, answer) if self._unsafe(part, answer) else ():
            unsafe = self._unsafe(part, applied(part, [*kept, one]))
            if unsafe:
                refused += [_complaint(change) for change in unsafe]
            else:
                kept.append(one)
        then = applied(part, kept) if refused else answer
        text = leaf.text[:start] + then + leaf.text[start + len(part) :]
        return Rewritten(hunks(leaf.id, leaf.text, text), tuple(dict.fromkeys(refused)))

    def _unsafe(self, part: str, answer: str) -> list[Change]:
        """What an edit of wording must not do: change, add or drop a figure, name or mark, or turn a claim."""
        found = changes(part, answer, self._ledger)
        told = {(one.mention.key, one.path) for one in trace(answer, self._ledger) if one.path}
        return [
            *found.altered,
            *(one for one in found.dropped if not _dispensable(one, told)),
            *(one for one in found.added if one in found.unfounded or not self._borne_out(one, answer)),
        ]

    def _borne_out(self, added: Change, answer: str) -> bool:
        """Whether an added claim is told by the facts in these words, or says only what is aimed at."""
        if added.cls != "claim" or added.after is None:
            return True
        start = max(answer.rfind(mark, 0, added.after.start) for mark in _CLAUSE) + 1
        ends = [at for mark in _CLAUSE if (at := answer.find(mark, added.after.end)) >= 0]
        if _AIM.search(answer, start, added.after.start):
            return True
        clause = answer[start : min(ends, default=len(answer))].strip()
        said = (clause, _BECAUSE.sub("", clause))
        return any(len(words) >= _WORDS and words in self._told for words in said)

    @cached_property
    def _told(self) -> str:
        """Everything that the facts tell: in their own words, and as the composer puts it."""
        own = (str(value) for _, value in leaves(self._plan.facts))
        return "\n".join((*own, *(compose(one).text for one in self._plan.sections)))


def _dispensable(dropped: Change, told: Collection[tuple[tuple[str, ...], str | None]]) -> bool:
    """Less praise hides nothing, and what is still told was told twice; a proposal's `changes` list both."""
    before = dropped.before
    return before is not None and (before.key == ("claim", "yes") or (before.key, before.path) in told)


def _complaint(change: Change) -> str:
    what = _SAYS[change.cls]
    if change.before and change.after:
        return f"{what}“{change.before.text}”被改成了“{change.after.text}”，应保持原样"
    if change.before:
        return f"{what}“{change.before.text}”被删去了，应保留"
    return f"{what}“{change.after.text if change.after else ''}”没有依据，应删去"


def _within(answer: str, part: str, heading: str) -> str:
    """The answer without what models put around a text; an answer of another size or about something else is no edit."""
    text = "\n".join(
        line if line in part else _AROUND.sub("", line) for line in answer.strip().split("\n")
    ).strip()
    if not _TAG.search(part):
        text = _TAG.sub("", text)
    lines = [line for line in text.split("\n") if line in part or not _is_ours(line)]
    if len(lines) > 1 and lines[0] not in part:
        named = bare_heading(lines[0]).rstrip("：:。") == heading
        lines = lines[1:] if named or _PREFACE.fullmatch(lines[0]) else lines
    if len(lines) > 1 and lines[-1] not in part and _FAREWELL.match(lines[-1]):
        lines = lines[:-1]
    text = "\n".join(lines).strip()
    fits = text and len(text) <= 3 * len(part) + 200 and _related(text, part)
    return text if fits else part


def _is_ours(line: str) -> bool:
    """Whether a line is a fence, or repeats the rules that the model was given."""
    if line.startswith("```"):
        return True
    said = _bare(line)
    return said in _rules()[0] or (len(said) >= _WORDS and said in _rules()[1])


def _related(text: str, part: str) -> bool:
    """Whether two texts share words; of a short one nothing is asked."""
    if len(part) < _SHORT:
        return True
    mine, theirs = ({said[i : i + 2] for i in range(len(said) - 1)} for said in (_bare(text), _bare(part)))
    return len(mine & theirs) >= _SHARED * min(len(mine), len(theirs))


def _bare(line: str) -> str:
    return re.sub(r"[\W\d]", "", line)


@cache
def _rules() -> tuple[frozenset[str], str]:
    """The words of the prompt itself: its lines, and all of them."""
    told = _prompt("rewrite").render(heading="", instruction="", text="")
    lines = [said for line in told.splitlines() if (said := _bare(line))]
    return frozenset(lines), "".join(lines)


@cache
def _prompt(name: str) -> jinja2.Template:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(shipped("prompts") / "editing"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # plain text, not HTML
    )
    return env.get_template(f"{name}.j2")
