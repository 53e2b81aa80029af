"""What a table declares of itself against what its parts give: total score, sum of the weights, weights of the levels."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.facts.quantities import number_text
from assistant.facts.table.indicators import Indicators
from assistant.facts.table.reading import Ledger, decimal_at, indicator_numbers
from assistant.files.grid import Cell

FULL = Decimal(100)


def check_totals(ledger: Ledger, indicators: Indicators) -> None:
    """Report every sum that is not what its parts give. Nothing is corrected."""
    numbers = indicator_numbers(ledger)
    if not numbers:
        return
    _check_score(ledger)
    weights, cells = _added(ledger, "weight")
    if weights is not None:
        _check_weights(ledger, indicators, weights, cells)
    for level, (declared, cell) in indicators.level_weights.items():
        paths = [
            f"indicators[{n}].weight" for n in numbers if ledger.facts.get(f"indicators[{n}].level1") == level
        ]
        paths = paths or [
            f"indicators[{n}].weight" for n in numbers if ledger.facts.get(f"indicators[{n}].level2") == level
        ]
        found = [decimal_at(ledger, path) for path in paths]
        added = sum((one for one in found if one is not None), Decimal(0))
        if all(one is not None for one in found) and added != declared:
            said = f"{level}写{number_text(declared)}分，各指标分值合计{number_text(added)}分"
            ledger.doubt("total", f"weights.{level}", said, cell, *_sources(ledger, paths))


def _check_score(ledger: Ledger) -> None:
    declared = decimal_at(ledger, "evaluation.declared_score")
    added, cells = _added(ledger, "score")
    if declared is not None and added is not None and added != declared:
        said = f"总分写{number_text(declared)}分，各项得分合计{number_text(added)}分，不一致"
        ledger.doubt(
            "total", "evaluation.declared_score", said, ledger.sources["evaluation.declared_score"], *cells
        )


def _check_weights(ledger: Ledger, indicators: Indicators, added: Decimal, cells: Sequence[Cell]) -> None:
    if indicators.total_weight is not None and indicators.total_weight[0] != added:
        declared, cell = indicators.total_weight
        said = f"总分值写{number_text(declared)}分，各项分值合计{number_text(added)}分，不一致"
        ledger.doubt("total", "weights.total", said, cell, *cells)
    elif added != FULL:
        ledger.doubt("total", "weights.total", f"各项分值合计{number_text(added)}分，不是100分", *cells)


def _added(ledger: Ledger, field: str) -> tuple[Decimal | None, list[Cell]]:
    """The sum over indicators and execution rate; None where an indicator has none."""
    paths = [f"indicators[{number}].{field}" for number in indicator_numbers(ledger)]
    found = [decimal_at(ledger, path) for path in paths]
    if any(one is None for one in found):
        return None, []
    execution = f"execution_score.{field}"
    if (
        field == "score"
        and decimal_at(ledger, "execution_score.weight")
        and decimal_at(ledger, execution) is None
    ):
        return None, []
    total = sum((one for one in found if one is not None), decimal_at(ledger, execution) or Decimal(0))
    return total, _sources(ledger, [*paths, execution])


def _sources(ledger: Ledger, paths: Sequence[str]) -> list[Cell]:
    return [ledger.sources[path] for path in paths if path in ledger.sources]
