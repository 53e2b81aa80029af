"""A composed draft of the full sample facts, to be edited."""

from __future__ import annotations

from functools import cache

from assistant.drafting.composer import compose
from assistant.drafting.plan import make_plan
from assistant.editing.editor import Editor
from assistant.editing.proposal import Proposal, accepted
from assistant.editing.sheet import Leaf, Scope, Sheet
from assistant.models.chat import ChatModel
from assistant.outline.packs import load_pack
from tests.samples import full_facts

PACK = load_pack("guangdong-county")


@cache
def draft() -> Sheet:
    """The draft as the composer writes it."""
    plan = make_plan(full_facts(), PACK)
    return Sheet(tuple(Leaf(one.id, one.heading, compose(one).text) for one in plan.sections))


def one_section(text: str) -> Sheet:
    """A draft of one section with any text."""
    return Sheet((Leaf("free", "（一）情况说明", text),))


def propose(
    sheet: Sheet, instruction: str, scope: Scope = Scope(), model: ChatModel | None = None
) -> Proposal:
    """The editor's proposal."""
    return Editor(full_facts(), PACK, model).propose(sheet, instruction, scope)


def edited(text: str, instruction: str) -> str:
    """A single section after everything proposed was accepted."""
    sheet = one_section(text)
    return accepted(sheet, propose(sheet, instruction, Scope("free"))).leaves[0].text
