"""What a draft cost: the sections' usage summed up, and money where prices are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.drafting.draft import TotalUsage, Usage

_MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Prices:
    """元 per million tokens. `cached` is the price of prompt tokens that the server had computed before."""

    prompt: Decimal = Decimal(0)
    completion: Decimal = Decimal(0)
    cached: Decimal | None = None

    def of(self, usage: Usage) -> Decimal:
        """The price of one section, in 元, exact; 0 for a reused one."""
        cached = min(usage.cached_tokens, usage.prompt_tokens)
        price = self.prompt if self.cached is None else self.cached
        spent = (usage.prompt_tokens - cached) * self.prompt + cached * price
        return (spent + usage.completion_tokens * self.completion) / _MILLION


def total(usages: Iterable[Usage]) -> TotalUsage:
    """The sum; costs are added where there are any."""
    found = list(usages)
    costs = [one.cost for one in found if one.cost is not None]
    return TotalUsage(
        calls=sum(one.calls for one in found),
        repairs=sum(one.repairs for one in found),
        prompt_tokens=sum(one.prompt_tokens for one in found),
        cached_tokens=sum(one.cached_tokens for one in found),
        completion_tokens=sum(one.completion_tokens for one in found),
        seconds=round(sum(one.seconds for one in found), 3),
        reused=sum(one.reused for one in found),
        cost=sum(costs, Decimal(0)) if costs else None,
    )
