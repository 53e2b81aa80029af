"""A shelf with one fictional report, and the page's handlers on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import pytest

from assistant.outline.kinds import Kind
from assistant.web.reports.handlers import Handlers
from assistant.web.reports.layout import lay_out
from assistant.web.reports.taking import Taking
from assistant.web.stocking import Stage, Stock, Stocking
from tests.web.reports.shelf import FakeShelf, Shown, passage, record, section


@pytest.fixture
def shelf() -> FakeShelf:
    sections = (
        section("1", "一、项目概况", [Kind.OVERVIEW], 0.95),
        section("2", "二、其他情况", [Kind.OTHER], 0.3),
        section("2.1", "（一）设备到货晚", [Kind.PROBLEMS], 0.9),
        section("3", "三、有关情况", [Kind.OTHER], 0.4),
    )
    passages = (
        passage("a1", "1", Kind.OVERVIEW, "岚川县气象台更换天线1套。", "〔单位1〕更换天线〔数量1〕。"),
        passage("a1", "2", Kind.OTHER, "雷达到货晚了两个月。", "雷达到货晚了〔数量2〕。"),
    )
    known = record(
        "a1",
        unit="岚川县气象台",
        year=2023,
        region="岚川县",
        project="雷达站",
        project_type="construction",
        uncertain=2,
    )
    return FakeShelf({"a1": Shown(known, sections, frozenset({"2", "3"}), passages)})


@pytest.fixture
def taking(shelf: FakeShelf, tmp_path: Path) -> Iterator[Taking]:
    made = Taking(shelf, tmp_path)  # type: ignore[arg-type]
    yield made
    if shelf.gate:
        shelf.gate.set()
    made.stop()
    made.wait()


@pytest.fixture
def stocking(shelf: FakeShelf) -> Stocking:
    made = Stocking(shelf, Path("corpus"))  # type: ignore[arg-type]
    made.stock = Stock(Stage.READY)
    return made


@pytest.fixture
def do(shelf: FakeShelf, stocking: Stocking, taking: Taking) -> Handlers:
    with gr.Blocks():
        return Handlers(lay_out(), shelf, stocking, taking)  # type: ignore[arg-type]
