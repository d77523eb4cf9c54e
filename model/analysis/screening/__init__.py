"""Which factors move an outcome at all: Morris screening."""
