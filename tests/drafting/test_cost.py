"""Cost: exact money for tokens, and sums that leave nothing out."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.cost import Prices, total
from assistant.drafting.draft import Usage


def test_cached_tokens_have_their_own_price():
    prices = Prices(prompt=Decimal(2), completion=Decimal(8), cached=Decimal("0.5"))
    usage = Usage(prompt_tokens=1_000_000, cached_tokens=400_000, completion_tokens=250_000)
    assert prices.of(usage) == Decimal("1.2") + Decimal("0.2") + Decimal("2")


def test_without_a_price_of_their_own_cached_tokens_cost_what_others_do():
    usage = Usage(prompt_tokens=1000, cached_tokens=900)
    assert Prices(prompt=Decimal(3)).of(usage) == Decimal("0.003")


def test_more_cached_than_sent_is_a_servers_slip():
    usage = Usage(prompt_tokens=10, cached_tokens=20)
    assert Prices(prompt=Decimal(3), cached=Decimal(1)).of(usage) == Decimal("0.00001")


@given(
    st.lists(
        st.builds(
            Usage,
            calls=st.integers(0, 9),
            prompt_tokens=st.integers(0, 10**6),
            completion_tokens=st.integers(0, 10**6),
            reused=st.booleans(),
            cost=st.none() | st.decimals(0, 100, places=6),
        )
    )
)
def test_the_total_is_the_sum(usages):
    summed = total(usages)
    assert summed.calls == sum(one.calls for one in usages)
    assert summed.prompt_tokens == sum(one.prompt_tokens for one in usages)
    assert summed.reused == sum(one.reused for one in usages)
    costs = [one.cost for one in usages if one.cost is not None]
    assert summed.cost == (sum(costs) if costs else None)
