"""The editor: an instruction, a scope and a draft → a proposal. It changes nothing itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from assistant.drafting.composer import Composed, compose
from assistant.drafting.plan import Plan, make_plan
from assistant.editing.following import followed, with_fact
from assistant.editing.hand import Target, carry_out, inserted
from assistant.editing.hunks import Hunk, hunks
from assistant.editing.meant import Meant, fact_title, meant
from assistant.editing.naming import named_parts, unnamed
from assistant.editing.offers import fact_offers, field_value
from assistant.editing.orders import (
    Deduplicate,
    Insert,
    Merge,
    Order,
    Renumber,
    Replace,
    Shorten,
    Typeset,
    read_order,
)
from assistant.editing.overlap import without_overlap
from assistant.editing.places import Span, find
from assistant.editing.proposal import Altered, FactChange, Proposal, Way, accepted
from assistant.editing.rewriting import Rewriter
from assistant.editing.sheet import Leaf, Scope, Sheet
from assistant.errors import FactsError, InputError, ModelUseless
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.models.chat import ChatModel
from assistant.outline.pack import Pack
from assistant.review.changes import changes
from assistant.review.findings import Finding
from assistant.review.ledger import Ledger
from assistant.review.report import review_report
from assistant.review.rules import Section
from assistant.review.rules.book import RuleBook

_NO_MODEL = "这条要求需要语言模型才能完成。"
_NO_MODEL_HINT = (
    "不用模型也能做的有：替换、删除、移动、对调、合并或拆分段落，插入文字或事实，重新编号，精简套话，规范标点，去掉重复句，按事实重写。"
    "如需模型，请在设置中填写 ASSISTANT_BASE_URL 和 ASSISTANT_MODEL。"
)


class Editor:
    """Makes proposals for the draft of one project."""

    def __init__(self, facts: ProjectFacts, pack: Pack, model: ChatModel | None = None) -> None:
        self._facts, self._pack, self._model = facts, pack, model
        self._plan: Plan = make_plan(facts, pack)
        self._ledger = Ledger(facts, self._plan.derived)
        self._book = RuleBook.of(pack)
        self._reviewed: tuple[Sheet, list[Finding]] | None = None

    def propose(self, sheet: Sheet, instruction: str, scope: Scope = Scope()) -> Proposal:
        """What the instruction would do. Raises `InputError` for a place that is not there, `ModelError` from the model."""
        if not instruction.strip():
            raise InputError("没有写修改要求", hint="请写明要怎么改，如：把“我局”改成“县市场监管局”。")
        parts = named_parts(instruction, sheet) if scope.section is None else []
        order = read_order(instruction) or (read_order(unnamed(instruction, sheet)) if parts else None)
        if isinstance(order, Merge):
            return self._merged(sheet, instruction, parts)
        if parts and scope.section is None:
            written = [leaf for part in parts for leaf in part if leaf.text]
            scope = Scope(written[0].id) if len(written) == 1 else scope
        match order:
            case Replace() if self._means_fact(order, sheet, scope):
                return self._set_fact(sheet, instruction, order)
            case Insert(is_text=False):
                return self._insert_fact(sheet, instruction, order, scope)
            case None:
                return self._rewritten(sheet, instruction, scope, [leaf for part in parts for leaf in part])
            case Shorten() if self._model is not None:
                proposal = self._by_hand(sheet, instruction, order, scope)
                long = self._too_long(order, sheet, scope, proposal)
                return self._rewritten(sheet, instruction, scope, long) if long else proposal
            case _:
                return self._by_hand(sheet, instruction, order, scope)

    def follow(
        self, sheet: Sheet, change: FactChange, instruction: str = ""
    ) -> tuple[ProjectFacts, Proposal]:
        """The facts with the change, and every place of the draft that must follow. Raises `FactsError`."""
        after = with_fact(self._facts, change.path, change.value)
        editor = Editor(after, self._pack)
        told = self._brought_up(sheet, editor)
        # What the draft said was right before: only what is wrong afterwards counts as brought about.
        return after, editor._proposed(sheet, told, instruction, "facts", "", self._findings(sheet))

    def following(self, sheet: Sheet, tree: dict[str, Any]) -> Proposal:
        """Every place of a draft that was written from the facts of `tree` and must follow those of now."""
        before = facts_from_tree(tree)
        editor = Editor(before, self._pack)
        told = editor._brought_up(sheet, self)
        found = editor._findings(sheet)
        said = "数据在起草后改过，草稿中相关各处随之改动。"
        proposal = self._proposed(sheet, told, "按最新数据更新", "facts", said, found)
        return (
            proposal if proposal.hunks else proposal.model_copy(update={"message": "没有需要跟着改的地方。"})
        )

    def _brought_up(self, sheet: Sheet, then: Editor) -> Sheet:
        """A draft that was written from these facts, by those of another editor."""
        told = followed(sheet, self._facts, then._facts, self._pack, self._own)
        # What stands as the facts wrote it is written by the new facts: a target now met is no problem any more.
        anew = {
            leaf.id: text
            for leaf in sheet.leaves
            if leaf.text and leaf.text == self._composed(leaf) and (text := then._composed(leaf)) is not None
        }
        return told.with_texts(anew)

    def compared(self, sheet: Sheet, after: Sheet, said: str, way: Way) -> Proposal:
        """The proposal to turn one state of a draft into another; one that was imported offers the facts that it touches."""
        proposal = self._proposed(sheet, after, said, way, "")
        if way == "import":
            offers = fact_offers(proposal.changes, self._facts, self._plan.derived)
            return proposal.model_copy(update={"offers": offers})
        return proposal if proposal.hunks else proposal.model_copy(update={"message": "重写后与现在相同。"})

    # What needs no model

    def _by_hand(self, sheet: Sheet, instruction: str, order: Order, scope: Scope) -> Proposal:
        texts: dict[str, str] = {}
        for leaf in self._aimed(order, sheet, scope):
            start, end = scope.span(leaf)
            target = Target(leaf.heading, leaf.text[start:end], self._composed(leaf))
            if isinstance(order, Insert):
                then = inserted(target.text, leaf.heading, order.words, order.place, order.after)
            else:
                then = carry_out(order, target)
            texts[leaf.id] = leaf.text[:start] + then + leaf.text[end:]
        proposal = self._proposed(sheet, sheet.with_texts(texts), instruction, "words", "")
        if isinstance(order, Replace) and (
            offers := fact_offers(proposal.changes, self._facts, self._plan.derived)
        ):
            # So that the fact behind the replaced value can be changed instead.
            return proposal.model_copy(update={"fact": offers[0]})
        if not proposal.hunks:
            return proposal.model_copy(update={"message": self._nothing(order)})
        return proposal

    def _too_long(self, order: Shorten, sheet: Sheet, scope: Scope, proposal: Proposal) -> list[Leaf]:
        """The sections that are longer than was asked for when all set phrases have gone."""
        if order.limit is None:
            return [] if proposal.hunks else list(self._aimed(order, sheet, scope))
        after = accepted(sheet, proposal)
        long = []
        for leaf in self._aimed(order, sheet, scope):
            start, end = scope.span(leaf)
            then = after.leaf(leaf.id).text
            part = then[start : end + len(then) - len(leaf.text)]
            span = find(part, order.place, leaf.heading) if order.place else Span(0, len(part))
            if span.end - span.start > order.limit:
                long.append(leaf)
        return long

    def _aimed(self, order: Order, sheet: Sheet, scope: Scope) -> Sequence[Leaf]:
        """The sections that an order is carried out on: all in reach, or the one that its place is in."""
        leaves = [leaf for leaf in scope.leaves(sheet) if leaf.text]
        if len(leaves) <= 1 or isinstance(order, Replace | Typeset | Renumber | Deduplicate):
            return leaves
        if isinstance(order, Shorten) and not order.place and order.limit is None:
            return leaves
        quoted = next(
            (getattr(order, name, "") for name in ("place", "first") if getattr(order, name, "")), ""
        )
        words = quoted.strip("“”\"「」『』‘’'")
        holding = [leaf for leaf in leaves if words and words != quoted and words in leaf.text]
        if len(holding) == 1:
            return holding
        raise InputError("没有说明是哪一节", hint="请先选中一节，或写明第三部分、“资金使用情况”一节。")

    def _composed(self, leaf: Leaf) -> str | None:
        own = self._own.get(leaf.id)
        return own.text if own else None

    @cached_property
    def _own(self) -> dict[str, Composed]:
        """Every section as the composer writes it, by id."""
        return {one.id: compose(one) for one in self._plan.sections}

    def _nothing(self, order: Order) -> str:
        if isinstance(order, Shorten):
            return "没有可以精简的套话；要改写得更短，需要语言模型。"
        return "照此要求，文字没有变化。"

    def _merged(self, sheet: Sheet, instruction: str, parts: Sequence[Sequence[Leaf]]) -> Proposal:
        if len(parts) != 2:
            raise InputError(
                "没有看懂要合并哪两部分", hint="请写明两部分，如：第三部分和第四部分重复，合并。"
            )
        told = without_overlap([leaf.text for leaf in parts[0]], [leaf.text for leaf in parts[1]])
        texts = {leaf.id: text for leaf, text in zip(parts[1], told, strict=True)}
        proposal = self._proposed(sheet, sheet.with_texts(texts), instruction, "words", "")
        said = "后一部分中与前一部分重复的句子将删去。" if proposal.hunks else "这两部分没有重复的句子。"
        return proposal.model_copy(update={"message": said})

    # What means a fact

    def _means_fact(self, order: Replace, sheet: Sheet, scope: Scope) -> bool:
        """把电子秤数量改成398 names a fact, whether or not the draft holds these words; 把398台改成400台 does not."""
        if not any(order.old in leaf.text for leaf in scope.leaves(sheet)):
            return True
        named = not order.quoted and not any(char.isdigit() for char in order.old)
        return named and order.new[:1].isdigit() and bool(meant(order.old, self._facts, self._plan.derived))

    def _set_fact(self, sheet: Sheet, instruction: str, order: Replace) -> Proposal:
        found = meant(order.old, self._facts, self._plan.derived)
        if found and found[0].derived:
            return Proposal(instruction=instruction, way="none", message=self._computed(found[0]))
        if not found:
            return Proposal(
                instruction=instruction,
                way="none",
                message=f"草稿里没有“{order.old}”，也没有叫这个名字的事实。请照原文写，或到事实表里修改。",
            )
        one = found[0]
        change = FactChange(
            path=one.path,
            title=one.title,
            before=one.text,
            after=order.new,
            value=field_value(order.new, one.text),
        )
        try:
            _, proposal = self.follow(sheet, change, instruction)
        except FactsError as error:
            raise InputError(
                f"“{one.title}”不能改成“{order.new}”：{error.problems[0].message}", hint="请核对数值和单位。"
            ) from None
        message = (
            f"“{one.title}”现为{one.text}。改为{order.new}会改动事实，草稿中相关各处随之改动，请逐处核对。"
        )
        if one.text == order.new or not proposal.hunks:
            message = (
                f"“{one.title}”已经是{one.text}。"
                if field_value(one.text, one.text) == change.value
                else message
            )
        return proposal.model_copy(update={"fact": change, "message": message})

    def _computed(self, one: Meant) -> str:
        derived = self._plan.derived[one.path]
        inputs = "、".join(dict.fromkeys(fact_title(self._facts, path) for path in derived.inputs))
        return f"“{one.title}”是算出来的（{derived.formula}），现为{one.text}，不能直接改。请改它的来源：{inputs}。"

    def _insert_fact(self, sheet: Sheet, instruction: str, order: Insert, scope: Scope) -> Proposal:
        found = meant(order.words, self._facts, self._plan.derived)
        if not found:
            return self._rewritten(sheet, instruction, scope, [])
        words = f"{found[0].title}为{found[0].text}"
        said = Insert(words, order.place, order.after, is_text=True)
        return self._by_hand(sheet, instruction, said, scope)

    # What needs a model

    def _rewritten(self, sheet: Sheet, instruction: str, scope: Scope, named: Sequence[Leaf]) -> Proposal:
        if self._model is None:
            return Proposal(instruction=instruction, way="none", message=f"{_NO_MODEL}{_NO_MODEL_HINT}")
        rewriter = Rewriter(self._model, self._plan, self._ledger)
        leaves = [leaf for leaf in (named or scope.leaves(sheet)) if leaf.text]
        found: list[Hunk] = []
        refused: list[str] = []
        unanswered: list[str] = []
        for leaf in leaves:
            try:
                done = rewriter.rewrite(leaf, *scope.span(leaf), instruction)
            except ModelUseless as error:
                if len(leaves) == 1:
                    raise
                # One section without an answer is no reason to lose what came of the others.
                unanswered.append(f"“{leaf.heading}”没有改：{error.message.rstrip('。')}。")
                continue
            found += done.hunks
            refused += done.refused
        after = accepted(sheet, Proposal(instruction=instruction, way="model", hunks=found))
        message = (
            "没有依据或动了事实的改动已剔除：" + "；".join(dict.fromkeys(refused)) + "。" if refused else ""
        )
        message += "".join(unanswered)
        if not found and not message:
            message = "模型没有提出改动。"
        return self._proposed(sheet, after, instruction, "model", message)

    # What all proposals have

    def _proposed(
        self,
        sheet: Sheet,
        after: Sheet,
        instruction: str,
        way: Way,
        message: str,
        found_before: Sequence[Finding] | None = None,
    ) -> Proposal:
        changed = list(sheet.changed(after))
        before_findings = self._as_it_stands(sheet) if found_before is None else found_before
        after_findings = self._findings(after) if changed else None
        return Proposal.model_validate(
            {
                "instruction": instruction,
                "way": way,
                "hunks": [hunk for old, new in changed for hunk in hunks(old.id, old.text, new.text)],
                "changes": [one for old, new in changed for one in self._altered(old, new)],
                "caused": _beyond(after_findings or before_findings, before_findings),
                "cured": _beyond(before_findings, after_findings or before_findings),
                "message": message,
            }
        )

    def _altered(self, old: Leaf, new: Leaf) -> list[Altered]:
        found = changes(old.text, new.text, self._ledger)
        return [
            Altered(
                section=old.id,
                kind=one.kind,
                cls=one.cls,
                before=one.before.text if one.before else "",
                after=one.after.text if one.after else "",
                status=(one.after.status or "") if one.after else "",
                path=((one.before.path if one.before else one.after.path if one.after else None) or ""),
            )
            for one in (*found.altered, *found.added, *found.dropped)
        ]

    def _as_it_stands(self, sheet: Sheet) -> list[Finding]:
        """The findings of the draft that is edited; kept, for one file may bring a proposal for every section."""
        if self._reviewed is None or self._reviewed[0] != sheet:
            self._reviewed = sheet, self._findings(sheet)
        return self._reviewed[1]

    def _findings(self, sheet: Sheet) -> list[Finding]:
        parts = [Section(leaf.id, leaf.heading, leaf.text) for leaf in sheet.leaves]
        derived = self._pack.derived(self._facts)
        return list(review_report(parts, self._facts, derived, book=self._book).findings)


def _beyond(findings: Sequence[Finding], others: Sequence[Finding]) -> list[Finding]:
    """Findings that the other list does not hold as often, wherever they stand in the text."""
    left = Counter((one.rule, one.section, one.text) for one in others)
    out = []
    for one in findings:
        key = (one.rule, one.section, one.text)
        if left[key]:
            left[key] -= 1
        else:
            out.append(one)
    return out
