"""Steppewise: how the influence of outside powers over Central Asia moves, quarter by quarter."""
