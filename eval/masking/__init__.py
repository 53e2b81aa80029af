"""What masking hides and what it hides in vain, measured on labelled passages."""
