"""The groups of facts, described field by field: what each is called, means, is measured in, and looks like."""
