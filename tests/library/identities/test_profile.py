from __future__ import annotations

import pytest

from assistant.library.identities.profile import profile


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


@pytest.mark.parametrize(
    ("cover", "unit"),
    [
        ("预算部门：青溪县教育局\n填报单位(公章)：青溪县第二中学\n", "青溪县第二中学"),
        ("主管部门：青溪县教育局  项目单位：青溪县第二中学（盖章）\n", "青溪县第二中学"),
        ("预算部门：（公章）青溪县教育局\n", "青溪县教育局"),
        ("填报单位：______\n预算部门：青溪县教育局\n", "青溪县教育局"),
        ("校舍维修项目绩效自评报告\n青溪县第二中学\n2023年4月1日\n", "青溪县第二中学"),
        (
            "| 项目名称 | 校舍维修 |\n| 主管部门 | 青溪县教育局 | 实施单位 | 青溪县第二中学 |\n",
            "青溪县第二中学",
        ),
    ],
)
def test_the_unit_is_the_one_that_reports(cover: str, unit: str) -> None:
    assert profile(cover, cover).unit == unit


def test_the_unit_may_have_signed_at_the_end() -> None:
    text = "一、项目概况\n维修校舍。\n青溪县第二中学\n2023年4月1日\n"
    assert profile("", text).unit == "青溪县第二中学"


def test_the_head_of_a_table_in_the_text_is_no_cover() -> None:
    text = "一、项目概况\n维修校舍，付款情况如下表，各项付款都经过审核，没有超付的情况。\n| 项目名称 | 实施单位 | 金额 |\n| 屋面 | 甲公司 | 3 |\n"
    assert (profile("", text).projects, profile("", text).unit) == ((), None)


@pytest.mark.parametrize(
    ("cover", "year"),
    [
        ("项目支出绩效自评表\n（2022年度）\n", 2022),
        ("二〇二三年度清淤项目绩效自评报告\n", 2023),
        ("清淤项目绩效评价报告（2020—2022年度）\n", 2022),
        ("| 评价年度 | 2021年 |\n", 2021),
    ],
)
def test_the_year_in_its_many_places(cover: str, year: int) -> None:
    assert profile(cover, cover).year == year


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
