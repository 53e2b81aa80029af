"""The form as a Markdown page (docs/form.md), made from its description so that it cannot say anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.facts.form import Block, Entry, Form, Part, Table

_HEAD = """# 项目事实表

<!-- 由 assistant facts form 生成，请勿手改；改字段说明请改 assistant/facts/model.py。 -->

每个字段的路径就是事实文件（.yaml、.json）里的层级，也是检查结果和溯源里的名称。除标“必填”的以外都可以不填，起草时会在文中标出【待补充】。
金额一律为万元，日期写作 2024-03-01。“下年”一栏：沿用＝用 `assistant facts new --from` 时保留；更新＝清空重填。
"""
_CAPTIONS = ("字段", "路径", "填写", "单位", "说明", "例子", "下年", "用到的章节")
_KINDS = {
    "text": "文字",
    "number": "数字",
    "count": "整数",
    "year": "年份",
    "date": "日期",
    "choice": "选择",
}


def form_markdown(form: Form) -> str:
    """The page: a heading a sheet, a table of its facts, lists under their own names."""
    return "\n".join([_HEAD, *_lines(form)])


def _lines(form: Form) -> Iterator[str]:
    for sheet in form.sheets:
        yield from (f"## {sheet.title}", "")
        yield from _row(_CAPTIONS)
        yield from _row("---" for _ in _CAPTIONS)
        for block in sheet.blocks:
            yield from _block(block)
        yield ""


def _block(block: Block) -> Iterator[str]:
    match block:
        case Entry():
            yield from _row(_cells(block))
        case Part():
            for one in block.blocks:
                yield from _block(one)
        case Table():
            needed = "、".join(block.needed_by)
            yield from _row((f"**{block.title}**", f"`{block.path}`", "表格", "", block.help, "", "", needed))
            for one in block.columns:
                yield from _row(_cells(one))


def _cells(entry: Entry) -> tuple[str, ...]:
    asked = entry.input
    limits = (
        f"{asked.minimum}–{asked.maximum}" if asked.minimum is not None and asked.maximum is not None else ""
    )
    choices = "、".join(title for _, title in asked.choices)
    kind = _KINDS[asked.kind] + (f"（{limits or choices}）" if limits or choices else "")
    return (
        entry.title + ("（必填）" if entry.required else "（每行必填）" if entry.essential else ""),
        f"`{entry.path}`",
        kind + ("，可多条" if entry.many else ""),
        entry.unit,
        entry.help,
        entry.example,
        "更新" if entry.yearly else "沿用",
        "、".join(entry.needed_by),
    )


def _row(cells: Iterable[str]) -> Iterator[str]:
    yield f"| {' | '.join(cell.replace('|', '／') for cell in cells)} |"
