"""The whole way of a user in a real browser: choose, draft, read, download; and what must never happen on it."""

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

import docx
import pytest

from tests.web.conftest import FACTS

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

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason=f"needs Debian's Chromium at {CHROMIUM} (apt-get install chromium)"
    ),
]


@contextmanager
def _serving(home: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    environment = {**kept, "ASSISTANT_HOME": str(home), "TMPDIR": str(home)}
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


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("home")
    with _serving(home) as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser, address) -> Iterator:
    """The opened page of an English-speaking, dark-minded browser; ends with the checks that hold on every page."""
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
    page.goto(address)
    # The page mounts piece by piece, slowly on a busy machine.
    for part in ("#facts-card .card", "#choices", ".tabitem", "#start"):
        page.wait_for_selector(part, state="attached")
    yield page
    assert faults == []
    assert hosts == {"127.0.0.1"}
    context.close()


def _choose(page, control: str, number: int) -> None:
    page.locator(f"{control} input").click()
    page.get_by_role("option").nth(number).click()


def _tab(page, number: int) -> None:
    page.locator("#tabs").get_by_role("tab").nth(number).click()


def _draft(page) -> None:
    page.locator("#start:not([disabled])").click()
    page.wait_for_selector(".status.done")


def _fits(page) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wide = "[document.documentElement, document.querySelector('#choices'), document.querySelector('.tabitem')]"
        over = page.evaluate(f"{wide}.map(e => e.scrollWidth - e.clientWidth)")
        assert over == [0, 0, 0], (width, height, over)
        for control in ("#start", "#stop", "#word"):
            box = page.locator(control).bounding_box()
            assert box["y"] + box["height"] <= height, (control, width, height)


def test_from_a_sample_to_the_word_file(page, tmp_path):
    _fits(page)
    assert page.locator("#start").is_disabled()
    _choose(page, "#sample", 1)
    page.wait_for_selector("#facts-card dl")
    _choose(page, "#pack", 2)
    _draft(page)
    _fits(page)
    entries = page.locator(".outline li")
    assert entries.count() == page.locator(".paper section").count() > 5
    assert {text.strip() for text in page.locator(".outline .state").all_text_contents()} == {"完成"}
    last = page.locator(".paper section").last
    page.locator(".outline a").last.click()
    heading = last.locator("h2, h3").inner_text()
    assert heading == page.locator(".outline a").last.inner_text()
    assert last.is_visible()
    assert page.locator(".paper .figure[title^='出处：']").count() > 10

    _tab(page, 1)
    page.wait_for_selector(".findings .tally")
    _fits(page)
    _tab(page, 3)
    page.wait_for_selector(".facts table")
    _fits(page)

    with page.expect_download() as waiting:
        page.locator("#word").click()
    assert waiting.value.suggested_filename.endswith("自评报告.docx")
    waiting.value.save_as(tmp_path / "报告.docx")
    paragraphs = [p.text for p in docx.Document(str(tmp_path / "报告.docx")).paragraphs]
    assert heading in paragraphs


def test_markup_in_uploaded_facts_stays_text_everywhere(page, tmp_path):
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>${alert(3)}{{4}}`"
    facts = tmp_path / "facts.yaml"
    facts.write_text(FACTS.replace("岚川县雷达站改造项目", f"'{hostile}项目'"), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(str(facts))
    page.wait_for_selector("#facts-card dl")
    _draft(page)
    assert hostile in page.locator("#facts-card").inner_text()
    assert hostile in page.locator(".paper").inner_text()
    for number in (1, 2, 3):
        _tab(page, number)
        page.wait_for_timeout(100)
    assert page.locator("#work img").count() == 0
    assert page.locator("#work script").count() == 0


def test_faults_of_a_file_are_told_in_the_left_column(page, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        "report: {year: 20x4, unit: 甲局}\nproject: {name: 乙}\nfunds: {initial_budget: -3}\n",
        encoding="utf-8",
    )
    page.locator("input[type=file]").set_input_files(str(bad))
    page.wait_for_selector("#facts-card .trouble li")
    assert page.locator("#facts-card .trouble li").count() == 2
    assert page.locator("#start").is_disabled()
    for name, size in (("big.yaml", 2_000_001), ("word.docx", 10)):
        path = tmp_path / name
        path.write_bytes(b"#" * size)
        page.locator("input[type=file]").set_input_files(str(path))
        page.wait_for_selector("[data-refusal]")
        said = page.locator("[data-refusal]").inner_text()
        assert ("文件过大" if name == "big.yaml" else "不支持这种文件") in said


def test_the_page_speaks_chinese_only_and_is_light(page):
    words = page.locator("body").inner_text()
    allowed = {
        "ASSISTANT",
        "BASE",
        "URL",
        "MODEL",
        "API",
        "KEY",
        "GGUF",
        "Word",
        "Markdown",
        "yaml",
        "json",
        "MB",
    }
    latin = set("".join(c if c.isascii() and c.isalpha() else " " for c in words).split())
    assert latin <= allowed
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert not page.evaluate("document.body.classList.contains('dark')")
    assert page.locator("footer:visible").count() == 0


def test_another_session_sees_nothing_of_this_one(page, browser, address):
    _choose(page, "#sample", 1)
    page.wait_for_selector("#facts-card dl")
    other = browser.new_context().new_page()
    other.goto(address)
    other.wait_for_selector("#facts-card .card")
    assert other.locator("#facts-card dl").count() == 0
    assert other.locator("#start").is_disabled()
    other.context.close()
