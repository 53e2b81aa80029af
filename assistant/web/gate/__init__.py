"""The gate of the workspace: who may come in, from where, and how fast. It knows requests and persons, no reports."""
