"""The structure of a past report: headings, section tree, kinds, and what a person corrected."""
