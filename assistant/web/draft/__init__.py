"""The page: draft of a project."""
