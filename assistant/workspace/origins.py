"""Where a figure comes from, in words: 资金支付情况第2项·支付金额, or 累计支出（Σ支付金额）."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.facts.model import ProjectFacts
from assistant.facts.paths import field_of, steps
from assistant.outline.pack import Pack


class Origins:
    """The names of all facts and derived values of one project, as a reader knows them."""

    def __init__(self, facts: ProjectFacts, pack: Pack) -> None:
        self._facts = facts
        self._derived = pack.derived(facts)

    def title(self, name: str) -> str:
        """The Chinese name of a fact path or derived name; the name itself where it is neither."""
        derived = self._derived.get(name)
        if derived is None:
            return self._fact(name)
        item = self._item(steps(name)[:2]) if name.startswith("indicators[") else ""
        return f"{item}{'·' if item else ''}{derived.title}（{derived.formula}）"

    def _fact(self, path: str) -> str:
        try:
            parts = steps(path)
        except ValueError:
            return path
        return "·".join(self._named(parts)) or path

    def _named(self, parts: list[str | int]) -> Iterator[str]:
        """The item of a list, then the leaf; the groups around them say nothing that their titles do not."""
        last = max((at for at, part in enumerate(parts) if isinstance(part, int)), default=None)
        if last is not None:
            yield self._item(parts[: last + 1])
        if last != len(parts) - 1:
            known = field_of(parts)
            if known and known.title:
                yield known.title

    def _item(self, parts: list[str | int]) -> str:
        """An indicator by its name, any other item by its number."""
        at = parts[-1]
        if not isinstance(at, int):
            return ""
        if parts[0] == "indicators" and at < len(self._facts.indicators) and self._facts.indicators[at].name:
            return f"绩效指标“{self._facts.indicators[at].name}”"
        known = field_of(parts)
        return f"{known.title if known else ''}第{at + 1}项"
