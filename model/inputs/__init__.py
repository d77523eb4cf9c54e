"""Files become checked, frozen values; the only place that validates."""
