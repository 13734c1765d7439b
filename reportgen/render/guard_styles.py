"""What style sheets fetch and multiply: read by the tokens of the CSS standard, so that no spelling hides an address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

_ADDRESS: Final = frozenset({"url", "src"})
"""Functions that take an address."""
_PICTURES: Final = frozenset({"image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"})
"""Functions whose texts are addresses, also those inside of others."""
_RULES: Final = frozenset({"import", "font-face", "namespace", "document", "-moz-document"})
"""Rules that are there to fetch."""
_REFUSED: Final = frozenset({"behavior", "-moz-binding", "link", "-weasy-link", "anchor", "-weasy-anchor"})
"""Properties that run, or turn what is no link into one."""

_NEAR: Final = 20
"""So many tokens behind the name of a rule its address is looked for."""


def addresses_of(css: str) -> Iterator[str]:
    """Every address that a style sheet, or the value of an attribute, names to be fetched."""
    yield from _addresses(_tokens(css), False)


def faults_of(css: str) -> Iterator[str]:
    """What is refused in a style whatever address it names: rules that fetch, variables made of variables."""
    if "\\" not in css and "@" not in css and "-" not in css and "(" not in css and ":" not in css:
        return
    tokens = _tokens(css)
    tokens_inside = list(_every(tokens))
    for place, token in enumerate(tokens_inside):
        if token.type == "at-keyword" and token.lower_value in _RULES:
            yield f"@{token.value} {next(_texts(tokens_inside[place : place + _NEAR]), '')}".strip()
        elif token.type == "function" and token.lower_name in ("attr", "expression", "element"):
            words = [part.lower_value for part in token.arguments if part.type == "ident"]
            if token.lower_name != "attr" or "url" in words:
                yield f"{token.name}({' '.join(words)})"
    yield from _declared(tokens)


def _declared(tokens: list[Any]) -> Iterator[str]:
    """Refused properties in a list of tokens and its blocks."""
    before: list[Any] = []
    for place, token in enumerate(tokens):
        if token.type in ("{} block", "() block", "[] block"):
            yield from _declared(token.content)
        if token.type == "literal" and token.value == ":" and before and before[-1].type == "ident":
            name = before[-1].lower_value
            value = _value(tokens, place + 1)
            if name in _REFUSED or (name.startswith("--") and any(_is_variable(part) for part in _every(value))):
                yield f"{before[-1].value}: {next(iter(_texts(value)), '…')}"
        if token.type not in ("whitespace", "comment"):
            before.append(token)


def _value(tokens: list[Any], start: int) -> list[Any]:
    end = next((at for at in range(start, len(tokens)) if tokens[at] == ";"), len(tokens))
    return tokens[start:end]


def _is_variable(token: Any) -> bool:
    return token.type == "function" and token.lower_name in ("var", "env")


def _tokens(css: str) -> list[Any]:
    import tinycss2

    return list(tinycss2.parse_component_value_list(css, skip_comments=True))


def _addresses(tokens: list[Any], picture: bool) -> Iterator[str]:
    for token in tokens:
        if token.type == "url" or (token.type == "string" and picture):
            yield token.value
        elif token.type == "function":
            if token.lower_name in _ADDRESS:
                yield next(iter(_texts(token.arguments)), "")
            yield from _addresses(token.arguments, picture or token.lower_name in _PICTURES)
        elif token.type in ("{} block", "() block", "[] block"):
            yield from _addresses(token.content, False)
        elif token.type == "error" and token.kind in ("bad-url", "bad-string"):
            yield token.kind


def _every(tokens: list[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        if token.type == "function":
            yield from _every(token.arguments)
        elif token.type in ("{} block", "() block", "[] block"):
            yield from _every(token.content)


def _texts(tokens: list[Any]) -> Iterator[str]:
    for token in _every(tokens):
        if token.type in ("string", "url"):
            yield token.value
