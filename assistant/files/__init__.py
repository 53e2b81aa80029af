"""Opening office files that strangers made: what a file really is, its limits, its cells and its tables.

Knows neither facts nor reports. Everything here raises `DocumentError` with a Chinese reason, never a vendor's error.
"""
