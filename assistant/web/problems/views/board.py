"""The page of problems: the count and filter, the cards, further problems, last year's measures, the form for a new one."""

from __future__ import annotations

from collections.abc import Callable

from assistant.advice.followup import STATUSES
from assistant.facts.groups.results import Problem
from assistant.web.problems.views.card import Frame
from assistant.web.problems.views.editor import editor
from assistant.web.problems.views.words import words
from assistant.web.regions import region
from assistant.web.views.blank import blank
from assistant.web.views.words import plain
from assistant.workspace.advising import Card, Problems, State, Told

_FILTERS: dict[str, tuple[str, tuple[State, ...]]] = {
    "all": ("全部", ("open", "chosen", "edited", "declared", "rejected")),
    "open": ("待定", ("open",)),
    "in": ("已写入", ("chosen", "edited", "declared")),
    "out": ("不采用", ("rejected",)),
}
_TAGS = {"remains": "warning", "cured": "sure", "unknown": "quiet"}


def filters() -> str:
    """Which cards are shown: the page's style does it, so that nothing that is being typed is touched."""
    # They stand before the cards, so that a rule of the style sheet can look back at them.
    return "".join(
        f'<input class="pick" type="radio" name="filter" id="pick-{key}"{" checked" if key == "all" else ""}>'
        f'<label class="chip" for="pick-{key}">{label} {region(f"count-{key}", tag="span")}</label>'
        for key, (label, _) in _FILTERS.items()
    )


def counts(found: Problems) -> dict[str, str]:
    """The figures beside the filters, by region."""
    return {f"count-{key}": str(found.count(*states)) for key, (_, states) in _FILTERS.items()}


def head(found: Problems, locked: str) -> str:
    """How much the data show and what became of it; why nothing can be changed."""
    reason = f'<div class="note warning" role="status"><p>{plain(locked)}</p></div>' if locked else ""
    if not found.cards:
        return reason
    names: dict[str, tuple[State, ...]] = {
        "已采用": ("chosen", "edited"),
        "已填报": ("declared",),
        "不采用": ("rejected",),
        "待定": ("open",),
    }
    said = "，".join(f"{name}{n}" for name, states in names.items() if (n := found.count(*states)))
    doubted = sum(bool(one.doubts) or one.vanished for one in found.cards)
    check = f'<span class="tag warning">数据已变，待核对{doubted}</span>' if doubted else ""
    return (
        f'{reason}<p class="tally" role="status">数据显示{found.deviations}处偏差，'
        f"归为{len(found.cards)}个问题：{said}。{check}</p>"
    )


def cards(found: Problems, shown: Callable[[Card], str]) -> str:
    """All cards, each a region of its own; before there are any, why."""
    if found.cards:
        return "".join(slot(one, shown(one)) for one in found.cards)
    if found.bare:
        link = f'<a href="../facts/?p={plain(found.project.id)}">去填写事实</a>'
        return (
            '<div class="blank"><p class="blank-title">还看不出偏差</p>'
            f"<p>绩效指标和资金支付还没有填，填好再看。</p><p>{link}</p></div>"
        )
    return blank("数据没有显示偏差", "确有其他问题的，可在下面添加。")


def slot(one: Card, html: str) -> str:
    """A card's place; its class follows its state."""
    name = plain(one.key)
    return f'<div class="slot-of" data-region="card-{name}">{html}</div>'


def framed(one: Card, html: str) -> str:
    """A card with the state that the filter goes by."""
    return f'<article class="problem is-{one.state}" aria-label="{plain((one.problem or one.suggested).title or "")}">{html}</article>'


def own(found: Problems, frame: Frame, editing: str, mark: Callable[[Problem], str]) -> str:
    """Problems of the facts that no deviation speaks of, and the form for a new one; `editing` is the mark of the one that
    is open, or "new"."""
    items = "".join(_own(one, frame, editing, mark(one)) for one in found.own.values())
    if frame.locked:
        more = ""
    elif editing == "new":
        more = f'<div class="problem"><h3>添加问题</h3>{editor(Problem(), "new", _act("add"), _act("close"), "添加")}</div>'
    else:
        more = f'<div class="tools"><button type="button" class="plain" {_act("open", "new")}>添加问题</button></div>'
    if not items and not more:
        return ""
    about = "数据看不出、由本单位提出的问题。" if not items else ""
    hint = f'<p class="hint">{about}</p>' if about else ""
    return f"<section><h2>其他问题</h2>{hint}{items}{more}</section>"


def _own(one: Problem, frame: Frame, editing: str, mark: str) -> str:
    if editing == mark:
        form = editor(one, mark, _act("change", mark), _act("close"), "保存")
        return f'<article class="problem"><h3>{plain(one.title or "")}</h3>{form}</article>'
    tools = (
        ""
        if frame.locked
        else f'<div class="tools"><button type="button" class="plain small" {_act("open", mark)}>修改</button>'
        f'<button type="button" class="plain small" {_act("remove", mark)}>移去</button></div>{region(f"wrong-{mark}")}'
    )
    return f'<article class="problem"><header><h3>{plain(one.title or "（没有标题的问题）")}</h3></header>{words(one, titled=False)}{tools}</article>'


def previous(found: Problems, frame: Frame) -> str:
    """What became of last year's problems, each to be told in the report or not."""
    if not found.last:
        return ""
    about = f"按“{plain(found.last.name)}”{found.last.year}年度的事实和本年数据比对。"
    if not found.previous:
        return f'<section><h2>上年整改情况</h2><p class="hint">{about}上年没有填报问题。</p></section>'
    items = "".join(_told(number, one, frame) for number, one in enumerate(found.previous))
    return (
        f'<section><h2>上年整改情况</h2><p class="hint">{about}写入后在“其他需要说明的问题”中。</p>'
        f"{items}{region('wrong-previous')}</section>"
    )


def _told(number: int, one: Told, frame: Frame) -> str:
    followed = one.followed
    measures = "".join(f"<li>{plain(text)}</li>" for text in followed.measures) or "<li>上年没有填报措施</li>"
    label, on = ("从报告中移去", "no") if one.written else ("写入报告", "yes")
    tools = (
        ""
        if frame.locked
        else f'<div class="tools"><button type="button" class="plain small" data-do="follow" '
        f'data-number="{number}" data-on="{on}">{label}</button></div>'
    )
    written = '<span class="tag sure">已写入</span>' if one.written else ""
    return (
        f'<article class="problem"><header><h3>{plain(followed.problem)}</h3>'
        f'<span class="tag {_TAGS[followed.status]}">{STATUSES[followed.status]}</span>{written}</header>'
        f'<dl class="words"><dt>上年措施</dt><dd><ol>{measures}</ol></dd></dl>{tools}</article>'
    )


def _act(name: str, mark: str = "") -> str:
    return f'data-do="{name}"' + (f' data-mark="{plain(mark)}"' if mark else "")
