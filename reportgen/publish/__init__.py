"""Atomic writing of a set of files, with their manifest."""
