"""With which of all varied numbers an outcome goes."""
