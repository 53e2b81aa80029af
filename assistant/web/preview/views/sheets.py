"""The pages of a report as sheets of paper, or how far they are."""

from __future__ import annotations

from assistant.export.html import to_html
from assistant.web.views.blank import blank
from assistant.web.views.card import trouble
from assistant.workspace.preview import Preview

_AGAIN = '<p class="tools"><button class="plain" type="button" data-do="refresh">再试一次</button></p>'


def sheets(found: Preview) -> str:
    """Every page as a picture; the paper itself where nothing can set it in pages."""
    if found.fault is not None:
        return f"{trouble(*found.fault)}{_AGAIN}"
    if found.paper is not None:
        return f'<div class="flowing">{to_html(found.paper)}</div>'
    if not found.pages:
        return _working(found)
    pictures = "".join(
        _sheet(found, number, width, height) for number, (width, height) in enumerate(found.pages, 1)
    )
    return f'<div class="sheets">{pictures}</div>'


def nothing_yet() -> str:
    """Before anything is written."""
    return blank("还没有报告", "在“报告”页起草以后，这里显示打印出来的样子。")


def _sheet(found: Preview, number: int, width: float, height: float) -> str:
    place = f"第{number}页，共{len(found.pages)}页"
    turned = " turned" if width > height else ""
    # Drawn when it comes into view.
    return (
        f'<figure class="sheet{turned}" id="page-{number}"><img src="../files/page/{found.draft}/{number}.png?k={found.key}" '
        f'width="{round(width)}" height="{round(height)}" loading="lazy" alt="{place}">'
        f'<figcaption aria-hidden="true">{place}</figcaption></figure>'
    )


def _working(found: Preview) -> str:
    queue = f"，前面还有{found.before}份" if found.before else ""
    return (
        f'<div class="typesetting" role="status"><p>正在排版{queue}…… <span class="timer" aria-hidden="true">{found.seconds:.0f}秒</span></p>'
        '<p class="hint">通常几秒即成；报告越长越久。</p></div>'
    )
