"""Why an influence moved, and why a scenario differs."""
