"""Rule parameters fitted to the past."""
