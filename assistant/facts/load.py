"""Facts from YAML or JSON: safe parsing within limits, then one message for every fault.

Raises `FactsError` (all problems at once) or `InputError` (the file itself cannot be read).
"""

from __future__ import annotations

import json
from decimal import Decimal
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from assistant.errors import FactProblem, FactsError, InputError
from assistant.facts.fields import printable
from assistant.facts.model import ProjectFacts, repeated, repeated_ids
from assistant.facts.paths import field_of, join, model_at, title_of
from assistant.facts.strict_yaml import Refusal, shown, strict_yaml

MAX_BYTES = 500_000
MAX_DEPTH = 20
# More faults than anybody reads: the file is not what it should be, and each fault costs time to word.
MAX_PROBLEMS = 60


def load_facts(path: Path) -> ProjectFacts:
    """The facts in a .yaml, .yml or .json file."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                f"事实文件 {path.name} 过大（{size // 1000}KB）", hint=f"最多{MAX_BYTES // 1000}KB。"
            )
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"找不到事实文件 {path}", hint="请检查路径。") from None
    except IsADirectoryError:
        raise InputError(f"{path} 是文件夹，不是事实文件", hint="请给出 .yaml 或 .json 文件。") from None
    except UnicodeDecodeError:
        raise InputError(
            f"事实文件 {path.name} 不是UTF-8文本", hint="请另存为UTF-8编码的 .yaml 或 .json。"
        ) from None
    except OSError as error:
        raise InputError(f"事实文件 {path.name} 打不开：{error.strerror}") from None
    return facts_from_text(text, source=path.name, json_format=path.suffix.lower() == ".json")


def facts_from_text(text: str, *, source: str = "输入", json_format: bool = False) -> ProjectFacts:
    """The facts in a YAML (or JSON) text."""
    return facts_from_tree(_parse(text, source, json_format), source=source)


def _parse(text: str, source: str, json_format: bool) -> Any:
    try:
        if json_format:
            once = partial(_once, source)
            return json.loads(text, parse_float=Decimal, parse_constant=str, object_pairs_hook=once)
        return strict_yaml(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"事实文件 {source} 第{error.lineno}行第{error.colno}列不是合法的JSON", hint="请检查引号和逗号。"
        ) from None
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        line = f"第{where.line + 1}行" if where else ""
        reason = error.problem if isinstance(error, Refusal) else "格式有误"
        raise InputError(
            f"事实文件 {source} {line}{reason}",
            hint="请检查缩进（不能用Tab键）、冒号后的空格和引号；>=、<= 要加引号。",
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        form = "JSON" if json_format else "YAML"
        raise InputError(
            f"事实文件 {source} 不是合法的{form}", hint="请检查有无乱码、超长数字或嵌套过深。"
        ) from None


def _once(source: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; of a key given twice, Python would silently keep the last value."""
    twice = repeated(key for key, _ in pairs)
    if twice:
        raise InputError(f"事实文件 {source} 字段 {shown(twice[0])} 写了两次", hint="请删去其中一个。")
    return dict(pairs)


def facts_from_tree(tree: Any, *, source: str = "输入") -> ProjectFacts:
    """The facts in parsed data: dicts, lists, text, int, Decimal. Blank values count as not given."""
    if not isinstance(tree, dict):
        raise FactsError(source, [FactProblem("", "事实文件", "", "应以 report、project 等字段开头")])
    if _depth(tree) > MAX_DEPTH:
        raise FactsError(source, [FactProblem("", "事实文件", "", "嵌套过深")])
    try:
        return ProjectFacts.model_validate(_without_blanks(tree, []))
    except ValidationError as error:
        raise FactsError(source, [*_problems(error), *_hidden_problems(error, tree)]) from None


def _depth(tree: Any, so_far: int = 0) -> int:
    if so_far > MAX_DEPTH or not isinstance(tree, dict | list):
        return so_far
    children = tree.values() if isinstance(tree, dict) else tree
    return max((_depth(child, so_far + 1) for child in children), default=so_far)


def _without_blanks(tree: Any, at: list[str | int]) -> Any:
    """The tree without fields left blank. A blank of an unknown name stays: {amount: 1,000} is amount 1 and a field 000."""
    if isinstance(tree, dict):
        group = model_at(at)
        kept = {str(key): _without_blanks(value, [*at, str(key)]) for key, value in tree.items()}
        known = group.model_fields if group else {}
        return {key: value for key, value in kept.items() if key not in known or not _blank(value)}
    if isinstance(tree, list):
        return [_without_blanks(item, at) for item in tree]
    return tree


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _problems(error: ValidationError) -> list[FactProblem]:
    """One problem per fault: a misspelt required key is one fault, not an unknown key and a missing one."""
    errors = error.errors(include_url=False)
    told, untold = errors[:MAX_PROBLEMS], len(errors) - MAX_PROBLEMS
    misspelt = {
        (*one["loc"][:-1], _nearest(list(one["loc"]))) for one in told if one["type"] == "extra_forbidden"
    }
    problems = [_problem(one) for one in told if not (one["type"] == "missing" and one["loc"] in misspelt)]
    if untold > 0:
        problems.append(FactProblem("", "事实文件", "", f"另有{untold}处问题未列出，请先改正以上各处"))
    return problems


def _hidden_problems(error: ValidationError, tree: dict[Any, Any]) -> list[FactProblem]:
    """Repeated indicator ids: pydantic compares them only when every indicator is sound."""
    if not any(
        one["loc"][0] == "indicators" and len(one["loc"]) > 1 for one in error.errors(include_url=False)
    ):
        return []
    listed = [one.get("id") for one in tree["indicators"] if isinstance(one, dict)]
    twice = repeated(str(one) for one in listed if one is not None)
    return [FactProblem("indicators", title_of("indicators"), "", repeated_ids(twice))] if twice else []


def _problem(error: Any) -> FactProblem:
    parts = [part for part in error["loc"] if isinstance(part, str | int)]
    path = join(tuple(part if isinstance(part, int) else shown(part) for part in parts))
    known = field_of(parts)
    title = (known.title if known else None) or (shown(parts[-1]) if parts else "事实文件")
    numbers = [part for part in parts if isinstance(part, int)]
    if numbers:
        title = f"第{numbers[0] + 1}项{title}" if known else title
    given = error["input"]
    value = "" if given is None or isinstance(given, dict | list | tuple) else printable(str(given))[:60]
    return FactProblem(path, title, value, _message(error, parts))


def _message(error: Any, parts: list[str | int]) -> str:
    match error["type"]:
        case "fact":
            return error["ctx"]["message"]
        case "missing":
            return "必须填写"
        case "extra_forbidden":
            return _unknown(parts)
        case "model_type" | "model_attributes_type" | "dict_type":
            return "应为一组字段，不是单个值"
    return "格式不对"


def _nearest(parts: list[str | int]) -> str | None:
    group = model_at(parts[:-1])
    near = get_close_matches(str(parts[-1]), list(group.model_fields), n=1, cutoff=0.5) if group else []
    return near[0] if near else None


def _unknown(parts: list[str | int]) -> str:
    group = model_at(parts[:-1])
    near = _nearest(parts)
    if group is None:
        return "没有这个字段"
    if str(parts[-1]).isdigit():
        return "数字里不要写千位逗号（1,000应写作1000）"
    if near is None:
        return f"没有这个字段，可用的有：{'、'.join(group.model_fields)}"
    return f"没有这个字段，是否想写 {near}（{group.model_fields[near].title}）"
