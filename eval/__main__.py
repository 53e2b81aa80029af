"""python -m eval bench|faithfulness|docx …"""

from __future__ import annotations

import sys


def main() -> int:
    """Runs one measurement."""
    match sys.argv[1:]:
        case ["bench", *rest]:
            from eval.bench import main as measure

            measure(rest)
        case ["faithfulness", *rest]:
            from eval.faithfulness.command import main as compare

            return compare(rest)
        case ["docx", *rest]:
            from eval.docx.__main__ import main as check

            return check(rest)
        case ["masking", *rest]:
            from eval.masking.command import main as measure

            measure(rest)
        case ["structure", *rest]:
            from eval.structure.__main__ import main as measure

            measure(rest)
        case ["ingest", *rest]:
            from eval.ingest import main as measure

            measure(rest)
        case ["seeded", *rest]:
            from eval.seeded.command import main as measure

            measure(rest)
        case ["retrieval", *rest]:
            from eval.retrieval.command import main as measure

            measure(rest)
        case ["deviations", *rest]:
            from eval.deviations.command import main as measure

            measure(rest)
        case ["proposals", *rest]:
            from eval.proposals.command import main as measure

            measure(rest)
        case ["edits", *rest]:
            from eval.edits.command import main as measure

            return measure(rest)
        case ["returned", *rest]:
            from eval.returned.command import main as measure

            return measure(rest)
        case ["batch", *rest]:
            from eval.batch.command import main as measure

            return measure(rest)
        case ["load", *rest]:
            from eval.load.command import main as measure

            return measure(rest)
        case _:
            print(
                "python -m eval bench | faithfulness generate … | faithfulness score … | docx FILE… | masking | structure | ingest | seeded | retrieval | deviations | proposals | edits | returned | batch | load",
                file=sys.stderr,
            )
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
