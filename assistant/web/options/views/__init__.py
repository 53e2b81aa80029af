"""HTML of the page: settings."""
