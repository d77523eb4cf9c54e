"""A surrogate: what a sweep says between its points, and how far off that is."""
