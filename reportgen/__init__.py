"""reportgen: a government department's yearly budget disclosure (部门预算公开), made from its figures."""

__version__ = "0.1.0"
