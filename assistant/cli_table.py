"""`assistant table import|export`: the 自评表 into facts and out of them."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import InputError
from assistant.terminal import AsJson, answer, say, told_in_chinese

if TYPE_CHECKING:
    from assistant.facts.table.merging import Merged
    from assistant.facts.table.reading import TableReading

app = typer.Typer(help="自评表：从 Excel、Word 表格读入事实，或按事实填好导出。", no_args_is_help=True)

_FACTS_ENDINGS = (".yaml", ".yml")
_SHOWN = 20  # lines of a kind that are told; the file and --json have all of them


@app.command("import")
def import_table(
    file: Annotated[Path, typer.Argument(help="自评表：.xlsx、.xls、.et、.docx、.doc 或 .wps")],
    output: Annotated[Path, typer.Option("-o", "--output", help="写入的事实文件（.yaml）")],
    into: Annotated[
        Path | None, typer.Option("--into", help="并入已有的事实文件：只补缺的，不一致的列出、保留原有")
    ] = None,
    project: Annotated[str | None, typer.Option("--project", help="文件里有几个项目时，取哪一个")] = None,
    as_json: AsJson = False,
) -> None:
    """从自评表读出事实；每个非空单元格都有去向，读不进的和对不上的都列出来。"""
    with told_in_chinese(as_json):
        reading, merged, text = _imported(file, output, into, project)
        from assistant.export.saving import write_whole

        if output.exists():
            # Comments of the old file are not carried over: it stays beside the new one.
            write_whole(output.with_name(f"{output.name}.bak"), output.read_bytes())
        write_whole(output, text.encode())
    conflicts = [*reading.conflicts, *(merged.conflicts if merged else ())]
    facts = len(merged.added) if merged else len({cell.path for cell in reading.cells})
    say(
        f"已写入 {output}：{'新增' if merged else '读入'}{facts}项事实，{len(reading.unmapped)}个单元格没有对应字段"
    )
    for note in reading.notes:
        say(f"［说明］{note}")
    _tell("疑点", [one.message for one in conflicts])
    _tell("未对应", [f"{one.address}“{_short(one.text)}”：{one.reason}" for one in reading.unmapped])
    if as_json:
        answer(_document(reading, merged))


def _imported(
    file: Path, output: Path, into: Path | None, project: str | None
) -> tuple[TableReading, Merged | None, str]:
    from assistant.facts.opening import open_facts
    from assistant.facts.table.facts_file import facts_yaml
    from assistant.facts.table.merging import merge
    from assistant.facts.table.reader import read_table

    if output.suffix.lower() not in _FACTS_ENDINGS:
        raise InputError(f"事实文件应写成 .yaml，不是“{output.name}”", hint="请改 -o 后面的文件名。")
    if output.exists() and (into is None or output.resolve() != into.resolve()):
        raise InputError(
            f"{output} 已经有了，没有覆盖", hint=f"要并入它请加 --into {output}，否则请换一个文件名。"
        )
    existing = open_facts(into) if into else None
    reading = read_table(file, project)
    merged = merge(existing, reading) if existing else None
    tree = merged.tree if merged else reading.facts
    conflicts = [*reading.conflicts, *(merged.conflicts if merged else ())]
    return reading, merged, facts_yaml(tree, reading.unmapped, conflicts)


def _tell(name: str, lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        say(f"［{name}］{line}")
    if len(lines) > _SHOWN:
        say(f"［{name}］还有{len(lines) - _SHOWN}条，见写入的文件。")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"


def _document(reading: TableReading, merged: Merged | None) -> dict[str, Any]:
    """{"facts", "cells", "labels", "unmapped", "conflicts", "notes", "projects"[, "added"]}; figures as text."""
    made = asdict(reading)
    if merged:
        made["facts"] = merged.tree
        made["conflicts"] = [*made["conflicts"], *map(asdict, merged.conflicts)]
        made["added"] = list(merged.added)
    return _plain(made)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int) or value is None else _text(value)


def _text(value: Any) -> str:
    from assistant.facts.quantities import number_text

    return number_text(value) if isinstance(value, Decimal) else str(value)


@app.command("export")
def export_table(
    facts: Annotated[Path, typer.Argument(help="事实文件（.yaml 或 .json）")],
    output: Annotated[Path, typer.Option("-o", "--output", help="输出文件：.xlsx 或 .docx")],
    pack: Annotated[
        str,
        typer.Option("--pack", "-p", help="地方模板：national、guangdong-project、guangdong-county、yunnan"),
    ] = "national",
    as_json: AsJson = False,
) -> None:
    """按事实填好自评表；没有的空着，得分只用填报的，不代为打分。"""
    from assistant.export.table_file import write_table
    from assistant.facts.opening import open_facts
    from assistant.outline.packs import load_pack

    with told_in_chinese(as_json):
        given, chosen = open_facts(facts), load_pack(pack)
        write_table(given, chosen.table, output)
    say(f"已写入 {output}（{chosen.table.title}，{len(given.indicators)}项指标）")
    if as_json:
        answer({"file": str(output), "pack": chosen.id, "indicators": len(given.indicators)})
