"""Values → HTML for the preview."""
