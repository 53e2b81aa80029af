"""The 自评表 in and out: `reader.read_table` gives a `TableReading`, `form.make_form` the filled table.

Files are opened by `assistant.files` and written by `assistant.export.table_file`.
"""
