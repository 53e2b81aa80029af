"""What identifies a report: its profile, the names and figures in its text, and their masking."""
