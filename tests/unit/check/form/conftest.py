"""Fixtures of the tests of form."""

from tests.unit.check.form.small import find

__all__ = ["find"]
