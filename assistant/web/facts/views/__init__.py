"""HTML of the page: facts of a project."""
