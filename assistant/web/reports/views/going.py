"""How far a go is, and what became of each file."""

from __future__ import annotations

from assistant.web.reports.go import Go, Result
from assistant.web.stocking import Stage, Stock
from assistant.web.views.blank import blank
from assistant.web.views.card import trouble
from assistant.web.views.words import plain

_STATUS = {"added": ("已加入", "info"), "unchanged": ("已在库中", "quiet"), "failed": ("未加入", "error")}
_ORDER = ("failed", "added", "unchanged")
# The table is sent again with every result.
_SHOWN = 300


def status_line(go: Go, stock: Stock, documents: int, doubts: int) -> str:
    """The line above the tabs: a go under way for everybody to see, else what the library holds."""
    if go.running:
        return _line(
            f"{_progress(go)}<progress max='{max(1, go.total)}' value='{go.done}'></progress>", "busy"
        )
    if stock.stage is Stage.FILLING:
        return _line(f"首次启动，正在加入样例报告 {stock.done}/{stock.total}，稍后即可加入自己的报告", "busy")
    if stock.stage is Stage.FAILED:
        return trouble(f"往年报告库不能用：{stock.note}")
    if stock.stage is Stage.OPENING:
        return _line("正在打开往年报告库……", "busy")
    waiting = f"，待核对 {doubts} 处" if doubts else ""
    note = f"　{plain(stock.note)}" if stock.note else ""
    return _line(
        f"库中有 {documents} 份报告{waiting}　<small>本服务器的使用者共用这个库，谁加入、更正、删除，大家都看得到。{note}</small>",
        "idle",
    )


def results_table(go: Go) -> str:
    """The files of the go, those that failed first, then the latest; before any go, what to do."""
    if not go.total and not go.fault:
        return blank("还没有加入文件", "选好文件后自动开始。读完一个，这里就列出一个。")
    order = [one for status in _ORDER for one in reversed(go.results) if one.status == status]
    rows = "".join(map(_row, order[:_SHOWN]))
    table = (
        '<table class="table results"><thead><tr><th>文件</th><th class="state">结果</th><th class="count">章节／段落</th>'
        f"<th>说明</th></tr></thead><tbody>{rows}</tbody></table>"
        if rows
        else ""
    )
    more = f'<p class="hint">另有 {len(order) - _SHOWN} 个文件没有列出。</p>' if len(order) > _SHOWN else ""
    return f"{_ending(go)}{table}{more}"


def duration(seconds: float) -> str:
    """12秒, 3分20秒, 1小时5分."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole}秒"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes}分{f'{rest}秒' if rest else ''}"
    return f"{minutes // 60}小时{minutes % 60}分"


def _progress(go: Go) -> str:
    last = f"　刚读完 {plain(go.results[-1].file)}" if go.results else ""
    left = f"，约剩 {duration(go.seconds_left)}" if go.seconds_left is not None else ""
    word = "正在停止，等手头的文件读完" if go.stopping else "正在加入"
    return f"{word}　{go.done}/{go.total} 个文件，已用 {duration(go.seconds)}{left}{last}"


def _ending(go: Go) -> str:
    counts = "，".join(
        f"{_STATUS[name][0]} {go.count(name)} 个"
        for name in ("added", "unchanged", "failed")
        if go.count(name)
    )
    if go.running:
        return f'<p class="tally">{_progress(go)}</p>'
    if go.fault:
        rest = f"已读的 {go.done} 个不受影响，" if go.done else ""
        return trouble(go.fault[0], f"{rest}{go.fault[1]}")
    if go.left:
        return f'<p class="tally">已停止：{counts}；还有 {go.left} 个没有读，重新选择即可接着加入。</p>'
    return f'<p class="tally">全部读完，用时 {duration(go.seconds)}：{counts}。</p>'


def _row(one: Result) -> str:
    name, style = _STATUS[one.status]
    count = f"{one.sections}／{one.passages}" if one.sections or one.passages else ""
    flag = f'<span class="tag warning">待核对 {one.uncertain} 处</span> ' if one.uncertain else ""
    said = "".join(f"<p>{plain(line)}</p>" for line in (one.reason, *one.notes) if line)
    return (
        f'<tr class="{one.status}"><td>{plain(one.file)}</td>'
        f'<td class="state"><span class="tag {style}">{name}</span></td>'
        f'<td class="count">{count}</td><td>{flag}{said}</td></tr>'
    )


def _line(text: str, style: str) -> str:
    return f'<div class="status {style}" role="status">{text}</div>'
