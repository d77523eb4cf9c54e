"""Figures of what a finished sweep tells."""
