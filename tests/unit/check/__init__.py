"""Tests of the rules of check."""
