"""A Chroma server of its own for the tests, and passages and records to store."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np
import pytest

from assistant.library.documents import SourceDocument
from assistant.library.identities.labels import Identity, Label
from assistant.library.identities.masking import MaskedText
from assistant.library.passages import Passage
from assistant.library.storage.records import DocumentRecord
from assistant.outline.kinds import Kind

MADE_BY = ("fake", 3)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a running `chroma run`; the test is skipped where it does not start."""
    program = shutil.which("chroma", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("没有 chroma 程序")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        if not _answers(f"{url}/api/v2/heartbeat", process):
            pytest.skip("chroma run 没有启动")
        yield url
    finally:
        process.kill()
        process.wait()


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    for _ in range(300):
        if process.poll() is not None:
            return False
        try:
            return httpx.get(url, trust_env=False).status_code == 200
        except httpx.TransportError:
            time.sleep(0.1)
    return False


def passage(document: str, number: int = 1, kind: Kind = Kind.OVERVIEW, **changes: object) -> Passage:
    fields: dict[str, object] = {
        "id": f"{document}:{number}:{kind.value}",
        "part": f"{document}:{number}",
        "document": f"{document}.md",
        "document_id": document,
        "heading": "（一）项目概况",
        "heading_path": ("一、基本情况",),
        "kind": kind,
        "text": f"正文{number}",
        "masked": MaskedText("〔数量1〕"),
        "identities": (Identity(Label.COUNT, "12"),),
        "page": 3,
        "year": 2023,
        "project_type": "construction",
        "region": "青溪县",
        "unit": "青溪县水利局",
    }
    return Passage(**{**fields, **changes})  # type: ignore[arg-type]


def record(document: str, passages: int = 1, **changes: object) -> DocumentRecord:
    fields: dict[str, object] = {"title": "标题", "sections": 4, "passages": passages, "year": 2023}
    given = {"digest": f"digest-{document}", **fields, **changes}
    return DocumentRecord(document, f"{document}.md", **given)  # type: ignore[arg-type]


def source(document: str) -> SourceDocument:
    return SourceDocument(
        f"{document}.md",
        "一、基本情况\n残缺的字\ud800在此。\n| 指标 | 12 |",
        ((0, 1), (7, 2)),
        f"digest-{document}",
        styles=((0, 1),),
        doubts=((7, 0.5),),
        notes=("第2页为扫描件",),
    )


def vectors(*rows: tuple[float, float, float]) -> np.ndarray:
    return np.asarray(rows, dtype=np.float32)
