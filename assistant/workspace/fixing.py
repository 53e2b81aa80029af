"""Fixing: what a click can do about each finding. A fix is offered only where it was tried: the finding goes, and no
error or warning comes.

It changes nothing itself: the outcome is a proposal that goes through the same gate as any edit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

from assistant.editing.sheet import Sheet
from assistant.errors import NotThere
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leads_somewhere
from assistant.outline.pack import Pack
from assistant.review.findings import Finding
from assistant.review.provenance import for_writer
from assistant.workspace.fixes.anew import paragraph_anew, said_of, section_anew, sentence_anew
from assistant.workspace.fixes.bench import bench_of, beyond, counted, key_of
from assistant.workspace.fixes.facts import fact_fixes
from assistant.workspace.fixes.fix import Edit, Fix, finding_id
from assistant.workspace.fixes.proposing import Fixed, of_facts, of_words
from assistant.workspace.fixes.striking import struck
from assistant.workspace.fixes.words import marking, word_fixes

__all__ = ["Edit", "Fix", "Fixed", "Fixing", "finding_id", "fixes_of"]

# From what keeps most of a text to what replaces it.
_MENDING = (word_fixes, said_of, sentence_anew, struck, paragraph_anew, section_anew)
# Rules that a person answers in the to-do list, by filling in what is missing.
_TODO = ("missing_fact", "to_verify")


class Fixing:
    """The fixes of one report; `findings` are those that the page shows (those of the review by default)."""

    def __init__(
        self, facts: ProjectFacts, pack: Pack, sheet: Sheet, findings: Sequence[Finding] | None = None
    ) -> None:
        self._bench = bench_of(facts, pack, sheet)
        self._given = findings

    @cached_property
    def _findings(self) -> dict[str, Finding]:
        shown = self._bench.findings if self._given is None else self._given
        return {finding_id(one): one for one in shown}

    def finding(self, id: str) -> Finding:
        """The finding of this id. Raises `NotThere`."""
        found = self._findings.get(id)
        if found is None:
            raise NotThere("这条检查结果已经变了", hint="请看刷新后的检查结果。")
        return found

    def all_offered(self) -> dict[str, tuple[Fix, ...]]:
        """The fixes of every finding, by its id."""
        return {id: self.offered(one) for id, one in self._findings.items()}

    def offered(self, finding: Finding) -> tuple[Fix, ...]:
        """The fixes that hold, the surest first, then where to look and what a model could be asked."""
        kept, id = self._bench.tried, finding_id(finding)
        if id not in kept:
            kept[id] = tuple(self._held(finding))
        return (*kept[id], *_ways(finding))

    def _held(self, finding: Finding) -> Iterator[Fix]:
        """Of the ways to mend the text only the gentlest; a change of facts and a mark beside it."""
        if finding.rule in _TODO or (finding.section and finding.section not in self._bench.texts):
            return
        mended = False
        for ways in _MENDING:
            if mended:
                break
            for fix in ways(finding, self._bench):
                if self._holds(fix, finding):
                    mended = True
                    yield fix
        for fix in chain(fact_fixes(finding, self._bench), marking(finding, self._bench)):
            if self._holds(fix, finding):
                yield fix

    def propose(self, finding: str, fix: str) -> Fixed:
        """What a fix would do to the draft, and to the facts. Raises `NotThere` where it is not offered any more."""
        about = self.finding(finding)
        for one in self.offered(about):
            if one.id == fix and one.way in ("text", "fact"):
                return self._proposed(one)
        raise NotThere("这个改法现在不适用", hint="请看刷新后的检查结果。")

    def _proposed(self, fix: Fix) -> Fixed:
        if fix.way == "text":
            return of_words(self._bench, self._bench.with_edits(fix.edits), fix.label)
        return of_facts(self._bench, fix.changes, fix.label)

    def _holds(self, fix: Fix, finding: Finding) -> bool:
        if fix.way == "text":
            return self._words_hold(fix, finding)
        return self._facts_hold(fix, finding) if fix.way == "fact" else True

    def _words_hold(self, fix: Fix, finding: Finding) -> bool:
        texts, bench = self._bench.texts, self._bench
        if any(not 0 <= one.start <= one.end <= len(texts.get(one.section, "")) for one in fix.edits):
            return False
        after, key = bench.after(fix.edits), key_of(finding)
        before = counted(bench.findings)
        # A finding that the bench does not know (another report has these words) is over when the words are.
        cured = counted(after).get(key, 0) < before[key] if before.get(key) else _moves(fix, finding)
        return cured and not _worse(beyond(after, bench.findings))

    def _facts_hold(self, fix: Fix, finding: Finding) -> bool:
        bench = self._bench
        after = bench.of_facts_after(fix.changes)
        if after is None or _worse(beyond(after, bench.basis.of_facts)):
            return False
        proposal = of_facts(bench, fix.changes, fix.label).proposal
        return key_of(finding) in counted(proposal.cured) and not _worse(proposal.caused)


def fixes_of(finding: Finding, sheet: Sheet, facts: ProjectFacts, pack: Pack) -> tuple[Fix, ...]:
    """The fixes that hold for one finding of a report."""
    return Fixing(facts, pack, sheet).offered(finding)


def _ways(finding: Finding) -> Iterator[Fix]:
    """What always helps: the field in the form, the place in the text, a model."""
    if finding.path and leads_somewhere(finding.path):
        yield Fix("field", "去填报表修改", "field", field=finding.path)
    elif finding.rule in ("untraced_figure", "untraced_name"):
        yield Fix("field", "到填报表补充", "field")
    if finding.section:
        yield Fix("go", "转到原文", "go")
    if finding.section and finding.start < finding.end and finding.rule not in _TODO:
        yield Fix("model", "请模型改写", "model", instruction=for_writer(finding))


def _moves(fix: Fix, finding: Finding) -> bool:
    return any(
        one.section == finding.section and one.start < finding.end and finding.start < one.end
        for one in fix.edits
    )


def _worse(caused: Sequence[Finding]) -> bool:
    """Whether anything but a mark for a person to look at came of it."""
    return any(one.severity in ("error", "warning") and one.rule not in _TODO for one in caused)
