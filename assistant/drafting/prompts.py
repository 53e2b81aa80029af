"""Prompts as validated values: a template in prompts/model declares its inputs; a mismatch fails when it is loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import jinja2
import jinja2.meta

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
        return self.template.render(values).strip()


@cache
def load_prompt(name: str) -> Prompt:
    """The prompt of that name."""
    path = shipped("prompts") / "model" / f"{name}.j2"
    text = path.read_text(encoding="utf-8")
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    declared = _INPUTS.match(text)
    inputs = frozenset(one.strip() for one in declared.group(1).split(",")) if declared else frozenset()
    used = jinja2.meta.find_undeclared_variables(environment.parse(text))
    if used != inputs:
        raise PackError(f"提示词 {path.name} 声明的输入与使用的不一致：{'、'.join(sorted(used ^ inputs))}")
    return Prompt(name, inputs, environment.from_string(text))
