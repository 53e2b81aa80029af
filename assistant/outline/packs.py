"""Reads locality packs, the program's and this installation's; a broken one raises `PackError` naming file, line and field.

A pack is a folder's pack.yaml over prompts/packs/common.yaml: a top-level key of the pack replaces the common one,
except `needs`, which is merged kind by kind, and `rules`, which is merged rule by rule and may name known rules only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from assistant.errors import PackError
from assistant.outline.pack import Pack, Section, patterns_of
from assistant.outline.pack_places import PackPlace, home_places, pack_folder, places_in, template_of
from assistant.resources import shipped

__all__ = [
    "DEFAULT_PACK",
    "broken_packs",
    "load_pack",
    "pack_folder",
    "pack_names",
    "read_pack",
    "template_of",
]

DEFAULT_PACK = "national"
Place = tuple[Any, ...]


@dataclass(frozen=True)
class _Places:
    """A pack file and the line of each key in it."""

    path: Path
    lines: dict[Place, int]

    def nearest(self, at: Place) -> Place:
        """The place itself, or the nearest one around it that the file has."""
        while at and at not in self.lines:
            at = at[:-1]
        return at


def pack_names(folder: Path | None = None) -> list[str]:
    """The ids of all packs that can be used, the default first, those of this installation last; with `folder` those
    that lie there. A broken pack of this installation is left out: it costs nobody else anything (see `broken_packs`).
    """
    names = sorted(places_in(folder or pack_folder()), key=lambda name: (name != DEFAULT_PACK, name))
    own = {} if folder else home_places()
    return names + [id for id, place in own.items() if not _fault(*_stated(place))]


def broken_packs() -> dict[str, str]:
    """The packs of this installation that cannot be used, and why."""
    found = {id: _fault(*_stated(place)) for id, place in home_places().items()}
    return {id: fault for id, fault in found.items() if fault}


def load_pack(name: str, folder: Path | None = None) -> Pack:
    """The pack of that name, as its files are now."""
    places = places_in(folder) if folder else places_in(pack_folder()) | home_places()
    if name not in places:
        raise PackError(f"没有名为“{name}”的地方模板", hint=f"可用的有：{'、'.join(pack_names(folder))}。")
    return _load(*_stated(places[name]))


def read_pack(file: Path, id: str) -> Pack:
    """A pack from its file, wherever that lies, over the program's common.yaml. Raises `PackError`."""
    return _load(*_stated(PackPlace(id, file, pack_folder() / "common.yaml")))


def _stated(place: PackPlace) -> tuple[PackPlace, tuple[int, int], tuple[int, int]]:
    return place, _state(place.file), _state(place.common)


@lru_cache(maxsize=64)
def _fault(place: PackPlace, *states: tuple[int, int]) -> str:
    """Why a pack cannot be used; empty for a sound one."""
    try:
        _load(place, *states)
    except PackError as error:
        return error.message
    return ""


def _state(path: Path) -> tuple[int, int]:
    """What changes when a file does."""
    try:
        known = path.stat()
    except OSError:
        return (0, 0)
    return (known.st_mtime_ns, known.st_size)


# A page asks for its pack at every look; to read one takes a good part of a second.
@lru_cache(maxsize=64)
def _load(place: PackPlace, *_: tuple[int, int]) -> Pack:
    tree, lines = _read(place.file)
    common, common_lines = _read(place.common)
    files = _Places(place.file, lines), _Places(place.common, common_lines)
    try:
        pack = Pack.model_validate(_over(common, tree) | {"id": place.id})
    except ValidationError as error:
        faults = [(tuple(one["loc"]), _reason(one)) for one in error.errors(include_url=False)]
        raise _pack_error(faults, files) from None
    faults = [*_without_pattern(pack.sections, ("sections",)), *_unknown_rules(common, tree)]
    if faults:
        raise _pack_error(faults, files)
    return pack


def _over(common: dict[str, Any], tree: dict[str, Any]) -> dict[str, Any]:
    """The pack's own fields over the common ones; needs kind by kind, rules and scoring field by field."""
    merged = {name: _merged(common.get(name) or {}, tree.get(name) or {}, depth) for name, depth in _MERGED}
    return {**common, **tree, **merged}


# How far down each merged table is merged: rules.<id>.limits.<name> is three.
_MERGED = (("needs", 1), ("rules", 3), ("scoring", 1))


