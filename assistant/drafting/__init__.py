"""Drafting: content plan → writer (offline composer or model) → review → repair → draft, as a stream of events."""
