"""Where the rules found little, a language model is asked for the same facts, and believed only as far as its quotes go.

Its answer must quote the section; a quote that does not stand there, or that does not hold the value word for word (figures
by meaning), is dropped. The section is data: it goes in as one quoted string.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Sequence
from functools import cache

import jinja2
from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import ModelError, ModelUseless
from assistant.facts.form import bare
from assistant.library.structure.tree import Section
from assistant.models.chat import ChatModel, Message
from assistant.models.structured import ask
from assistant.outline.kinds import Kind
from assistant.proposals.gathering import Read, resolved
from assistant.proposals.grounding import fact_form
from assistant.proposals.source import Found, Source
from assistant.resources import shipped

log = logging.getLogger(__name__)

CONFIDENCE = 0.6
"""A model's reading is never sure: a person should look at its quote."""
MAX_SECTION = 4000
_ENOUGH = 0.5
_MAX_TOKENS = 2000
# What each kind of section may tell.
ASKED: dict[Kind, tuple[str, ...]] = {
    Kind.OVERVIEW: (
        "project.background[]", "project.content[]", "project.beneficiaries", "project.period.planned_start", "project.period.planned_end",
        "project.period.actual_start", "project.period.actual_end",
    ),
    Kind.FUNDS_ARRANGED: (
        "funds.initial_budget", "funds.adjusted_budget", "funds.adjustment_reason", "funds.arrivals[].source", "funds.arrivals[].amount",
        "funds.arrivals[].date",
    ),
    Kind.FUNDS_USED: (
        "funds.payments[].payee", "funds.payments[].amount", "funds.payments[].purpose", "funds.payments[].date", "funds.as_of",
        "funds.balance_handling",
    ),
    Kind.GOALS: ("goals.overall", "goals.specific[].name", "goals.specific[].quantity", "goals.specific[].unit"),
    Kind.INTERNAL_CONTROL: ("management.organisation", "management.systems[]", "management.missing_systems[]"),
    Kind.PROCESS: (
        "management.organisation", "management.procurement.method", "management.procurement.agency", "management.procurement.contract_amount",
        "management.supervision", "management.acceptance.date", "management.acceptance.result",
    ),
    Kind.EVALUATION_WORK: ("evaluation.team.size", "evaluation.team.leader", "evaluation.team.members[]", "evaluation.steps[]"),
    Kind.SATISFACTION: ("satisfaction_survey.method", "satisfaction_survey.sample", "satisfaction_survey.returned"),
    Kind.PROBLEMS: ("problems[].title", "problems[].consequence", "problems[].cause", "problems[].owner", "problems[].deadline"),
    Kind.EXPERIENCE: ("experience[]",),
    Kind.SUGGESTIONS: ("suggestions[]",),
    Kind.APPLICATION: ("application.use", "application.disclosure"),
}  # fmt: skip


class Claim(BaseModel):
    """One fact that the model says a section holds; rows of a list share a number."""

    model_config = ConfigDict(extra="forbid")
    path: str = Field(max_length=80)
    value: str = Field(max_length=600)
    quote: str = Field(max_length=800)
    row: int = Field(default=0, ge=0, le=500)


class Claims(BaseModel):
    """A model's whole answer."""

    model_config = ConfigDict(extra="forbid")
    facts: list[Claim] = Field(max_length=120)


def ask_model(
    model: ChatModel, inert: Callable[[str], str], source: Source, known: Sequence[Read]
) -> tuple[list[Read], list[str]]:
    """What the model reads where the rules read little. `inert` takes chat-template marks out of a text.

    A useless answer costs its section; a server that does not answer ends the asking, what was read stays. The second part
    of the answer are remarks for the user.
    """
    found: list[Found] = []
    told = {bare(one.found.path) for one in known}
    for section in source.tree.sections:
        paths = _missing(section, told)
        if not paths:
            continue
        try:
            claims = _ask(section, paths, model, inert)
        except ModelUseless:
            log.info("proposals model useless section=%s", section.id)
            continue
        except ModelError as error:
            return resolved(source, found), [f"模型没有可用的回答，其余章节只按规则提取：{error.message}"]
        rows = 1000 * (len(found) + 1)  # rows of different sections and of the rules stay apart
        found += [one for claim in claims if (one := _found(source, section, claim, paths, rows))]
    return resolved(source, found), []


def _missing(section: Section, told: set[str]) -> list[str]:
    """What to ask of a section: nothing where the rules read at least half of what it may tell."""
    paths = list(dict.fromkeys(path for kind in section.kinds for path in ASKED.get(kind, ())))
    missing = [path for path in paths if bare(path) not in told]
    lists = {path.partition("[]")[0] for path in paths if "[]" in path and bare(path) in told}
    missing = [path for path in missing if path.partition("[]")[0] not in lists]
    enough = len(missing) <= len(paths) * (1 - _ENOUGH)
    return [] if enough or len(section.body) < 10 else missing


def _ask(
    section: Section, paths: Sequence[str], model: ChatModel, inert: Callable[[str], str]
) -> list[Claim]:
    form = fact_form()
    fields = [
        {"path": path, "label": form.entry(path).label, "help": form.entry(path).help} for path in paths
    ]
    text = json.dumps(inert(section.body[:MAX_SECTION]), ensure_ascii=False)
    prompt = _template().render(fields=fields, text=text)
    return ask(model, [Message("user", prompt)], Claims, max_tokens=_MAX_TOKENS).value.facts


@cache
def _template() -> jinja2.Template:
    path = shipped("prompts") / "proposals" / "extract.j2"
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(path.read_text(encoding="utf-8"))


def _found(source: Source, section: Section, claim: Claim, paths: Sequence[str], rows: int) -> Found | None:
    """A claim as a finding, if it answers what was asked and its quote stands in the section."""
    asked = {bare(path): path for path in paths}
    path = asked.get(bare(claim.path))
    quote = claim.quote.strip()
    if path is None or len(quote) < 2:
        return None
    words = r"\s*".join(map(re.escape, re.sub(r"\s", "", quote)))
    place = re.compile(words).search(source.tree.text, section.body_start, section.end)
    if place is None:
        return None
    return Found(path, claim.value.strip(), (place.span(),), CONFIDENCE, "模型", rows + claim.row)
