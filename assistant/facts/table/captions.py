"""The captions of 自评表 forms: how one is told whatever its spacing and brackets, and what each stands for."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import get_args, get_origin

from pydantic import BaseModel

from assistant.facts.model import ProjectFacts
from assistant.facts.paths import field_of, steps, title_of
from assistant.facts.table import vocabulary

_ORDINAL = re.compile(r"^(?:\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+、|\d+[、.](?!\d))")
_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST = 24
DASHES = frozenset("—－-–―─/\\一") | {"——", "--", "---", "—-", "//"}


def half_plain(text: str) -> str:
    """Half-width, without any white space: 得　分 → 得分."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def caption(text: str) -> str:
    """What a caption says, without number, brackets and colon: 一、项目资金（万元）： → 项目资金. Empty for long text."""
    said = _BRACKETS.sub("", _ORDINAL.sub("", half_plain(text).lstrip("*"))).strip(":*")
    return said if len(said) <= _LONGEST else ""


def is_dash(text: str) -> bool:
    """Whether the cell only says that there is nothing to say."""
    return half_plain(text) in DASHES or not half_plain(text).strip("…·.。")


def money_unit(text: str) -> str | None:
    """万元 or 元 where the text says which: 项目资金（万元）, 单位：元."""
    found = re.search(r"(?:\(|单位[:为]?)(人民币)?(万元|元)\)?", half_plain(text))
    return found.group(2) if found else None


def _turned(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words}


FUND_COLUMN = _turned(vocabulary.FUND_COLUMNS)
INDICATOR_COLUMN = _turned(vocabulary.INDICATOR_COLUMNS)
WHOLE_GOAL = frozenset(vocabulary.WHOLE_GOALS) | {"绩效目标", "年度总体绩效目标"}
EXPECTED = frozenset(vocabulary.EXPECTED_GOALS + vocabulary.MORE_EXPECTED)
ACHIEVED = frozenset(vocabulary.ACHIEVEMENTS)
FUND_TOTAL = frozenset(vocabulary.FUND_TOTALS)
FUND_PARTS = frozenset(vocabulary.FUND_PARTS)
NO_FIELD = frozenset(vocabulary.WITHOUT_FIELD)
TOTAL = frozenset(vocabulary.TOTALS)
EXECUTION = frozenset(vocabulary.EXECUTIONS)
BLOCKS = frozenset(vocabulary.BLOCK_NAMES)


@cache
def fields() -> dict[str, str]:
    """Caption → path of the fact that the cell beside it holds: the facts' own titles and what forms call them."""
    found = {caption(title_of(path)): path for path in _single(ProjectFacts, "")}
    return found | _turned(vocabulary.FIELDS)


def _single(group: type[BaseModel], prefix: str) -> list[str]:
    """The paths that lead through no list of groups; a list of texts counts as one."""
    paths: list[str] = []
    for name, described in group.model_fields.items():
        path = f"{prefix}.{name}" if prefix else name
        model, listed = _model_in(described.annotation)
        if model is None:
            paths.append(path)
        elif not listed:
            paths += _single(model, path)
    return paths


def _model_in(annotation: object, listed: bool = False) -> tuple[type[BaseModel] | None, bool]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, listed
    inside = get_args(annotation)
    listed = listed or Ellipsis in inside
    return next((found for one in inside if (found := _model_in(one, listed))[0]), (None, False))


@cache
def holds_texts(path: str) -> bool:
    """Whether the fact is a list of texts, which a cell holds line by line."""
    found = field_of(steps(path))
    return found is not None and _model_in(found.annotation) == (None, False) and _is_tuple(found.annotation)


def _is_tuple(annotation: object) -> bool:
    return get_origin(annotation) is tuple or any(map(_is_tuple, get_args(annotation)))


@cache
def reserved() -> frozenset[str]:
    """Every caption: a fact that reads like one is written with its title before it."""
    known = (NO_FIELD, EXPECTED, ACHIEVED, FUND_TOTAL, FUND_PARTS, TOTAL, BLOCKS, EXECUTION)
    return frozenset().union(fields(), FUND_COLUMN, INDICATOR_COLUMN, *known)


def field_in(text: str) -> tuple[str, str] | None:
    """(path, value) of a cell that holds caption and value: 项目名称：某项目."""
    label, colon, value = text.replace("：", ":", 1).partition(":")
    path = fields().get(caption(label)) if colon and value.strip() else None
    return (path, value.strip()) if path else None
