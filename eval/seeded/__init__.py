"""Seeded errors: clean drafts, one planted fault each, and what the reviewer makes of them."""
