"""A new project and how it began: what was read or carried over, what to look at first, and the way on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.facts.form_carry import Carry
from assistant.web.views.words import plain
from assistant.workspace.starting import Begun, Found

_SHOWN = 12


def found_in(found: Found) -> str:
    """What a file holds, before a project is made of it."""
    several = f"<p>文件里有{len(found.projects)}个项目，请选一个。</p>" if len(found.projects) > 1 else ""
    left = f"，{found.left}个单元格没有对应的数据项" if found.left else ""
    return f'<div class="note"><p>读到{found.facts}项数据{left}。</p>{several}{_list("读到的疑点", found.doubts)}</div>'


def begun(made: Begun) -> str:
    """What to know of a project that was read from a file or carried over from last year."""
    one = made.project
    if one.origin == "last":
        said = f"沿用上年{made.facts}处，需要更新{len(made.renewed)}处。"
        more = _list("沿用的文字里有数字，请核对", [f"{x.title}：{x.text[:60]}" for x in made.check])
        more += _list("需要更新的数据", _titles(made.renewed))
    else:
        left = f"，{made.left}个单元格没有对应的数据项（原文件已保存在项目里）" if made.left else ""
        said, more = f"读入{made.facts}项数据{left}。", _list("请核对这些疑点", made.doubts)
    return (
        f'<div class="note sure" role="status"><p>已新建“{plain(one.name)}”（{one.year}年度）：{said}</p>{more}'
        f'<p><a class="button" href="./facts/?p={plain(one.id)}">去核对数据</a></p></div>'
    )


def _titles(carries: Iterable[Carry]) -> list[str]:
    return list(dict.fromkeys(one.title for one in carries))


def _list(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{plain(line)}</li>" for line in lines)
    unfolded = " open" if len(lines) <= _SHOWN else ""
    return f"<details{unfolded}><summary>{title}（{len(lines)}）</summary><ul>{items}</ul></details>"
