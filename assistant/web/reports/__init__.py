"""The page of past reports: put files in, see what was understood of them, correct it, find passages."""
