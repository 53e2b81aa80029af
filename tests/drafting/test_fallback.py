"""Fallback: paragraph by paragraph, sound sentences stay in their place and nothing planned is lost or told twice."""

from __future__ import annotations

from assistant.drafting.acceptance import Fault
from assistant.drafting.fallback import mend

OWN = "项目累计支出100万元，执行率80%。结余25万元。\n更换水泵6台。"


def _fault(text: str, part: str) -> list[Fault]:
    start = text.index(part)
    return [Fault("x", "x", start, start + len(part))]


def test_a_sound_text_stays():
    text = "累计支出达100万元，执行率为80%。尚结余25万元。\n共更换水泵6台。"
    assert mend(text, [], OWN).text == text


def test_a_bad_sentence_is_replaced_in_its_place():
    text = "累计支出达100万元，执行率为80%。尚结余26万元。\n共更换水泵6台。"
    mended = mend(text, _fault(text, "26万元"), OWN)
    assert mended.text == "累计支出达100万元，执行率为80%。结余25万元。\n共更换水泵6台。"
    assert (mended.kept, mended.supplied) == (2, 1)


def test_a_sentence_that_says_half_is_not_kept_beside_the_whole():
    text = "执行率为80%。尚结余25万元。\n共更换水泵6台。"
    assert mend(text, [], OWN).text == "项目累计支出100万元，执行率80%。尚结余25万元。\n共更换水泵6台。"


def test_an_answer_of_another_shape_is_the_composers():
    assert mend("都写在一段里，支出100万元。", [], OWN).text == OWN


def test_a_paragraph_that_is_mostly_bad_is_the_composers():
    text = "支出1万元。结余2万元。另有3万元。\n共更换水泵6台。"
    faults = [fault for part in ("1万元", "2万元", "3万元") for fault in _fault(text, part)]
    assert mend(text, faults, OWN).text == "项目累计支出100万元，执行率80%。结余25万元。\n共更换水泵6台。"
