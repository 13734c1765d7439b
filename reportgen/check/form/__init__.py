"""Form (文字规范): punctuation, width, repeated and confusable words, names and terms."""

# isort: off
from reportgen.check.form import (
    names, confusables, leads, repeats, titles, terms, numbers, punctuation, characters,
)  # fmt: skip

MODULES = (names, confusables, leads, repeats, titles, terms, numbers, punctuation, characters)
