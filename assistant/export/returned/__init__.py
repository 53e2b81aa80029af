"""The way back: a report that was exported, edited in Word or WPS, read again and laid beside what it was made from.

`reading.py` opens the file (`Edited`), `matching.py` finds the report's sections in it, `comparing.py` tells what differs
(`Returned`). Nothing here changes a draft.
"""
