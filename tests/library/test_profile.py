from __future__ import annotations

import pytest

from assistant.library.profile import profile


def test_cover_fields_win(report: str) -> None:
    cover = "项目名称：城南泵站扩建\n评价年度：2022\n评价单位：白梅市住房和城乡建设局（公章）\n2021年城南片区项目自评报告\n"
    found = profile(cover, cover)
    assert (found.unit, found.year, found.region) == ("白梅市住房和城乡建设局", 2022, "白梅市")
    assert found.projects == ("城南泵站扩建", "城南片区项目")


@pytest.mark.parametrize(
    ("title", "unit", "year", "projects"),
    [
        ("青溪县水利局2023年东干渠清淤项目支出绩效自评报告", "青溪县水利局", 2023, ("东干渠清淤项目",)),
        (
            "白梅市第二医院门诊自助机购置项目绩效评价报告（2021年度）",
            "白梅市第二医院",
            2021,
            ("门诊自助机购置项目",),
        ),
        ("青溪县2019年农村公路安防工程绩效自评报告", None, 2019, ("农村公路安防工程",)),
        ("2023年预算项目支出绩效自评报告", None, 2023, ()),
    ],
)
def test_the_title_tells_the_rest(title: str, unit: str | None, year: int, projects: tuple[str, ...]) -> None:
    found = profile(title + "\n", title)
    assert (found.title, found.unit, found.year, found.projects) == (title, unit, year, projects)


def test_a_title_in_two_lines_is_put_together() -> None:
    cover = "2023年预算项目支出绩效自评报告\n填报日期：2024年3月1日\n青溪县水利局2023年东干渠清淤\n项目绩效自评报告\n"
    assert profile(cover, cover).title == "青溪县水利局2023年东干渠清淤项目绩效自评报告"


def test_the_year_falls_back_to_the_year_before_filing() -> None:
    cover = "东干渠清淤项目绩效自评报告\n填报日期：2024年3月1日\n"
    assert profile(cover, cover).year == 2023


def test_the_unit_may_be_named_only_in_the_text() -> None:
    text = "项目由青溪县农业农村局（以下简称“我局”）实施。"
    assert profile("", text, "文件").unit == "青溪县农业农村局"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("东干渠清淤工程", "construction"),
        ("执法记录仪采购项目", "procurement"),
        ("智慧停车管理平台项目", "informatization"),
        ("普惠幼儿园补助资金", "subsidy"),
        ("管理平台运维项目", "operation"),
        ("居家养老服务项目", "service"),
        ("某某项目经费甲", "operation"),
        ("甲乙丙", "other"),
    ],
)
def test_the_last_telling_word_gives_the_type(name: str, kind: str) -> None:
    cover = f"项目名称：{name}\n"
    assert profile(cover, cover).project_type == kind


def test_nothing_is_guessed_from_nothing() -> None:
    found = profile("", "", "文件名")
    assert (found.title, found.unit, found.year, found.region, found.projects) == (
        "文件名",
        None,
        None,
        None,
        (),
    )
