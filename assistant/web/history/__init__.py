"""The page: history of a project."""
