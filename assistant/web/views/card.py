"""The left column's small print: a project at a glance, the faults of a facts file, the state of the library."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.errors import AssistantError, FactsError
from assistant.facts.derived import derive
from assistant.facts.model import ProjectFacts
from assistant.web.stocking import Stage, Stock
from assistant.web.views.words import plain

_SHOWN_GAPS = 6


def summary(facts: ProjectFacts, missing: Sequence[str]) -> str:
    """Unit, project, year, budget, payments, indicators, and the titles of the facts that the template lacks."""
    derived = derive(facts)
    lines = {
        "单位": facts.report.unit,
        "项目": facts.project.name,
        "年度": f"{facts.report.year}年",
        "全年预算": derived["funds.year_budget"].text if "funds.year_budget" in derived else "未填",
        "累计支出": derived["funds.paid_total"].text if "funds.paid_total" in derived else "未填",
        "绩效指标": f"{len(facts.indicators)}项",
    }
    rows = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in lines.items())
    return f'<div class="card"><dl>{rows}<dt>缺少</dt><dd>{_gaps(missing)}</dd></dl></div>'


def _gaps(missing: Sequence[str]) -> str:
    if not missing:
        return "没有，此模板要用的都已填"
    shown = "、".join(missing[:_SHOWN_GAPS])
    more = f"等{len(missing)}项" if len(missing) > _SHOWN_GAPS else ""
    whole = f' title="{escape("、".join(missing))}"' if more else ""
    return f'<span class="gaps"{whole}>{escape(shown)}{more}</span>'


def nothing_chosen() -> str:
    """Before any facts are chosen."""
    return '<div class="card quiet">选一个样例，或上传 .yaml、.json 事实文件（不超过2MB）。</div>'


def refusal(error: AssistantError) -> str:
    """Why a facts file cannot be used: one line for every fault."""
    if not isinstance(error, FactsError):
        return trouble(error.message, error.hint)
    items = "".join(f"<li>{escape(str(problem))}</li>" for problem in error.problems)
    lead = f"“{escape(error.source)}”有{len(error.problems)}处问题，改正后重新上传："
    return f'<div class="trouble" role="alert"><p>{lead}</p><ol>{items}</ol></div>'


def trouble(message: str, hint: str = "") -> str:
    """An error where it belongs: what is wrong, then what to do."""
    lines = "<br>".join(plain(message).split("\n"))
    advice = f'<p class="hint">{plain(hint)}</p>' if hint else ""
    return f'<div class="trouble" role="alert"><p>{lines}</p>{advice}</div>'


def shelf(stock: Stock) -> str:
    """The library: being filled, ready, or out of order."""
    match stock.stage:
        case Stage.OPENING:
            text = "正在打开……"
        case Stage.FILLING:
            text = (
                f"首次启动，正在加入样例报告 {stock.done}/{stock.total}"
                f'<progress max="{stock.total}" value="{stock.done}"></progress>不影响离线起草。'
            )
        case Stage.READY:
            note = f"<br>{escape(stock.note)}" if stock.note else ""
            text = f"有往年报告{stock.total}份，起草时参考其写法。{note}"
        case Stage.FAILED:
            return trouble(f"参考资料库不能用：{stock.note}", "不影响离线起草。")
    return f'<div class="card quiet shelf {stock.stage}">{text}</div>'