def _merged(old: Any, new: Any, depth: int) -> Any:
    if depth == 0 or not isinstance(old, dict) or not isinstance(new, dict):
        return new
    return {**old, **{key: _merged(old[key], new[key], depth - 1) if key in old else new[key] for key in new}}


def _unknown_rules(common: dict[str, Any], tree: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Rules and thresholds that the common table does not have: nothing would read them."""
    known = common.get("rules") or {}
    for rule, ruling in (tree.get("rules") or {}).items():
        if rule not in known:
            yield ("rules", rule), "没有这条复核规则，可用的见 common.yaml"
            continue
        for name in ruling.get("limits") or {}:
            if name not in (known[rule].get("limits") or {}):
                yield ("rules", rule, "limits", name), "这条规则没有这个阈值"


def _without_pattern(sections: Sequence[Section], at: Place) -> Iterator[tuple[Place, str]]:
    """Sections told by a sentence pattern that does not exist."""
    for index, section in enumerate(sections):
        here = (*at, index)
        for name in patterns_of(section):
            if not (shipped("prompts") / "plan" / f"{name}.j2").is_file():
                yield (
                    (*here, "patterns" if section.patterns else "kinds"),
                    f"没有句式文件 prompts/plan/{name}.j2",
                )
        yield from _without_pattern(section.children, (*here, "children"))


def _read(path: Path) -> tuple[dict[str, Any], dict[Place, int]]:
    """The data of a YAML file, and the line on which each of its keys or items stands."""
    lines: dict[Place, int] = {}
    try:
        text = path.read_text(encoding="utf-8")
        tree = yaml.safe_load(text)
        if isinstance(tree, dict):
            _mark_lines(yaml.compose(text, Loader=yaml.SafeLoader), (), lines)
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        raise PackError(
            f"地方模板 {path} 第{where.line + 1 if where else 1}行不是合法的YAML", hint="请检查缩进和冒号。"
        ) from None
    except _Repeated as repeated:
        raise PackError(
            f"地方模板 {path} 第{repeated.line}行字段 {repeated.key} 写了两次", hint="请删去其中一个。"
        ) from None
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        raise PackError(f"地方模板 {path} 读不出来", hint="应为UTF-8编码的YAML。") from None
    if not isinstance(tree, dict):
        raise PackError(f"地方模板 {path} 第1行应以 title、sections 等字段开头")
    return tree, lines


class _Repeated(Exception):
    """A key given twice: YAML would silently keep the last."""

    def __init__(self, key: str, line: int) -> None:
        self.key, self.line = key, line


def _mark_lines(node: Any, at: Place, lines: dict[Place, int]) -> None:
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if (*at, key.value) in lines:
                raise _Repeated(key.value, key.start_mark.line + 1)
            lines[(*at, key.value)] = key.start_mark.line + 1
            _mark_lines(value, (*at, key.value), lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _mark_lines(value, (*at, index), lines)


def _pack_error(faults: Sequence[tuple[Place, str]], files: tuple[_Places, _Places]) -> PackError:
    own, common = files
    messages = []
    for at, reason in faults:
        # A field stands in the common file only if the pack does not replace it.
        file = common if len(common.nearest(at)) > len(own.nearest(at)) else own
        field = ".".join(str(part) for part in at) or "整个文件"
        messages.append(f"  {file.path} 第{file.lines.get(file.nearest(at), 1)}行 {field}：{reason}")
    return PackError("地方模板有误：\n" + "\n".join(messages))


def _reason(error: Any) -> str:
    match error["type"]:
        case "literal_error":
            return f"应为 {error['ctx']['expected'].replace(' or ', '、')} 之一"
        case "missing":
            return "缺少这个字段"
        case "extra_forbidden":
            return "没有这个字段"
        case "value_error":
            return str(error["ctx"]["error"])
        case "enum":
            return f"没有这种章节类型，可用的有：{error['ctx']['expected']}"
        case "string_pattern_mismatch":
            return "应为小写字母开头的英文编号，如 funds_used"
        case "too_short" | "string_too_short":
            return "不能为空"
        case "too_long" | "string_too_long":
            return f"过长，最多{error['ctx']['max_length']}{'项' if error['type'] == 'too_long' else '字'}"
        case "tuple_type":
            return "应为列表"
        case "dict_type" | "model_type" | "model_attributes_type":
            return "应为一组字段"
        case "string_type":
            return "应为文字"
        case "decimal_type" | "decimal_parsing" | "finite_number":
            return "应为数字"
    return "格式不对"
