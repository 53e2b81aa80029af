"""Recall by kind of fault as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def draw(result: dict[str, Any], path: Path) -> None:
    """Writes it as PNG: a bar a kind, dev and test."""
    import matplotlib

    matplotlib.use("Agg")
    # Names of kinds hold Chinese words.
    matplotlib.rcParams["font.family"] = ["DejaVu Sans", "Noto Sans CJK SC", "Noto Sans CJK JP"]
    from matplotlib import pyplot

    kinds = list(result["kinds"])
    figure, axes = pyplot.subplots(figsize=(9, 0.3 * len(kinds) + 1.5), layout="constrained")
    for number, half in enumerate(("dev", "test")):
        values = [100 * (result["kinds"][kind][half]["recall"] or 0) for kind in kinds]
        axes.barh([at + 0.4 * number for at in range(len(kinds))], values, height=0.4, label=half)
    axes.set_yticks([at + 0.2 for at in range(len(kinds))], kinds)
    axes.set_ylim(len(kinds), -0.5)
    axes.axvline(95, color="grey", linestyle=":")
    axes.set_xlim(0, 100)
    axes.set_xlabel("planted faults found, %")
    axes.legend(loc="lower left")
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
