from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.pipeline import Job, draft
from assistant.web.desk import Desks, file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("岚川县雷达站2024年度自评报告", "岚川县雷达站2024年度自评报告"),
        ('a/b\\c:d*e?<f>|"g"\n', "abcdefg"),
        ("../../etc/passwd", "etcpasswd"),
        ("！！！", "自评报告"),
        ("甲" * 200, "甲" * 60),
    ],
)
def test_file_name(title, name):
    assert file_name(title) == name


@given(st.text())
def test_a_file_name_fits_any_file_system(title):
    name = file_name(title)
    assert name
    assert len(f"{name}.docx".encode()) <= 255
    assert not set(name) & set('/\\:*?"<>|. \n\t\0')


def test_files_are_replaced_and_go_with_the_desk(tmp_path, facts, pack):
    desks = Desks(tmp_path)
    desk, other = desks.new(), desks.new()
    made = list(draft(Job(facts, pack)))[-1].draft
    first, _ = desk.save(made)
    second, markdown = desk.save(made)
    kept, _ = other.save(made)
    assert (first.exists(), second.exists(), markdown.exists()) == (False, True, True)
    desk.close()
    assert (second.exists(), kept.exists()) == (False, True)
    assert desk.stop.is_set()
    desks.close()
    assert list(tmp_path.iterdir()) == []
