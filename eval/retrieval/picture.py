"""The results of a retrieval measurement as one picture: how well each way finds, and how time grows with size."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.retrieval.latency import Sized
from eval.retrieval.quality import Row


def draw(rows: Sequence[Row], sized: Sequence[Sized], path: Path) -> None:
    """Writes the picture as PNG."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(14, 5.5), layout="constrained")
    _quality(left, [row for row in rows if row.half == "test"])
    _latency(right, sized)
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


def _quality(axes: Any, rows: Sequence[Row]) -> None:
    benches = list(dict.fromkeys(row.bench for row in rows))
    methods = list(dict.fromkeys(row.method for row in rows))
    height = 0.8 / max(len(benches), 1)
    for number, bench in enumerate(benches):
        values = [row.ndcg_at_10 for row in rows if row.bench == bench]
        places = [at + number * height for at in range(len(methods))]
        bars = axes.barh(places, values, height=height, label=bench)
        axes.bar_label(bars, fmt="%.2f", padding=2, fontsize=8)
    axes.set_yticks([at + height * (len(benches) - 1) / 2 for at in range(len(methods))], methods)
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xlabel("nDCG@10, test questions")
    axes.set_title("How well each way finds")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=2, fontsize=8)


def _latency(axes: Any, sized: Sequence[Sized]) -> None:
    timings = [timing for one in sized for timing in one.timings]
    for way in dict.fromkeys(timing.way for timing in timings):
        here = [timing for timing in timings if timing.way == way]
        sizes = [timing.passages for timing in here]
        (line,) = axes.plot(sizes, [timing.p50 for timing in here], marker="o", label=f"{way}, p50")
        axes.plot(
            sizes, [timing.p95 for timing in here], linestyle=":", color=line.get_color(), label="its p95"
        )
    axes.set_xscale("log")
    axes.set_yscale("log")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:,.0f}")
    axes.yaxis.set_minor_formatter("{x:,.0f}")
    axes.tick_params(axis="y", which="minor", labelsize=7)
    axes.set_xlabel("passages in the library")
    axes.set_ylabel("milliseconds a search (question's vector given)")
    axes.set_title("How time grows with size")
    if timings:
        axes.legend(fontsize=8)
    axes.grid(which="both", alpha=0.3)
