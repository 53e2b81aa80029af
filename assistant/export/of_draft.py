"""A draft as the paper that exporters print, set and bound as its locality wants."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from assistant.drafting.draft import Draft
from assistant.errors import FactsError, PackError
from assistant.export.look import USUAL, Look
from assistant.export.paper import Annex, CoverLine, Paper, PaperSection, Signature
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.table.form import make_form
from assistant.outline import pack as outline
from assistant.outline.pack import Pack
from assistant.outline.packs import load_pack

_log = logging.getLogger(__name__)


def paper_of(draft: Draft, pack: Pack | None = None, *, annexes: bool = True) -> Paper:
    """The draft's title, cover, sections, signature and annexes. `pack`: by default the draft's own; one that is not there
    any more costs its annexes and its look, not the report.
    """
    pack = pack or _pack_of(draft)
    return Paper(
        title=draft.title,
        cover=tuple(CoverLine(line.label, line.value) for line in draft.cover),
        cover_title=draft.cover_title,
        sections=tuple(PaperSection(one.heading, one.level, one.text, one.id) for one in draft.sections),
        signature=Signature(draft.unit, draft.date) if draft.date else None,
        annexes=tuple(_annexes(draft, pack)) if pack and annexes else (),
        unit=draft.unit,
        look=_look(pack.style) if pack else USUAL,
    )


def _pack_of(draft: Draft) -> Pack | None:
    try:
        return load_pack(draft.pack)
    except PackError:
        _log.warning("草稿所用的地方模板读不出来，导出时不附自评表。")
        return None


def _look(style: outline.Style) -> Look:
    return Look(round(style.line_pitch * 20), style.latin_face, style.bold_second_level)


def _annexes(draft: Draft, pack: Pack) -> Iterator[Annex]:
    facts = _facts_of(draft)
    if facts is None or not (facts.indicators or facts.funds.model_dump(exclude_defaults=True)):
        return
    for wanted in pack.annexes:
        form = make_form(facts, pack.table)
        turned = sum(form.widths) > wanted.widest if wanted.page == "auto" else wanted.page == "landscape"
        yield Annex(form.title, form, turned, pack.table.unit)


def _facts_of(draft: Draft) -> ProjectFacts | None:
    """The facts that the draft was written from; None where it does not say, or in a way that nobody understands any more."""
    try:
        return facts_from_tree(draft.facts) if draft.facts else None
    except FactsError:
        _log.warning("草稿所依据的数据读不出来，导出时不附自评表。")
        return None
