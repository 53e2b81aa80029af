"""`python app.py [--host H] [--port P]`: the web page, the same as `assistant serve`."""

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.argv.insert(1, "serve")
    main()
