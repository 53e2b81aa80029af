"""What a person can do in the workspace: every action of the pages, as functions that need no browser."""
