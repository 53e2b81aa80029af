from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.library.finding.cards import cards_of, gist
from assistant.library.finding.duplicates import collapse, likeness
from assistant.library.finding.search import Candidate
from tests.library.shelving import passage

SET_PHRASE = "资金支付严格执行国库集中支付制度，专款专用，未发现截留、挤占、挪用等情况，会计核算规范。"
OTHER = "渠道管护协议没有签齐，乡镇对经费由谁承担有不同意见。"


def candidate(document: str, text: str, copies: int = 1) -> Candidate:
    return Candidate(cards_of([passage(document, text)])[0], 0.5, copies)


def test_the_gist_is_the_same_whatever_the_particulars() -> None:
    assert gist("支付〔企业1〕〔金额2〕，执行率〔比率1〕。") == gist(
        "支付〔企业3〕 〔金额14〕，执行率〔比率2〕"
    )
    assert gist("〔金额1〕，12.5") == ""


def test_near_copies_become_one_with_their_count() -> None:
    again = SET_PHRASE.replace("等情况", "现象")
    first, other = collapse(
        [candidate("甲", SET_PHRASE, 3), candidate("乙", OTHER), candidate("丙", again, 2)]
    )
    assert (first.card.document_id, first.copies) == ("甲", 5)
    assert (other.card.document_id, other.copies) == ("乙", 1)


def test_passages_of_one_gist_are_counted_once() -> None:
    hits = [candidate("甲", SET_PHRASE, 3), candidate("乙", SET_PHRASE, 3), candidate("丙", SET_PHRASE, 3)]
    (only,) = collapse(hits)
    assert only.copies == 3


def test_another_wording_of_the_same_matter_stays() -> None:
    reworded = "各笔款项都由财政直接付到收款方，没有出现挪作他用的问题，账目清楚。"
    assert len(collapse([candidate("甲", SET_PHRASE), candidate("乙", reworded)])) == 2


@given(
    st.text(alphabet="资金支付严格执行，〔金额1〕", max_size=60), st.text(alphabet="资金支付", max_size=60)
)
def test_likeness_is_symmetric_bounded_and_1_for_the_same(one: str, other: str) -> None:
    assert likeness(one, one) == 1
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(st.lists(st.sampled_from([SET_PHRASE, SET_PHRASE + "账实相符。", OTHER, "短"]), max_size=8))
def test_collapsing_keeps_the_first_of_each_and_a_second_time_changes_nothing(texts: list[str]) -> None:
    hits = [candidate(str(number), text) for number, text in enumerate(texts)]
    kept = collapse(hits)
    assert [one.card.gist for one in kept] == [one.card.gist for one in collapse(kept)]
    assert [one.card.id for one in kept] == [
        one.card.id for one in hits if one.card.id in {k.card.id for k in kept}
    ]
    if hits:
        assert kept[0].card == hits[0].card
