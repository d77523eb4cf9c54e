"""What a finished sweep tells: what drives an outcome, where a condition holds, what is robust."""
