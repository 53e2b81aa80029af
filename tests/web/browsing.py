"""A real server and a real Chromium, watched for what must never happen on any page."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parents[2]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = ((1440, 900), (1024, 768))

needs_browser = pytest.mark.skipif(
    not CHROMIUM.exists(), reason=f"needs Debian's Chromium at {CHROMIUM} (apt-get install chromium)"
)


@contextmanager
def serving(home: Path, **settings: str) -> Iterator[str]:
    """The address of a server on that home, with these `ASSISTANT_…` settings; it must end cleanly and leave no upload
    behind.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    given = {f"ASSISTANT_{name.upper()}": value for name, value in settings.items()}
    environment = {**kept, **given, "ASSISTANT_HOME": str(home), "TMPDIR": str(home)}
    errors = home / "stderr.txt"
    with errors.open("wb") as log:
        command = [sys.executable, "app.py", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", server, errors)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(60)
    said = errors.read_text(encoding="utf-8")
    assert "已停止" in said
    assert "Traceback" not in said
    assert not list(home.glob("report-assistant-*")), "uploads and reports are left behind"


def _wait_for(address: str, server: subprocess.Popen[bytes], errors: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, errors.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(address) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server does not answer")


@contextmanager
def chromium() -> Iterator:
    """A browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield browser
        browser.close()


def settled(page, quiet: int = 700) -> None:
    """Waits until the page has not changed for so many milliseconds: Gradio draws it piece by piece."""
    page.evaluate(
        """(quiet) => new Promise((done) => {
          let last = performance.now();
          const watch = new MutationObserver(() => { last = performance.now(); });
          watch.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
          const clock = setInterval(() => {
            if (performance.now() - last < quiet) return;
            clearInterval(clock);
            watch.disconnect();
            done();
          }, 50);
        })""",
        quiet,
    )


@contextmanager
def watched(browser) -> Iterator:
    """A page of an English-speaking, dark-minded browser; ends with the checks that hold on every page."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-US", color_scheme="dark", accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(120_000)
    faults: list[str] = []
    hosts: set[str | None] = set()
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(f"dialog {dialog.message}"))
    page.on(
        "request",
        lambda request: hosts.add(urlsplit(request.url).hostname) if request.url[:4] == "http" else None,
    )
    yield page
    assert faults == []
    assert hosts == {"127.0.0.1"}
    context.close()
