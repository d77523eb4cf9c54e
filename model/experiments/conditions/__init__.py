"""Conditions that a user states in words: `share RUS KAZ < share CHN KAZ at 2035Q4`."""
