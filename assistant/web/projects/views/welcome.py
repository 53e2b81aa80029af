"""Before there is any project: the way to a report in four lines. Act: `way` (data-way) opens the form for a new project."""

from __future__ import annotations


def welcome() -> str:
    """Four ways to begin, one button each."""
    lines = (
        ("手头有自评表", "Excel、Word 都行，几十项数据一次读入", _way("file", "导入自评表", primary=True)),
        ("还没有自评表", "填年度、单位、项目名称就能开始，其余边写边补", _way("blank", "从头填写")),
        ("想先看看", "打开一个样例项目，数据和问题都是现成的", _way("sample", "打开样例")),
        (
            "有往年的报告",
            "放进“往年报告”，起草时参考本单位的写法",
            '<a class="button" href="./reports/">加入往年报告</a>',
        ),
    )
    items = "".join(f"<li><p><b>{name}</b><span>{text}</span></p>{act}</li>" for name, text, act in lines)
    return (
        '<section class="welcome"><h2>十分钟写出一份自评报告</h2>'
        "<p>新建项目 → 核对数据 → 选定问题和整改措施 → 起草、修改、导出 Word。每个数字都能查到来源。</p>"
        f"<ol>{items}</ol></section>"
    )


def _way(way: str, name: str, *, primary: bool = False) -> str:
    style = "plain primary" if primary else "plain"
    return f'<button type="button" class="{style}" data-do="way" data-way="{way}">{name}</button>'
