"""Evidence: what stands behind a figure or name of the report, where else it is told, and what to do where nothing does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.editing.meant import meant
from assistant.editing.sheet import Leaf, Sheet
from assistant.errors import InputError
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.outline.pack import Pack
from assistant.outline.packs import load_pack
from assistant.review.findings import Finding
from assistant.review.trace import Status, Traced, untraced
from assistant.store.people import Person
from assistant.store.projects import FactsRevision
from assistant.workspace.fixes.bench import Bench, bench_of
from assistant.workspace.fixing import Fix, Fixed, Fixing, finding_id
from assistant.workspace.grounds import Ground, Grounds
from assistant.workspace.workspace import Workspace

KINDS = {
    "amount": "金额", "rate": "比率", "points": "百分点", "date": "日期", "month": "年月", "month_day": "日期",
    "month_only": "月份", "year": "年份", "count": "数量", "score": "分值", "code": "编号", "document_number": "文号",
    "title": "文件名", "organisation": "单位名称", "place": "地名", "person": "姓名", "project": "项目名称",
}  # fmt: skip
_AROUND = 14
_NEAREST = 3
# How many words before a figure say what it is of.
_LEAD = 16


@dataclass(frozen=True)
class Told:
    """A place of the report that tells the same fact; `before` and `after` are the words around it."""

    section: str
    heading: str
    start: int
    end: int
    text: str
    before: str
    after: str


@dataclass(frozen=True)
class Evidence:
    """What is known of one figure or name. `status`: traced, derived, contradicted (then `ground` is what the facts say),
    untraced (then `nearest` are facts that may be meant). `finding` is the id of the finding that its `choices` belong to.
    """

    section: str
    heading: str
    start: int
    end: int
    text: str
    kind: str
    status: Status
    ground: Ground | None
    message: str = ""
    nearest: tuple[Ground, ...] = ()
    elsewhere: tuple[Told, ...] = ()
    finding: str = ""
    choices: tuple[Fix, ...] = ()


def show_evidence(
    workspace: Workspace, by: Person, project: str, sheet: Sheet, section: str, start: int, end: int
) -> Evidence:
    """The evidence for a place of a project's report. Raises `NotThere`, and `InputError` where nothing stands there."""
    revisions = workspace.projects.history(by, project)
    facts, pack = facts_from_tree(revisions[0].tree), load_pack(workspace.projects.get(by, project).pack)
    return evidence_of(facts, pack, sheet, section, start, end, revisions)


def evidence_of(
    facts: ProjectFacts,
    pack: Pack,
    sheet: Sheet,
    section: str,
    start: int,
    end: int,
    revisions: Sequence[FactsRevision] = (),
) -> Evidence:
    """The evidence for the figure or name at these characters. Raises `InputError` where none stands there."""
    bench, leaf = bench_of(facts, pack, sheet), sheet.leaf(section)
    traced = bench.basis.traced(leaf.id, leaf.text)
    one = _meant(traced, start, end)
    if one is None:
        raise InputError("这里没有可查出处的数字或名称", hint="文字改过的，请点改后的数字或名称。")
    grounds = Grounds(facts, pack, revisions)
    path = one.path or (one.instead.path if one.instead else None)
    finding = next(iter(untraced(section, [one])), None)
    return Evidence(
        section=section,
        heading=leaf.heading,
        start=one.mention.start,
        end=one.mention.end,
        text=one.mention.text,
        kind=KINDS.get(one.mention.type, "名称"),
        status=one.status,
        ground=grounds.of(path) if path else None,
        message=finding.message if finding else "",
        nearest=tuple(_nearest(bench, grounds, leaf.text, one)) if not path else (),
        elsewhere=tuple(_elsewhere(bench, leaf, one)) if one.path else (),
        finding=finding_id(finding) if finding else "",
        choices=_choices(facts, pack, sheet, finding) if finding else (),
    )


def choose(facts: ProjectFacts, pack: Pack, sheet: Sheet, evidence: Evidence, choice: str) -> Fixed:
    """What a choice of the evidence would do. Raises `NotThere` where it does not hold any more."""
    return Fixing(facts, pack, sheet).propose(evidence.finding, choice)


def _meant(traced: Sequence[Traced], start: int, end: int) -> Traced | None:
    """The mention at this place: the very one, else the widest that holds it."""
    holding = [one for one in traced if one.mention.start <= start and end <= one.mention.end]
    exact = [one for one in holding if (one.mention.start, one.mention.end) == (start, end)]
    return next(iter(exact), None) or max(
        holding, key=lambda one: one.mention.end - one.mention.start, default=None
    )


def _elsewhere(bench: Bench, here: Leaf, one: Traced) -> Iterator[Told]:
    for leaf in bench.sheet.leaves:
        for other in bench.basis.traced(leaf.id, leaf.text) if leaf.text else ():
            same = leaf.id == here.id and other.mention.start == one.mention.start
            if other.path == one.path and not same:
                start, end = other.mention.start, other.mention.end
                before = leaf.text[max(0, start - _AROUND) : start].rpartition("\n")[2]
                after = leaf.text[end : end + _AROUND].partition("\n")[0]
                yield Told(leaf.id, leaf.heading, start, end, other.mention.text, before, after)


def _nearest(bench: Bench, grounds: Grounds, text: str, one: Traced) -> Iterator[Ground]:
    """The facts that the words before a figure name."""
    lead = text[max(0, one.mention.start - _LEAD) : one.mention.start].rpartition("\n")[2]
    words = next((part for part in reversed(_clauses(lead)) if len(part) > 1), "")
    if words:
        found = meant(words, bench.facts, bench.plan.derived)[:_NEAREST]
        yield from (ground for near in found if (ground := grounds.of(near.path)))


def _clauses(lead: str) -> list[str]:
    for mark in "，。；：、（“":
        lead = lead.replace(mark, "|")
    return [part.rstrip("为是达共计约") for part in lead.split("|")]


def _choices(facts: ProjectFacts, pack: Pack, sheet: Sheet, finding: Finding) -> tuple[Fix, ...]:
    return tuple(
        one
        for one in Fixing(facts, pack, sheet, [finding]).offered(finding)
        if one.way in ("text", "fact", "field")
    )
