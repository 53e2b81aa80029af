from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from assistant.library.library import Library
from assistant.library.retriever import LibraryRetriever
from assistant.outline.kinds import Kind


@pytest.fixture
def library(tmp_path: Path, embedder, reports: Path) -> Library:
    made = Library(tmp_path / "home", embedder)
    list(made.ingest([reports]))
    return made


def test_documents_are_masked_and_tell_their_source(library: Library) -> None:
    (first,) = LibraryRetriever(library=library, kind=Kind.FUNDS_USED, k=1).invoke("支付清淤款")
    assert first.page_content.startswith("截至〔日期")
    assert first.metadata["document"] == "渠道.md"
    assert first.metadata["kind"] == "funds_used"
    assert first.id == first.metadata["id"]
    assert first.metadata["score"] > 0


def test_names_come_only_when_asked_for(library: Library) -> None:
    quiet = LibraryRetriever(library=library, kind=Kind.FUNDS_USED).invoke("支付清淤款")[0]
    assert "云岭" not in repr(quiet)
    full = LibraryRetriever(library=library, kind=Kind.FUNDS_USED, with_text=True).invoke("支付清淤款")[0]
    assert "云岭水利工程有限公司" in full.metadata["text"]
    assert "云岭" not in full.page_content


def test_it_composes_and_answers_asynchronously(library: Library) -> None:
    from langchain_core.runnables import RunnableLambda

    retriever = LibraryRetriever(library=library, kind=Kind.PROBLEMS, k=2)
    chain = retriever | RunnableLambda(lambda found: [one.metadata["document"] for one in found])
    assert chain.invoke("征地启动晚") == asyncio.run(chain.ainvoke("征地启动晚"))
    assert len(chain.invoke("征地启动晚")) == 2


def test_documents_can_be_left_out(library: Library) -> None:
    retriever = LibraryRetriever(library=library, kind=Kind.PROBLEMS, exclude=("渠道.md",))
    assert {one.metadata["document"] for one in retriever.invoke("征地启动晚")} == {"医院.md"}


def test_tables_are_no_examples_unless_asked_for(tmp_path: Path, embedder) -> None:
    path = tmp_path / "报告.md"
    path.write_text(
        "一、资金使用情况\n全年支付清淤款，各笔均有凭证。\n| 收款单位 | 事项 |\n| 云岭建设有限公司 | 支付清淤款和监理费 |\n"
    )
    library = Library(tmp_path / "home", embedder)
    list(library.ingest([path]))
    plain = LibraryRetriever(library=library, kind=Kind.FUNDS_USED).invoke("支付清淤款")
    assert [one.page_content.startswith("|") for one in plain] == [False]
    asked = LibraryRetriever(library=library, kind=Kind.FUNDS_USED, tables=True).invoke("支付清淤款")
    assert any(one.page_content.startswith("|") for one in asked)
