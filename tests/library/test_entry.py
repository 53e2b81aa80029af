from __future__ import annotations

import pytest

from assistant.errors import InputError
from assistant.library.entry import named
from assistant.library.intake.taking import document_id
from assistant.library.storage.index import DocumentRecord

RECORDS = [
    DocumentRecord(document_id(name), name, "d", name, 1, 1)
    for name in ("泵站.md", "2022/泵站改造.md", "2023/泵站改造.md", "渠道.md")
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)
def test_the_whole_name_and_the_id_are_never_ambiguous(record):
    assert named(RECORDS, record.name) is record
    assert named(RECORDS, f" {record.id} ") is record


def test_a_part_that_one_name_has_is_enough():
    assert named(RECORDS, "渠").name == "渠道.md"
    assert named(RECORDS, "2022").name == "2022/泵站改造.md"


def test_a_part_of_several_names_them_all():
    with pytest.raises(InputError, match="不止一份") as caught:
        named(RECORDS, "泵站改造")
    assert all(record.id in caught.value.message for record in RECORDS[1:3])


def test_many_candidates_are_counted_and_not_all_listed():
    many = [DocumentRecord(document_id(f"{n}.md"), f"报告{n}.md", "d", "", 1, 1) for n in range(50)]
    with pytest.raises(InputError, match="等50份") as caught:
        named(many, "报告")
    assert len(caught.value.message) < 300


def test_what_is_not_there_is_said_with_the_nearest_name():
    with pytest.raises(InputError, match=r"没有“渠到\.md”.*渠道\.md"):
        named(RECORDS, "渠到.md")
    with pytest.raises(InputError, match="library list"):
        named([], "渠道.md")
    with pytest.raises(InputError, match="没有"):
        named(RECORDS, "")
