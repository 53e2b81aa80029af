"""The page: facts of a project."""
