"""Who leads, where, and how surely."""
