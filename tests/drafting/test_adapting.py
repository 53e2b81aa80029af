"""Suggestions in a model's words: taken where they are sound, left as they were where they are not."""

from __future__ import annotations

import pytest

from assistant.advice.suggestion import Advice
from assistant.drafting.adapting import adapted
from assistant.drafting.plan import make_plan
from assistant.drafting.suggesting import suggest
from assistant.models.scripted import ScriptedModel
from assistant.outline.packs import load_pack
from tests.samples import full_facts

PACK = load_pack("national")
FACTS = full_facts()


def _advice() -> Advice:
    advice = suggest(FACTS, PACK)
    one = next(s for s in advice.suggestions if "unmet_n2" in s.deviations)
    return advice.model_copy(update={"suggestions": [one]})


def _worded(*answers: str) -> str:
    return (
        adapted(_advice(), make_plan(FACTS, PACK), ScriptedModel(list(answers)), rounds=0).suggestions[0].text
    )


def test_sound_words_are_taken() -> None:
    said = _advice().suggestions[0]
    sound = f"{said.title}，{said.evidence}，{said.consequence}。原因是{said.cause}。".replace(
        "，。", "。"
    ).replace("，，", "，")
    assert _worded(sound) == sound


@pytest.mark.parametrize("spoil", [("43台", "46台"), ("3台", "30台")], ids=["of another fact", "invented"])
def test_a_figure_that_is_wrong_is_not_taken(spoil: tuple[str, str]) -> None:
    said = _advice().suggestions[0]
    answer = f"{said.title}。{said.evidence}。原因是{said.cause}。".replace(*spoil)
    text = _worded(answer)
    assert "43台" in text and "30台" not in text and "与46台的目标相差3台" in text


def test_nothing_else_changes() -> None:
    before = _advice()
    after = adapted(before, make_plan(FACTS, PACK), ScriptedModel(["好的"]), rounds=0)
    assert after.suggestions[0].model_copy(update={"text": ""}) == before.suggestions[0]
