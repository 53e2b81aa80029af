"""Has a Word file the form of GB/T 9704-2012? Reads the zip itself, not what the exporter meant."""
