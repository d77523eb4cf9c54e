"""Scenario files: events, what they build on, and changes of the seeds."""
