"""Prompts as validated values: a template in prompts/model declares its inputs; a mismatch fails when it is loaded.

A template's words are ours, its inputs are data: they are made inert and never read as a template. The filter `seal`
gives the letters of the delimiters around them (drafting/delimiting.py); the test `harmless` says that they give no orders.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import jinja2
import jinja2.meta

from assistant.drafting.delimiting import inert, seal
from assistant.drafting.orders import gives_orders
from assistant.errors import PackError
from assistant.resources import shipped

_INPUTS = re.compile(r"\{#\s*inputs:\s*([a-z_, ]+?)\s*#\}\n?")


@dataclass(frozen=True)
class Prompt:
    """A template and the names of what it needs."""

    name: str
    inputs: frozenset[str]
    template: jinja2.Template

    def render(self, **values: Any) -> str:
        """The prompt's text; every declared input must be given, and no other."""
        if set(values) != self.inputs:
            raise TypeError(f"prompt {self.name} takes {sorted(self.inputs)}, got {sorted(values)}")
        return self.template.render(_inert(values)).strip()


def _inert(value: Any) -> Any:
    """A value with all the text in it made inert."""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, Mapping):
        return {name: _inert(one) for name, one in value.items()}
    return [_inert(one) for one in value] if isinstance(value, list | tuple) else value


@cache
def load_prompt(name: str) -> Prompt:
    """The prompt of that name."""
    path = shipped("prompts") / "model" / f"{name}.j2"
    text = path.read_text(encoding="utf-8")
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    environment.filters["seal"] = seal
    environment.tests["harmless"] = lambda text: not gives_orders(text)
    declared = _INPUTS.match(text)
    inputs = frozenset(one.strip() for one in declared.group(1).split(",")) if declared else frozenset()
    used = jinja2.meta.find_undeclared_variables(environment.parse(text))
    if used != inputs:
        raise PackError(f"提示词 {path.name} 声明的输入与使用的不一致：{'、'.join(sorted(used ^ inputs))}")
    return Prompt(name, inputs, environment.from_string(text))
