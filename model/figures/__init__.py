"""Figures: what each shows, and how all of them look.

Every module of this package draws with matplotlib, which is loaded here first, and clean.
"""

from model.figures.settings import load_matplotlib

load_matplotlib()
