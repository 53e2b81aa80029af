"""`assistant edit DRAFT.json "指令"`: a proposed edit in hunks; the draft changes only with `--accept`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.terminal import AsJson, answer, say, told_in_chinese

if TYPE_CHECKING:
    from assistant.editing.hunks import Hunk
    from assistant.editing.proposal import Proposal

_MARKS = {"keep": ("", ""), "drop": ("[-", "-]"), "add": ("{+", "+}")}
_KINDS = {"added": "新增", "dropped": "删去", "altered": "改变"}


def edit(
    draft: Annotated[Path, typer.Argument(help="草稿（assistant draft -o 草稿.json 的结果）")],
    instruction: Annotated[str, typer.Argument(help="修改要求，如：把“我局”改成“县市场监管局”")],
    section: Annotated[str | None, typer.Option("--section", "-s", help="只改这一节（节的 id）")] = None,
    facts: Annotated[Path | None, typer.Option("--facts", help="事实文件；不写则用草稿里保存的事实")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="接受全部改动并写回草稿")] = False,
    hunks: Annotated[str | None, typer.Option("--hunks", help="只接受这些改动（编号，用逗号分开）")] = None,
    as_json: AsJson = False,
) -> None:
    """按一句话修改草稿：先列出每处改动和它对事实的影响，接受后才写回。"""
    with told_in_chinese(as_json):
        from assistant.settings import Settings
        from assistant.wiring_editing import edit_file

        chosen = [one.strip() for one in hunks.split(",")] if hunks else None
        done = edit_file(Settings(), draft, instruction, section, facts, accept or chosen is not None, chosen)
    if as_json:
        answer({**done.proposal.model_dump(mode="json"), "accepted": done.accepted})
        return
    _shown(done.proposal)
    if done.accepted:
        say(f"已写回 {draft}（接受{len(done.accepted)}处）。")
    elif done.proposal.hunks:
        say("草稿没有改动。加 --accept 接受全部，或用 --hunks 编号 只接受一部分。")


def _shown(proposal: Proposal) -> None:
    for one in proposal.hunks:
        typer.echo(f"{one.id}　{_line(one)}")
    for change in proposal.changes:
        doubt = (
            "（与事实不符）"
            if change.status == "contradicted"
            else "（没有依据）"
            if change.status == "untraced"
            else ""
        )
        typer.echo(f"　{_KINDS[change.kind]}事实：{change.before or '—'} → {change.after or '—'}{doubt}")
    for finding in proposal.caused:
        typer.echo(f"　将出现问题：{finding.message}")
    for finding in proposal.cured:
        typer.echo(f"　将消除问题：{finding.message}")
    if proposal.message:
        say(proposal.message)


def _line(hunk: Hunk) -> str:
    return "".join(f"{_MARKS[one.op][0]}{one.text}{_MARKS[one.op][1]}" for one in hunk.diff).replace(
        "\n", "↵"
    )
