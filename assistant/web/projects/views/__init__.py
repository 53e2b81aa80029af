"""HTML of the page: project list."""
