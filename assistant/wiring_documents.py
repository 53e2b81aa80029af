"""Drafts as files of the command line: .docx, .md or .json by their ending."""

from __future__ import annotations

from pathlib import Path

from assistant.drafting.draft import Draft
from assistant.errors import InputError

OUTPUTS = (".docx", ".md", ".json")


def check_output(path: Path) -> None:
    """Refuses an ending that cannot be written, before any work is done. Raises `InputError`."""
    if path.suffix.lower() not in OUTPUTS:
        raise InputError(
            f"不支持输出为 {path.suffix or '没有后缀的文件'}", hint="请用 .docx、.md 或 .json 结尾。"
        )


def write_document(path: Path, made: Draft, *, final: bool = False, annexes: bool = True) -> tuple[str, ...]:
    """A draft as .docx, .md or .json by the file's ending; written whole or not at all. A Word file has the pack's
    `annexes`, and is the unit's own template filled in where the pack was made from one: what it says of that is returned. A
    `final` one is refused (`InputError`) while 【待补充】 or 【待核实】 is left in it.
    """
    from assistant.export.final import refuse_unfinished
    from assistant.export.markdown import to_markdown
    from assistant.export.of_draft import paper_of
    from assistant.export.saving import write_whole
    from assistant.export.word_file import word_file

    check_output(path)
    match path.suffix.lower():
        case ".docx":
            file = word_file(paper_of(made, annexes=annexes), made.pack, final=final)
            write_whole(path, file.content)
            return file.notes
        case ".md":
            paper = paper_of(made, annexes=False)
            if final:
                refuse_unfinished(paper)
            write_whole(path, to_markdown(paper).encode())
        case _:
            write_whole(path, (made.model_dump_json(indent=2) + "\n").encode())
    return ()
