"""Hunks: together they are the edit, each alone is sound, figures are compared whole."""

from __future__ import annotations

from itertools import takewhile

from hypothesis import given
from hypothesis import strategies as st

from assistant.editing.hunks import applied, hunks, word_diff

_WORDS = st.text(alphabet="甲乙丙丁项目资金12.5%万元，。\n【】", max_size=60)


@given(_WORDS, _WORDS)
def test_all_hunks_together_are_the_edit(before: str, after: str) -> None:
    assert applied(before, hunks("s", before, after)) == after


@given(_WORDS, _WORDS, st.data())
def test_any_choice_can_be_applied_and_the_rest_later(before: str, after: str, data: st.DataObject) -> None:
    all_of_them = hunks("s", before, after)
    chosen = [one for one in all_of_them if data.draw(st.booleans())]
    part = applied(before, chosen)
    assert applied(part, hunks("s", part, after)) == after


@given(_WORDS, _WORDS)
def test_the_word_diff_holds_both_texts(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(one.text for one in pieces if one.op != "add") == before
    assert "".join(one.text for one in pieces if one.op != "drop") == after


def test_a_figure_is_changed_whole() -> None:
    (one,) = hunks("s", "支出285.6万元。", "支出295.6万元。")
    assert (one.before, one.after) == ("285.6万元", "295.6万元")


def test_far_changes_are_accepted_apart() -> None:
    before = "总务科牵头负责本项工作的组织实施，财务科配合。"
    after = "后勤科牵头负责本项工作的组织实施，审计科配合。"
    assert len(hunks("s", before, after)) == 2


def test_what_moved_is_one_change() -> None:
    first, second = "支付甲公司监理费25.02万元；", "支付乙公司工程款112.746万元；"
    before = f"其中，{first}{second}余款结转下年使用。"
    after = f"其中，{second}{first}余款结转下年使用。"
    assert len(hunks("s", before, after)) == 1
    apart = "甲项工作由总务科牵头负责实施。\n乙项。\n丙项。"
    assert len(hunks("s", apart, "乙项。\n丙项。\n甲项工作由总务科牵头负责实施。")) == 1


def test_a_figure_told_elsewhere_instead_is_one_change() -> None:
    before = "覆盖率为97.5%，较为理想。调查于年底开展，由总务科实施。"
    after = "覆盖率较为理想。调查于年底开展，覆盖率97.5%，由总务科实施。"
    assert len(hunks("s", before, after)) == 1


@given(_WORDS, _WORDS, _WORDS, _WORDS)
def test_an_edit_of_a_part_stays_within_it(head: str, old: str, new: str, tail: str) -> None:
    """But for a figure or a mark that the part cuts in two: it is changed whole. What comes where the same words follow
    may be told behind them: it is the same edit.
    """
    head, tail = f"{head}。\n", f"\n。{tail}"
    pairs = zip(old + tail, new + tail, strict=False)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    for one in hunks("s", head + old + tail, head + new + tail):
        assert len(head) - 1 <= one.start <= one.end <= len(head) + max(len(old) + 1, alike)
