"""What the data show of a deviation, as a small table whose rows lead to their fields."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from assistant.web.views.words import plain
from assistant.workspace.deviation_rows import Row


def evidence(rows: Sequence[Row], project: str) -> str:
    """Indicators with target, actual value and gap; other facts with their value only."""
    if not rows:
        return ""
    judged = any(row.target for row in rows)
    names = ("指标", "目标", "实际", "偏差", "扣分") if judged else ("数据", "数值")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    body = "".join(_row(row, project, judged) for row in rows)
    return (
        f'<table class="table evidence"><caption class="sr">数据显示</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def field_link(project: str, path: str, text: str) -> str:
    """A link to the field of a fact."""
    return f'<a href="../facts/?p={quote(project)}&amp;f={quote(path)}">{plain(text)}</a>'


def _row(row: Row, project: str, judged: bool) -> str:
    name = f'<th scope="row">{field_link(project, row.path, row.title)}</th>'
    if row.target:
        cells = "".join(
            f"<td>{plain(one) or '—'}</td>" for one in (row.target, row.actual, row.gap, row.lost)
        )
        return f"<tr>{name}{cells}</tr>"
    return f"<tr>{name}<td{' colspan=4' if judged else ''}>{plain(row.actual)}</td></tr>"
