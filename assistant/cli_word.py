"""`assistant word compare OLD.json NEW.json -o OUT.docx`: two drafts as a Word file with tracked changes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.terminal import AsJson, answer, say, told_in_chinese

if TYPE_CHECKING:
    from assistant.drafting.draft import Draft
    from assistant.export.paper import Paper
    from assistant.workspace.redlines import Chapter

app = typer.Typer(no_args_is_help=True, help="Word 文件：两份草稿对照成带修订标记的稿子，改过的稿子带回来。")
_AUTHOR = "修订"


@app.callback()
def word() -> None:
    """Word 文件：对照、带回。"""


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(help="旧草稿（assistant draft -o 草稿.json 的结果）")],
    new: Annotated[Path, typer.Argument(help="新草稿（.json）")],
    output: Annotated[Path, typer.Option("--output", "-o", help="写出的修订稿（.docx）")],
    author: Annotated[str, typer.Option("--author", "-a", help="修订的作者名")] = _AUTHOR,
    as_json: AsJson = False,
) -> None:
    """两份草稿对照成一个带修订标记的 Word 文件：全部接受即新稿，全部拒绝即旧稿。"""
    with told_in_chinese(as_json):
        from assistant.errors import InputError
        from assistant.export.saving import write_whole
        from assistant.export.tracked import tracked_docx_bytes
        from assistant.wiring import draft_of

        if output.suffix.lower() != ".docx":
            raise InputError("修订稿只能写成 Word 文件", hint="请用 .docx 结尾。")
        at = datetime.now().astimezone()
        before, after = draft_of(old), draft_of(new)
        paper = _compared(before, after, author, at)
        write_whole(output, tracked_docx_bytes(paper, at))
        changed = [one for one in paper.sections if one.marks]
        notes = _notes(before, after)
    if as_json:
        sections = [{"id": one.id, "heading": one.heading} for one in changed]
        answer({"output": str(output), "changed": sections, "notes": notes})
        return
    say(f"已写出 {output}：{len(changed)}节有修订。" if changed else f"已写出 {output}：两份草稿的正文相同。")
    for note in notes:
        say(note)


def _compared(before: Draft, after: Draft, author: str, at: datetime) -> Paper:
    from dataclasses import replace

    from assistant.export.of_draft import paper_of
    from assistant.workspace.authorship import Step
    from assistant.workspace.redlines import redlined, steps_to

    by = Step("", author, at)
    texts = {one.id: one.text for one in after.sections}
    sections = redlined(_chapters(before), _chapters(after), steps_to(texts, by), by)
    return replace(paper_of(after), sections=sections)


def _chapters(draft: Draft) -> list[Chapter]:
    from assistant.workspace.redlines import Chapter

    return [Chapter(one.id, one.heading, one.level, one.text) for one in draft.sections]


def _notes(before: Draft, after: Draft) -> list[str]:
    """What differs outside the sections: the file has it as in the new draft, unmarked."""
    pairs = {
        "题目": (before.title, after.title),
        "封面": ([before.cover_title, *before.cover], [after.cover_title, *after.cover]),
        "落款": ((before.unit, before.date), (after.unit, after.date)),
    }
    return [f"{name}与旧稿不同，按新稿，未作标记。" for name, (was, now) in pairs.items() if was != now]
