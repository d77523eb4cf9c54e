"""The commands of `steppewise`, each in a file of its own that is imported on use."""
