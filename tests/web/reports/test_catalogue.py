from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.web.reports.catalogue import ON_A_PAGE, Order, Wish, listing
from tests.web.reports.shelf import record

RECORDS = [
    record("a", year=2021, unit="岚川县气象台", project_type="construction", quality=0.9, uncertain=0),
    record("b", year=2023, unit="泽岭县水务局", project_type="operation", quality=0.2, uncertain=3),
    record("c", year=None, unit=None, project_type="subsidy", quality=0.5, uncertain=1, pack="national"),
]


def _ids(**wish) -> list[str]:
    return [one.id for one in listing(RECORDS, Wish(**wish)).rows]


def test_words_narrow_by_whatever_a_row_shows():
    assert _ids(words="气象台") == ["a"]
    assert _ids(words="2023") == ["b"]
    assert _ids(words="运行维护") == ["b"]
    assert _ids(words="B.DOCX") == ["b"]
    assert _ids(words=" 县  水务 ") == ["b"]
    assert _ids(words="县 没有") == []


def test_only_what_waits_for_a_person():
    found = listing(RECORDS, Wish(doubtful_only=True))
    assert [one.id for one in found.rows] == ["b", "c"]
    assert (found.matching, found.total, found.doubts) == (2, 3, 4)


def test_orders():
    assert _ids() == ["b", "a", "c"]
    assert _ids(order=Order.NAME) == ["a", "b", "c"]
    assert _ids(order=Order.UNIT) == ["a", "b", "c"]
    assert _ids(order=Order.DOUBT) == ["b", "c", "a"]
    assert _ids(order=Order.QUALITY) == ["b", "c", "a"]


@given(st.integers(0, 260), st.integers(-3, 10_000), st.sampled_from(Order))
def test_pages_hold_every_document_once(count, page, order):
    records = [record(f"{n:04}", year=2000 + n % 7) for n in range(count)]
    first = listing(records, Wish(order=order))
    pages = [listing(records, Wish(order=order, page=n)).rows for n in range(1, first.pages + 1)]
    assert sorted(one.id for rows in pages for one in rows) == [one.id for one in records]
    assert all(len(rows) <= ON_A_PAGE for rows in pages)
    asked = listing(records, Wish(order=order, page=page))
    assert asked.rows == pages[min(max(page, 1), first.pages) - 1]
