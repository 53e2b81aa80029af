"""The page: problems of a project."""
