"""Review: what a draft says against what the facts say. Knows nothing of models, storage or the web."""
