import pytest

from assistant.export.characters import width
from assistant.export.closing import indents
from assistant.export.paper import Signature


@pytest.mark.parametrize(
    "unit", ["云山县教育局", "云山县卫生健康局信息中心", "某局", "云山县教育局城区第一实验小学校"]
)
def test_the_date_begins_two_characters_right_of_the_unit(unit: str) -> None:
    date = "2025年3月14日"
    right_of_unit, right_of_date = indents(Signature(unit, date))
    assert (right_of_date + width(date)) - (right_of_unit + width(unit)) == -2
    assert min(right_of_unit, right_of_date) == 2


def test_a_unit_as_long_as_the_line_is_not_pushed_off_it() -> None:
    assert indents(Signature("云" * 27, "2025年3月14日")) == (2, 2)


def test_a_signature_without_date_stands_two_from_the_margin() -> None:
    assert indents(Signature("云山县教育局", "")) == (2, 2)
