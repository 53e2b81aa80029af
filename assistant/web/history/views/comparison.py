"""Two versions side by side in one text: what went is struck, what came is underlined, what is alike is folded. Acts:

show (old, new)                       a form: compare these two
restore (data-at, data-section)       that version's text of one section once more; without a section: all of it
mark (at, name)                       a form: name a version
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.editing.hunks import Piece
from assistant.web.history.views.moments import timed
from assistant.web.views.blank import blank
from assistant.web.views.words import plain
from assistant.workspace.comparing import Comparison, FigureChange, Same, SectionChange
from assistant.workspace.versions import NOTHING, Version

_TAGS = {"keep": "span", "drop": "del", "add": "ins"}
_AROUND = 60


def choosing(names: Mapping[int, str], old: int, new: int) -> str:
    """Which two versions to compare; `names` by the version, newest first."""
    earlier = _options({**names, NOTHING: "（空白）"}, old)
    return (
        '<form class="choosing" data-do="show"><div class="field"><label for="version-old">从</label>'
        f'<select id="version-old" name="old">{earlier}</select></div>'
        f'<div class="field"><label for="version-new">到</label><select id="version-new" name="new">{_options(names, new)}'
        '</select></div><button class="plain">对比</button></form>'
    )


def comparison_view(
    found: Comparison, old: Version, new: Version, now: Version, *, editable: bool, project: str = ""
) -> str:
    """What differs from `old` to `new`; `now` is the report as it stands. `editable`: this person may restore. With the
    `project`, the change can be taken away as a Word file.
    """
    head = _head(found, old, new, now, editable, _tracked(project, found, old, new))
    if old.at == NOTHING:
        return f"{head}{''.join(_first(one) for one in found.changed)}"
    if not found.changed:
        return f"{head}{blank('两个版本的文字相同', '请另选两个版本对比。')}{_alike(found.same)}"
    sections = "".join(_section(one, old, new, now, editable) for one in found.changed)
    return f"{head}{_figures(found.figures)}{sections}{_alike(found.same)}"


def no_versions() -> str:
    """Before anything is written."""
    return blank("还没有报告的版本", "起草以后，每次修改都会成为一个版本，可以对比和恢复。")


def diff(pieces: Sequence[Piece]) -> str:
    """A text with what went and what came, also for those who see no colours and those who only hear."""
    return "".join(_piece(one) for one in pieces)


def _piece(one: Piece) -> str:
    said = {"drop": "删去：", "add": "新增："}.get(one.op)
    heard = f'<span class="sr">{said}</span>' if said else ""
    return f"<{_TAGS[one.op]}>{heard}{plain(one.text)}</{_TAGS[one.op]}>"


def _options(names: Mapping[int, str], chosen: int) -> str:
    return "".join(
        f'<option value="{at}"{" selected" if at == chosen else ""}>{plain(name)}</option>'
        for at, name in names.items()
    )


def _tracked(project: str, found: Comparison, old: Version, new: Version) -> str:
    if not (project and found.changed and old.at != NOTHING):
        return ""
    return (
        f'<a href="../files/tracked/{plain(project)}/{old.at}-{new.at}.docx" '
        'title="用 Word 或 WPS 打开，可逐处接受或拒绝">下载修订稿 Word</a>'
    )


def _head(found: Comparison, old: Version, new: Version, now: Version, editable: bool, tracked: str) -> str:
    if old.at == NOTHING:
        told = f"第一版，共{len(found.changed)}节"
    else:
        told = f"改动{len(found.changed)}节，相同{len(found.same)}节"
    made = f"{timed(new.made_at)} {plain(new.author)}" if new.made_at else ""
    latest = '<span class="tag info">当前版本</span>' if new.at == now.at else ""
    acts = []
    if editable and old.at != NOTHING:
        acts.append(_restore(old.at, "", "整篇恢复为旧版本"))
    if editable and new.at not in (now.at, NOTHING):
        acts.append(_restore(new.at, "", "整篇恢复为这一版"))
    name = (
        f'<form class="naming" data-do="mark" data-at="{new.at}"><label class="sr" for="mark-name">版本名称</label>'
        '<input id="mark-name" name="name" maxlength="30" placeholder="给这一版起名，如：送审稿" required>'
        '<button class="plain small">命名</button></form>'
    )
    return (
        f'<div class="compared"><p><b>{told}</b><span class="made">{made}</span>{latest}</p>'
        f'<div class="acts">{tracked}{name}{"".join(acts)}</div></div>'
    )


def _restore(at: int, section: str, name: str) -> str:
    which = f' data-section="{plain(section)}"' if section else ""
    return (
        f'<button type="button" class="plain small" data-do="restore" data-at="{at}"{which}>{name}</button>'
    )


def _figures(figures: Sequence[FigureChange]) -> str:
    if not figures:
        return '<p class="hint">数字没有变化。</p>'
    rows = "".join(
        f"<tr><td>{plain(one.heading)}</td><td>{_said(one.before, 'del')}</td><td>{_said(one.after, 'ins')}</td></tr>"
        for one in figures
    )
    return (
        f'<table class="table figures"><caption>变化的数字（{len(figures)}处）</caption>'
        f'<thead><tr><th scope="col">章节</th><th scope="col">原来</th><th scope="col">改为</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _said(figures: Sequence[str], tag: str) -> str:
    return "、".join(f"<{tag}>{plain(one)}</{tag}>" for one in figures) or "—"


def _section(one: SectionChange, old: Version, new: Version, now: Version, editable: bool) -> str:
    acts = ""
    current = now.sections[one.id].text if one.id in now.sections else None
    if editable and one.before is not None and one.before != current:
        acts += _restore(old.at, one.id, "恢复旧版本的这一节")
    if editable and one.after is not None and one.after != current:
        acts += _restore(new.at, one.id, "恢复新版本的这一节")
    what = {(True, False): "新增", (False, True): "没有了"}.get((one.before is None, one.after is None), "")
    tag = f'<span class="tag warning">{what}</span>' if what else ""
    return (
        f'<section class="change"><header><h3>{plain(one.heading)}</h3>{tag}<div class="acts">{acts}</div></header>'
        f'<div class="text">{diff(_near(one.pieces))}</div></section>'
    )


def _near(pieces: Sequence[Piece]) -> list[Piece]:
    """Long stretches that are alike, cut down to what stands next to a change."""
    out = []
    for index, one in enumerate(pieces):
        text, first, last = one.text, index == 0, index == len(pieces) - 1
        if one.op != "keep" or len(text) <= 3 * _AROUND:
            out.append(one)
            continue
        left = "" if first else text[:_AROUND]
        right = "" if last else text[-_AROUND:]
        out.append(Piece(op="keep", text=f"{left}……{right}"))
    return out


def _first(one: SectionChange) -> str:
    return (
        f'<details class="same"><summary>{plain(one.heading)}</summary>'
        f'<div class="text">{plain(one.after or "")}</div></details>'
    )


def _alike(same: Sequence[Same]) -> str:
    if not same:
        return ""
    parts = "".join(
        f'<details class="same"><summary>{plain(one.heading)}</summary><div class="text">{plain(one.text)}</div></details>'
        for one in same
    )
    return f'<details class="alike"><summary>没有改动的{len(same)}节</summary><div>{parts}</div></details>'
