"""Figures that a strategist would rather look at than read."""
