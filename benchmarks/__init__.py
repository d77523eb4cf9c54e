"""Benchmarks: how fast an ensemble runs, beside other ways to run the same model."""
