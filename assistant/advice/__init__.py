"""Advice: deviations that the facts themselves show, and the problems that follow. No deviation, no problem."""
