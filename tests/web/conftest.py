"""One small fictional project, and the page's parts made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.facts.load import facts_from_text
from assistant.facts.model import ProjectFacts
from assistant.outline.pack import Pack
from assistant.outline.packs import load_pack
from assistant.settings import Settings

# Its checks hold on every page; a failure should show what was met.
pytest.register_assert_rewrite("tests.web.browsing")

FACTS = """
report: {year: 2024, unit: 岚川县气象台, filled_on: 2025-03-04}
project:
  name: 岚川县雷达站改造项目
  type: construction
  background: [雷达站建于2009年，雨季停机11次]
  content: [更换雷达天线1套]
funds:
  initial_budget: 120.5
  payments:
    - {payee: 泽岭电子有限公司, amount: 60.25, purpose: 天线款, date: 2024-06-03}
    - {payee: 泽岭电子有限公司, amount: 40, purpose: 安装费, date: 2024-11-20}
indicators:
  - {id: n1, level1: 产出指标, level2: 数量指标, name: 更换天线数量, op: ">=", target: 1, unit: 套, actual: 1, weight: 20, score: 20}
"""


@pytest.fixture
def facts() -> ProjectFacts:
    return facts_from_text(FACTS)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def pack() -> Pack:
    return load_pack("national")
