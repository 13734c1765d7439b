"""Tests of reading a budget folder."""
