"""The measurement of masking: its labelled passages, and that it can tell good from bad."""

from __future__ import annotations

from assistant.library.identities.labels import Identity, Label
from assistant.library.identities.masking import mask
from assistant.library.identities.names import Identities
from eval.masking.passages import load_passages, passage_of
from eval.masking.score import rows, score, telling

PASSAGE = passage_of(
    "一", "tuned", "由[[单位|青溪县水利局]]支付[[金额|12.5万元]]，见[[文号|青财预[2023]7号]]。"
)


def test_marks_become_spans() -> None:
    assert PASSAGE.text == "由青溪县水利局支付12.5万元，见青财预[2023]7号。"
    assert [PASSAGE.text[span.start : span.end] for span in PASSAGE.spans] == [
        "青溪县水利局",
        "12.5万元",
        "青财预[2023]7号",
    ]


def test_nothing_masked_is_nothing_recalled() -> None:
    result = score(PASSAGE, mask(PASSAGE.text, Identities(())))
    assert [one.hidden for one in result.outcomes] == [False, True, True]
    assert result.outcomes[0].label is None


def test_a_name_hidden_in_part_is_not_hidden() -> None:
    known = Identities.of({Identity(Label.PLACE, "青溪县")})
    result = score(PASSAGE, mask(PASSAGE.text, known))
    assert not result.outcomes[0].hidden
    assert result.outcomes[0].label is Label.PLACE


def test_a_slot_where_nothing_is_marked_is_waste() -> None:
    known = Identities.of({Identity(Label.UNIT, "青溪县水利局"), Identity(Label.PERSON, "支付")})
    result = score(PASSAGE, mask(PASSAGE.text, known))
    assert [(one.label, one.text) for one in result.wasted] == [(Label.PERSON, "支付")]
    total = next(one for one in rows([result]) if (one.split, one.group) == ("tuned", "all"))
    assert (total.spans, total.hidden, total.slots, total.slots_right) == (3, 3, 4, 3)


def test_of_a_figure_only_its_number_tells() -> None:
    start = PASSAGE.spans[1].start
    assert telling(PASSAGE.text, PASSAGE.spans[1]) == {start, start + 1, start + 3, start + 4}


def test_the_passages_are_many_and_their_marks_are_whole() -> None:
    passages = load_passages()
    spans = [span for passage in passages for span in passage.spans]
    assert len(passages) >= 40
    assert len(spans) >= 300
    assert {passage.split for passage in passages} == {"tuned", "held-out"}
    assert all("[[" not in passage.text and "]]" not in passage.text for passage in passages)
    assert len({passage.id for passage in passages}) == len(passages)


def test_what_was_reached_is_kept() -> None:
    """A drop here is a name that would reach a prompt: see it with `python -m eval masking --show tuned`."""
    totals = {
        (one.split, one.group): one.hidden / one.spans
        for one in rows(score(passage, mask(passage.text)) for passage in load_passages())
    }
    assert totals["tuned", "all"] >= 0.98
    assert totals["held-out", "figure"] >= 0.98
    assert totals["held-out", "all"] >= 0.9
