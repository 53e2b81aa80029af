"""What every pack's reports pass, and what a plain python-docx script would, as a page of eval/results."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.docx.conformance import check
from eval.docx.contrast import write_plainly
from eval.docx.row import Check
from eval.docx.samples import Sample, samples

# Styles with Chinese names are ours; a plain file can have Word's own only.
_OWN = re.compile("样式 [^A-Za-z]")
_RESULT = Path(__file__).resolve().parents[1] / "results" / "docx-2026-11-22.md"


@dataclass(frozen=True)
class Checked:
    """A file and its checks."""

    name: str
    rows: Sequence[Check]

    @property
    def passed(self) -> int:
        """How many hold."""
        return sum(row.ok for row in self.rows)

    @property
    def share(self) -> str:
        """In per cent."""
        return f"{100 * self.passed / len(self.rows):.1f}%"


def measure(*, contrast: bool) -> int:
    """Check all samples, and with `contrast` the plain ones too, writing the result; 1 where one of ours fails."""
    with tempfile.TemporaryDirectory(prefix="report-docx-") as name:
        folder, made = Path(name), list(samples())
        ours = [Checked(one.name, check(one.write(folder), one.office)) for one in made]
        plain = [_plain(one, folder) for one in made if not one.final] if contrast else []
    for one in (*ours, *plain):
        print(f"{one.name}：{one.passed}/{len(one.rows)} 项通过（{one.share}）")
        for row in one.rows if one in ours else ():
            if not row.ok:
                print(f"  不符  {row.check}：应为 {row.expected}，实为 {row.found}")
    if contrast:
        _RESULT.write_text(_page(ours, plain), encoding="utf-8")
    return int(any(one.passed < len(one.rows) for one in ours))


def _plain(sample: Sample, folder: Path) -> Checked:
    path = write_plainly(sample, folder)
    return Checked(path.stem, check(path, sample.office))


def _page(ours: Sequence[Checked], plain: Sequence[Checked]) -> str:
    own, other = _totals(ours), _totals(plain)
    shared = _totals(
        [Checked(one.name, [row for row in one.rows if not _OWN.match(row.check)]) for one in plain]
    )
    lines = [
        "# Word files against GB/T 9704-2012 (2026-11-22)",
        "",
        "`python -m eval.docx --contrast`: for each pack a report on the sample project 鹤汀县2024年农村饮水管网改造, one on hardly",
        "any facts, and a final copy; checked by eval/docx, which states every value anew. For contrast the same report by a plain",
        "python-docx script (page size and margins set, 仿宋 as the normal style, add_heading, add_paragraph, add_table).",
        "",
        f"Ours: {own[0]} of {own[1]} checks ({100 * own[0] / own[1]:.1f}%).",
        f"Plain python-docx: {other[0]} of {other[1]} ({100 * other[0] / other[1]:.1f}%); without the checks of styles that"
        f" only our files name {shared[0]} of {shared[1]} ({100 * shared[0] / shared[1]:.1f}%).",
        "",
        "| file | passed | checks | share |",
        "|---|---:|---:|---:|",
        *(f"| {one.name} | {one.passed} | {len(one.rows)} | {one.share} |" for one in (*ours, *plain)),
        "",
        "## What the plain script gets wrong in every file",
        "",
    ]
    failed = Counter(row.check for one in plain for row in one.rows if not row.ok)
    always = [name for name, times in failed.items() if times == len(plain) and not name.startswith("样式 ")]
    lines += [f"- {name}" for name in always]
    return "\n".join(lines) + "\n"


def _totals(files: Sequence[Checked]) -> tuple[int, int]:
    return sum(one.passed for one in files), sum(len(one.rows) for one in files)
