"""Sentences of each kind of answer."""
