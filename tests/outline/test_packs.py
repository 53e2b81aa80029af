"""The shipped packs, and what is said of a broken one: file, line, field."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import PackError
from assistant.outline.kinds import Kind
from assistant.outline.packs import (
    DEFAULT_PACK,
    broken_packs,
    load_pack,
    pack_folder,
    pack_names,
    template_of,
)
from assistant.resources import shipped

# Written by hand from the public outlines: two of Guangdong counties, the national reference outline, one of Yunnan.
OUTLINES = {
    "guangdong-project": [
        (1, "一、项目支出基本情况", "overview"),
        (2, "（一）资金安排情况", "funds_arranged"),
        (2, "（二）资金使用情况", "funds_used"),
        (2, "（三）绩效目标情况", "goals"),
        (2, "（四）内控制度情况", "internal_control"),
        (1, "二、决策及实施过程情况", "process"),
        (1, "三、绩效自评结果及分析", "evaluation_work"),
        (2, "（一）总体情况", "score"),
        (2, "（二）项目绩效自评情况及分析", "outputs benefits"),
        (2, "（三）偏差较大项目说明", "deviations"),
        (1, "四、自评发现的问题及整改措施", "problems measures"),
        (1, "五、绩效自评工作建议及预算安排建议", "suggestions"),
        (1, "六、其他需要说明的问题", "other"),
    ],
    "guangdong-county": [
        (1, "一、基本情况", ""),
        (2, "（一）项目概况", "overview funds_arranged"),
        (2, "（二）项目绩效目标设定情况", "goals"),
        (1, "二、自评工作开展情况", ""),
        (2, "（一）评价小组情况", "evaluation_work"),
        (2, "（二）自评工作过程", "evaluation_work"),
        (2, "（三）报送时间和质量", "evaluation_work"),
        (2, "（四）报送与公开的一致性", "evaluation_work"),
        (1, "三、自评结果", "score"),
        (1, "四、资金使用绩效情况", ""),
        (2, "（一）资金管理和项目实施过程", ""),
        (3, "1.资金管理情况", "funds_used"),
        (3, "2.目标管理情况", "process"),
        (3, "3.事项管理情况", "process"),
        (2, "（二）绩效目标完成情况", ""),
        (3, "1.产出指标完成情况", "outputs"),
        (3, "2.效益指标完成情况", "benefits satisfaction"),
        (1, "五、主要经验做法、存在问题和偏离原因", "experience problems deviations"),
        (2, "（一）主要经验做法", "experience"),
        (2, "（二）存在问题", "problems"),
        (2, "（三）偏离原因", "deviations"),
        (1, "六、改进意见", "measures"),
        (1, "七、自评结果拟应用和公开情况", "application"),
    ],
    "national": [
        (1, "一、基本情况", ""),
        (2, "（一）项目概况", "overview funds_arranged funds_used"),
        (2, "（二）项目绩效目标", "goals"),
        (1, "二、绩效评价工作开展情况", ""),
        (2, "（一）绩效评价目的、对象和范围", "evaluation_work"),
        (2, "（二）绩效评价原则、评价指标体系、评价方法和评价标准", "evaluation_work"),
        (2, "（三）绩效评价工作过程", "evaluation_work"),
        (1, "三、综合评价情况及评价结论", "score"),
        (1, "四、绩效评价指标分析", ""),
        (2, "（一）项目决策情况", "process"),
        (2, "（二）项目过程情况", "process internal_control"),
        (2, "（三）项目产出情况", "outputs"),
        (2, "（四）项目效益情况", "benefits satisfaction"),
        (1, "五、主要经验及做法、存在的问题及原因分析", ""),
        (2, "（一）主要经验及做法", "experience"),
        (2, "（二）存在的问题及原因分析", "problems"),
        (1, "六、有关建议", "suggestions"),
        (1, "七、其他需要说明的问题", "other"),
    ],
    "yunnan": [
        (1, "一、自评结论", ""),
        (2, "（一）自评得分", "score"),
        (2, "（二）绩效目标完成情况", ""),
        (3, "1.产出指标完成情况", "outputs"),
        (3, "2.效益指标完成情况", "benefits"),
        (3, "3.满意度指标完成情况", "satisfaction"),
        (2, "（三）存在的问题和原因分析", "problems"),
        (2, "（四）下一步拟改进措施及有关建议", "measures suggestions"),
        (1, "二、佐证材料", ""),
        (2, "（一）项目基本情况", "overview goals"),
        (2, "（二）自评工作开展情况", "evaluation_work"),
        (2, "（三）绩效评价指标分析", ""),
        (3, "1.预算执行情况", "funds_arranged funds_used"),
        (3, "2.资金管理情况", "internal_control"),
        (3, "3.组织实施情况", "process"),
        (2, "（四）其他需要说明的情况", "experience application other"),
    ],
}


def test_the_default_pack_comes_first() -> None:
    assert pack_names()[0] == DEFAULT_PACK == "national"
    assert set(OUTLINES) <= set(pack_names())


@pytest.mark.parametrize("name", OUTLINES)
def test_a_shipped_outline_is_that_of_its_locality(name: str) -> None:
    found = [(one.level, one.heading, " ".join(one.section.kinds)) for one in load_pack(name).placed()]
    assert found == OUTLINES[name]


@pytest.mark.parametrize("name", pack_names())
def test_every_shipped_pack_is_whole(name: str) -> None:
    pack = load_pack(name)
    assert pack.id == name and pack.title
    assert sum(pack.weights.values()) == 100
    assert [(band.grade, band.floor) for band in pack.bands] == [
        ("优", 90),
        ("良", 80),
        ("中", 60),
        ("差", 0),
    ]
    assert (pack.limits.execution_rate, pack.limits.overshoot, pack.limits.qualitative) == (90, 130, 80)
    assert pack.self_name("岚桥县教育局") == "我局"
    assert all((shipped("prompts") / "plan" / f"{pattern}.j2").is_file() for pattern in pack.patterns())
    assert "{project}" in pack.report_title and "{year}" in pack.report_title


@pytest.mark.parametrize("name", pack_names())
def test_no_kind_of_report_content_is_left_out(name: str) -> None:
    """Whatever the outline, what a reader must learn is told somewhere."""
    told = load_pack(name).patterns()
    must = {"overview", "goals", "funds_arranged", "funds_used", "internal_control", "process", "outputs", "benefits", "satisfaction",
            "score", "experience", "suggestions", "application", "evaluation_team", "evaluation_steps"}  # fmt: skip
    assert must <= told
    assert {"problems", "measures"} <= told or "problems_and_measures" in told


# --- broken packs -----------------------------------------------------------------------------------------------------------

GOOD = """\
title: 岚桥模板
report_title: "{unit}{year}年{project}报告"
cover:
  title: 自评报告
  lines:
    - {label: 单位, fact: report.unit}
