"""A document as the library holds it, for a person to look through and set right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from assistant.errors import InputError
from assistant.library.storage.index import DocumentRecord
from assistant.library.structure.tree import Section

_SHOWN = 5


@dataclass(frozen=True)
class Entry:
    """`uncertain` holds the ids of the sections whose kind a person should look at."""

    record: DocumentRecord
    sections: tuple[Section, ...]
    uncertain: frozenset[str]


def named(records: Sequence[DocumentRecord], wanted: str) -> DocumentRecord:
    """The one document that a person means: by id, by name, or by a part of the name that no other has.

    Raises `InputError` with the candidates where there is none or more than one.
    """
    wanted = wanted.strip()
    for record in records:
        if wanted in (record.id, record.name):
            return record
    found = [record for record in records if wanted and wanted in record.name]
    if len(found) == 1:
        return found[0]
    if found:
        shown = "、".join(f"{record.name}（{record.id}）" for record in found[:_SHOWN])
        more = f"等{len(found)}份" if len(found) > _SHOWN else ""
        raise InputError(f"“{wanted}”不止一份：{shown}{more}。", hint="请给出完整名称或编号。")
    near = get_close_matches(wanted, [record.name for record in records], 3, 0.3)
    hint = f"是否想写：{'、'.join(near)}？" if near else "请用 assistant library list 查看名称和编号。"
    raise InputError(f"资料库里没有“{wanted}”。", hint=hint)
