"""Measurements: quality and performance, always against a baseline of the same run. Nothing here is a test."""