sections:
  - {id: overview, heading: 项目概况, kinds: [overview]}
  - id: money
    heading: 资金情况
    children:
      - id: used
        heading: 使用情况
        kinds: [funds_used]
weights: {产出指标: 60, 效益指标: 40}
needs:
  overview: [project.content]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "common.yaml").write_text(
        (pack_folder() / "common.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (tmp_path / "lanqiao").mkdir()
    (tmp_path / "lanqiao" / "pack.yaml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def broken(folder: Path, old: str, new: str, *, file: str = "lanqiao/pack.yaml") -> str:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(PackError) as raised:
        load_pack("lanqiao", folder)
    assert str(path) in str(raised.value)
    return str(raised.value)


def test_a_pack_of_ones_own(folder: Path) -> None:
    pack = load_pack("lanqiao", folder)
    assert pack_names(folder) == ["lanqiao"]
    assert [one.heading for one in pack.placed()] == ["一、项目概况", "二、资金情况", "（一）使用情况"]
    assert pack.weights == {"产出指标": 60, "效益指标": 40}, "a top-level field replaces the common one"
    assert pack.needs[Kind.OVERVIEW] == ("project.content",), "needs are replaced kind by kind"
    assert pack.needs[Kind.GOALS] == ("goals.overall", "goals.specific")
    assert pack.bands[0].grade == "优"


@pytest.mark.parametrize("needs", ["needs:\n", "needs: {}\n", ""])
def test_without_needs_of_its_own_the_common_ones_hold(folder: Path, needs: str) -> None:
    path = folder / "lanqiao" / "pack.yaml"
    path.write_text(GOOD.replace("needs:\n  overview: [project.content]\n", needs), encoding="utf-8")
    assert "project.background" in load_pack("lanqiao", folder).needs[Kind.OVERVIEW]


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "reason"),
    [
        ("title: 岚桥模板\n", "titel: 岚桥模板\n", 1, "titel", "没有这个字段"),
        ("title: 岚桥模板\n", "titel: 岚桥模板\n", 1, "title", "缺少这个字段"),
        ("    heading: 资金情况\n", "    headnig: 资金情况\n", 10, "sections.1.headnig", "没有这个字段"),
        ("    heading: 资金情况\n", "    headnig: 资金情况\n", 9, "sections.1.heading", "缺少这个字段"),
        ("kinds: [funds_used]", "kinds: [money]", 14, "sections.1.children.0.kinds.0", "没有这种章节类型"),
        ("kinds: [funds_used]", "kinds: funds_used", 14, "sections.1.children.0.kinds", "应为列表"),
        ("fact: report.unit", "fact: report.name", 6, "cover.lines.0.fact", "没有这个事实字段：report.name"),
        ("[project.content]", "[project.cost]", 17, "needs.overview.0", "没有这个事实字段：project.cost"),
        ("  overview: [project", "  概况: [project", 17, "needs.概况.[key]", "没有这种章节类型"),
        ("needs:\n  overview: [project.content]", "needs: [project.content]", 16, "needs", "应为一组字段"),
        ("效益指标: 40", "效益指标: 30", 15, "weights", "权重合计为90，应为100"),
        ("效益指标: 40", "效益指标: 四十", 15, "weights.效益指标", "应为数字"),
        ("id: used", "id: overview", 7, "sections", "id 重复：overview"),
        ("id: used", "id: 使用", 12, "sections.1.children.0.id", "应为小写字母开头"),
        ("heading: 使用情况", 'heading: ""', 13, "sections.1.children.0.heading", "不能为空"),
        ("heading: 使用情况", "heading: [使用]", 13, "sections.1.children.0.heading", "应为文字"),
        ("cover:\n  title: 自评报告\n", "cover:\n", 3, "cover.title", "缺少这个字段"),
        ("  title: 自评报告\n", '  title: "{area}自评报告"\n', 4, "cover.title", "{area}"),
        ("kinds: [funds_used]", "kinds: [funds_used]\n        patterns: [funds_spent]", 15, "sections.1.children.0.patterns", "funds_spent.j2"),
        ("kinds: [funds_used]", "kinds: [evaluation_work]", 14, "sections.1.children.0.kinds", "evaluation_work.j2"),
    ],
)  # fmt: skip
def test_a_broken_pack_names_file_line_and_field(
    folder: Path, old: str, new: str, line: int, field: str, reason: str
) -> None:
    message = broken(folder, old, new)
    told = [one for one in message.splitlines() if f"第{line}行 {field}：" in one]
    assert len(told) == 1 and reason in told[0], message


def test_a_pack_without_sections(folder: Path) -> None:
    start, end = GOOD.index("sections:"), GOOD.index("weights:")
    assert "sections：缺少这个字段" in broken(folder, GOOD[start:end], "")


def test_a_pack_with_no_section(folder: Path) -> None:
    start, end = GOOD.index("sections:"), GOOD.index("weights:")
    assert "第7行 sections：不能为空" in broken(folder, GOOD[start:end], "sections: []\n")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("sections:\n", "sections\n", ("第8行", "YAML")),
        ("cover:\n", "cover: [\n", ("YAML",)),
        ("weights:", "\tweights:", ("第15行", "YAML")),
        ("needs:\n", "title: 又一个\nneeds:\n", ("第16行", "title 写了两次")),
        (
            "        kinds: [funds_used]\n",
            "        kinds: [funds_used]\n        heading: 又\n",
            ("第15行", "heading 写了两次"),
        ),
        ("title: 岚桥模板\n", "title: 2024-13-45\n", ("读不出来",)),
        ("title: 岚桥模板\n", "title: &x [*x]\n", ("读不出来",)),
        ("title: 岚桥模板\n", f"title: {'[' * 3000}\n", ("读不出来",)),
        (GOOD, "", ("第1行", "title、sections")),
        (GOOD, "- 岚桥\n", ("第1行", "title、sections")),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_pack_that_is_no_yaml(folder: Path, old: str, new: str, words: tuple[str, ...]) -> None:
    message = broken(folder, old, new)
    assert all(word in message for word in words), message


def line_of(folder: Path, part: str) -> int:
    lines = (folder / "common.yaml").read_text(encoding="utf-8").splitlines()
    return 1 + next(number for number, line in enumerate(lines) if part in line)


def test_a_fault_of_the_common_file_is_told_of_the_common_file(folder: Path) -> None:
    message = broken(folder, "execution_rate: 90 ", "execution_rate: 高 ", file="common.yaml")
    assert (
        f"common.yaml 第{line_of(folder, 'execution_rate: 高')}行 limits.execution_rate：应为数字" in message
    )
    assert "pack.yaml" not in message


def test_a_need_of_the_common_file_too(folder: Path) -> None:
    message = broken(folder, "[goals.overall, goals.specific]", "[goals.all]", file="common.yaml")
    assert "needs.goals.0：没有这个事实字段：goals.all" in message
    assert f"common.yaml 第{line_of(folder, '[goals.all]')}行" in message and "pack.yaml" not in message


def test_a_pack_in_another_encoding(folder: Path) -> None:
    (folder / "lanqiao" / "pack.yaml").write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(PackError, match="UTF-8"):
        load_pack("lanqiao", folder)


@pytest.mark.parametrize("name", ["", "nowhere", "../lanqiao", ".", "lanqiao/"])
def test_an_unknown_pack_lists_those_there_are(folder: Path, name: str) -> None:
    with pytest.raises(PackError, match="可用的有：lanqiao"):
        load_pack(name, folder)


def test_a_pack_is_read_again_once_its_file_has_changed(folder: Path) -> None:
    first = load_pack("lanqiao", folder)
    assert load_pack("lanqiao", folder) is first
    file = folder / "lanqiao" / "pack.yaml"
    file.write_text(GOOD.replace("title: ", "title: 新", 1), encoding="utf-8")
    assert load_pack("lanqiao", folder).title != first.title


OWN = """\
title: 岚桥县模板
report_title: "{project}{year}年度自评报告"
cover: {title: 自评报告}
sections:
  - {id: overview, heading: 项目概况, kinds: [overview]}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSISTANT_HOME", f" {tmp_path} ")
    return tmp_path / "packs"


def own(home: Path, id: str, text: str = OWN) -> Path:
    folder = home / id
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_pack_of_the_home_is_known_from_when_it_lies_there(home: Path) -> None:
    before = pack_names()
    folder = own(home, "lan-qiao")
    assert pack_names() == [*before, "lan-qiao"]
    pack = load_pack("lan-qiao")
    assert (pack.id, pack.title) == ("lan-qiao", "岚桥县模板")
    assert pack.weights == load_pack(DEFAULT_PACK).weights
    (folder / "pack.yaml").write_text(OWN.replace("岚桥县", "云山县新"), encoding="utf-8")
    assert load_pack("lan-qiao").title == "云山县新模板"
    (folder / "pack.yaml").unlink()
    assert pack_names() == before


def test_a_pack_of_the_home_cannot_stand_in_for_a_shipped_one(home: Path) -> None:
    own(home, DEFAULT_PACK)
    assert load_pack(DEFAULT_PACK).title != "岚桥县模板"
    assert pack_names().count(DEFAULT_PACK) == 1


def test_a_broken_pack_of_the_home_costs_only_itself(home: Path) -> None:
    own(home, "good")
    own(home, "bad", "title: 无提纲\n")
    assert "good" in pack_names() and "bad" not in pack_names()
    assert "sections" in broken_packs()["bad"] and set(broken_packs()) == {"bad"}
    with pytest.raises(PackError, match="sections"):
        load_pack("bad")


@pytest.mark.parametrize("name", ["../national", "..", "A", "1a", "a_b", "a/b", "x" * 41, ""])
def test_names_that_are_no_ids_lead_nowhere(home: Path, name: str) -> None:
    if name not in ("..", "../national", "a/b", ""):
        own(home, name)
    assert name not in pack_names() and template_of(name) is None
    with pytest.raises(PackError, match="没有名为"):
        load_pack(name)


def test_the_template_of_a_pack_lies_beside_it(home: Path) -> None:
    folder = own(home, "lan-qiao")
    assert template_of("lan-qiao") is None and template_of(DEFAULT_PACK) is None
    (folder / "template.docx").write_bytes(b"PK")
    assert template_of("lan-qiao") == folder / "template.docx"
