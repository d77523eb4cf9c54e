"""Warm answers: a scenario with changes, played against its base within a fraction of a second."""
