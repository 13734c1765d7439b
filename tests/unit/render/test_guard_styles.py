"""Styles are read by tokens: every address is found however it is spelt, and what fetches or multiplies is named."""

from __future__ import annotations

import pytest

from reportgen.render.guard_styles import addresses_of, faults_of

ADDRESSES = {
    "p { background: url(a) }": ["a"],
    'p { background: u\\72l("a") }': ["a"],
    "p { background: URL( 'a' ) /* url(b) */ }": ["a"],
    'p { background: src("a") }': ["a"],
    'p { background: image-set("a" 1x, "b" 2x) }': ["a", "b"],
    'p { background: image-set(cross-fade("a", url(b)) 1x) }': ["a", "b"],
    "@media print { @page { @top-left { content: url(a) } } }": ["a"],
    "p { --x: url(a) }": ["a"],
    "p { background: url(a b) }": ["bad-url"],
    "url(#shade)": ["#shade"],
    'p::before { content: "url(a)" } /* url(b) */': [],
    "p { color: red }": [],
}
FAULTS = {
    '@import "a";': ["@import a"],
    "@\\69mport url(a);": ["@import a"],
    "@font-face { src: url(a) }": ["@font-face a"],
    "p { background: attr(data-x url) }": ["attr(data-x url)"],
    "p { width: expression(1) }": ["expression()"],
    "p { behavior: url(a) }": ["behavior: a"],
    "p { -weasy-link: attr(title) }": ["-weasy-link: …"],
    "p { --a: var(--b) var(--b) }": ["--a: …"],
    "p { --a: 1px; width: var(--a); content: attr(title) }": [],
    "a:link { color: red } @page { margin: 1cm }": [],
}


@pytest.mark.parametrize("css", ADDRESSES)
def test_addresses(css: str) -> None:
    assert list(addresses_of(css)) == ADDRESSES[css]


@pytest.mark.parametrize("css", FAULTS)
def test_faults(css: str) -> None:
    assert list(faults_of(css)) == FAULTS[css]
