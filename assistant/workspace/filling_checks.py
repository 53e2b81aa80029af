"""How the facts of a project stand: what the report still needs, what a reviewer would object to, what can be put right at
once. Nothing is changed here.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.drafting.plan import make_plan
from assistant.facts.completeness import Completeness, completeness, overall
from assistant.facts.derived import Derived
from assistant.facts.form import Form, bare, make_form
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leaves, title_of
from assistant.facts.quantities import number_text
from assistant.facts.scoring.card import Scorecard, scorecard
from assistant.outline.pack import Pack
from assistant.outline.packs import load_pack
from assistant.review.findings import Finding, Severity
from assistant.review.rules import RuleBook, review_facts
from assistant.workspace.filling import FilledForm
from assistant.workspace.filling_cells import form as plain_form

_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
_FRESH_SECONDS = 60
_PLACE = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Want:
    """A fact that the report needs and that is not there: the field (or table), and who asks for it."""

    path: str
    title: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Fix:
    """A value that follows from the other facts, for one field."""

    path: str
    text: str
    label: str


@dataclass(frozen=True)
class Objection:
    """What a reviewer would say of the facts: about which field, how bad, and the fix where one follows from the facts."""

    rule: str
    severity: Severity
    path: str
    title: str
    message: str
    fix: Fix | None = None


@dataclass(frozen=True)
class Standing:
    """`share` in whole % of what the sections need; `filled` and `missing` count facts by the title of their sheet."""

    share: int
    needed: int
    wants: tuple[Want, ...]
    objections: tuple[Objection, ...]
    filled: dict[str, int]
    missing: dict[str, int]


def standing(form: FilledForm) -> Standing:
    """How this form stands, by the project's locality pack."""
    pack, facts = load_pack(form.project.pack), form.facts
    parts = completeness(facts, pack.needed())
    whole = overall(parts)
    wants = _wants(facts, pack, parts)
    pages = sheet_of()
    filled: dict[str, int] = dict.fromkeys(pages.values(), 0)
    missing = dict(filled)
    for path, _ in leaves(facts):
        filled[pages[_first(path)]] += 1
    for one in wants:
        missing[pages[_first(one.path)]] += 1
    needed = len(whole.present) + len(whole.missing)
    return Standing(whole.share, needed, wants, tuple(_objections(facts, pack)), filled, missing)


@lru_cache(maxsize=32)
def _form(pack: str, minute: int) -> Form:
    chosen = load_pack(pack)
    headings = {placed.section.id: placed.section.heading for placed in chosen.placed()}
    return make_form({headings[id_]: paths for id_, paths in chosen.needed().items()})


def form_of(pack: str) -> Form:
    """The form with the sections of a pack that need each fact."""
    return _form(pack, int(time.monotonic() // _FRESH_SECONDS))


def sheet_of() -> dict[str, str]:
    """The sheet's title by the first name of a path."""
    return {block.name: sheet.title for sheet in plain_form().sheets for block in sheet.blocks}


def _first(path: str) -> str:
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def _wants(facts: ProjectFacts, pack: Pack, parts: dict[str, Completeness]) -> tuple[Want, ...]:
    """What the sections' placeholders and the rows of their tables lack, in the order of the form."""
    asked: dict[str, list[str]] = {}
    for section in make_plan(facts, pack).sections:
        part = parts.get(section.id)
        gaps = [one.path for one in part.missing] if part else []
        for path in dict.fromkeys((*section.missing, *gaps)):
            if _first(path) in sheet_of():
                asked.setdefault(path, []).append(section.heading)
    order = {entry.path.partition("[")[0]: at for at, entry in enumerate(form_of(pack.id).entries())}
    wants = [Want(path, titled(path), tuple(sections)) for path, sections in asked.items()]
    return tuple(sorted(wants, key=lambda one: order.get(bare(one.path).partition("[")[0], 999)))


def titled(path: str) -> str:
    """A path's Chinese title with its row: 第2项支付金额."""
    place = "".join(f"第{int(found) + 1}项" for found in _PLACE.findall(path))
    return f"{place}{title_of(path)}"


def _objections(facts: ProjectFacts, pack: Pack) -> Iterator[Objection]:
    derived = pack.derived(facts)
    fixes = _fixes(facts, derived, scorecard(facts, derived, pack.scoring))
    found = review_facts(facts, derived, RuleBook.of(pack))
    yield from sorted((_objection(one, fixes) for one in found), key=lambda one: _ORDER[one.severity])


def _objection(one: Finding, fixes: dict[tuple[str, str], Fix]) -> Objection:
    path = one.path or ""
    return Objection(
        one.rule, one.severity, path, titled(path) if path else "", one.message, fixes.get((one.rule, path))
    )


def fix_for(form: FilledForm, rule: str, path: str) -> Fix | None:
    """The fix of an objection as the facts stand now; None where there is none any more."""
    return next((one.fix for one in standing(form).objections if (one.rule, one.path) == (rule, path)), None)


def _fixes(
    facts: ProjectFacts, derived: Mapping[str, Derived], card: Scorecard
) -> dict[tuple[str, str], Fix]:
    """Only where the rules leave one value: a sum, a grade by its band, a score by its formula."""
    found: dict[tuple[str, str], Fix] = {}
    total, grade = derived.get("scores.total"), derived.get("evaluation.grade_by_bands")
    if total is not None and isinstance(total.value, Decimal):
        found["score_sum", "evaluation.declared_score"] = _points("evaluation.declared_score", total.value)
    if grade is not None and facts.evaluation.grade:
        text = str(grade.value)
        found["grade", "evaluation.grade"] = Fix("evaluation.grade", text, f"改为“{text}”")
    for one in card.scores:
        if one.expected is not None and one.low == one.high:
            for rule in ("score_deviates", "execution_score"):
                found[rule, one.score_path] = _points(one.score_path, one.expected)
    return found


def _points(path: str, value: Decimal) -> Fix:
    text = number_text(value)
    return Fix(path, text, f"改为{text}分")
