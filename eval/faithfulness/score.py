"""A run's result: totals by variant, and each variant against plain RAG on the sections both wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eval.faithfulness.rows import Row, rows
from eval.faithfulness.totals import cost, share, total
from eval.faithfulness.variants import VARIANTS

BASELINE = "plain-rag"


def scored(run: Path) -> dict[str, Any]:
    """Everything that is reported, as JSON. Raises `ValueError` for an empty run."""
    found = rows(run)
    order = list(VARIANTS)
    names = sorted(
        {one.variant for one in found}, key=lambda name: (order.index(name) if name in order else 99, name)
    )
    of = {name: [one for one in found if one.variant == name] for name in names}
    return {
        "models": sorted({one.model for one in found if one.model}),
        "packs": sorted({one.pack for one in found}),
        "facts": sorted({one.facts for one in found}),
        "variants": {name: total(these) for name, these in of.items()},
        "against_plain_rag": {
            name: paired(these, of[BASELINE])
            for name, these in of.items()
            if name != BASELINE and BASELINE in of
        },
        "rows": [asdict(one) for one in found],
    }


def paired(these: Sequence[Row], baseline: Sequence[Row]) -> dict[str, Any]:
    """A variant beside the baseline on the sections that both wrote, and the share of its tokens."""
    common = {one.cell for one in these} & {one.cell for one in baseline}
    own, other = ([one for one in side if one.cell in common] for side in (these, baseline))
    mine, its = cost(own), cost(other)
    return {
        "sections": len(common),
        "variant": total(own) if common else None,
        "plain_rag": total(other) if common else None,
        "prompt_ratio": share(mine["prompt_tokens"], its["prompt_tokens"]),
        "uncached_ratio": share(mine["uncached_tokens"], its["uncached_tokens"]),
        "completion_ratio": share(mine["completion_tokens"], its["completion_tokens"]),
        "seconds_ratio": share(mine["seconds"], its["seconds"]),
    }
