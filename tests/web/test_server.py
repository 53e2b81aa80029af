from __future__ import annotations

import importlib
import json
import os
import re
import socket
import subprocess
import sys

import pytest
from starlette.testclient import TestClient

from assistant.errors import InputError
from assistant.web import server
from assistant.web.server import bound, make_app
from assistant.web.stocking import Stocking


@pytest.fixture
def app(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(Stocking, "start", lambda self: None)
    return make_app(settings, tmp_path)


def test_a_taken_port_is_told():
    with bound("127.0.0.1", 0) as taken, pytest.raises(InputError, match="已被占用"):
        bound("127.0.0.1", taken.getsockname()[1])


def test_an_address_that_is_not_ours_is_told():
    with pytest.raises(InputError, match="不能在"):
        bound("192.0.2.1", 0)


def test_the_command_ends_with_2_on_a_taken_port(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [sys.executable, "app.py", "--port", str(taken.getsockname()[1])]
        root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
        ended = subprocess.run(
            command,
            cwd=root,
            env={**os.environ, "ASSISTANT_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
        )
    assert ended.returncode == 2
    assert "已被占用" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_importing_the_server_loads_nothing_heavy():
    code = "import sys, assistant.web.server; print([m for m in ('gradio', 'chromadb', 'fastapi') if m in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_healthz(app):
    with TestClient(app, base_url="http://127.0.0.1") as client:
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_the_page_is_ours_and_asks_for_nothing_from_elsewhere(app):
    with TestClient(app, base_url="http://127.0.0.1") as client:
        page = client.get("/").text
        config = client.get("/config").json()
    assert "<title>绩效自评报告起草</title>" in page
    assert config["analytics_enabled"] is False
    assert config["footer_links"] == []
    assert "googleapis" not in json.dumps(config)
    labels = [c["props"].get("label") or c["props"].get("value") or "" for c in config["components"]]
    words = [re.sub("<[^>]*>", "", word).strip() for word in labels if isinstance(word, str)]
    assert not [word for word in words if word and word.isascii() and word not in ("national", "offline")]


def test_the_page_of_past_reports_is_ours_too(app):
    with TestClient(app, base_url="http://127.0.0.1") as client:
        moved = client.get("/reports", follow_redirects=False)
        page = client.get("/reports/").text
        config = client.get("/reports/config").json()
    assert (moved.status_code, moved.headers["location"]) == (307, "reports/")
    assert "<title>往年报告 - 绩效自评报告起草</title>" in page
    assert 'lang="zh-CN"' in page
    assert config["analytics_enabled"] is False
    assert "googleapis" not in json.dumps(config)


def test_each_page_has_its_own_limit_for_uploads(app):
    statuses = {}
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for path in ("", "/reports"):
            big = {"files": ("a.docx", b"x" * 21_000_000)}
            statuses[path] = client.post(f"{path}/gradio_api/upload", files=big).status_code
    assert statuses == {"": 413, "/reports": 200}


def test_files_of_the_machine_are_not_served(app, tmp_path):
    outside = importlib.import_module("assistant").__file__
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for path in ("/etc/passwd", outside, str(tmp_path / ".." / "x")):
            assert client.get(f"/gradio_api/file={path}").status_code in (403, 404)
            assert client.get(f"/reports/gradio_api/file={path}").status_code in (403, 404)


def test_shown_address():
    assert [server._shown(host) for host in ("0.0.0.0", "::1", "127.0.0.1")] == [
        "127.0.0.1",
        "[::1]",
        "127.0.0.1",
    ]
