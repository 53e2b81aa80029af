"""Are the headings of past reports found, and are their kinds right? `python -m eval structure`."""
