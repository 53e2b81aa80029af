"""The results of a retrieval measurement as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eval.retrieval.latency import Sized
from eval.retrieval.quality import Row


def markdown(rows: Sequence[Row], tried: Mapping[str, Mapping[str, float]], sized: Sequence[Sized]) -> str:
    """All tables."""
    return "\n".join([*_quality(rows), *_manners(rows), *_weights(tried), *_latency(sized)]) + "\n"


def _quality(rows: Sequence[Row]) -> Iterator[str]:
    for bench in dict.fromkeys(row.bench for row in rows):
        here = [row for row in rows if row.bench == bench and ":" not in row.half]
        counts = {row.half: row.questions for row in here}
        heads = [
            f"{measure}, {half} ({count} questions)"
            for half, count in counts.items()
            for measure in ("R@5", "nDCG@10")
        ]
        yield f"## {bench[0].upper()}{bench[1:]}\n"
        yield from _table("method", heads)
        for method in dict.fromkeys(row.method for row in here):
            cells = [f"{row.recall_at_5:.3f} | {row.ndcg_at_10:.3f}" for row in here if row.method == method]
            yield f"| {method} | " + " | ".join(cells) + " |"
        yield ""


def _manners(rows: Sequence[Row]) -> Iterator[str]:
    here = [row for row in rows if row.half.startswith("test: ")]
    columns = {(row.bench, row.half): row.questions for row in here}
    yield "## nDCG@10 on the test half by the manner of asking\n"
    heads = [f"{half.removeprefix('test: ')} ({bench}, {count})" for (bench, half), count in columns.items()]
    yield from _table("method", heads)
    for method in dict.fromkeys(row.method for row in here):
        cells = [f"{row.ndcg_at_10:.3f}" for row in here if row.method == method]
        yield f"| {method} | " + " | ".join(cells) + " |"
    yield ""


def _weights(tried: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    yield "## nDCG@10 on the development half by the weight of meaning in the blend\n"
    yield from _table("bench", list(next(iter(tried.values()), {})))
    for bench, values in tried.items():
        yield f"| {bench} | " + " | ".join(f"{value:.3f}" for value in values.values()) + " |"
    yield ""


def _latency(sized: Sequence[Sized]) -> Iterator[str]:
    if not sized:
        return
    yield "## Milliseconds a search, the question's vector given\n"
    yield from _table("passages", ["way", "p50", "p95", "p50 ÷ product's"])
    for one in sized:
        own = one.timings[0].p50
        for timing in one.timings:
            times = f"{timing.p50 / own:.1f}"
            yield f"| {one.passages:,} | {timing.way} | {timing.p50:.1f} | {timing.p95:.1f} | {times} |"
    yield ""
    yield from _table("passages", ["filling the library, s", "first search of a kind (its shelf), s"])
    for one in sized:
        yield f"| {one.passages:,} | {one.fill_seconds:.0f} | {one.shelf_seconds:.2f} |"


def _table(first: str, heads: Sequence[str]) -> Iterator[str]:
    yield f"| {first} | " + " | ".join(heads) + " |"
    yield "|---|" + "---|" * len(heads)
