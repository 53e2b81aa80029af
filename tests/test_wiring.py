"""The wiring: exemplars come from the library, masked, and never from the report on the same facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafting.plan import make_plan
from assistant.errors import InputError
from assistant.library.library import Library
from assistant.outline.packs import load_pack
from assistant.wiring import LibraryExemplars, check_output
from tests.drafting.facts import small_project

OWN = """# 云汀县水务局2024年泵站改造项目绩效自评报告

一、资金使用情况

截至2024年12月31日，云汀县水务局累计支付汀源水利工程有限公司工程款180.25万元，执行率92.73%，其余资金按合同约定支付。
"""
OTHER = (
    OWN.replace("云汀县", "砚洲县").replace("汀源", "宏远").replace("2024", "2022").replace("180.25", "88.6")
)


@pytest.fixture(scope="module")
def exemplars(tmp_path_factory: pytest.TempPathFactory) -> LibraryExemplars:
    folder = tmp_path_factory.mktemp("past")
    for name, text in (("own.md", OWN), ("other.md", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
    library = Library(tmp_path_factory.mktemp("home"))
    assert [one.status for one in library.ingest([folder])] == ["added", "added"]
    return LibraryExemplars(library)


def test_a_report_on_the_same_facts_is_no_example(exemplars):
    facts = small_project()
    plan = make_plan(facts, load_pack("guangdong-project"))
    found = dict(
        zip(
            [section.id for section in plan.sections],
            exemplars.for_sections(plan.sections, facts),
            strict=True,
        )
    )
    documents = {one.reference.document for shown in found.values() for one in shown}
    assert documents == {"other.md"}
    (best, *_) = found["funds_used"]
    assert "宏远" not in str(best.masked) and "88.6" not in str(best.masked)
    assert any("宏远" in name for name in best.foreign.names)


def test_only_three_endings_can_be_written():
    for name in ("a.docx", "b.MD", "c.json"):
        check_output(Path(name))
    with pytest.raises(InputError):
        check_output(Path("a.pdf"))
