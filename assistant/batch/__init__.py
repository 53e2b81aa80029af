"""Many projects at once: a folder of facts files or one workbook becomes drafts, a summary and reports of the units.

`run.run` gives the events; assistant/cli_batch.py shows them. Says nothing of how one draft is made: that is wiring's.
"""
