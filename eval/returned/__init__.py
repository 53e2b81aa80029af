"""Reports edited in Word and taken back: of twenty-odd edited files, which changes were found, which missed, which invented.

Every file is made from a real export by editing its XML as Word, WPS or LibreOffice leave it; what must be found is written
down with the edit.
"""
