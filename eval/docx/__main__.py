"""`python -m eval.docx FILE…`: every check of each file; exit code 1 if one failed, 2 if unreadable.

`--packs` makes and checks reports of every pack, `--contrast` also checks what a plain python-docx script makes of them and
writes eval/results/docx-2026-11-22.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

from eval.docx.conformance import check


def main(paths: list[str]) -> int:
    """Check the files and print a table of each."""
    if paths in (["--packs"], ["--contrast"]):
        from eval.docx.report import measure

        return measure(contrast=paths == ["--contrast"])
    if not paths:
        print("用法：python -m eval.docx 文件.docx … 或 --packs、--contrast", file=sys.stderr)
        return 2
    return max(_show(path) for path in paths)


def _show(path: str) -> int:
    try:
        rows = check(Path(path))
    except (OSError, ValueError):
        print(f"无法读取 {path}：请确认它存在，并且是 .docx 文件。", file=sys.stderr)
        return 2
    for row in rows:
        print(f"{'通过' if row.ok else '不符'}  {row.check}：应为 {row.expected}，实为 {row.found}")
    passed = sum(row.ok for row in rows)
    print(f"{path}：{passed}/{len(rows)} 项通过")
    return int(passed < len(rows))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
