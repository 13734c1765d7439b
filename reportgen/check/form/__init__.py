"""Form (文字规范): punctuation, width, repeated and confusable words, names and terms."""

# isort: off
from reportgen.check.form import leads

MODULES = (leads,)
