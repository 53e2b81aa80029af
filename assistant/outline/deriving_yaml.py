"""A pack draft as the pack.yaml that a person reads and mends: in Chinese, with what is uncertain marked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.outline.deriving import DerivedSection, PackDraft
from assistant.outline.pack import Section

_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_HEAD = """\
# 由本单位模板“{file}”推出的地方模板，请核对后使用。
# 没有写的口径（分值、分数段、阈值、自评表版式、复核规则）用各地共用的 common.yaml，要改就在这里写同名字段。
# 标“请核对”的章节，程序拿不准它讲什么；patterns: [] 的章节只有标题，正文请在 Word 中手写，或改好 kinds 后删去 patterns。"""


def pack_yaml(draft: PackDraft) -> str:
    """The text of the file; read back by `load_pack` it gives the draft's pack."""
    pack = draft.pack
    lines = [_HEAD.format(file=_plain(draft.file))]
    lines += [f"# {_plain(note)}" for note in draft.notes]
    lines += [f"title: {_text(pack.title)}", f"source: {_text(pack.source)}"]
    lines += [f"report_title: {_text(pack.report_title)}", "cover:", f"  title: {_text(pack.cover.title)}"]
    if pack.cover.lines:
        lines.append("  lines:")
        lines += [f"    - {{label: {_text(one.label)}, fact: {_text(one.fact)}}}" for one in pack.cover.lines]
    by_id = {one.id: one for one in draft.sections}
    lines += ["sections:", *_sections(pack.sections, by_id, "  ")]
    return "\n".join(lines) + "\n"


def _sections(sections: tuple[Section, ...], known: dict[str, DerivedSection], indent: str) -> Iterator[str]:
    for one in sections:
        remark = _remark(known[one.id], bool(one.children))
        yield f"{indent}- id: {one.id}"
        yield f"{indent}  heading: {_text(one.heading)}{remark}"
        yield f"{indent}  kinds: {_list(kind.value for kind in one.kinds)}"
        yield f"{indent}  patterns: {_list(one.patterns or ())}"
        if one.needs:
            yield f"{indent}  needs: {_list(one.needs)}"
        if one.children:
            yield f"{indent}  children:"
            yield from _sections(one.children, known, indent + "    ")


def _remark(one: DerivedSection, is_over_others: bool) -> str:
    if not one.kinds:
        return "" if is_over_others and one.sure else "  # 请核对：认不出讲什么，只留标题"
    if not one.sure:
        return "  # 请核对：由上级标题或正文推测"
    return "" if one.told or is_over_others else "  # 同类内容已写在前面的章节，只留标题"


def _list(items: Iterator[str] | tuple[str, ...]) -> str:
    return f"[{', '.join(items)}]"


@lru_cache(maxsize=512)
def _text(value: str) -> str:
    """A YAML scalar: JSON's quoted form is YAML's too, but for characters that YAML wants escaped."""
    return _ESCAPED.sub(lambda one: f"\\u{ord(one.group()):04x}", json.dumps(value, ensure_ascii=False))


def _plain(text: str) -> str:
    return " ".join(text.split())
