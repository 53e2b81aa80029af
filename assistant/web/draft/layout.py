"""The page of a draft: outline, paper, and the side with its tabs. What changes is in regions."""

from __future__ import annotations

from assistant.web.regions import region

# An edited report that comes back.
WORD_ENDINGS = (".docx", ".docm", ".doc", ".wps")
WORD_LIMIT = 20_000_000
_TABS = {
    "talk": "对话",
    "evidence": "依据",
    "findings": "检查",
    "todo": "待补",
    "comments": "审核",
}


def desk_layout() -> str:
    """The frame of the page."""
    tabs = "".join(_tab(key, name, key == "talk") for key, name in _TABS.items())
    panels = "".join(_panel(key, name, key == "talk") for key, name in _TABS.items())
    return (
        f"{region('bar')}"
        f'<div class="draft-desk"><div class="draft-head">{region("trouble")}{region("review")}{region("merge")}{region("status")}'
        f'<dialog id="starting" aria-label="重新起草">{region("starting")}</dialog>{_refusals()}</div>'
        f"{_redoing()}"
        f'<nav class="outline" aria-label="章节" data-region="outline"></nav>'
        f'<div class="desk-top" data-region="paper" tabindex="-1" aria-label="报告正文"></div>'
        f'<aside class="side" aria-label="助手"><div role="tablist" aria-label="助手">{tabs}</div>{panels}</aside></div>'
    )


def _refusals() -> str:
    """What may be brought back, and where a file of another kind or size is refused before it is sent (page.js)."""
    return (
        f'<div id="word-back-refusals" data-endings="{" ".join(WORD_ENDINGS)}" data-limit="{WORD_LIMIT}" '
        'data-archive-limit="0" data-place="#word-back-refusals"></div>'
    )


def _redoing() -> str:
    """Asks how a section is to be put before it is written again."""
    return (
        '<dialog id="redoing" aria-label="重写一节"><form data-do="redo"><h2>重写“<span id="redo-name"></span>”</h2>'
        '<p class="hint">按填报的数据重新写这一节。结果先列在“对话”里，接受后才替换。</p>'
        '<input type="hidden" name="section"><p class="field"><label for="redo-note">写法上的要求（可不填）</label>'
        '<textarea id="redo-note" name="note" maxlength="2000" rows="3"></textarea></p>'
        '<p class="tools"><button class="plain primary" type="submit">重写</button>'
        '<button class="plain" type="button" data-close="redoing">取消</button></p></form></dialog>'
    )


def _tab(key: str, name: str, chosen: bool) -> str:
    count = region(f"count:{key}", tag="span", attributes='class="count"')
    return (
        f'<button type="button" role="tab" id="tab-{key}" aria-controls="panel-{key}" aria-selected="{str(chosen).lower()}" '
        f'tabindex="{0 if chosen else -1}">{name}{count}</button>'
    )


def _panel(key: str, name: str, chosen: bool) -> str:
    hidden = "" if chosen else " hidden"
    return (
        f'<div role="tabpanel" id="panel-{key}" aria-labelledby="tab-{key}" tabindex="0"{hidden}>'
        f"{region(key)}{_asking() if key == 'talk' else ''}</div>"
    )


def _asking() -> str:
    """Where an instruction is typed; what it is about is shown, and can be taken away."""
    return (
        '<form class="asking" data-do="instruct" id="asking"><p class="scope"><span id="scope-name">范围：全文</span>'
        '<button type="button" class="link" id="scope-clear" hidden>改为全文</button></p>'
        '<input type="hidden" name="section"><input type="hidden" name="start"><input type="hidden" name="end">'
        '<label class="sr" for="instruction">修改要求</label>'
        '<textarea id="instruction" name="instruction" rows="3" maxlength="2000" '
        'placeholder="怎么改？用平常的话说，回车发送，Shift+回车换行"></textarea>'
        '<p class="tools"><button class="plain primary" type="submit">发送</button></p></form>'
    )
