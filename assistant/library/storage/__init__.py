"""The library on disk or on a server: passages, vectors, records, generations, locks."""
