"""`assistant library …` and what `assistant ingest` tells, as a user runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import assistant

PAST = """# 砚洲县水务局2022年泵站改造项目绩效自评报告

一、项目支出基本情况

（一）资金安排情况。根据砚洲县财政局文件，砚洲县水务局2022年泵站改造项目安排资金88.6万元，资金于2022年4月1日到位。

（二）其他情况说明

泵站位于砚洲县临渠镇，服务周边农户，设备由厂家负责调试，夏季高温时段安排专人值守。

二、自评发现的问题及整改措施

项目进度较慢，原因是汛期停工。今后将按月调度进度，落实责任。
"""


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("往年")
    (folder / "2022砚洲泵站.md").write_text(PAST, encoding="utf-8")
    (folder / "2021汀砚泵站.md").write_text(
        PAST.replace("砚洲", "汀砚").replace("2022", "2021"), encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory, past: Path) -> Path:
    """A home that tests only read."""
    return _filled(tmp_path_factory.mktemp("home"), past)


@pytest.fixture
def home(tmp_path: Path, past: Path) -> Path:
    return _filled(tmp_path, past)


def _filled(folder: Path, past: Path) -> Path:
    ran = assistant("ingest", past, home=folder)
    assert ran.code == 0, ran.err
    assert "合计：已加入2份" in ran.err
    return folder


def test_list_show_remove(home: Path) -> None:
    listed = assistant("library", "list", "--json", home=home).json["documents"]
    assert [(one["name"], one["unit"], one["year"]) for one in listed] == [
        ("2021汀砚泵站.md", "汀砚县水务局", 2021),
        ("2022砚洲泵站.md", "砚洲县水务局", 2022),
    ]
    plain = assistant("library", "list", home=home)
    assert "2022砚洲泵站.md" in plain.out and "共2份" in plain.err

    shown = assistant("library", "show", "砚洲", "--json", home=home).json
    assert shown["id"] == listed[1]["id"]
    assert [one["id"] for one in shown["sections"]] == ["1", "1.1", "1.2", "2"]
    assert all(0 <= one["confidence"] <= 1 for one in shown["sections"])
    told = assistant("library", "show", listed[1]["id"], home=home)
    assert "（一）资金安排情况" in told.out and "资金安排到位" in told.out

    removed = assistant("library", "remove", "2021汀砚泵站.md", "--json", home=home)
    assert [one["name"] for one in removed.json["removed"]] == ["2021汀砚泵站.md"]
    left = assistant("library", "list", "--json", home=home).json["documents"]
    assert [one["name"] for one in left] == ["2022砚洲泵站.md"]


def test_what_is_corrected_is_found_and_sticks(home: Path, past: Path, tmp_path: Path) -> None:
    command = ("library", "correct", "砚洲", "--section", "1.2", "--kind", "experience,建议")
    ran = assistant(*command, "--unit", "砚洲县供水中心", "--year", "2020", "--json", home=home)
    assert ran.code == 0, ran.err
    assert (ran.json["unit"], ran.json["year"], ran.json["corrected"]) == ("砚洲县供水中心", 2020, True)
    section = next(one for one in ran.json["sections"] if one["id"] == "1.2")
    assert section["kinds"] == ["experience", "suggestions"]
    assert section["confidence"] == 1 and not section["uncertain"]

    def found() -> list[str]:
        ran = assistant("search", "高温时段专人值守", "--kind", "experience", "--json", home=home)
        return [hit["document"] for hit in ran.json["hits"]]

    assert found() == ["2022砚洲泵站.md"]
    # A changed file of the same name is read anew; what a person said of it stays.
    changed = tmp_path / "2022砚洲泵站.md"
    changed.write_text(PAST.replace("88.6", "86.8"), encoding="utf-8")
    again = assistant("ingest", changed, "--json", home=home)
    assert [one["status"] for one in again.json["documents"]] == ["added"]
    assert found() == ["2022砚洲泵站.md"]
    assert assistant("library", "reindex", "--json", home=home).json["documents"] == 2
    assert found() == ["2022砚洲泵站.md"]
    assert assistant("library", "show", "砚洲", "--json", home=home).json["unit"] == "砚洲县供水中心"
    # Empty takes it back.
    taken_back = assistant(
        "library", "correct", "砚洲", "--section", "1.2", "--kind", "", "--unit", "", "--json", home=home
    )
    assert taken_back.json["unit"] == "砚洲县水务局"
    assert found() == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "泵站"], "不止一份"),
        (["show", "没有这份"], "资料库里没有"),
        (["remove", "2022砚洲泵站.md", "没有这份"], "资料库里没有"),
        (["correct", "砚洲"], "没有给出要更正的内容"),
        (["correct", "砚洲", "--section", "1.1"], "要成对给出"),
        (["correct", "砚洲", "--section", "9.9", "--kind", "goals"], "章节编号"),
        (["correct", "砚洲", "--section", "1.1", "--kind", "问题"], "章节类型"),
        (["correct", "砚洲", "--year", "去年"], "年度应为四位数字"),
        (["correct", "砚洲", "--type", "造房子"], "项目类型"),
    ],
)
def test_bad_input_is_code_2_in_chinese_and_changes_nothing(unchanged: Path, arguments, said) -> None:
    ran = assistant("library", *arguments, "--json", home=unchanged)
    assert ran.code == 2
    assert said in ran.err and said in ran.json["error"]["message"]
    assert "Traceback" not in ran.err
    listed = assistant("library", "list", "--json", home=unchanged).json["documents"]
    assert [one["corrected"] for one in listed] == [False, False]


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    ran = assistant("library", "list", home=tmp_path)
    assert ran.code == 0
    assert "assistant ingest" in ran.err
    assert assistant("library", "reindex", "--json", home=tmp_path).json == {"documents": 0, "passages": 0}
