"""The wiring: exemplars come from the library, masked, and never from the report on the same facts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.drafting.plan import make_plan
from assistant.errors import InputError, ModelError, SettingsError
from assistant.library.finding.boosts import Preference
from assistant.library.finding.search import Hit
from assistant.library.identities.masking import mask
from assistant.library.library import Library
from assistant.library.passages import Passage
from assistant.outline.kinds import Kind
from assistant.outline.packs import load_pack
from assistant.settings import Settings
from assistant.wiring import LibraryExemplars, open_library
from assistant.wiring_documents import check_output
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


@dataclass
class Recorded:
    """A library that remembers how it was asked and answers with given hits."""

    hits: list[Hit]

    def is_empty(self) -> bool:
        return False

    def documents(self) -> list[object]:
        return []

    def search_many(self, queries, k, **how):
        self.how = how
        return [self.hits[:k] for _ in queries]


def _hit(document: str, quality: float) -> Hit:
    passage = Passage(
        id=f"{document}:1:1:problems", part=f"{document}:1:1", document=document, document_id=document,
        heading="一、存在的问题", heading_path=(), kind=Kind.PROBLEMS, text="进度慢。", masked=mask("进度慢。").text,
        identities=(), page=None, year=None, project_type="other", region=None, unit=None, quality=quality,
    )  # fmt: skip
    return Hit(passage, 0.5)


def _exemplars_of(*hits: Hit) -> tuple[set[str], dict[str, Any]]:
    library = Recorded(list(hits))
    facts = small_project()
    found = LibraryExemplars(library, "yunnan").for_sections(  # type: ignore[arg-type]
        make_plan(facts, load_pack("yunnan")).sections, facts
    )
    return {one.reference.document for shown in found for one in shown}, library.how


def test_poor_reports_are_examples_only_where_there_are_no_others():
    poor, good = _hit("差.md", 0.2), _hit("好.md", 0.9)
    assert _exemplars_of(poor, good)[0] == {"好.md"}
    assert _exemplars_of(poor)[0] == {"差.md"}


def test_like_projects_are_preferred_and_tables_left_out():
    facts = small_project()
    how = _exemplars_of(_hit("好.md", 1.0))[1]
    assert how["tables"] is False
    assert how["prefer"] == Preference(facts.project.type, facts.report.region, "yunnan", facts.report.year)


def test_the_settings_choose_the_embedder(tmp_path):
    chosen = Settings(
        home=tmp_path,
        embedding_url="http://127.0.0.1:9/v1",
        embedding_model="m3e",
        retries=0,
        timeout_seconds=2,
    )
    (tmp_path / "past.md").write_text(OWN, encoding="utf-8")
    with pytest.raises(ModelError, match="向量服务"):
        list(open_library(chosen).ingest([tmp_path / "past.md"]))
    with pytest.raises(SettingsError, match="ASSISTANT_EMBEDDING_MODEL"):
        open_library(Settings(home=tmp_path, embedding_url="http://127.0.0.1:9/v1"))
