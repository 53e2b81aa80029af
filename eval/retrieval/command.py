"""Is the right passage found, and how fast?

    python -m eval retrieval [--passages 10000] [--sizes 1000,10000,100000] [--no-latency] [-o FOLDER]

Writes retrieval-DATE.json, .md and .png. Vectors are kept under the system's temporary folder between runs.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path

from eval.retrieval.judged import judged
from eval.retrieval.latency import timed
from eval.retrieval.picture import draw
from eval.retrieval.quality import compared
from eval.retrieval.synthetic import synthetic
from eval.retrieval.tables import markdown


def main(arguments: list[str]) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m eval retrieval", description=__doc__)
    parser.add_argument("--passages", type=int, default=10_000, help="synthetic passages with real vectors")
    parser.add_argument("--sizes", default="1000,10000,100000", help="library sizes for the latency")
    parser.add_argument("--no-latency", action="store_true")
    parser.add_argument("-o", "--output", type=Path, default=Path("eval/results"))
    given = parser.parse_args(arguments)
    began = time.perf_counter()
    large = synthetic(given.passages)
    rows, tried = [], {}
    for bench in (judged(), large):
        found, weights = compared(bench)
        rows += found
        tried[bench.name] = weights
    sizes = [] if given.no_latency else [int(size) for size in given.sizes.split(",")]
    timings = timed(large, sizes) if sizes else []
    result = {
        "date": date.today().isoformat(),
        "quality": [asdict(row) for row in rows],
        "ndcg_at_10_by_weight_of_meaning_on_development": tried,
        "latency": [asdict(one) for one in timings],
        "seconds": round(time.perf_counter() - began),
    }
    given.output.mkdir(parents=True, exist_ok=True)
    path = given.output / f"retrieval-{result['date']}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    text = markdown(rows, tried, timings)
    path.with_suffix(".md").write_text(text, encoding="utf-8")
    draw(rows, timings, path.with_suffix(".png"))
    print(text)
