"""Batches: does every project come out, how fast, in how much memory, and what is left of them after kill -9."""
