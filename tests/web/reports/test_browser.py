"""The way of a user on the page of past reports in a real browser: put in, look through, correct, find, remove."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest

from assistant.library.library import Library
from tests.web.browsing import SIZES, chromium, needs_browser, serving, watched

pytestmark = [pytest.mark.browser, needs_browser]

HOSTILE = "<img src=x onerror=alert(1)>"
REPORT = f"""岚川县气象台{HOSTILE}雷达站改造项目2023年度绩效自评报告

一、项目概况
雷达站建于2009年，雨季停机11次，需要更换雷达天线1套，预算120.5万元，由岚川县气象台负责实施。

二、其他有关情况
天线的铸件在运输途中受损，供货方重新发货，比合同约定晚了两个月，影响了汛期前的试运行。{HOSTILE}

三、存在的问题
（一）供货方产能不足。供货方同时承接三个项目，排产靠后，天线到货时间一再推迟。
"""
OTHER = """泽岭县水务局泵站维修项目2022年度绩效自评报告

一、项目概况
泵站建于1998年，机组老化，需要更换水泵两台并检修闸门，由泽岭县水务局负责实施。

二、存在的问题
（一）设备到货晚。水泵的铸件要重新开模，比合同约定晚了三周，错过了枯水期的检修时间。
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("home")
    (home / "2022年泵站.txt").write_text(OTHER, encoding="utf-8")
    # A library that is not empty gets no samples: they would take a minute.
    (held,) = Library(home).ingest([home / "2022年泵站.txt"])
    assert held.status == "added"
    with serving(home) as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with chromium() as browser:
        yield browser


def _enter(page, address: str) -> None:
    page.goto(f"{address}reports")
    page.wait_for_selector("table.listing")


def _tab(page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def _fits(page, folder, name: str) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(150)
        page.screenshot(path=folder / f"{name}-{width}.png")
        wide = "[document.documentElement, ...document.querySelectorAll('.tabitem')]"
        over = page.evaluate(f"{wide}.map(e => e.scrollWidth - e.clientWidth)")
        assert not any(over), (name, width, over)


def _open(page, words: str) -> None:
    _tab(page, "报告列表")
    page.locator("#words input, #words textarea").fill(words)
    # One row may also be all there was before the list was narrowed: it must be the one.
    page.wait_for_function(
        "word => { const all = [...document.querySelectorAll('table.listing button.open')];"
        " return all.length === 1 && all[0].closest('tr').innerText.includes(word) }",
        arg=words.split()[0],
    )
    page.locator("table.listing button.open").click()
    page.wait_for_selector(".tree li.chosen")


def test_from_the_file_to_the_corrected_passage(browser, address, tmp_path):
    with watched(browser) as page:
        _enter(page, address)
        _fits(page, tmp_path, "list")
        _tab(page, "加入报告")
        files = [
            {"name": "雷达站.txt", "mimeType": "text/plain", "buffer": REPORT.encode()},
            {"name": "坏文件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 not a pdf"},
            {"name": "程序.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"},
        ]
        page.locator("#files input[type=file]").set_input_files(files)
        page.wait_for_selector("[data-refusal]")
        assert page.locator("[data-refusal]").inner_text() == "程序.exe：不支持这种文件。"
        page.get_by_text("全部读完").wait_for()
        assert page.locator("tr.failed").inner_text().startswith("坏文件.pdf")
        assert "待核对" in page.locator("tr.added").inner_text()
        _fits(page, tmp_path, "intake")

        _open(page, "雷达站 2023")
        assert HOSTILE in page.locator(".document h2").inner_text()
        assert "其他有关情况" in page.locator(".tree li.chosen.waiting").inner_text()
        assert "晚了两个月" in page.locator("#passages").inner_text()
        _fits(page, tmp_path, "document")
        page.locator("#kinds .token-remove").first.click()
        page.locator("#kinds input").click()
        page.get_by_role("option", name="存在问题").click()
        page.keyboard.press("Escape")
        page.locator("#field-year input, #field-year textarea").fill("去年")
        page.locator("#save-fields").click()
        page.wait_for_selector("#wrong-year .wrong")
        page.locator("#save-kinds").click()
        page.wait_for_selector("#kinds-note .saved")

    # Anew, as after a reload. (Gradio complains of its own requests when a page is left by a link.)
    with watched(browser) as page:
        _enter(page, address)
        _open(page, "雷达站 2023")
        page.locator(".tree button", has_text="其他有关情况").click()
        page.wait_for_selector(".tree li.chosen:not(.waiting) >> text=其他有关情况")
        assert page.locator("#kinds .token").all_inner_texts() == ["存在问题"]

        _tab(page, "检索段落")
        page.locator("#kind input").click()
        page.get_by_role("option", name="存在问题").click()
        page.locator("#query input, #query textarea").fill("运输途中受损，重新发货")
        page.locator("#search").click()
        page.wait_for_selector(".hit")
        hit = page.locator(".hit", has_text="晚了两个月").first
        assert "存在问题" in hit.inner_text()
        _fits(page, tmp_path, "search")
        assert page.locator("#library img").count() == 0
        assert page.locator("#library script").count() == 0

        _open(page, "雷达站 2023")
        page.locator("#remove").click()
        page.locator("#remove-yes").click()
        page.wait_for_selector("table.listing, .blank-title")
        page.get_by_text("没有符合条件的报告").wait_for()


def test_the_page_speaks_chinese_only_and_leads_to_the_projects(browser, address):
    with watched(browser) as page:
        _enter(page, address)
        _tab(page, "加入报告")
        page.locator("#files").wait_for()
        words = page.locator("#intake-side").inner_text() + page.locator(".masthead").inner_text()
        known = {"Word", "PDF", "MB", "docx", "doc", "wps", "xlsx", "xls", "html", "txt", "md", "zip"}
        latin = set("".join(c if c.isascii() and c.isalpha() else " " for c in words).split())
        assert latin <= known
        ways = {
            link.inner_text(): link.get_attribute("href") for link in page.locator(".masthead nav a").all()
        }
        assert urljoin(page.url, ways["项目"]) == address
