"""Frozen types: what the user declares, what is printed, and the shipped code lists."""
