"""HTML of the page: draft of a project."""
