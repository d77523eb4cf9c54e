"""The seeds: starting numbers, the cast, interests and their sources."""
