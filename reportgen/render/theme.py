"""Themes: the tokens that one CSS file changes. Of a file of the department's own nothing is taken over as written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import attrs

from reportgen.load.nodes import read_text
from reportgen.load.reading import nearest
from reportgen.load.report import Report
from reportgen.model.budget import OWN_THEME, Budget
from reportgen.model.language import say
from reportgen.model.place import Place
from reportgen.render.contrast import MIXED, PAIRS, Pair, contrast, grounds
from reportgen.render.resources import resource_dir
from reportgen.render.styles import BASE, TokenSet, base_tokens, shipped_tokens

MOST_BYTES: Final = 64 * 1024
FIXED: Final = frozenset({"song", "hei", "kai"})
"""The bundled faces: tables are set in them, and their widths are known."""
DARK: Final = "(prefers-color-scheme:dark)"
_FETCHING: Final = frozenset({"url", "src", "image", "image-set", "cross-fade", "element", "expression", "attr", "env"})
_WORDS: Final = {"solid": ("solid", "double"), "bold": ("normal", "bold"), "normal": ("normal", "bold")}
"""A token's word as shipped → the words it may be."""
_FAMILY: Final = re.compile(r"[\w][\w .()-]{0,63}")
_MOST_FAMILIES: Final = 12
_SMALLEST: Final = 0.8
_LARGEST: Final = 2.0
"""How much smaller and larger than shipped a size may be; rules and spaces may be nothing."""
_FREE: Final = {"cover-rule": 0.0, "paper-before": 2.0, "paper-after": 2.0}
"""Beginning of the tokens of rules and spaces → what they may be at the least where twice as shipped is less."""

Scheme = Literal["light", "dark"]


@attrs.frozen
class Theme:
    """A theme: its name, what it changes (None: nothing), and the content of a file of one's own."""

    name: str
    tokens: TokenSet | None = None
    content: bytes = b""
    file: Path | None = None


@attrs.frozen
class _Setting:
    """A value as it is used, and where the file gives it."""

    value: str
    place: Place


class _Wrong(Exception):
    """A value that a token cannot have: code and words, and what would be right."""

    def __init__(self, zh: str, en: str, expected: str, code: str = "L523") -> None:
        super().__init__(zh)
        self.code, self.zh, self.en, self.expected = code, zh, en, expected


def load_theme(budget: Budget, chosen: str | None = None) -> Theme:
    """The theme that a budget names, or ``chosen`` in its place: a shipped name, or the path of a CSS file.

    Raises InputError (L001-L003, L520-L525) naming file, line and column.
    """
    if chosen is not None and chosen.casefold().endswith(OWN_THEME):
        return _own(Path(chosen), chosen)
    if chosen is None and budget.theme is not None:
        return _own(budget.theme, budget.declaration.theme)
    name = chosen or budget.declaration.theme
    return Theme(name) if name == BASE else Theme(name, shipped_tokens(resource_dir("styles"), name))


def _own(path: Path, name: str) -> Theme:
    report = Report()
    if path.is_file() and (size := path.stat().st_size) > MOST_BYTES:
        zh, en = "主题文件太大：最多 64 KB", "the theme's file is too large: 64 KB at the most"
        report.error("L520", zh, en, Place(name), f"{size:,}", f"{MOST_BYTES:,}")
        report.stop_if_failed()
    text = read_text(path, name, report)
    report.stop_if_failed()
    assert text is not None, "what cannot be read is an error"
    tokens = read_tokens(text, name, report)
    report.stop_if_failed()
    return Theme(path.name, tokens, text.encode(), path)


def read_tokens(css: str, name: str, report: Report) -> TokenSet:
    """What the text of a theme changes; errors are noted (L521-L525), ``name`` is that of its file in messages."""
    base = base_tokens(resource_dir("styles"))
    reader = _Reader(name, base, report)
    try:
        reader.read(css)
    except RecursionError:
        reader.refuse(None, "嵌套太深", "is nested too deeply")
    if not report.failed:
        _check_contrasts(base, reader.settings, report)
    light, dark = ({token: setting.value for token, setting in reader.settings[s].items()} for s in ("light", "dark"))
    return TokenSet(light, dark)


