"""Outlines: section kinds, heading numbering, heading → kinds, locality packs (prompts/packs/)."""
