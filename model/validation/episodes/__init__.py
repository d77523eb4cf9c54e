"""Episodes of the past, beside what was observed."""
