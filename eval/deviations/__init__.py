"""How well deviations are found: labelled facts of made-up projects, written without a look at the detectors."""
