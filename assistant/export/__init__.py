"""A finished report as a file: GB/T 9704 Word, Markdown, HTML preview. Knows `Paper`, never a draft."""
