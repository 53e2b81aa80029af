from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.library.identities.scanning import Scan

WORDS = ["水库", "水", "大桥", "桥", "县"]


@given(st.text(alphabet="水库大桥县城甲1", max_size=40))
def test_a_scan_finds_what_a_search_finds(text: str) -> None:
    pattern = "|".join(WORDS) + "|城(?!甲)"
    expected = [found.span() for found in re.finditer(pattern, text)]
    assert [found.span() for found in Scan.of(pattern).finditer(text)] == expected
    assert [found.span() for found in Scan.of(pattern, [*WORDS, "城"]).finditer(text)] == expected
