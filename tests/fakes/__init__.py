"""Stand-ins for what the program talks to: `openai_server.serving()` is a real server of a fake model."""
