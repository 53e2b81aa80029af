"""Each measure is right on small cases, and moves the right way when a text is made worse."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.drafting.composer import compose
from assistant.review.leakage import Foreign
from assistant.review.mentions import find_mentions
from eval.faithfulness.corpus import foreign_of, reports
from eval.faithfulness.samples import FACTS, PACK, Case, load_case
from eval.metrics.chrf import chrf
from eval.metrics.coverage import Coverage, coverage
from eval.metrics.figures import Truth, truth
from eval.metrics.interval import interval
from eval.metrics.invention import Invention, invention
from eval.metrics.leakage import Leaked, leaked
from eval.metrics.parent import parent, tokens
from eval.metrics.phrases import phrase_share, set_phrases

_SENTENCE = re.compile(r"[^。\n]+。")
_STRANGER = "雾溪县苔藓保护中心"


@cache
def _sections() -> tuple[tuple[Case, str], ...]:
    """Every composed section with figures of four samples."""
    cases = [load_case(name, PACK) for name in FACTS[:4]]
    texts = [(case, compose(section).text) for case in cases for section in case.plan.sections]
    return tuple((case, text) for case, text in texts if len(find_mentions(text)) > 2)


@cache
def _written() -> tuple[str, ...]:
    """Passages of prose that people wrote."""
    found = (one.text for report in reports() for one in report.passages if not one.is_table)
    return tuple(one for one in dict.fromkeys(found) if len(_SENTENCE.findall(one)) > 2)


sections = st.deferred(lambda: st.sampled_from(_sections()))
written = st.deferred(lambda: st.sampled_from(_written()))
places = st.integers(min_value=0, max_value=10_000)


def truth_of(text: str, case: Case) -> Truth:
    return truth(text, case.plan.facts, case.ledger)


def wrong(told: Truth) -> int:
    return told.untraced + told.contradicted


def without(text: str, at: int) -> tuple[str, str]:
    """A text without one of its sentences, and the sentence."""
    found = list(_SENTENCE.finditer(text))
    assume(len(found) > 1)
    one = found[at % len(found)]
    return text[: one.start()] + text[one.end() :], one.group()


# --- figures, names, claims


@given(sections)
@settings(max_examples=40, deadline=None)
def test_what_the_composer_says_is_true(told: tuple[Case, str]) -> None:
    case, text = told
    found = truth_of(text, case)
    assert (wrong(found), found.foreign) == (0, 0)
    assert found.figures + found.names > 2


@given(sections, places)
@settings(max_examples=60, deadline=None)
def test_a_changed_figure_is_one_more_wrong_figure(told: tuple[Case, str], at: int) -> None:
    case, text = told
    amounts = [
        one for one in find_mentions(text) if one.type in ("amount", "rate") and text.count(one.text) == 1
    ]
    assume(amounts)
    one = amounts[at % len(amounts)]
    number = re.search(r"\d+(?:\.\d+)?", one.text)
    assume(number)
    assert number is not None
    planted = one.text.replace(number.group(), "7654.3219")
    found = truth_of(text.replace(one.text, planted), case)
    assert wrong(found) >= 1 + wrong(truth_of(text, case))


@given(sections, places)
@settings(max_examples=30, deadline=None)
def test_a_stranger_is_one_more_foreign_name(told: tuple[Case, str], at: int) -> None:
    case, text = told
    stops = [found.end() for found in re.finditer("。", text)]
    assume(stops)
    stop = stops[at % len(stops)]
    found = truth_of(f"{text[:stop]}{_STRANGER}配合实施。{text[stop:]}", case)
    assert found.foreign > truth_of(text, case).foreign


def test_a_turned_claim_is_false() -> None:
    case = load_case("2021-hospital-yuanxiu", PACK)
    true = "门诊人均挂号缴费等候时间为16.2分钟，未达到15分钟的目标。"
    assert truth_of(true, case).false == 0
    assert truth_of(true.replace("未达到", "达到了"), case).false == 1


# --- coverage


@given(sections)
@settings(max_examples=40, deadline=None)
def test_a_text_covers_itself(told: tuple[Case, str]) -> None:
    found = coverage(told[1], told[1])
    assert found.said == found.planned > 0


@given(sections, places)
@settings(max_examples=60, deadline=None)
def test_a_dropped_sentence_is_not_covered(told: tuple[Case, str], at: int) -> None:
    rest, dropped = without(told[1], at)
    kept = {one.key for one in find_mentions(rest)}
    alone = [one for one in find_mentions(dropped) if one.key not in kept and one.text not in rest]
    found = coverage(rest, told[1])
    assert found.planned - found.said >= len({one.key for one in alone})
    if alone:
        assert found.said < coverage(told[1], told[1]).said


def test_another_spelling_covers_and_a_lost_placeholder_does_not() -> None:
    planned = "支出285.6万元，原因是【待补充：偏差原因】。"
    assert coverage("共支出2856000元，原因是【待补充：偏差原因】。", planned) == Coverage(2, 2)
    assert coverage("共支出2856000元，原因不明。", planned) == Coverage(2, 1)


def test_a_lost_cause_is_not_kept() -> None:
    planned = "抽检少49批次。原因是承检机构抽样人手不够，开渔后海蟹一起上市。"
    facts = ["承检机构抽样人手不够", "开渔后海蟹一起上市", "49批次"]

    def kept(text: str) -> tuple[int, int]:
        found = coverage(text, planned, facts)
        return found.worded, found.kept

    assert kept(planned) == (2, 2)
    assert kept("因开渔后海蟹一起上市、承检机构的抽样人手不够，抽检少49批次。") == (2, 2)
    assert kept("因开渔后海蟹一起上市，抽检少49批次。") == (2, 1)


# --- leakage


@given(sections, st.sampled_from(range(17)), places)
@settings(max_examples=60, deadline=None)
def test_what_is_taken_from_a_passage_is_leaked(told: tuple[Case, str], report: int, at: int) -> None:
    case, text = told
    passages = [foreign_of(one) for one in reports()[report].passages if not one.is_table]
    passage = passages[at % len(passages)]
    own = f"{case.ledger.text}\n{text}"
    assert leaked(text, [passage], own) == Leaked()
    assume(len(passage.text) >= 40)
    span = passage.text[:40]
    assume(span not in own)
    worse = leaked(f"{text}\n{span}", [passage], own)
    assert worse.copied >= 25
    name = next((one for one in passage.names if len(one) > 1 and one not in own), None)
    assume(name)
    assert leaked(f"{text}{name}参与。", [passage], own).names >= 1


def test_names_figures_spans_and_slots_are_counted_apart() -> None:
    shown = [
        Foreign("甲.md", "一、概况", "苔原县水务局2018年安排资金412.5万元，新建泵站3座。", ("苔原县水务局",))
    ]
    own = "岚桥县水务局2024年安排资金300万元"
    assert leaked("安排资金300万元，新建泵站3座。", shown, own) == Leaked()
    assert leaked("苔原县水务局安排资金300万元。", shown, own) == Leaked(names=1)
    assert leaked("安排资金412.50万元，始于2018年。", shown, own) == Leaked(figures=2)
    assert leaked("安排资金1412.5万元。", shown, own) == Leaked()
    assert leaked("〔单位1〕安排资金〔金额412〕，见〔2018〕2号。", shown, own) == Leaked(figures=1, slots=2)


def test_a_slot_is_no_figure() -> None:
    case = load_case(FACTS[0], PACK)
    assert truth_of("成立〔数量26〕人小组，支出〔金额3〕。", case) == Truth()


# --- chrF: the values that sacrebleu's own tests publish


@pytest.mark.parametrize(
    ("text", "reference", "beta", "expected"),
    [
        ("a", "a", 3, 100.0),
        ("", "reference", 3, 0.0),
        ("a b c", "abc", 3, 100.0),
        ("aa", "ab", 3, 25.0),
        ("abcdefg", "hijklmnop", 3, 0.0),
        (
            " Die    Beziehung zwischen  Obama und Netanjahu ist nicht gerade  freundlich. ",
            "Das Verhältnis zwischen Obama und Netanyahu ist nicht gerade freundschaftlich.",
            3,
            64.1302698,
        ),
        (
            " risk assessment must be made of those who are qualified and expertise in the sector"
            " - these are the scientists .",
            "risk assessment has to be undertaken by those who are qualified and expert in that area"
            " - that is the scientists .",
            3,
            63.361730,
        ),
    ],
)
def test_chrf_as_published(text: str, reference: str, beta: float, expected: float) -> None:
    assert 100 * chrf(text, reference, beta) == pytest.approx(expected, abs=1e-4)


@given(written, places)
@settings(max_examples=40, deadline=None)
def test_chrf_falls_with_a_sentence_and_again_with_another(text: str, at: int) -> None:
    rest, _ = without(text, at)
    shorter, _ = without(rest, at)
    assert chrf(text, text) == pytest.approx(1)
    assert chrf(shorter, text) < chrf(rest, text) < 1


# --- PARENT


def test_parent_by_hand() -> None:
    table = [("支出", "285.6"), ("结余", "3")]
    reference = ("共", "支出", "285.6")
    # 1-grams: 支出 and 285.6 are right, 9 is not: 2/3. 2-grams: 支出 285.6 stands in the reference, (285.6, 9) is half
    # borne out: 3/4. 3-grams: two words of three: 2/3.
    told = parent(("支出", "285.6", "9"), reference, table, [("支出", "285.6"), ("结余", "3")])
    assert told.precision == pytest.approx((2 / 3 * 3 / 4 * 2 / 3) ** (1 / 3))
    # Of the reference weighted by the table: 1-grams 2 of 2; 2-grams (共 支出) half, (支出 285.6) whole: 1 of 1.5;
    # 3-grams none of 2/3. Of the records, one of two is told.
    said = (1 * (1 / 1.5) * 1e-5) ** (1 / 3)
    assert told.recall == pytest.approx((said * 0.5) ** 0.5)
    assert told.f == pytest.approx(2 * told.precision * told.recall / (told.precision + told.recall))


def test_parent_allows_what_the_table_says_beyond_the_reference() -> None:
    table, reference = [tokens("资金支出285.6万元"), tokens("新建泵站")], tokens("资金支出285.6万元。")
    known = parent(tokens("资金支出285.6万元，新建泵站。"), reference, table, [])
    invented = parent(tokens("资金支出285.6万元，修缮大坝。"), reference, table, [])
    assert known.precision == pytest.approx(1)
    assert invented.precision < 0.9


def test_tokens_keep_a_figure_whole() -> None:
    assert tokens("支出285.60万元，执行率98.5%。")[1:3] == ("285.60", "万元")
    assert "98.5%" in tokens("支出285.60万元，执行率98.5%。")


@given(written, places)
@settings(max_examples=30, deadline=None)
def test_parent_falls_with_a_dropped_sentence_and_an_invented_one(text: str, at: int) -> None:
    whole = tokens(text)
    records = [tokens(one) for one in _SENTENCE.findall(text)]
    best = parent(whole, whole, records, records)
    assert best.precision == best.recall == pytest.approx(1)
    rest, _ = without(text, at)
    assert parent(tokens(rest), whole, records, records).recall < 1
    invented = tokens(text + "鲸鱼在7654.3219号珊瑚礁边吟唱。")
    assert parent(invented, whole, records, records).precision < 1


@given(written, places)
@settings(max_examples=30, deadline=None)
def test_parent_falls_with_a_changed_figure(text: str, at: int) -> None:
    whole = tokens(text)
    figures = [place for place, word in enumerate(whole) if word[0].isdigit()]
    assume(figures)
    place = figures[at % len(figures)]
    changed = (*whole[:place], "7654.3219", *whole[place + 1 :])
    worse = parent(changed, whole, [whole], [whole])
    assert worse.precision < 1
    assert worse.recall < 1


# --- invention


@given(sections, places)
@settings(max_examples=30, deadline=None)
def test_what_is_known_is_not_invented_and_what_is_added_is(told: tuple[Case, str], at: int) -> None:
    text = told[1]
    known = set(tokens(text))
    found = invention(text, known)
    assert found.invented == 0
    stops = [one.end() for one in re.finditer("。", text)]
    assume(stops)
    stop = stops[at % len(stops)]
    worse = invention(f"{text[:stop]}鲸鱼绕着珊瑚礁吟唱。{text[stop:]}", known)
    assert (worse.sentences, worse.invented) == (found.sentences + 1, 1)


def test_half_of_the_words_must_be_known() -> None:
    known = set(tokens("新建泵站三座，资金支付及时"))
    assert invention("新建泵站。资金支付显著。", known) == Invention(2, 0)
    assert invention("新建景观长廊。情况良好。的。", known) == Invention(2, 2)


# --- set phrases


def test_set_phrases_are_what_several_reports_share() -> None:
    phrases = set_phrases(["严格执行财务管理制度，甲", "乙单位严格执行财务制度", "丙未执行"], least=2)
    assert phrases == frozenset({"严格执行财", "格执行财务"})
    assert phrase_share("严格执行财政规定", phrases) == pytest.approx(5 / 8)
    assert phrase_share("", phrases) == 0


@given(written)
@settings(max_examples=30, deadline=None)
def test_the_share_falls_with_unusual_words(text: str) -> None:
    phrases = set_phrases(report.tree.text for report in reports())
    share = phrase_share(text, phrases)
    assume(share)
    assert phrase_share(text + "鲸鱼绕着珊瑚礁吟唱", phrases) < share


# --- intervals


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(10, 20)), min_size=1, max_size=8))
@settings(max_examples=30, deadline=None)
def test_an_interval_stays_between_the_reports(counts: list[tuple[int, int]]) -> None:
    found = interval(counts, rounds=100)
    assert found is not None
    low, high = found
    shares = [part / whole for part, whole in counts]
    assert min(shares) - 1e-9 <= low <= high <= max(shares) + 1e-9
    assert interval(counts, rounds=100) == found


def test_reports_that_agree_leave_no_doubt_and_those_that_differ_do() -> None:
    assert interval([(1, 2), (2, 4), (0, 0)]) == (0.5, 0.5)
    low, high = interval([(0, 10), (10, 10), (5, 10)]) or (0, 0)
    assert low < 0.5 < high
    assert interval([(0, 0)]) is None