class _Reader:
    """Reads the rules of a theme by the grammar of CSS."""

    def __init__(self, name: str, base: TokenSet, report: Report) -> None:
        self._name = name
        self._base = base
        self._report = report
        self.settings: dict[str, dict[str, _Setting]] = {"light": {}, "dark": {}}

    def read(self, css: str) -> None:
        import tinycss2

        for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
            if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
                if _plain(rule.prelude) != DARK:
                    self.refuse(
                        rule, "只认 @media (prefers-color-scheme: dark)", "must be @media (prefers-color-scheme: dark)"
                    )
                    continue
                for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
                    self._root(inner, "dark")
            else:
                self._root(rule, "light")

    def _root(self, rule: Any, scheme: Scheme) -> None:
        import tinycss2

        if rule.type == "error":
            self.refuse(rule, "不合 CSS 的语法，多半少了花括号或分号", "is no CSS: a brace or semicolon may be missing")
        elif rule.type != "qualified-rule" or _plain(rule.prelude) != ":root":
            shown = f"@{rule.at_keyword}" if rule.type == "at-rule" else _plain(rule.prelude)[:40]
            self.refuse(
                rule, "不能写在主题里：只能是 :root 里的变量", "must not stand in a theme: tokens in :root alone", shown
            )
        else:
            for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                self._declaration(item, scheme)

    def _declaration(self, item: Any, scheme: Scheme) -> None:
        if item.type != "declaration":
            self.refuse(item, "不是“--变量: 值;”", "is no `--token: value;`")
            return
        token = item.name.removeprefix("--")
        if item.name == token or token not in self._base.light or token in FIXED:
            known = [f"--{each}" for each in self._base.light if each not in FIXED]
            near = "--face-text" if token in FIXED else nearest(item.name, known)
            zh, en = "主题里没有这个变量", "themes have no such token"
            self._error("L522", zh, en, item, item.name[:64], near)
        elif item.important:
            self.refuse(item, "不能用 !important", "must not be !important", item.name)
        else:
            self._value(item, token, scheme)

    def _value(self, item: Any, token: str, scheme: Scheme) -> None:
        parts = [part for part in item.value if part.type not in ("whitespace", "comment")]
        try:
            _refuse_functions(parts)
            shipped = self._base.light[token]
            if scheme == "dark" and not shipped.startswith("#"):
                zh, en = "深色部分只能改颜色", "is no colour: the dark part changes colours alone"
                raise _Wrong(zh, en, ":root { … }")
            value = _kind(shipped)(parts, token, shipped)
        except _Wrong as wrong:
            found = _plain(item.value)[:40]
            self._error(wrong.code, f"{item.name} {wrong.zh}", f"{item.name} {wrong.en}", item, found, wrong.expected)
            return
        self.settings[scheme][token] = _Setting(value, self._place(item))

    def refuse(self, at: Any, zh: str, en: str, shown: str | None = None) -> None:
        """L521: something that is no token."""
        self._error("L521", f"这里{zh}", f"this {en}", at, shown, ":root { --accent: #1d3f72; }")

    def _error(self, code: str, zh: str, en: str, at: Any, value: str | None, expected: str) -> None:
        self._report.error(code, zh, en, self._place(at), value, expected)

    def _place(self, at: Any) -> Place:
        return Place(self._name) if at is None else Place(self._name, at.source_line, at.source_column)


def _plain(tokens: Any) -> str:
    """Tokens as written, without blanks and comments."""
    import tinycss2

    return "".join(tinycss2.serialize(tokens).split())


def _every(parts: list[Any]) -> Iterator[Any]:
    waiting = list(parts)
    while waiting:
        part = waiting.pop()
        yield part
        waiting += getattr(part, "arguments", None) or getattr(part, "content", None) or []


def _refuse_functions(parts: list[Any]) -> None:
    """L524: what reads from somewhere."""
    for part in _every(parts):
        if part.type == "url" or (part.type == "function" and part.lower_name in _FETCHING):
            name = "url" if part.type == "url" else part.lower_name
            zh, en = (
                f"不能用 {name}()：主题不从别处读取",
                f"must not use {name}(): a theme reads nothing from elsewhere",
            )
            raise _Wrong(zh, en, "#1d3f72", "L524")


def _kind(shipped: str) -> Callable[[list[Any], str, str], str]:
    """The reader for what a token is, by the value that it is shipped with."""
    if shipped.startswith("#"):
        return _colour
    if shipped in _WORDS:
        return _word
    return _size if shipped[0].isdigit() else _families


def _colour(parts: list[Any], token: str, shipped: str) -> str:
    from tinycss2.color3 import parse_color

    colour = parse_color(parts[0]) if len(parts) == 1 else None
    if colour is None or isinstance(colour, str) or colour.alpha != 1:
        raise _Wrong("应是不透明的颜色", "must be a colour without transparency", shipped)
    return "#" + "".join(f"{round(255 * min(max(part, 0), 1)):02x}" for part in colour[:3])


def _word(parts: list[Any], token: str, shipped: str) -> str:
    words = _WORDS[shipped]
    if len(parts) != 1 or parts[0].type != "ident" or parts[0].lower_value not in words:
        raise _Wrong("应是其中之一", "must be one of the words", " | ".join(words))
    return str(parts[0].lower_value)


