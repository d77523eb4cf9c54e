"""Forecasts of the past from past years, beside what was observed."""
