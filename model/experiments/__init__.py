"""Experiments: scenarios played over many runs, kept on disk, and summarised."""
