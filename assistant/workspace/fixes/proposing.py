"""A fix as a proposal: hunks, the facts that the draft tells otherwise, the findings that it causes and cures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.editing.following import followed
from assistant.editing.hunks import hunks
from assistant.editing.proposal import Altered, FactChange, Proposal, Way
from assistant.editing.sheet import Sheet
from assistant.facts.model import ProjectFacts
from assistant.review.changes import changes
from assistant.workspace.fixes.bench import Bench, bench_of, beyond


@dataclass(frozen=True)
class Fixed:
    """A proposal; with `facts`, the state of the facts that goes with it: to be saved before its hunks are accepted."""

    proposal: Proposal
    facts: ProjectFacts | None = None
    changes: tuple[FactChange, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether one click is enough: no fact changes, nothing goes that the facts bear out, nothing comes that they do not."""
        return self.facts is None and not any(
            one.path if one.kind == "dropped" else one.status in ("untraced", "contradicted")
            for one in self.proposal.changes
        )


def of_words(bench: Bench, texts: dict[str, str], instruction: str) -> Fixed:
    """The proposal that turns the report into these texts."""
    return Fixed(_proposal(bench, bench, bench.sheet.with_texts(texts), instruction, "words"))


def of_facts(
    bench: Bench,
    wanted: Sequence[FactChange],
    instruction: str,
    facts: ProjectFacts | None = None,
    waiting: Mapping[str, str] | None = None,
) -> Fixed:
    """The facts with some changes (`facts`, where they are made already), and every place of the report that follows;
    `waiting` are sections with the marks of these facts written out. Raises `FactsError`.
    """
    facts = facts or bench.with_changes(wanted)
    then = bench_of(facts, bench.pack, bench.sheet)
    # What stands as the facts wrote it is written by the new facts: a target now met is no problem any more.
    anew = {
        id: then.composed[id].text
        for id, text in bench.texts.items()
        if id in then.composed and text == bench.composed[id].text
    }
    sheet = followed(
        bench.sheet.with_texts(waiting or {}), bench.facts, facts, bench.pack, bench.composed
    ).with_texts(anew)
    then = bench_of(facts, bench.pack, sheet)
    made = _proposal(bench, then, sheet, instruction, "facts")
    message = "；".join(map(_said, wanted))
    made = made.model_copy(
        update={
            "fact": wanted[0],
            "message": f"{message}。会改动填报数据，草稿中相关各处随之改动，请逐处核对。",
        }
    )
    return Fixed(made, facts, tuple(wanted))


def _said(change: FactChange) -> str:
    if not change.before:
        return f"“{change.title}”填为{change.after}"
    return f"“{change.title}”由{change.before}改为{change.after}"


def _proposal(before: Bench, then: Bench, after: Sheet, instruction: str, way: Way) -> Proposal:
    changed = list(before.sheet.changed(after))
    texts = {leaf.id: leaf.text for leaf in after.leaves}
    now = then.findings if then is not before else before.of_texts(texts)
    return Proposal(
        instruction=instruction,
        way=way,
        hunks=[hunk for old, new in changed for hunk in hunks(old.id, old.text, new.text)],
        changes=[one for old, new in changed for one in _altered(then, old.id, old.text, new.text)],
        caused=beyond(now, before.findings),
        cured=beyond(before.findings, now),
    )


def _altered(bench: Bench, section: str, before: str, after: str) -> list[Altered]:
    found = changes(before, after, bench.ledger)
    return [
        Altered(
            section=section,
            kind=one.kind,
            cls=one.cls,
            before=one.before.text if one.before else "",
            after=one.after.text if one.after else "",
            status=(one.after.status or "") if one.after else "",
            path=(one.before.path if one.before else one.after.path if one.after else None) or "",
        )
        for one in (*found.altered, *found.added, *found.dropped)
    ]
