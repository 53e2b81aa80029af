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
            from eval.faithfulness import main as measure

            measure(rest)
        case ["docx", *rest]:
            from eval.docx.__main__ import main as check

            return check(rest)
        case _:
            print("python -m eval bench | faithfulness FACTS… [--model] | docx FILE…", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
