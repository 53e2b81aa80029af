import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.export.title import broken


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("云山县教育局项目支出绩效自评报告", ["云山县教育局项目支出绩效自评报告"]),
        (
            "云山县教育局2024年度智慧校园建设项目支出绩效自评报告",
            ["云山县教育局2024年度", "智慧校园建设项目支出绩效自评报告"],
        ),
        (
            "云山县城区智慧停车场改造项目2024年度支出绩效自评报告",
            ["云山县城区智慧停车场改造项目", "2024年度支出绩效自评报告"],
        ),
        (
            "云山县卫生健康局2024年“健康项目乡村行动”专项绩效自评报告",
            ["云山县卫生健康局2024年", "“健康项目乡村行动”专项绩效自评报告"],
        ),
        (
            "一个没有任何可断之处的非常非常非常非常非常长的名字",
            ["一个没有任何可断之处的非常非常非常非常非常长的名字"],
        ),
    ],
)
def test_a_long_title_breaks_between_words(title: str, lines: list[str]) -> None:
    got = broken(title, 22).split("\n")
    assert got == lines


def test_the_authors_own_breaks_stay() -> None:
    title = "云山县教育局\n2024年度智慧校园建设项目支出绩效自评报告"
    assert broken(title, 22) == title


@given(st.text(st.sampled_from("云山县教育局2024年度项目“”绩效自评报告"), max_size=60))
def test_breaking_adds_nothing_but_a_line_end(title: str) -> None:
    got = broken(title, 22)
    assert got.replace("\n", "") == title
    assert all(line for line in got.split("\n")) or not title


def test_the_blanks_that_programs_leave_around_figures_count() -> None:
    """20 em of characters, 20.5 as they are set: unbroken, the last character stood alone in the second line."""
    assert (
        broken("清濑县水务局2024年度项目支出绩效自评报告", 22) == "清濑县水务局2024年度\n项目支出绩效自评报告"
    )
