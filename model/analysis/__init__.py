"""What the numbers say: one folder for each question."""
