"""Builds the editor for a draft file, and writes back what was accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.drafting.draft import Draft, DraftMention
from assistant.editing.editor import Editor
from assistant.editing.proposal import Proposal, accepted
from assistant.editing.sheet import Leaf, Scope, Sheet
from assistant.errors import InputError
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.outline.pack import Pack
from assistant.outline.packs import load_pack
from assistant.review.report import review_report
from assistant.review.rules import Section
from assistant.review.rules.book import RuleBook
from assistant.settings import Settings


@dataclass(frozen=True)
class Edited:
    """A proposal, and the ids of the hunks that were accepted."""

    proposal: Proposal
    accepted: tuple[str, ...]


def edit_file(
    settings: Settings,
    path: Path,
    instruction: str,
    section: str | None,
    facts_path: Path | None,
    accept: bool,
    chosen: Sequence[str] | None,
) -> Edited:
    """Proposes an edit of a draft file; with `accept` the chosen hunks (all by default) are written back, and a fact
    that was meant is changed with them. Raises `InputError`, `ModelError`.
    """
    from assistant.facts.opening import open_facts
    from assistant.wiring import draft_of, open_chat_model
    from assistant.wiring_documents import write_document

    made = draft_of(path)
    facts = _facts(made, path) if facts_path is None else open_facts(facts_path)
    pack = load_pack(made.pack)
    editor = Editor(facts, pack, open_chat_model(settings) if settings.model_configured else None)
    sheet = sheet_of(made)
    proposal = editor.propose(sheet, instruction, Scope(section))
    if not accept or not proposal.hunks:
        return Edited(proposal, ())
    wanted = _known(proposal, chosen)
    if proposal.fact and proposal.way == "facts":
        facts, _ = editor.follow(sheet, proposal.fact)
    write_document(path, redrafted(made, accepted(sheet, proposal, wanted), facts, pack))
    return Edited(proposal, tuple(wanted))


def sheet_of(made: Draft) -> Sheet:
    """The sections of a draft as the editor takes them."""
    return Sheet(tuple(Leaf(one.id, one.heading, one.text) for one in made.sections))


def redrafted(made: Draft, sheet: Sheet, facts: ProjectFacts, pack: Pack) -> Draft:
    """The draft with the sheet's texts and these facts, reviewed anew."""
    derived = pack.derived(facts)
    parts = [Section(leaf.id, leaf.heading, leaf.text) for leaf in sheet.leaves]
    review = review_report(parts, facts, derived, book=RuleBook.of(pack))
    sections = [
        one.model_copy(
            update={
                "text": leaf.text,
                "mentions": [
                    DraftMention(
                        start=m.mention.start,
                        end=m.mention.end,
                        text=m.mention.text,
                        type=m.mention.type,
                        fact=m.path,
                    )
                    for m in review.mentions[leaf.id]
                ],
            }
        )
        for one, leaf in zip(made.sections, sheet.leaves, strict=True)
    ]
    tree = facts.model_dump(mode="json", exclude_none=True)
    return made.model_copy(update={"sections": sections, "findings": list(review.findings), "facts": tree})


def _facts(made: Draft, path: Path) -> ProjectFacts:
    if made.facts is None:
        raise InputError(f"{path.name} 里没有保存事实", hint="请用 --facts 给出事实文件，或重新起草一次。")
    return facts_from_tree(made.facts, source=path.name)


def _known(proposal: Proposal, chosen: Sequence[str] | None) -> list[str]:
    ids = [one.id for one in proposal.hunks]
    unknown = [one for one in chosen or () if one not in ids]
    if unknown:
        raise InputError(f"没有编号为 {unknown[0]} 的改动", hint=f"现有：{'、'.join(ids)}。")
    return list(chosen) if chosen is not None else ids
