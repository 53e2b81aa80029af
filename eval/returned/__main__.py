"""python -m eval.returned"""

from __future__ import annotations

import sys

from eval.returned.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
