"""The ten-minute path of somebody who has never seen the workspace: from an empty one to the Word file.

With `TEN_MINUTES_PICTURES=folder` every step leaves a picture there, to be looked at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import docx
import pytest

from assistant.export.table_file import write_table
from assistant.facts.load import facts_from_tree, load_facts
from assistant.facts.tree import tree_of
from assistant.outline.packs import load_pack
from assistant.resources import shipped
from assistant.workspace.starting import plain_tree
from tests.web.browsing import SIZES, chromium, needs_browser, serving, settled, watched

pytestmark = [pytest.mark.browser, needs_browser]
_TEXT = "[...document.querySelectorAll('.paper .text')].map((one) => one.innerText).join('|')"
PICTURES = os.environ.get("TEN_MINUTES_PICTURES")


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> Path:
    """A 自评表 of a project with two faults: a total that is not the sum, full marks for a goal that was missed."""
    tree = plain_tree(tree_of(load_facts(shipped("corpus") / "2024-civil-jinyu.yaml")))
    tree["problems"] = []
    tree["evaluation"]["declared_score"] = "98.59"
    tree["indicators"][-1]["score"] = tree["indicators"][-1]["weight"]
    path = tmp_path_factory.mktemp("table") / "自评表.xlsx"
    write_table(facts_from_tree(tree), load_pack("national").table, path)
    return path


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("home")) as base:
        yield base


class Walk:
    """The page, its pictures, and what must hold at every stop."""

    def __init__(self, page) -> None:
        self.page, self._numbers = page, count(1)

    def stop(self, name: str) -> None:
        """No sideways scroll at either size, no word of a fault."""
        page, number = self.page, next(self._numbers)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            over = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert over == 0, (name, width, over)
            if PICTURES:
                page.wait_for_timeout(400)
                page.screenshot(path=str(Path(PICTURES) / f"{number:02}-{name}-{width}.png"))
        page.set_viewport_size({"width": 1440, "height": 900})
        said = page.locator("body").inner_text()
        assert not re.search(r"Traceback|程序内部出错|undefined|\bNone\b", said), name

    def go(self, step: str) -> None:
        """To another page of the project."""
        settled(self.page)
        self.page.locator(".project-bar").get_by_role("link", name=step, exact=True).click()
        self.page.locator(f'.project-bar a[aria-current="page"]:text-is("{step}")').wait_for()


def test_from_an_empty_workspace_to_the_word_file(address, table, tmp_path):
    with chromium() as browser, watched(browser) as page:
        walk = Walk(page)
        page.goto(address)
        page.get_by_role("button", name="导入自评表").click()
        walk.stop("empty")

        # The 自评表 comes in.
        page.locator("#new-file-part input[type=file]").set_input_files(str(table))
        page.locator("#new-found", has_text="读到").wait_for()
        walk.stop("read")
        page.locator("#new-begin").click()
        page.get_by_text("总分写98.59分").wait_for()
        walk.stop("begun")
        settled(page)
        page.get_by_text("去核对数据").click()

        # Two findings are dealt with: one typed, one taken over.
        side = page.locator("#facts-side")
        side.get_by_text("却得满分").wait_for()
        walk.stop("facts")
        side.get_by_role("button", name="第11项指标得分").click()
        page.locator("#sheet input:focus, #sheet textarea:focus").wait_for()
        page.keyboard.press("Control+a")
        page.keyboard.type("9.69")
        page.keyboard.press("Tab")
        side.get_by_text("却得满分").wait_for(state="detached")
        side.locator("[data-do=fix]").first.click()
        side.get_by_text("与自评总分").wait_for(state="detached")
        walk.stop("mended")

        # Problems are chosen.
        walk.go("问题")
        page.locator("[data-do=choose]").first.click()
        page.locator("[data-do=undo]").first.wait_for()
        walk.stop("problems")

        # The report is drafted.
        walk.go("报告")
        page.get_by_role("button", name="开始起草").click()
        page.locator(".status.done").wait_for()
        walk.stop("draft")
        assert page.locator(".paper .part").count() > 10

        # A figure tells where it comes from.
        page.locator("#part-overview [data-do=evidence]", has_text="万元").first.click()
        page.locator("#panel-evidence", has_text="出处").wait_for()
        walk.stop("evidence")

        # What is missing is typed where it is missing.
        page.get_by_role("tab", name="待补").click()
        before = page.locator(".paper mark, .paper .gap").count()
        gap = page.locator("#panel-todo form[data-do=fill]").first
        gap.locator("textarea, input:not([type=hidden])").first.fill("县内独居失能老人缺少日常照料")
        gap.get_by_role("button", name="填入").click()
        page.locator(".paper", has_text="县内独居失能老人缺少日常照料").wait_for()
        assert page.locator(".paper mark, .paper .gap").count() < before
        walk.stop("filled")

        # A wish in plain words: one hunk of two is taken, and undone.
        page.get_by_role("tab", name="对话").click()
        page.locator("#instruction").fill("把“我局”改成“本局”")
        page.locator("#instruction").press("Enter")
        open_hunks = page.locator(".hunk [data-do=accept]")
        open_hunks.nth(1).wait_for()
        text = page.evaluate(_TEXT)
        taken = page.locator(".hunk .tag.sure", has_text="已接受")
        so_far = taken.count()
        walk.stop("hunks")
        open_hunks.first.click()
        taken.nth(so_far).wait_for()
        page.locator(".paper", has_text="本局").wait_for()
        page.locator(".hunk [data-do=refuse]").first.click()
        page.locator(".hunk .tag", has_text="已拒绝").first.wait_for()
        walk.stop("accepted")
        page.get_by_role("button", name="撤销").click()
        page.wait_for_function(f"text => ({_TEXT}) === text", arg=text)

        # And it goes to Word.
        with page.expect_download() as download:
            page.get_by_role("link", name="导出 Word").click()
        file = tmp_path / "report.docx"
        download.value.save_as(file)
        assert download.value.suggested_filename.endswith("自评报告.docx")
        said = "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
        assert "县内独居失能老人缺少日常照料" in said
        assert "我局" in said

        walk.go("历史")
        page.get_by_text("新建项目").first.wait_for()
        walk.stop("history")