def _size(parts: list[Any], token: str, shipped: str) -> str:
    """A length in the unit it is shipped in, or a number where it is one."""
    unit = shipped.lstrip("0123456789.")
    size = float(shipped.removesuffix(unit))
    free = next((most for start, most in _FREE.items() if token.startswith(start)), None)
    least, most = (_SMALLEST * size, _LARGEST * size) if free is None else (0.0, max(_LARGEST * size, free))
    expected = f"{least:g}{unit} … {most:g}{unit}"
    part = parts[0] if len(parts) == 1 else None
    fits = part is not None and (
        part.type == "dimension" and part.lower_unit == unit if unit else part.type == "number"
    )
    if part is None or not fits or not least <= part.value <= most:
        zh, en = (
            ("应是这个范围里的长度", "must be a length of this range")
            if unit
            else ("应是这个范围里的数", "must be a number of this range")
        )
        raise _Wrong(zh, en, expected)
    return f"{part.value:.4f}".rstrip("0").rstrip(".") + unit


def _families(parts: list[Any], token: str, shipped: str) -> str:
    """Names of faces that may be installed, and a bundled one at the end, which has every character."""
    groups: list[list[Any]] = [[]]
    for part in parts:
        if part == ",":
            groups.append([])
        else:
            groups[-1].append(part)
    *named, last = [_family(group) for group in groups]
    if last not in {f"var(--{face})" for face in FIXED} or len(named) > _MOST_FAMILIES or None in named:
        zh = "应是字体名称的列表，最后一个是 var(--song)、var(--hei) 或 var(--kai)"
        en = "must be a list of faces whose last is var(--song), var(--hei) or var(--kai)"
        raise _Wrong(zh, en, "FangSong, var(--song)")
    return ", ".join([*(f'"{name}"' for name in named), str(last)])


def _family(group: list[Any]) -> str | None:
    """The name of a face, or the bundled one that a variable names; None for anything else."""
    if len(group) == 1 and group[0].type == "function" and group[0].lower_name == "var":
        inside = [part for part in group[0].arguments if part.type not in ("whitespace", "comment")]
        return f"var({inside[0].value})" if len(inside) == 1 and inside[0].type == "ident" else None
    if len(group) == 1 and group[0].type == "string":
        name = str(group[0].value)
    else:
        name = " ".join(str(part.value) for part in group) if all(part.type == "ident" for part in group) else ""
    return name if _FAMILY.fullmatch(name) and not name.startswith("var(") else None


def _check_contrasts(base: TokenSet, settings: Mapping[str, Mapping[str, _Setting]], report: Report) -> None:
    """L525: a text or mark of too little contrast to its ground, where the theme sets one of the two."""
    light = {**base.light, **{token: setting.value for token, setting in settings["light"].items()}}
    _check_scheme(light, settings["light"], "light", report)
    dark = {**light, **base.dark, **{token: setting.value for token, setting in settings["dark"].items()}}
    inherited = {token: place for token, place in settings["light"].items() if token not in base.dark}
    _check_scheme(dark, {**inherited, **settings["dark"]}, "dark", report)


def _check_scheme(tokens: Mapping[str, str], own: Mapping[str, _Setting], scheme: Scheme, report: Report) -> None:
    """Tell of each text and mark the ground on which it is worst: what mends that mends the others."""
    colours = grounds(tokens)
    worst: dict[tuple[str, float], tuple[float, Pair]] = {}
    for pair in PAIRS:
        ratio = contrast(tokens[pair.mark], colours[pair.ground])
        least = worst.get((pair.mark, pair.least), (pair.least, pair))[0]
        if ratio < least and any(token in own for token in (pair.mark, *pair.made_of)):
            worst[pair.mark, pair.least] = ratio, pair
    for ratio, pair in worst.values():
        place = next(own[token].place for token in (pair.mark, *pair.made_of) if token in own)
        _tell(pair, tokens[pair.mark], colours[pair.ground], ratio, place, scheme, report)


def _tell(pair: Pair, mark: str, ground: str, ratio: float, place: Place, scheme: Scheme, report: Report) -> None:
    zh_scheme, en_scheme = ("浅色", "light") if scheme == "light" else ("深色", "dark")
    under = f"--paper + {MIXED[pair.ground]}% --accent" if pair.ground in MIXED else f"--{pair.ground}"
    zh = f"{zh_scheme}里 --{pair.mark}（{mark}）在 {under}（{ground}）上对比不够"
    en = f"in the {en_scheme} scheme --{pair.mark} ({mark}) has too little contrast on {under} ({ground})"
    shown = f"{int(ratio * 100) / 100:.2f} : 1"  # never rounded up to what is needed
    expected = say(f"至少 {pair.least:g} : 1", f"{pair.least:g} : 1 at the least")
    report.error("L525", zh, en, place, shown, expected)
