"""Output names: whatever a project is called, a file system takes its name, and no two files share one."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.batch.names import Names, safe_name


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("泵站改造", "泵站改造"),
        ("泵站/改造", "泵站_改造"),
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\报告\\一", "C_报告_一"),
        ("CON", "项目_CON"),
        ("nul.yaml", "项目_nul.yaml"),
        (" ..  ", "项目"),
        ("=HYPERLINK(1)", "HYPERLINK_1"),
        ("汇总", "项目_汇总"),
        ("单位自评报告", "项目_单位自评报告"),
        ("一\n二\x00三", "一_二_三"),
        ("“引号”<b>", "引号_b"),
        ("长" * 300, "长" * 55),
    ],
)
def test_hostile_names(given_name: str, name: str) -> None:
    assert safe_name(given_name) == name


def test_names_that_collide() -> None:
    names = Names()
    assert [names.give(one) for one in ("泵站", "泵/站", "泵站", "ABC", "abc", "泵站（2）")] == [
        "泵站",
        "泵_站",
        "泵站（2）",
        "ABC",
        "abc（2）",
        "泵站（2）（2）",
    ]


@given(st.lists(st.text(max_size=300), max_size=12))
def test_any_names(texts: list[str]) -> None:
    names = Names()
    made = [names.give(text) for text in texts]
    assert len({unicodedata.normalize("NFC", one).casefold() for one in made}) == len(made)
    for one in made:
        assert one and one.strip(". ") == one and not re.search(r'[/\\:*?"<>|\x00-\x1f]', one)
        assert len(f"{one}（修改过的99）.docx".encode()) <= 255
