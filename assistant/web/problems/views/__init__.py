"""HTML of the page: problems of a project."""
