"""Tests of reportgen.render."""
