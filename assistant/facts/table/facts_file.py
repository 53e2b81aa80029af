"""The facts of a table as a YAML file. What gave no fact stands below them as comments, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from assistant.facts.fields import printable
from assistant.facts.quantities import number_text
from assistant.facts.table.reading import Conflict, UnmappedCell

_HEAD = "# 由自评表导入的事实。金额为万元；请核对后补充，# 后面是说明。"


class _Dumper(yaml.SafeDumper):
    """Figures as they are, never in another form: 285.60, not 2.856E+2."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _figure(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = number_text(value)
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


def _day(dumper: yaml.SafeDumper, value: date) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", value.isoformat())


_Dumper.add_representer(Decimal, _figure)
_Dumper.add_representer(date, _day)


def facts_yaml(tree: dict[str, Any], unmapped: Iterable[UnmappedCell], conflicts: Iterable[Conflict]) -> str:
    """The text of a facts file, with the cells that gave no fact and the conflicts as comments at its end."""
    body = yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    lines = [_HEAD, body.rstrip()]
    left = [f"#   {one.address}：{printable(one.text)}（{one.reason}）" for one in unmapped]
    if left:
        lines += ["", "# 表中没有对应字段的内容：", *left]
    found = [f"#   {printable(one.message)}" for one in conflicts]
    if found:
        lines += ["", "# 导入时发现的疑点，请核对：", *found]
    return "\n".join(lines) + "\n"
