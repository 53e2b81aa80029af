"""The result as a picture: what each variant gets wrong and leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

_FAULTS = {
    "untraced figures": "untraced_figures",
    "contradicted figures": "contradicted_figures",
    "foreign names": "foreign_names",
    "false claims": "false_claims",
    "slots left": "slots",
}
_SHARES = {
    "planned facts said": ("covered", "planned"),
    "sections without a fault": ("sound_sections", "sections"),
}


def draw(result: Mapping[str, Any], path: Path) -> None:
    """Writes it as PNG: faults a section, stacked by kind, beside the shares of what is said and of what is sound."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    variants = result["variants"]
    names = list(variants)
    figure, (faults, said) = pyplot.subplots(
        1, 2, figsize=(10, 0.45 * len(names) + 1.6), layout="constrained", sharey=True
    )
    left = [0.0] * len(names)
    for label, key in _FAULTS.items():
        values = [variants[name][key] / variants[name]["sections"] for name in names]
        faults.barh(names, values, left=left, label=label)
        left = [at + more for at, more in zip(left, values, strict=True)]
    faults.set_xlabel("faults a section")
    faults.legend(fontsize="small")
    faults.invert_yaxis()
    for shift, (label, (part, whole)) in zip((-0.2, 0.2), _SHARES.items(), strict=True):
        shares = [100 * variants[name][part] / (variants[name][whole] or 1) for name in names]
        said.barh([at + shift for at in range(len(names))], shares, height=0.4, label=label)
    said.set_xlim(0, 100)
    said.set_xlabel("%")
    said.legend(fontsize="small", loc="lower right")
    figure.suptitle(f"model: {', '.join(result['models']) or 'none'}", fontsize="medium")
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
