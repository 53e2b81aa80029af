"""The unit's own Word template: read for its outline, filled with a report; all that it fixes stays as it is."""
