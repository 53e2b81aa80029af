"""python -m eval structure [--outlines FILE.json] [--errors]: a Markdown table, and the errors one by one."""

from __future__ import annotations

import argparse
from pathlib import Path

from eval.structure.distortions import WAYS
from eval.structure.readings import of_bare_text, of_corpus, of_metadata, of_outlines, of_spoilt, of_wordings
from eval.structure.scoring import HEAD, Score


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m eval structure")
    parser.add_argument(
        "--outlines", type=Path, help="public outlines, a JSON list; left out where not given"
    )
    parser.add_argument("--errors", action="store_true", help="show every heading that was read wrong")
    chosen = parser.parse_args(arguments)
    scores = {"the sample corpus": of_corpus()}
    scores |= {f"the same, {how}": of_spoilt(how) for how in WAYS}
    scores["other wordings"] = of_wordings()
    if chosen.outlines:
        scores["the public outlines"] = of_outlines(chosen.outlines)
    print(HEAD)
    for name, score in scores.items():
        print(score.row(name))
    _show_rest()
    if chosen.errors:
        for name, score in scores.items():
            _show(name, score)


def _show_rest() -> None:
    total, right, outside = of_bare_text()
    print(f"\nno headings at all: {100 * right / total:.1f}% of {total} characters under an accepted kind")
    print(f"(outside any section: {100 * outside / total:.1f}%)")
    rows = of_metadata()
    print("metadata: " + ", ".join(f"{name} {count}" for name, count in rows.items()))


def _show(name: str, score: Score) -> None:
    print(f"\n{name}")
    for heading, accepted, found in score.errors:
        wanted = " | ".join(" ".join(kinds) for kinds in accepted)
        print(f"  kind    {heading}: {' '.join(found)}, should be {wanted}")
    for heading in score.missed:
        print(f"  missed  {heading}")
    for heading in score.surplus:
        print(f"  extra   {heading}")


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
