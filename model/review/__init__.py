"""Outcomes, stored results, comparisons, explanations and figures."""
