"""The detectors, by what they look at: money, time, results, targets, marks, conduct."""
