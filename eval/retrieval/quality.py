"""How well each way of searching finds: recall@5 and nDCG@10 on both benches, by ir-measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import ir_measures
from ir_measures import R, nDCG

from eval.retrieval.bench import Bench, Question
from eval.retrieval.methods import METHODS, Scores, Searcher

WEIGHTS_TRIED = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
# A passage of grade 1 is on another matter, or of a poor report: it is no answer.
RECALL, GAIN = R(rel=2) @ 5, nDCG @ 10


@dataclass(frozen=True)
class Row:
    """One way of searching on one half of a bench's questions, or on one manner of asking in it."""

    bench: str
    half: str
    method: str
    questions: int
    recall_at_5: float
    ndcg_at_10: float


def halves(bench: Bench) -> Iterable[tuple[str, list[Question]]]:
    """The half to choose by, the half to report, and that half by the manner of asking."""
    yield "development", [one for one in bench.questions if one.is_development]
    test = [one for one in bench.questions if not one.is_development]
    yield "test", test
    for source in dict.fromkeys(one.source for one in test):
        yield f"test: {source}", [one for one in test if one.source == source]


def compared(bench: Bench) -> tuple[list[Row], dict[str, float]]:
    """A row for each way and half; and on the development half the nDCG@10 of each weight of the blend."""
    search = Searcher(bench)
    rows = [
        Row(bench.name, half, name, len(questions), *measured(bench, search, questions, method))
        for half, questions in halves(bench)
        for name, method in METHODS.items()
    ]
    development = next(iter(halves(bench)))[1]
    tried = {
        f"{weight:.1f}": measured(
            bench, search, development, lambda one, question, weight=weight: one.blended(question, weight)
        )[1]
        for weight in WEIGHTS_TRIED
    }
    return rows, tried


def measured(
    bench: Bench,
    search: Searcher,
    questions: list[Question],
    method: Callable[[Searcher, Question], Scores],
) -> tuple[float, float]:
    """Recall@5 and nDCG@10 over distinct texts: of copies one counts, on both sides, with the best grade of them."""
    judged: dict[str, dict[str, int]] = {}
    run: dict[str, dict[str, float]] = {}
    for question in questions:
        grades = judged[question.id] = {}
        for key, grade in bench.grades[question.id].items():
            text = search.gists[key]
            grades[text] = max(grade, grades.get(text, 0))
        found = search.distinct(method(search, question))
        run[question.id] = {search.gists[key]: score for key, score in found.items()}
    values = ir_measures.calc_aggregate([RECALL, GAIN], judged, run)
    return round(values[RECALL], 4), round(values[GAIN], 4)
