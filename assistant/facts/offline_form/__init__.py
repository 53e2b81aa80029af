"""The form as a spreadsheet to fill in offline: written from the form's description, read back into facts."""
