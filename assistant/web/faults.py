"""What a page says of an error: as the workspace tells it."""

from assistant.workspace.faults import logged, told

__all__ = ["logged", "told"]
