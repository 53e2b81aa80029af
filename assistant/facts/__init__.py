"""Facts: what is true of one project in one year. Knows nothing of outlines, reports or models."""
