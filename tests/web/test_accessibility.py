"""Every page, as somebody meets it who does not use a mouse, does not see well, or does not read English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.web.browsing import SIZES, chromium, needs_browser, serving, settled, watched
from tests.web.furnished import furnish

pytestmark = [pytest.mark.browser, needs_browser]


@dataclass(frozen=True)
class View:
    """A page, and the tab of it that is looked at. `{p}` in the path is the sample project."""

    name: str
    path: str
    shows: str
    tab: str = ""


VIEWS = (
    View("项目", "", ".masthead"),
    View("事实", "facts/?p={p}", ".project-bar h1"),
    View("问题", "problems/?p={p}", ".project-bar h1"),
    View("报告", "draft/?p={p}", ".project-bar h1"),
    View("预览", "preview/?p={p}", ".sheet img, .report-paper"),
    View("历史", "history/?p={p}", ".project-bar h1"),
    View("往年报告", "reports/", "table.listing"),
    View("检索段落", "reports/", "table.listing", "检索段落"),
    View("加入报告", "reports/", "table.listing", "加入报告"),
    View("设置", "settings/", ".masthead"),
)
# What Chinese users write in Latin letters too: file types, standards, units, the model's settings, names of programs.
KNOWN = re.compile(
    r"(?i)docx?|wps|xlsx?|et|pdf|html?|txt|md|markdown|ya?ml|json|zip|csv|tsv|[kmg]b|gb|word|excel|ctrl|esc|enter|tab|shift|alt|"
    r"assistant[a-z0-9_]*|api|url|key|gguf|https?|sqlite|postgresql|chroma|bm|python|oidc|ip|id|ai|mm|cm|kg|km|ms|v|"
    r"deepseek|ollama|vllm|openai|langchain|gradio|pydantic|sqlalchemy|chromadb|openpyxl|python|fastapi|uvicorn|[a-z]\d{0,3}"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> tuple:
    folder = tmp_path_factory.mktemp("home")
    return folder, furnish(folder)


@pytest.fixture(scope="module")
def address(home) -> Iterator[str]:
    with serving(home[0]) as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module", params=VIEWS, ids=lambda view: view.name)
def page(request, browser, address, home) -> Iterator:
    """One view, opened once for all its tests: light, 1440×900."""
    view: View = request.param
    with watched(browser) as page:
        page.emulate_media(color_scheme="light")
        page.goto(address + view.path.format(p=home[1]))
        page.wait_for_selector(view.shows)
        if view.tab:
            page.get_by_role("tab", name=view.tab).click()
        settled(page)
        yield page


def _faults(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {' '.join(map(str, node['target']))} {node['html'][:160]}"
        f" {node['failureSummary'].splitlines()[-1].strip()}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:5]
    ]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_no_serious_fault(page, look):
    page.emulate_media(color_scheme=look)
    page.wait_for_function(f"document.documentElement.dataset.look === '{look}'")
    assert page.evaluate("document.body.classList.contains('dark')") == (look == "dark")
    faults = _faults(page)
    page.emulate_media(color_scheme="light")
    assert faults == []


def test_the_page_is_a_chinese_document_with_one_heading_and_one_main_part(page):
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    headings = page.locator("h1").all_inner_texts()
    # A report on paper has its own title.
    assert len([text for text in headings if text]) - page.locator(".paper h1").count() == 1, headings
    assert page.locator("main").count() == 1
    assert page.locator(".masthead nav").get_attribute("aria-label")


def test_nothing_is_wider_than_the_window(page):
    for width, height in reversed(SIZES):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(200)
        over = page.evaluate(_WIDER)
        assert over == [], (width, height)


def test_tab_reaches_every_control_in_order_with_a_visible_focus(page):
    page.evaluate(_WATCH_FOCUS)
    # A control that takes Tab for itself, or sends the focus back, would hold it for ever.
    for _ in range(page.evaluate("controls().length") + 20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    reached = page.evaluate("reached()")
    assert reached["missed"] == []
    assert reached["unseen"] == []
    assert reached["disordered"] == []


def test_no_english_is_seen_or_read_out(page):
    assert _foreign(page) == set()


# What a page opens on a click: by the words on it, one after the other.
OPENED = {
    "": ("新建项目", "从头填写", "管理"),
    "facts/?p={p}": ("绩效指标", "资金", "从文件导入"),
    "problems/?p={p}": ("修改后采用", "添加问题"),
    "draft/?p={p}": ("依据", "检查", "待补", "审核", "重新起草"),
    "preview/?p={p}": ("处理完这些就能下载",),
    "history/?p={p}": ("一、", "对比"),
    "settings/": ("设置和环境变量", "地方模板", "用户", "操作记录", "本机数据"),
}


@pytest.mark.parametrize("path", OPENED)
def test_what_opens_on_a_click_is_as_sound(browser, address, home, path):
    with watched(browser) as page:
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 1024, "height": 768})
        page.goto(address + path.format(p=home[1]))
        page.wait_for_selector(".masthead")
        settled(page)
        for words in OPENED[path]:
            # Gradio keeps a second row of tabs, unseen, to measure them.
            to_click = page.locator("button:not(.visually-hidden *), summary, label").locator("visible=true")
            to_click.filter(has_text=words).first.click()
            settled(page)
            assert _faults(page) == [], words
            assert _foreign(page) == set(), words
            assert page.evaluate(_WIDER) == [], words


def test_the_look_is_chosen_and_kept(browser, address):
    with watched(browser) as page:
        page.emulate_media(color_scheme="light")
        page.goto(f"{address}settings/")
        look = "document.documentElement.dataset.look"
        page.locator("#look").select_option("dark")
        assert page.evaluate(look) == "dark"
        settled(page)
        page.goto(address)
        page.wait_for_selector("#look")
        assert page.evaluate(look) == "dark"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
        assert page.locator("#look").input_value() == "dark"
        page.locator("#look").select_option("system")
        assert page.evaluate(look) == "light"
        settled(page)


@pytest.mark.parametrize("place", ["facts", "draft", "preview"])
def test_the_skip_link_leads_past_the_frame_and_stays_with_the_project(browser, address, home, place):
    with watched(browser) as page:
        page.goto(f"{address}{place}/?p={home[1]}")
        page.wait_for_selector(".project-bar h1")
        settled(page)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.innerText") == "跳到正文"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.masthead, .project-bar')") is None
        assert page.url.endswith(f"/{place}/?p={home[1]}")


def test_only_the_report_is_printed_and_dark_on_white(browser, address, home):
    with watched(browser) as page:
        page.goto(f"{address}draft/?p={home[1]}")
        page.wait_for_selector(".paper p")
        settled(page)
        page.emulate_media(media="print")
        assert page.locator(".paper").is_visible()
        assert page.locator(".masthead, .project-bar, .outline").locator("visible=true").count() == 0
        cut = "e => e.scrollHeight - e.clientHeight > 4 && getComputedStyle(e).overflowY !== 'visible'"
        assert (
            page.evaluate(
                f"[...document.querySelectorAll('body *')].filter(e => e.checkVisibility()).some({cut})"
            )
            is False
        )
        assert page.evaluate("getComputedStyle(document.querySelector('.paper')).color") == "rgb(27, 29, 32)"


def _foreign(page) -> set[str]:
    """What is seen or read out in Latin letters, and is not among the words that Chinese users write so."""
    return {
        f"{where}: {text[:80]}"
        for where, text in page.evaluate(_SAID)
        for word in re.findall(r"[A-Za-z]+[A-Za-z0-9_]*", _without_names(text))
        if not KNOWN.fullmatch(word)
    }


def _without_names(text: str) -> str:
    """Without file names, paths, addresses, codes, and settings with their values: those are what they are."""
    return re.sub(
        r"[\w./:~@-]+\.[a-z]{2,5}\b|(https?:/)?/[\w./:~@-]+|ASSISTANT_\w+(=\S*)?|编号 [\w-]+", " ", text
    )


# What sticks out of the window to the right, unless something around it scrolls by itself.
_WIDER = """() => {
  const scrolls = (e) => { for (let p = e.parentElement; p; p = p.parentElement)
    if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return true; return false; };
  const root = document.documentElement, over = root.scrollWidth - root.clientWidth;
  const out = [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() &&
    e.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(e));
  return over > 0 || out.length ? [over, ...out.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))] : [];
}"""

# Which controls there are, and which of them got the focus, in which order, and whether one saw it.
_WATCH_FOCUS = """() => {
  const seen = window.seen = [], unseen = window.unseen = [];
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length;
  window.controls = () => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]")]
    .filter((e) => shown(e) && !e.matches(":disabled") && e.tabIndex >= 0 && !e.closest("[inert]"))
    // one of a group of radio buttons is enough: the arrows lead to the others
    .filter((e) => e.type !== "radio" || e.checked);
  const ringed = (e) => [getComputedStyle(e), getComputedStyle(e, "::after")].some((s) =>
    s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== "none");
  addEventListener("focusin", (event) => {
    seen.push(event.target);
    if (!ringed(event.target) && !ringed(event.target.parentElement)) unseen.push(event.target);
  });
  const told = (list) => list.slice(0, 8).map((e) => e.outerHTML.slice(0, 140));
  window.reached = () => ({
    missed: told(controls().filter((e) => !seen.includes(e))),
    unseen: told(unseen),
    disordered: told(seen.filter((e, at) => at && seen.indexOf(e) === at &&
      seen[at - 1].compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING)),
  });
  // The round begins at the very top, wherever the page was clicked last.
  const top = document.createElement("span");
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  top.remove();
  seen.length = unseen.length = 0;
}"""

# Every text that is seen or read out: [where, text].
_SAID = """() => {
  const said = [["title", document.title]];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!e.closest("script, style, noscript, svg") && e.checkVisibility({ visibilityProperty: true }))
      said.push([e.tagName.toLowerCase(), walker.currentNode.data]);
  }
  for (const name of ["aria-label", "title", "placeholder", "alt", "aria-roledescription", "aria-description"])
    for (const e of document.querySelectorAll(`[${name}]`))
      if (e.checkVisibility({ visibilityProperty: true })) said.push([name, e.getAttribute(name)]);
  for (const e of document.querySelectorAll("input, textarea")) if (e.checkVisibility() && e.type !== "checkbox" && e.type !== "radio")
    said.push(["value", e.value]);
  return said;
}"""
