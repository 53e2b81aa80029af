"""Word in a real browser: pages that come by themselves, a final copy that is refused and then given, changes taken away
and brought back.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.export.html import to_html
from assistant.export.paper import CoverLine, Paper, PaperSection
from assistant.settings import Settings
from assistant.workspace.workspace import open_workspace
from tests.web.browsing import chromium, needs_browser, serving, settled, watched
from tests.web.furnished import furnish

pytestmark = [pytest.mark.browser, needs_browser]
MILLIMETRE = 96 / 25.4


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("home")
    return folder, furnish(folder)


@pytest.fixture(scope="module")
def address(home) -> Iterator[str]:
    with serving(home[0]) as base:
        yield base


def _settle(home: Path, project: str) -> None:
    """Every mark of the text gives way to words."""
    from assistant.export.placeholders import pieces

    workspace = open_workspace(Settings(home=home))
    try:
        by, drafts = workspace.people.local(), workspace.drafts
        draft = drafts.list(by, project)[0].id
        for id, one in drafts.sections(by, draft).items():
            text = "".join("已核实" if piece.placeholder else piece.text for piece in pieces(one.text))
            if text != one.text:
                drafts.revise(by, draft, id, text, "human", one.id)
    finally:
        workspace.close()


def _parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def _taken(page, link) -> dict[str, str]:
    with page.expect_download() as coming:
        link.click()
    return _parts(Path(coming.value.path()))


def _edited(path: Path, old: str, new: str) -> bytes:
    """The file as somebody sends it back."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            content = package.read(name)
            if name == "word/document.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            made.writestr(name, content)
    return out.getvalue()


def test_an_edited_file_comes_back_as_proposals_and_its_change_goes_away_tracked(browser, address, home):
    with watched(browser) as page:
        page.goto(f"{address}draft/?p={home[1]}")
        page.wait_for_selector(".paper p")
        settled(page)
        with page.expect_download() as coming:
            page.get_by_role("link", name="导出 Word").click()
        edited = _edited(Path(coming.value.path()), "居家照料困难。", "居家照料十分困难。")
        with page.expect_file_chooser() as asked:
            page.get_by_role("button", name="从 Word 取回").click()
        asked.value.set_files([{"name": "改过.docx", "mimeType": "", "buffer": edited}])
        page.wait_for_selector(".returned")
        assert "改过.docx：取回1处修改建议" in page.locator(".returned").inner_text()
        page.locator(".hunk").get_by_role("button", name="接受").click()
        page.wait_for_function("document.querySelector('.paper').innerText.includes('居家照料十分困难')")
        page.get_by_role("button", name="知道了").click()
        page.wait_for_selector(".returned", state="detached")

        page.goto(f"{address}history/?p={home[1]}")
        tracked = _taken(page, page.get_by_role("link", name="下载修订稿 Word"))["word/document.xml"]
        assert "<w:ins " in tracked and "十分" in tracked
        settled(page)


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_pages_come_by_themselves_and_the_final_copy_once_nothing_is_missing(browser, address, home):
    with watched(browser) as page:
        page.goto(f"{address}preview/?p={home[1]}")
        page.wait_for_selector(".sheet img")
        page.wait_for_function("document.querySelector('.sheet img').naturalWidth > 1000")
        count = page.locator(".sheet").count()
        assert (
            count > 5 and page.locator(".sheet img").last.get_attribute("alt") == f"第{count}页，共{count}页"
        )
        assert page.get_by_role("link", name="定稿 Word").count() == 0
        assert "还差2处" in page.locator(".preview-side").inner_text()
        # From what is missing to its place in the text.
        page.locator(".obstacles small a").last.click()
        page.wait_for_selector(".paper p")
        page.wait_for_function("getSelection().toString().startsWith('【待核实')")
        page.go_back()
        page.wait_for_selector(".sheet img")
        settled(page)

        _settle(*home)
        page.get_by_role("button", name="更新预览").click()
        final = _taken(page, page.get_by_role("link", name="定稿 Word"))
        assert "word/comments.xml" not in final and "已核实" in final["word/document.xml"]
        page.wait_for_selector(".sheet img")
        settled(page)


def test_without_libreoffice_a_line_holds_as_much_as_on_the_printed_page(browser):
    text = "项目支出绩效自评报告应当如实反映资金使用和目标完成情况" * 8
    paper = Paper("题目", (CoverLine("填报人"),), "封面", (PaperSection("一、概况", 1, text),))
    page = browser.new_page()
    page.set_content(to_html(paper))
    sheets = page.locator(".report-sheet")
    assert sheets.count() == 2
    sizes = [sheets.nth(at).bounding_box() for at in range(2)]
    assert [round(one["width"] / MILLIMETRE) for one in sizes] == [210, 210]
    assert [round(one["height"] / MILLIMETRE) for one in sizes] == [297, 297]
    lines = page.evaluate(_LINES)
    assert lines["counts"][:3] == [26, 28, 28]
    assert lines["pitch"] * 72 / 96 == pytest.approx(28.95, abs=0.1)
    page.close()


# How many characters each line of the paragraph holds, and how far the lines are apart.
_LINES = """() => {
  const node = document.querySelector('.report-text').firstChild, tops = {};
  for (let at = 0; at < node.length; at++) {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const top = Math.round(range.getBoundingClientRect().top * 4) / 4;
    tops[top] = (tops[top] || 0) + 1;
  }
  const all = Object.keys(tops).map(Number).sort((a, b) => a - b);
  return { counts: all.map((top) => tops[top]), pitch: (all[4] - all[0]) / 4 };
}"""
