"""What would cure a finding without a model: edits of the text, changes of facts; each tried before it is offered."""
