from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest

from assistant.library.finding.boosts import NO_PREFERENCE, Preference
from assistant.library.finding.cards import Filter
from assistant.library.finding.finder import Finder
from assistant.library.finding.search import Hit
from assistant.library.identities.masking import MaskedText
from assistant.library.passages import Passage
from assistant.library.storage.index import Index
from assistant.outline.kinds import Kind
from tests.library.conftest import FakeEmbedder
from tests.library.shelving import MemoryIndex, passage

LATE = "招标公告被质疑后重新发布，开工时间推迟。"
SHORT = "县级配套资金没有足额到位，影响工程进度。"
CARE = "护栏的日常管护经费没有落实，乡镇有不同意见。"


def finder(*passages: Passage, embedder: FakeEmbedder | None = None) -> tuple[Finder, MemoryIndex]:
    index = MemoryIndex(passages, embedder)
    return Finder(cast(Index, index), embedder), index


def find(made: Finder, text: str, k: int = 5, kind: Kind | None = Kind.PROBLEMS, **asked: Any) -> list[Hit]:
    only = asked.pop("only", Filter())
    return made.find([(text, kind)], k, only, asked.pop("wanted", NO_PREFERENCE))[0]


def documents(hits: list[Hit]) -> list[str]:
    return [hit.passage.document_id for hit in hits]


@pytest.mark.parametrize("embedder", [None, FakeEmbedder()])
def test_the_passage_on_the_matter_comes_first(embedder: FakeEmbedder | None) -> None:
    made, _ = finder(passage("甲", LATE), passage("乙", SHORT), passage("丙", CARE), embedder=embedder)
    assert documents(find(made, "管护经费谁出"))[0] == "丙"
    assert documents(find(made, "配套资金到位不足"))[0] == "乙"


def test_texts_are_read_for_the_best_only(embedder: FakeEmbedder) -> None:
    many = [passage(f"甲{number}", LATE + "甲乙丙丁戊己庚辛"[number % 8] * number) for number in range(90)]
    made, index = finder(*many, embedder=embedder)
    assert len(find(made, "招标推迟", k=2)) == 2
    assert len(index.fetched) == 2


def test_copies_become_one_hit_and_make_room_for_others() -> None:
    same = [
        passage(f"套话{number}", SHORT + f"差{number}万元", masked=MaskedText(SHORT + "差〔金额1〕"))
        for number in range(9)
    ]
    made, _ = finder(*same, passage("乙", "县级资金到位晚，影响支付。"))
    first, second = find(made, "县级配套资金没有足额到位", k=2)
    assert first.copies == 9
    assert second.passage.document_id == "乙"
    assert second.copies == 1


def test_of_equally_relevant_passages_the_preferred_comes_first() -> None:
    near = passage("近", SHORT + "已报告甲。", region="青溪县", project_type="construction", year=2023)
    far = passage("远", SHORT + "已报告乙。", region="岚山县", project_type="service", year=2012)
    made, _ = finder(near, far, passage("丙", CARE))
    wanted = Preference("construction", "青溪县", None, 2024)
    unwanted = Preference("service", "岚山县", None, 2012)
    assert documents(find(made, "配套资金没有到位，已报告", wanted=wanted))[0] == "近"
    assert documents(find(made, "配套资金没有到位，已报告", wanted=unwanted))[0] == "远"


def test_a_preference_does_not_bring_another_matter_to_the_top() -> None:
    wanted = Preference("construction", "青溪县", "national", 2024)
    other = passage("乙", CARE, region="青溪县", project_type="construction", pack="national", year=2024)
    made, _ = finder(passage("甲", SHORT, quality=0.3, confidence=0.3), other)
    assert documents(find(made, "县级配套资金没有足额到位", wanted=wanted))[0] == "甲"


def test_a_faulty_report_is_no_model_where_another_is_as_near() -> None:
    poor, good = passage("差", SHORT + "甲", quality=0.3), passage("好", SHORT + "乙", quality=1.0)
    made, _ = finder(poor, good, passage("丙", CARE))
    first = find(made, "县级配套资金没有足额到位", k=1)
    assert documents(first) == ["好"]


def test_tables_come_only_where_they_may(embedder: FakeEmbedder) -> None:
    table = passage("表", "| 县级配套资金 | 到位 |", is_table=True)
    made, _ = finder(table, passage("乙", SHORT), embedder=embedder)
    assert "表" in documents(find(made, "县级配套资金到位"))
    assert documents(find(made, "县级配套资金到位", only=Filter(tables=False))) == ["乙"]


def test_a_narrow_filter_still_finds_all_it_admits(embedder: FakeEmbedder) -> None:
    many = [passage(f"甲{number}", SHORT + str(number)) for number in range(400)]
    rare = [
        passage(f"乙{number}", f"完全另外的一件事{number}", project_type="service") for number in range(3)
    ]
    made, _ = finder(*many, *rare, embedder=embedder)
    found = find(made, "县级配套资金没有足额到位", only=Filter("service"), k=9)
    assert {document[0] for document in documents(found)} == {"乙"}
    assert sum(hit.copies for hit in found) == 3


def test_over_all_kinds_a_part_comes_once_and_kinds_compete_by_relevance(embedder: FakeEmbedder) -> None:
    both = [passage("甲", CARE, kind=kind) for kind in (Kind.PROBLEMS, Kind.MEASURES)]
    weak = passage("乙", "开工时间推迟。", kind=Kind.OUTPUTS)
    made, _ = finder(*both, weak, embedder=embedder)
    found = find(made, "护栏管护经费没有落实", kind=None)
    assert documents(found)[0] == "甲"
    assert documents(found).count("甲") == 1


def test_what_was_deleted_since_the_search_began_is_left_out() -> None:
    made, index = finder(passage("甲", SHORT), passage("乙", "县级资金到位晚，影响支付。"))
    assert set(documents(find(made, "县级资金"))) == {"甲", "乙"}
    index.all = [one for one in index.all if one.document_id == "乙"]
    assert documents(find(made, "县级资金")) == ["乙"]


def test_a_new_revision_is_searched_anew() -> None:
    made, index = finder(passage("甲", "配套资金没有足额到位。"))
    assert find(made, "谁来管护") == []
    index.all.append(passage("丙", CARE))
    index.version += 1
    assert documents(find(made, "谁来管护")) == ["丙"]


def test_an_embedder_is_not_asked_where_the_index_has_no_vectors() -> None:
    class Refuses(FakeEmbedder):
        def queries(self, texts: list[str]) -> np.ndarray:
            raise AssertionError("asked")

    index = MemoryIndex([passage("甲", SHORT)], None)
    made = Finder(cast(Index, index), Refuses())
    assert documents(find(made, "配套资金")) == ["甲"]
