"""The page: project list."""
