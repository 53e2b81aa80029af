"""The address of a project's content: whatever could change its draft changes it, nothing else does."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.batch import address
from assistant.batch.address import Addresses
from assistant.batch.task import Order
from assistant.outline.packs import pack_folder
from assistant.settings import Settings

FACTS = b"report: {year: 2024}"


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Order:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path))
    return Order(Settings(model="m"), "national", "offline", tmp_path / "报告")


def of(order: Order, content: bytes = FACTS) -> str:
    return Addresses(order).of(content)


def test_it_holds_from_run_to_run(order: Order, tmp_path: Path) -> None:
    assert of(order) == of(order)
    assert of(replace(order, out=tmp_path / "别处")) == of(order)
    served_elsewhere = order.settings.with_changes(base_url="http://127.0.0.1:9/v1")
    assert of(replace(order, settings=served_elsewhere, writer="model")) == of(replace(order, writer="model"))


def test_whatever_changes_the_draft_changes_it(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [
        of(order),
        of(order, FACTS + b" "),
        of(replace(order, pack="yunnan")),
        of(replace(order, writer="model")),
        of(replace(order, writer="model", settings=order.settings.with_changes(model="n"))),
    ]
    monkeypatch.setattr(address, "__version__", "9.9.9")
    assert len({*made, of(order)}) == 6


def test_an_own_pack_and_its_template(order: Order, tmp_path: Path) -> None:
    own = replace(order, pack="own")
    shutil.copytree(pack_folder() / "national", tmp_path / "packs" / "own")
    plain = of(own)
    (tmp_path / "packs" / "own" / "template.docx").write_bytes(b"PK one")
    first = of(own)
    (tmp_path / "packs" / "own" / "template.docx").write_bytes(b"PK two")
    assert len({plain, first, of(own)}) == 3
