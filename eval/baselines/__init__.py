"""What the assistant is measured against."""
