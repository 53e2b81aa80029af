"""The whole way of a user in a real browser: choose, draft, read, download; and what must never happen on it."""

from __future__ import annotations

from collections.abc import Iterator

import docx
import pytest

from tests.web.browsing import SIZES, chromium, needs_browser, serving, watched
from tests.web.conftest import FACTS

pytestmark = [pytest.mark.browser, needs_browser]


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("home")
    with serving(home) as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser, address) -> Iterator:
    """The opened desk."""
    with watched(browser) as page:
        page.goto(address)
        # The page mounts piece by piece, slowly on a busy machine.
        for part in ("#facts-card .card", "#choices", ".tabitem", "#start"):
            page.wait_for_selector(part, state="attached")
        yield page


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
