"""What the clicks on the draft page do, by what they are about."""
