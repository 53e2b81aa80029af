"""Editing: an instruction in plain Chinese → proposed hunks within its scope, with what they change; a person accepts."""
