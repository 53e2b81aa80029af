"""Every kind of planted fault, by name."""

from __future__ import annotations

from eval.seeded import wrong_claims, wrong_figures, wrong_names, wrong_text
from eval.seeded.planting import Kind

KINDS: tuple[Kind, ...] = (
    *wrong_figures.KINDS, *wrong_names.KINDS, *wrong_claims.KINDS, *wrong_text.KINDS,
)  # fmt: skip
