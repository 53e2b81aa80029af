"""HTML of the page: history of a project."""
