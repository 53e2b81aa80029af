"""chrF: likeness of a text to a reference by character n-grams (Popović 2015), as sacrebleu 2 computes chrF2.

N-grams of 1 to 6 characters, white space left out; precision and recall are averaged over the orders that both texts
are long enough for; recall weighs twice.
"""

from __future__ import annotations

from collections import Counter

_ORDERS = 6
_BETA = 2.0


def chrf(text: str, reference: str, beta: float = _BETA) -> float:
    """0 (nothing in common) to 1 (the same characters)."""
    hypothesis, wanted = ("".join(one.split()) for one in (text, reference))
    precisions: list[float] = []
    recalls: list[float] = []
    for order in range(1, _ORDERS + 1):
        said, asked = _grams(hypothesis, order), _grams(wanted, order)
        if said and asked:
            shared = (said & asked).total()
            precisions.append(shared / said.total())
            recalls.append(shared / asked.total())
    if not precisions or not sum(precisions):
        return 0.0
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return (1 + beta**2) * precision * recall / (beta**2 * precision + recall)


def _grams(text: str, order: int) -> Counter[str]:
    return Counter(text[at : at + order] for at in range(len(text) - order + 1))
