"""Strict YAML: plain values only, within limits, and nothing that could change a value on the way.

No aliases (they can blow up), no tags but YAML's own, no floats (`Decimal`), no silent duplicate keys, no octal phone
numbers; dates, yes and no stay text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

from assistant.facts.fields import printable

MAX_VALUES = 30_000
_LONGEST_NAME = 60


class Refusal(yaml.MarkedYAMLError):
    """A reason of ours; those of the YAML library are in English and may repeat what the file says."""


class _Loader(yaml.SafeLoader):
    """YAML without aliases (they can blow up), without floats (Decimal) and without silent duplicate keys."""

    values = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise Refusal(None, None, "不支持锚点和引用（& 和 *）", self.peek_event().start_mark)
        self.values += 1
        if self.values > MAX_VALUES:
            raise Refusal(None, None, f"起内容过多，最多{MAX_VALUES}个值", self.peek_event().start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str | int):
                raise Refusal(None, None, "字段名应为文字", key_node.start_mark)
            if key in seen:
                raise Refusal(None, None, f"字段 {shown(key)} 写了两次", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def shown(name: object) -> str:
    """A name of the file's own as a message may repeat it."""
    return printable(str(name))[:_LONGEST_NAME]


def _decimal(loader: yaml.SafeLoader, node: Any) -> Decimal | str:
    text = loader.construct_scalar(node)
    try:
        return Decimal(str(text).replace("_", ""))
    except ArithmeticError:
        return str(text)


def _whole(loader: yaml.SafeLoader, node: Any) -> int | str:
    """Plain decimal integers only: YAML 1.1 would read the phone number 0123456 as octal."""
    text = str(loader.construct_scalar(node))
    return int(text) if _PLAIN_INTEGER.fullmatch(text) else text


def _as_written(loader: yaml.SafeLoader, node: Any) -> str:
    """Dates, yes, no and a bare = stay text, so that an impossible one is a fault of its field, not of the file."""
    return str(loader.construct_scalar(node))


# Not "+86138…", which is a telephone number and would lose its plus.
_PLAIN_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)
_Loader.add_constructor("tag:yaml.org,2002:int", _whole)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _as_written)
_Loader.add_constructor("tag:yaml.org,2002:bool", _as_written)
_Loader.add_constructor("tag:yaml.org,2002:value", _as_written)


def strict_yaml(text: str) -> Any:
    """The value of a YAML text: dicts, lists, text, int, `Decimal`. Raises `Refusal`, another `yaml.YAMLError`, or
    `RecursionError` and `ValueError` where it is nested or long beyond measure.
    """
    return yaml.load(text, Loader=_Loader)
