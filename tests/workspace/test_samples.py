from __future__ import annotations

from assistant.workspace.samples import samples
from tests.web.conftest import FACTS


def test_samples_are_named_by_project_and_year_and_a_broken_one_is_left_out(tmp_path, caplog):
    (tmp_path / "2024-radar.yaml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "2023-broken.yaml").write_text("report: {", encoding="utf-8")
    assert samples(tmp_path) == {"岚川县雷达站改造项目（2024）": tmp_path / "2024-radar.yaml"}
    assert "2023-broken.yaml" in caplog.text


def test_the_shipped_samples_can_all_be_read(caplog):
    assert samples()
    assert caplog.text == ""
