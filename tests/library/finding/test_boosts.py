from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.finding.boosts import NO_PREFERENCE, WEIGHTS, Preference, factor
from assistant.library.finding.cards import Card, Filter, cards_of
from assistant.library.identities.masking import MaskedText
from tests.library.shelving import passage

PLAIN = cards_of([passage("甲", "正文")])[0]
WANTED = Preference("construction", "云渡市青溪县", "guangdong-county", 2024)

CARDS = st.builds(
    replace,
    st.just(PLAIN),
    project_type=st.sampled_from(["construction", "other"]),
    region=st.sampled_from([None, "云渡市青溪县", "云渡市白石区", "岚山县"]),
    pack=st.sampled_from([None, "guangdong-county"]),
    year=st.none() | st.integers(1990, 2100),
    quality=st.floats(0, 1),
    confidence=st.floats(0, 1),
    copies=st.integers(1, 10**6),
)


@given(CARDS, CARDS, st.sampled_from([WANTED, NO_PREFERENCE]))
def test_a_boost_never_passes_its_bound(one: Card, other: Card, wanted: Preference) -> None:
    assert factor(one, wanted) > 0
    assert factor(one, wanted) / factor(other, wanted) <= WEIGHTS.bound + 1e-9


def test_the_bound_leaves_relevance_in_command() -> None:
    assert WEIGHTS.bound < 2


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"project_type": "construction"}, {}),
        ({"region": "云渡市青溪县"}, {"region": "云渡市白石区"}),
        ({"region": "云渡市白石区"}, {"region": "岚山县"}),
        ({"pack": "guangdong-county"}, {"pack": "jiangxi"}),
        ({"year": 2023}, {"year": 2016}),
        ({"copies": 8}, {"copies": 1}),
        ({"quality": 0.9}, {"quality": 0.4}),
        ({"confidence": 0.9}, {"confidence": 0.2}),
    ],
)
def test_each_sign_counts(better: dict, worse: dict) -> None:
    assert factor(replace(PLAIN, **better), WANTED) > factor(replace(PLAIN, **worse), WANTED)


def test_nothing_wanted_and_nothing_wrong_is_factor_1() -> None:
    full = replace(PLAIN, project_type="construction", region="岚山县", year=2023, pack="jiangxi")
    assert factor(full, NO_PREFERENCE) == 1


def test_a_card_counts_the_documents_that_have_its_gist() -> None:
    text = "资金已全部拨付，专款专用。"
    cards = cards_of(
        [
            passage("甲", text),
            passage("甲", text, 2),
            passage("乙", text, masked=MaskedText("资金〔金额1〕已全部拨付，专款专用")),
            passage("丙", "另一件事"),
        ]
    )
    assert [card.copies for card in cards] == [2, 2, 2, 1]


def test_a_filter_leaves_out_what_it_names() -> None:
    table = replace(PLAIN, is_table=True)
    assert Filter().is_open
    assert Filter().admits(table)
    assert not Filter(tables=False).admits(table)
    assert not Filter(tables=False).is_open
    assert not Filter(exclude=frozenset({"甲"})).admits(PLAIN)
    assert not Filter(exclude=frozenset({"甲.md"})).admits(PLAIN)
    assert Filter(exclude=frozenset({"乙"})).admits(PLAIN)
    assert not Filter("service").admits(PLAIN)
    assert Filter("other").admits(PLAIN)
