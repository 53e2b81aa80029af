"""Facts onto the desk: from a sample or from an uploaded file, with everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.drafting.plan import make_plan
from assistant.errors import AssistantError, InputError
from assistant.facts.model import ProjectFacts
from assistant.facts.opening import open_facts
from assistant.facts.paths import title_of
from assistant.outline.packs import load_pack
from assistant.web.desk import Desk
from assistant.web.samples import samples
from assistant.web.views.card import nothing_chosen, refusal, summary
from assistant.web.views.facts import facts_tables, no_facts_yet

ENDINGS = (".yaml", ".yml", ".json")
LIMIT = 2_000_000
"""Bytes of a facts file, as `load_facts` has it; the browser asks first."""


@dataclass(frozen=True)
class Chosen:
    """The card in the left column and the table of all facts, as HTML; `ok` if there are facts to draft from."""

    card: str
    table: str
    ok: bool


def from_sample(desk: Desk, name: str | None, pack: str) -> Chosen:
    """The facts of a sample project; of none, an empty desk."""
    desk.facts = None
    if not name:
        return Chosen(nothing_chosen(), no_facts_yet(), False)
    path = samples().get(name)
    if path is None:
        return _refused(InputError("没有这个样例", hint="请刷新页面后重选。"))
    return _from(desk, path, pack)


def from_upload(desk: Desk, path: Path, pack: str) -> Chosen:
    """The facts in an uploaded file, which is deleted once read."""
    desk.facts = None
    try:
        if path.suffix.lower() not in ENDINGS:
            return _refused(
                InputError(f"不支持“{path.name}”这种文件", hint="请上传 .yaml、.yml 或 .json 事实文件。")
            )
        return _from(desk, path, pack)
    finally:
        path.unlink(missing_ok=True)


def for_pack(desk: Desk, pack: str) -> str:
    """The card anew: another template needs other facts."""
    try:
        return summary(desk.facts, missing_titles(desk.facts, pack)) if desk.facts else nothing_chosen()
    except AssistantError as error:
        return refusal(error)


def missing_titles(facts: ProjectFacts, pack: str) -> list[str]:
    """The titles of the facts that a template asks for and that are not given."""
    plan = make_plan(facts, load_pack(pack))
    return list(dict.fromkeys(title_of(path) for section in plan.sections for path in section.missing))


def _from(desk: Desk, path: Path, pack: str) -> Chosen:
    try:
        facts = open_facts(path)
        card = summary(facts, missing_titles(facts, pack))
    except AssistantError as error:
        return _refused(error)
    desk.facts = facts
    return Chosen(card, facts_tables(facts), True)


def _refused(error: AssistantError) -> Chosen:
    return Chosen(refusal(error), no_facts_yet(), False)
