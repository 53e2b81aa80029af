"""A changed fact is followed where it is told, and only there, also where another fact has the same value."""

import pytest

from assistant.drafting.composer import Composed, compose
from assistant.drafting.plan import make_plan
from assistant.editing.following import followed, with_fact
from assistant.editing.sheet import Leaf, Sheet
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.outline.packs import load_pack

PACK = load_pack("national")
ALIKE = facts_from_tree(
    {
        "report": {"year": 2024, "unit": "云山县农业农村局"},
        "project": {"name": "测土配方施肥项目"},
        "indicators": [
            {
                "level1": level,
                "level2": "社会效益",
                "name": name,
                "target": 85,
                "actual": 86,
                "unit": "%",
                "weight": 10,
            }
            for level, name in (("效益指标", "技术覆盖率"), ("满意度指标", "农户满意度"))
        ],
    }
)


def composed(facts: ProjectFacts) -> dict[str, Composed]:
    return {one.id: compose(one) for one in make_plan(facts, PACK).sections}


def by_hand(text: str) -> Sheet:
    return Sheet((Leaf("benefits", "效益", text),))


@pytest.mark.parametrize("index", [0, 1])
def test_of_two_values_alike_the_one_that_is_named_follows(index: int) -> None:
    said = ["技术覆盖率达到86%，", "农户满意度达到86%。"]
    after = followed(
        by_hand("".join(said)),
        ALIKE,
        with_fact(ALIKE, f"indicators[{index}].actual", "87"),
        PACK,
        composed(ALIKE),
    )
    said[index] = said[index].replace("86", "87")
    assert after.leaves[0].text == "".join(said)


@pytest.mark.parametrize("index", [0, 1])
def test_in_the_composers_words_too(index: int) -> None:
    sheet = Sheet(
        tuple(Leaf(one.id, one.heading, compose(one).text) for one in make_plan(ALIKE, PACK).sections)
    )
    new = with_fact(ALIKE, f"indicators[{index}].actual", "87")
    told = "".join(one.text for one in followed(sheet, ALIKE, new, PACK, composed(ALIKE)).leaves)
    name, other = ("技术覆盖率", "农户满意度") if index == 0 else ("农户满意度", "技术覆盖率")
    assert f"{name}为87%" in told and f"{name}为86%" not in told
    assert f"{other}为86%" in told and f"{other}为87%" not in told
