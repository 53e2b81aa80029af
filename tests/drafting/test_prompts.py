"""Prompts are pinned: a changed word shows as a changed snapshot. UPDATE_SNAPSHOTS=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.drafting.model_writer import section_messages
from assistant.drafting.plan import make_plan
from assistant.drafting.prompts import load_prompt
from assistant.errors import PackError
from assistant.outline.packs import load_pack
from tests.drafting.facts import small_project
from tests.drafting.test_model_writer import exemplar

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize(
    ("pack", "section"),
    [("guangdong-project", "funds_used"), ("national", "overview"), ("national", "problems")],
)
def test_the_conversation_for_a_section_is_pinned(pack, section):
    plan = make_plan(small_project(), load_pack(pack))
    chosen = next(one for one in plan.sections if one.id == section)
    messages = section_messages(plan, chosen, [exemplar()])
    said = "\n\n".join(f"## {message.role}\n{message.content}" for message in messages) + "\n"
    path = SNAPSHOTS / f"{pack}-{section}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


def test_a_prompt_takes_exactly_its_inputs():
    prompt = load_prompt("repair")
    assert "1）漏写" in prompt.render(faults=["漏写"])
    with pytest.raises(TypeError):
        prompt.render()
    with pytest.raises(TypeError):
        prompt.render(faults=[], more=1)


def test_a_prompt_whose_declaration_is_wrong_fails_when_loaded(tmp_path, monkeypatch):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "odd.j2").write_text("{# inputs: a #}\n{{ b }}", encoding="utf-8")
    monkeypatch.setattr("assistant.drafting.prompts.shipped", lambda name: tmp_path)
    with pytest.raises(PackError, match="a、b"):
        load_prompt("odd")


def test_no_prompt_or_pattern_holds_a_figure():
    """No sample figures: a weak model would copy them. Heading numbers of the rules themselves are not figures."""
    folder = Path("prompts")
    for path in [*folder.glob("model/*.j2"), *folder.glob("plan/*.j2")]:
        text = path.read_text(encoding="utf-8")
        assert not [
            line
            for line in text.splitlines()
            if "万元" in line.split("#}")[-1] and any(c.isdigit() for c in line)
        ], path
