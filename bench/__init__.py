"""Benchmarks: whole processes, side by side in one session, medians and ratios."""
