"""How a filled-in spreadsheet is found again: hidden marks in its first column say what stands in each row.

    path                    a fact: its value stands in column C
    funds.payments[]        a table: its columns are named in this (hidden) row, its rows follow below the caption
    end                     the table ends
    heading, captions       the form's own words: a heading in column B, captions or hints over all columns

A person may insert or delete rows of a table and resize or format anything: only the marks count.
"""

from __future__ import annotations

MARK_COLUMN = 1
TITLE_COLUMN = 2
VALUE_COLUMN = 3
UNIT_COLUMN = 4
HELP_COLUMN = 5
EXAMPLE_COLUMN = 6
FIRST_COLUMN = 2  # of a table
END = "end"
HEADING = "heading"
CAPTIONS = "captions"
LINE = "*"  # the one column of a list of lines
FORM_MARK = "form:1"
MAX_CELL = 32_767  # characters; Excel's own limit


def is_table(mark: str) -> bool:
    """Whether a mark opens a table."""
    return mark.endswith("[]")


def address(column: int, row: int) -> str:
    """C5."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
