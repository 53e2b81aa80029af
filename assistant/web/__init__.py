"""The web page: choose facts, draft, read the findings, take the Word file away. Gradio lives here only."""
