"""The report as it will print, and its files to take away."""
