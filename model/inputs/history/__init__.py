"""The measured past, and the seeds of a past year."""
