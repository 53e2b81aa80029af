"""Files into the library: planned, parsed in limited child processes, embedded, stored."""
