"""A unit's report over its projects of one year: totals computed once from the facts, cross-checked against the projects' drafts.

Sentence patterns, headings and the table's columns are in prompts/plan/unit.
"""
