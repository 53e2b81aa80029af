"""A facts file that may not be complete yet: read as the tree it holds, written with what was accepted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import FactsError, InputError
from assistant.facts.form import make_form
from assistant.facts.form_yaml import form_yaml
from assistant.facts.load import MAX_BYTES, facts_from_text, facts_from_tree
from assistant.facts.strict_yaml import strict_yaml
from assistant.facts.tree import tree_of

_ENDINGS = (".yaml", ".yml", ".json")


def read_facts_file(path: Path) -> dict[str, Any]:
    """The tree of a facts file; empty where there is no such file. Raises `InputError`."""
    if path.suffix.lower() not in _ENDINGS:
        raise InputError(f"不能写入“{path.suffix}”文件", hint="--into 请用 .yaml 或 .json 事实文件。")
    if not path.exists():
        return {}
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"事实文件 {path.name} 过大", hint=f"最多{MAX_BYTES // 1000}KB。")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"事实文件 {path.name} 不是UTF-8文本", hint="请另存为UTF-8编码。") from None
    except OSError as error:
        raise InputError(f"事实文件 {path.name} 打不开：{error.strerror}") from None
    try:
        tree = strict_yaml(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        facts_from_text(text, source=path.name)  # says what is wrong and where
        raise InputError(f"事实文件 {path.name} 不是合法的YAML", hint="请检查缩进和引号。") from None
    if tree is None:
        return {}
    if not isinstance(tree, dict):
        raise InputError(f"事实文件 {path.name} 不是一组字段", hint="应以 report、project 等字段开头。")
    return tree


def write_facts_file(path: Path, tree: Mapping[str, Any], remarks: Mapping[str, str] | None = None) -> None:
    """Write the tree, all at once: a crash leaves the old file. Raises `InputError` where that is not possible."""
    told = _in_order(tree)
    if path.suffix.lower() == ".json":
        text = json.dumps(told, ensure_ascii=False, indent=2, default=_plain) + "\n"
    else:
        text = form_yaml(make_form(), told, remarks)
    new = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    except OSError as error:
        raise InputError(f"{path} 写不进去：{error.strerror}", hint="请检查文件夹的权限。") from None


def _in_order(tree: Mapping[str, Any]) -> dict[str, Any]:
    """Complete facts as the form orders and types them; incomplete ones as they are."""
    try:
        return tree_of(facts_from_tree(dict(tree)))
    except FactsError:
        return dict(tree)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(type(value).__name__)
