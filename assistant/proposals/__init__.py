"""Facts that documents suggest: read by rules (or a model), quoted, and proposed. Nothing enters the facts here by itself."""
