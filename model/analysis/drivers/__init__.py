"""Which factors bring the variance of an outcome: Sobol indices."""
