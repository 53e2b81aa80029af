"""Hostile text, hostile files, hostile servers: what the program must stand."""
