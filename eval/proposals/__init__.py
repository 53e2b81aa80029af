"""Are facts read from reports the true ones? `python -m eval proposals`."""
