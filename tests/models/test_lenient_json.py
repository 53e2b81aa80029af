"""What models write as JSON is read; what cannot be read without losing something is refused with its place."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.models.lenient_json import Found, NotJson, find_values

_TEXTS = st.text(max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.sampled_from(["“引号”", 'a"b', "，：｝", "\\"]) | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
DOCUMENTS = st.dictionaries(_TEXTS, VALUES, max_size=5)


def only(text: str) -> Any:
    (found,) = find_values(text)
    assert not found.cut
    return found.value


@settings(deadline=None)
@given(DOCUMENTS, st.sampled_from([None, 2]), st.booleans())
def test_strict_json_is_read_as_it_is(document: dict[str, Any], indent: int | None, ascii_only: bool) -> None:
    written = json.dumps(document, indent=indent, ensure_ascii=ascii_only)
    assert only(written) == document
    assert only(f"以下是结果：\n```json\n{written}\n```\n请核对。") == document


@settings(deadline=None)
@given(DOCUMENTS)
def test_whatever_is_cut_off_gives_only_what_was_written(document: dict[str, Any]) -> None:
    written = json.dumps(document, ensure_ascii=False)
    for end in range(1, len(written)):
        (found,) = find_values(written[:end])
        assert found.cut
        assert _within(found.value, document)


def _within(part: Any, whole: Any) -> bool:
    """Whether a value is a beginning of another: nothing in it that the other does not say."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and _within(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) <= len(whole) and all(_within(a, b) for a, b in zip(part, whole, strict=False))
    return part == whole


@settings(deadline=None)
@given(st.text(alphabet="{}[]\"'，,：:｛｝“”12a项 \n\\/tn-.*", max_size=60))
def test_anything_at_all_ends(text: str) -> None:
    try:
        assert all(isinstance(one, Found) for one in find_values(text))
    except NotJson as error:
        assert 0 <= error.at <= len(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{'a': 'x', 'b': [1, 2,],}", {"a": "x", "b": [1, 2]}),
        ("｛“金额”：１８０.25，“单位”：“万元”｝", {"金额": Decimal("180.25"), "单位": "万元"}),
        ('{"a"："甲"，"b"：null}', {"a": "甲", "b": None}),
        ('{"a": True, "b": None, "c": False}', {"a": True, "b": None, "c": False}),
        ('{a: 1, 项目: "泵站"}', {"a": 1, "项目": "泵站"}),
        ('{"a": "他说"好"，已办", "b": 1}', {"a": '他说"好"，已办', "b": 1}),
        ('{"a": "第一行\n第二行"}', {"a": "第一行\n第二行"}),
        ('{"a": 1 // 说明\n, /* 又 */ "b": 2,}', {"a": 1, "b": 2}),
        ("{'a': 'it\\'s \\u4e2d\\n'}", {"a": "it's 中\n"}),
        ('{"a": 260.5, "b": 1e3}', {"a": Decimal("260.5"), "b": Decimal(1000)}),
        ("{结果}如下：{\"a\": 1}", {"a": 1}),
    ],
)  # fmt: skip
def test_slips_of_the_pen(text: str, value: Any) -> None:
    assert only(text) == value


def test_an_amount_stays_what_was_written() -> None:
    assert str(only('{"a": 0.1}')["a"]) == "0.1"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"payee": "汀源公司", "amount": 180', {"payee": "汀源公司"}),
        ('{"payee": "汀源公司", "amount": 180, "note": "工程', {"payee": "汀源公司", "amount": 180}),
        ("{'items': [{'a': 1}, {'a'", {"items": [{"a": 1}]}),
        ('{"items": [[1, 2], [3, 4', {"items": [[1, 2]]}),
        ('{"a": tr', {}),
    ],
)
def test_half_a_name_or_number_is_never_given(text: str, value: Any) -> None:
    assert find_values(text) == [Found(value, cut=True)]


@pytest.mark.parametrize(
    "text",
    [
        "项目已完成。",
        "",
        '{"a": 1 "b": 2}',
        '{"payments": [{"amount": 1} {"amount": 2}]}',
        '{"amount": 1,234.5}',
        '{"a": 12abc}',
        '{"a": 万元}',
        "{" * 5000,
        '{"a":' * 5000,
    ],
)
def test_what_cannot_be_read_without_loss_is_refused(text: str) -> None:
    with pytest.raises(NotJson):
        find_values(text)


def test_the_place_of_the_fault() -> None:
    with pytest.raises(NotJson) as caught:
        find_values('{"a": 1 "b": 2}')
    assert caught.value.at == 8


def test_several_objects_in_order() -> None:
    assert [one.value for one in find_values('草稿{"a":1}，定稿{"a":2}。[3]')] == [{"a": 1}, {"a": 2}, [3]]
