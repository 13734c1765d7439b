"""Privacy and secrecy: what must not be published. No message repeats it."""

# isort: off
from reportgen.check.privacy import numbers, contacts, people, withheld

MODULES = (numbers, contacts, people, withheld)
