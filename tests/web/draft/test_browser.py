"""The draft page in a real browser: a model that writes slowly, is stopped, goes on, dies; editing in place; two people."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from assistant.facts.load import facts_from_text
from assistant.settings import Settings
from assistant.workspace.workspace import open_workspace
from tests.fakes.openai_server import MODEL, Exchange, FakeServer, reset
from tests.fakes.openai_server import serving as serving_model
from tests.web.browsing import chromium, needs_browser, serving, watched
from tests.web.conftest import FACTS

pytestmark = [pytest.mark.browser, needs_browser]


def _slowly(exchange: Exchange) -> None:
    """A model that takes its time."""
    text = exchange.text
    exchange.open()
    for start in range(0, len(text), 6):
        if exchange.server.closing.wait(0.05):
            return
        exchange.piece(text[start : start + 6])
    exchange.finish()


def _points(messages: list[dict[str, str]]) -> str:
    """The points that were asked for, as prose."""
    asked = messages[-1]["content"]
    lines = [line[2:] for line in asked.split("\n") if line.startswith("- ")]
    return "".join(lines) or "本节没有内容。"


class Place:
    """A server with a model, and projects to work on."""

    def __init__(self, home, address: str, model: FakeServer) -> None:
        self.home, self.address, self.model = home, address, model

    def project(self) -> str:
        """The id of a fresh project."""
        workspace = open_workspace(Settings(home=self.home))
        try:
            tree = facts_from_text(FACTS).model_dump(mode="json", exclude_none=True)
            return workspace.projects.create(workspace.people.local(), tree, "national").id
        finally:
            workspace.close()

    def revisions(self, project: str) -> dict[str, int]:
        """The last revision of each section."""
        workspace = open_workspace(Settings(home=self.home))
        try:
            by = workspace.people.local()
            draft = workspace.drafts.list(by, project)[0].id
            return {id: one.id for id, one in workspace.drafts.sections(by, draft).items()}
        finally:
            workspace.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[Place]:
    home = tmp_path_factory.mktemp("home")
    with (
        serving_model(_points) as model,
        serving(
            home, base_url=model.base_url, model=MODEL, api_key="k", retries="0", concurrency="1"
        ) as address,
    ):
        yield Place(home, address, model)


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with chromium() as browser:
        yield browser


def _open(page, place: Place, project: str) -> None:
    page.goto(f"{place.address}draft/?p={project}")
    page.wait_for_selector("[data-region=status] form, [data-region=status] .status")


def _start(page, writer: str) -> None:
    page.locator("[data-region=status] [name=writer]").select_option(writer)
    page.get_by_role("button", name="开始起草").click()


def test_a_slow_model_is_watched_stopped_and_goes_on(browser, place):
    project = place.project()
    place.model.plan.extend([_slowly] * 60)
    with watched(browser) as page:
        _open(page, place, project)
        _start(page, "model")
        page.wait_for_selector(".arriving p")
        shown = page.locator(".arriving").first.inner_text()
        page.wait_for_function(
            "seen => [...document.querySelectorAll('.arriving')].some(e => e.innerText.length > seen)",
            arg=len(shown),
        )
        page.wait_for_selector(".paper .text p")
        page.get_by_role("button", name="停止").click()
        page.get_by_role("button", name="接着写").wait_for()
        kept = place.revisions(project)
        assert kept
        asked = len(place.model.requests)
        place.model.plan.clear()
        page.reload()  # as one who comes back later
        page.get_by_role("button", name="接着写").click()
        page.wait_for_selector(".status.done")
        after = place.revisions(project)
        assert {id: after[id] for id in kept} == kept, "what was finished is not written again"
        assert len(place.model.requests) > asked
        page.get_by_role("link", name="导出 Word").wait_for()


def test_a_model_that_dies_in_the_middle(browser, place):
    project = place.project()

    def dying(exchange: Exchange) -> None:
        exchange.open()
        exchange.piece("写到一半")
        exchange.drop(reset=True)

    # A fresh draft must not find everything in the cache of drafts.
    place.model.plan.clear()
    place.model.plan.extend([_slowly] * 2 + [dying] + [reset()] * 200)
    with watched(browser) as page:
        _open(page, place, project)
        page.locator("[data-region=status] [name=writer]").select_option("model")
        page.evaluate(
            "document.querySelector('[data-region=status] form').insertAdjacentHTML('beforeend', '<input type=hidden name=fresh value=yes>')"
        )
        page.get_by_role("button", name="开始起草").click()
        alert = page.locator("[data-region=status] [role=alert]")
        alert.wait_for()
        said = alert.inner_text()
        assert "接着写" in said
        assert "Traceback" not in page.content()
        kept = place.revisions(project)
        place.model.plan.clear()
        page.get_by_role("button", name="接着写").click()
        page.wait_for_selector(".status.done")
        after = place.revisions(project)
        assert {id: after[id] for id in kept} == kept


def test_what_is_typed_survives_a_reload_and_is_saved(browser, place):
    project = place.project()
    with watched(browser) as page:
        _open(page, place, project)
        _start(page, "offline")
        page.wait_for_selector(".status.done")
        part = page.locator(".part").filter(has=page.locator(".text p")).first
        name = part.get_attribute("id")
        part.locator("[data-edit]").click()
        text = page.locator(f"#{name} .text[contenteditable]")
        text.press("Control+End")
        text.type("这句话还没有保存。")
        page.on("dialog", lambda dialog: dialog.accept())
        page.evaluate("window.onbeforeunload = null")
        page.locator("[data-busy]").evaluate("e => e.removeAttribute('data-busy')")
        page.reload()
        offer = page.locator(f"#{name} .unsaved")
        offer.wait_for()
        offer.get_by_role("button", name="继续编辑").click()
        text = page.locator(f"#{name} .text[contenteditable]")
        assert "这句话还没有保存。" in text.inner_text()
        text.press("Control+s")
        page.locator(f"#{name} .text:not([contenteditable])", has_text="这句话还没有保存。").wait_for()
        page.locator("[data-region=trouble] .saved").wait_for()
        assert page.locator(f"#{name} .unsaved").count() == 0


def test_two_browsers_on_one_draft(browser, place):
    project = place.project()
    with watched(browser) as one, watched(browser) as other:
        _open(one, place, project)
        _start(one, "offline")
        one.wait_for_selector(".status.done")
        _open(other, place, project)
        part = one.locator(".part").filter(has=one.locator(".text p")).first.get_attribute("id")
        # Both begin with the same text; the other saves first.
        one.locator(f"#{part} [data-edit]").click()
        one.locator(f"#{part} .text[contenteditable]").press("Control+Home")
        one.locator(f"#{part} .text[contenteditable]").type("我加在最前面。")
        other.locator(f"#{part} [data-edit]").click()
        other.locator(f"#{part} .text[contenteditable]").press("Control+End")
        other.locator(f"#{part} .text[contenteditable]").type("对方加在最后面。")
        other.locator(f"#{part} .text[contenteditable]").press("Control+s")
        other.locator(f"#{part} .text", has_text="对方加在最后面。").wait_for()
        time.sleep(3)
        assert "我加在最前面。" in one.locator(f"#{part} .text").inner_text(), "typing is not disturbed"
        one.locator(f"#{part} .text[contenteditable]").press("Control+s")
        one.get_by_role("button", name="保存合并后的内容").click()
        for page in (one, other):
            page.locator(f"#{part} .text", has_text="我加在最前面。").wait_for()
            page.locator(f"#{part} .text", has_text="对方加在最后面。").wait_for()
