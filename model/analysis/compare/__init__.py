"""What a scenario changes against another."""
