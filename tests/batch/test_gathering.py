"""What a batch finds to draft: files of a folder, projects of a workbook; a broken source costs only itself."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import yaml

from assistant.batch.gathering import Gathered, gather
from assistant.errors import InputError
from assistant.export.table_xlsx import xlsx_bytes
from assistant.facts.form import make_form as make_form_of_facts
from assistant.facts.load import facts_from_tree
from assistant.facts.offline_form.write import write_offline_form
from assistant.facts.table.form import make_form
from assistant.facts.table.layout import TableLayout
from assistant.facts.tree import tree_of
from tests.batch.projects import save, tree


def address(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def gathered(source: Path, **more: bool) -> Gathered:
    return gather(source, source.parent / "报告", address, **more)


def workbook(path: Path, *trees: dict) -> Path:
    """A workbook with a 自评表 on a sheet for each project."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, one in enumerate(trees, 1):
        single = path.with_name("one.xlsx")
        single.write_bytes(xlsx_bytes(make_form(facts_from_tree(one), TableLayout())))
        sheet = openpyxl.load_workbook(single).active
        copy = book.create_sheet(f"项目{number}")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    copy[cell.coordinate] = cell.value
                    copy[cell.coordinate].data_type = cell.data_type  # “=100%” is no formula
        for area in sheet.merged_cells.ranges:
            copy.merge_cells(str(area))
        single.unlink()
    book.save(path)
    return path


def test_every_project_of_a_workbook(tmp_path: Path) -> None:
    book = workbook(
        tmp_path / "自评表.xlsx",
        tree("泵站/改造"),
        tree("河道清淤", 80, (70,)),
        tree("水库加固", 300, (310,)),
    )
    found = gathered(book)
    assert [one.file for one in found.tasks] == [
        "自评表.xlsx·泵站/改造",
        "自评表.xlsx·河道清淤",
        "自评表.xlsx·水库加固",
    ]
    assert [one.name for one in found.tasks] == ["泵站_改造", "河道清淤", "水库加固"]
    facts = [one.facts for one in found.tasks if one.facts]
    assert [one.project.name for one in facts] == ["泵站/改造", "河道清淤", "水库加固"]
    assert [sum(p.amount for p in one.funds.payments) for one in facts] == [Decimal("90.5"), 70, 310]
    assert {(one.report.unit, one.report.year) for one in facts} == {("岚桥县水务局", 2024)}
    assert len({one.address for one in found.tasks}) == 3
    assert [one.doubts for one in found.tasks] == [(), (), ()]


def test_a_sheet_that_lacks_its_unit_costs_only_itself(tmp_path: Path) -> None:
    book = workbook(tmp_path / "自评表.xlsx", tree("泵站改造"), tree("河道清淤"))
    sheets = openpyxl.load_workbook(book)
    for row in sheets["项目2"].iter_rows():
        for cell in row:
            if cell.value == "岚桥县水务局":
                cell.value = None
    sheets.save(book)
    found = gathered(book)
    assert [one.name for one in found.tasks] == ["泵站改造"]
    assert [one.project for one in found.unusable] == ["河道清淤"]
    assert "单位全称" in found.unusable[0].reason


def test_what_contradicts_itself_in_a_table_is_told(tmp_path: Path) -> None:
    book = workbook(tmp_path / "自评表.xlsx", tree("泵站改造"), tree("河道清淤"))
    sheets = openpyxl.load_workbook(book)
    for row in sheets["项目2"].iter_rows():
        for cell in row:
            if cell.value == 91:
                cell.value = 97
    sheets.save(book)
    first, second = gathered(book).tasks
    assert first.doubts == () and len(second.doubts) == 1


def test_a_hidden_sheet_is_not_left_out_in_silence(tmp_path: Path) -> None:
    book = workbook(tmp_path / "自评表.xlsx", tree("泵站改造"), tree("河道清淤"), tree("水库加固"))
    sheets = openpyxl.load_workbook(book)
    sheets["项目2"].sheet_state = "hidden"
    sheets.save(book)
    first, second = gathered(book).tasks
    assert [one.project for one in (first, second)] == ["泵站改造", "水库加固"]
    assert first.doubts == ("有 1 张隐藏的工作表，未读取。",) and second.doubts == ()


def test_files_of_a_folder_in_order(tmp_path: Path) -> None:
    folder = save(tmp_path / "事实", tree("乙"), tree("甲"))
    (folder / "甲.json").write_text("{}", encoding="utf-8")
    (folder / ".隐藏.yaml").write_text("", encoding="utf-8")
    (folder / "~$表.xlsx").write_bytes(b"")
    (folder / "照片.jpg").write_bytes(b"")
    (folder / "是文件夹.yaml").mkdir()
    write_offline_form(make_form_of_facts(), folder / "填报表.xlsx", tree_of(facts_from_tree(tree("丙"))))
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 no zip")
    found = gathered(folder)
    # The same file in YAML and JSON: two tasks, two names.
    assert [(one.file, one.name) for one in found.tasks] == [
        ("乙.yaml", "乙"),
        ("填报表.xlsx", "丙"),
        ("甲.json", "甲"),
        ("甲.yaml", "甲（2）"),
    ]
    assert [one.file for one in found.unusable] == ["坏.xlsx"]
    assert found.left == ("照片.jpg",)


def test_the_address_follows_the_content(tmp_path: Path) -> None:
    folder = save(tmp_path / "事实", tree("甲"))
    first = gathered(folder).tasks[0].address
    assert gathered(folder).tasks[0].address == first
    save(folder, tree("甲", 121))
    assert gathered(folder).tasks[0].address != first


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    folder = tmp_path / "事实"
    folder.mkdir()
    with (folder / "大.yaml").open("wb") as file:
        file.truncate(3_000_000_000)
    lengths: list[int] = []

    def measured(content: bytes) -> str:
        lengths.append(len(content))
        return ""

    gather(folder, tmp_path / "报告", measured)
    assert lengths == [500_001]


def test_too_many_projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.batch.gathering.MOST", 2)
    folder = save(tmp_path / "事实", tree("甲"), tree("乙"), tree("丙"))
    with pytest.raises(InputError, match="超过2个"):
        gathered(folder)


def test_a_workbook_that_is_no_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "随便写写"
    book.save(tmp_path / "空.xlsx")
    found = gathered(tmp_path / "空.xlsx")
    assert not found.tasks and "没有找到自评表" in found.unusable[0].reason


def test_yaml_that_is_a_link_out_of_the_folder_is_read_as_a_file(tmp_path: Path) -> None:
    folder = save(tmp_path / "事实", tree("甲"))
    other = tmp_path / "别处.yaml"
    other.write_text(yaml.safe_dump({"report": {}}), encoding="utf-8")
    (folder / "链接.yaml").symlink_to(other)
    (folder / "断链.yaml").symlink_to(tmp_path / "没有.yaml")
    assert [one.file for one in gathered(folder).tasks] == ["甲.yaml", "链接.yaml"]
