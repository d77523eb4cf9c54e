"""Axes, the world, its parameters, and randomness as an input."""
