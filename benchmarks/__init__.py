"""Benchmarks: ratios between ways of doing the same thing, measured side by side in one run."""
