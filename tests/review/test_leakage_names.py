"""Short and near names, distinctive figures, kinship: the laws that the library's check rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts.model import ProjectFacts
from assistant.library.identities.labels import Label
from assistant.review.distinctive import digits, is_distinctive, is_telling, may_be_stale, names_its_county
from assistant.review.kinship import Kin, kinship, region_of
from assistant.review.mentions import find_mentions
from assistant.review.near_names import NearNames, one_apart, short_for
from tests.review.past import EARLIER, SISTER, STRANGER, past_report

names = st.text("甲乙丙丁戊己", min_size=5, max_size=14)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A name, and the same with one character changed, put in or left out."""
    name = draw(names)
    at = draw(st.integers(0, len(name) - 1))
    kept = draw(st.sampled_from([0, 1]))
    put_in = draw(st.sampled_from(["", "子", "甲"]))
    return name, name[:at] + put_in + name[at + kept :]


@given(edited(), st.lists(names, max_size=5))
def test_a_name_one_character_off_is_found(case: tuple[str, str], others: list[str]) -> None:
    name, written = case
    near = NearNames([*others, name]).near(written)
    assert (name in near) == (name != written)


@given(names, names)
def test_what_is_found_is_one_character_off(name: str, written: str) -> None:
    assert NearNames([name]).near(written) == ([name] if one_apart(name, written) else [])


@given(names, names)
def test_one_apart_is_mutual_and_never_of_itself(one: str, other: str) -> None:
    assert one_apart(one, other) == one_apart(other, one)
    assert not one_apart(one, one)


def test_a_name_of_four_characters_has_no_near_one() -> None:
    assert NearNames(["禾岭县局"]).near("禾坪县局") == []


@pytest.mark.parametrize(
    ("label", "name", "short"),
    [
        (Label.UNIT, "砺山县粮食局", {"砺山粮食局"}),
        (Label.PLACE, "砺山县", {"砺山"}),
        (Label.PLACE, "文昌路", set()),
        (
            Label.COMPANY,
            "砺山县苍岩仓储工程有限公司",
            {"苍岩仓储工程有限公司", "苍岩仓储工程", "苍岩仓储公司", "苍岩仓储", "苍岩公司"},
        ),
        (Label.COMPANY, "城市建设投资有限公司", set()),
        (Label.PERSON, "卢之遥", set()),
    ],
)
def test_what_people_write_for_a_name(label: Label, name: str, short: set[str]) -> None:
    assert set(short_for(label, name)) == short


@pytest.mark.parametrize(
    ("text", "distinctive", "stale"),
    [
        ("285.6万元", True, True),
        ("2856000元", True, True),
        ("45万元", False, True),
        ("300万元", False, False),
        ("100%", False, False),
        ("95.5%", False, True),
        ("71.43%", True, True),
        ("7246人", True, True),
        ("412个", False, True),
        ("3座", False, False),
        ("2023年", False, False),
        ("2023年3月5日", False, True),
        ("云财建〔2024〕7号", True, True),
    ],
)
def test_distinctive_figures(text: str, distinctive: bool, stale: bool) -> None:
    (figure,) = find_mentions(text)
    assert (is_distinctive(figure), may_be_stale(figure)) == (distinctive, stale)


@given(st.decimals("0.01", "99999", places=2))
def test_the_digits_are_the_same_in_every_unit(amount) -> None:
    assert digits(f"{amount}万元") == digits(f"{amount * 10000:f}元")


def test_general_names_tell_nothing() -> None:
    assert not is_telling(Label.TITLE, "《合同管理办法》")
    assert is_telling(Label.TITLE, "《砺山县储备粮仓房改造方案》")
    assert not is_telling(Label.CONTRACT, "2-1")
    assert names_its_county(Label.UNIT, "石河乡供水站") and not names_its_county(Label.UNIT, "第三中学")


def test_kinship(facts: ProjectFacts) -> None:
    earlier = past_report(EARLIER).record
    assert kinship(earlier, facts) is Kin.EARLIER
    assert kinship(replace(earlier, year=None), facts) is Kin.EARLIER
    assert kinship(replace(earlier, year=2024), facts) is Kin.SAME
    assert kinship(past_report(SISTER).record, facts) is Kin.SISTER
    stranger = past_report(STRANGER).record
    assert kinship(stranger, facts) is Kin.STRANGER
    neighbour = replace(
        stranger, unit="云栖县民政局", title="云栖县民政局2022年养老项目报告", region="云栖县"
    )
    assert kinship(neighbour, facts) is Kin.NEIGHBOUR
    assert kinship(replace(neighbour, region=None), facts) is Kin.NEIGHBOUR
    assert region_of(replace(neighbour, region=None, unit=None, title="")) == neighbour.id
