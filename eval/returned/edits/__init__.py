"""What people do to an exported report: each edit changes the file and says what must be found in it."""
