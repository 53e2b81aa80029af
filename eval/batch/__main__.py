"""python -m eval.batch"""

from __future__ import annotations

import sys

from eval.batch.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
