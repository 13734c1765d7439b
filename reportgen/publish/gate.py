"""The last gate of a build: every finished file is searched for what the budget withholds, before any is put in place.

Only the salted hashes of withheld matter are at hand (`reportgen.model.withheld`). Which rules ran, and what they could
see, makes no difference here, nor does who wrote the template. A budget that withholds nothing never comes here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from reportgen.model.diagnostic import Diagnostic, WithheldError
from reportgen.model.language import say
from reportgen.publish.passages import Passage, Spot

if TYPE_CHECKING:
    from reportgen.model.disclosure import Disclosure
    from reportgen.model.place import Place
    from reportgen.model.withheld import Withheld

CERTAIN, LIKELY = "P07", "P08"
"""The rules of check that look for withheld matter in the input."""
SHOWN: Final = 5
"""So many spots are told of one file."""


class _Hit(NamedTuple):
    """A spot of a file with withheld matter."""

    file: str
    spot: Spot


def allowed(disclosure: Disclosure, diagnostics: Sequence[Diagnostic]) -> Withheld:
    """The hashes that the gate goes by: those of the budget, without the texts that somebody answers for.

    Whoever accepts a P07 or P08 lets the text at that place stand, in this report, wherever it is printed: what it has
    in common with withheld matter is no longer looked for. The rest of that matter is, and so is everything else.
    """
    from reportgen.check.accept import Accepted

    withheld = disclosure.budget.withheld
    answered = {(d.code, _bare(d.place)) for d in diagnostics if isinstance(d, Accepted) and d.place is not None}
    if not any(code in (CERTAIN, LIKELY) for code, _ in answered):
        return withheld
    from reportgen.check.context import Context
    from reportgen.check.privacy.withheld import repeated

    found = repeated(Context(disclosure.budget, disclosure))
    texts = [one.text.text for one in found if (CERTAIN if one.certain else LIKELY, _bare(one.text.place)) in answered]
    return withheld.allowing(texts)


def _bare(place: Place | None) -> Place | None:
    """A place without its path, in which what must not be told may be masked."""
    return None if place is None else attrs.evolve(place, path=None)


def inspect(
    withheld: Withheld,
    files: Mapping[str, bytes],
    facts: Mapping[str, Any],
    printed: Mapping[str, str],
    diagnostics: Sequence[Diagnostic] = (),
) -> None:
    """Raise WithheldError when withheld matter certainly stands in a finished file, its name, or a fact of the manifest.

    ``printed`` is the HTML that PDF files were made from: in it a text is whole that pages and columns tear apart.
    The error tells files and spots, and where ``diagnostics`` have seen the matter in the input; never the matter.
    """
    hits = list(_hits(withheld, files, facts, printed))
    if hits:
        # The fixed words of our own templates are no secret; they are read only now, when there is something to compare.
        withheld = withheld.allowing(_own_words(withheld))
        hits = list(_hits(withheld, files, facts, printed))
    if hits:
        raise WithheldError(_message(withheld, hits, diagnostics))


def _hits(
    withheld: Withheld, files: Mapping[str, bytes], facts: Mapping[str, Any], printed: Mapping[str, str]
) -> Iterator[_Hit]:
    for name, passages in _everything(files, facts, printed):
        read = list(passages)
        found: dict[Spot, None] = {}
        for match in withheld.matches([passage.text for passage in read]):
            if match.certain:
                found[read[match.which].spot(match.start)] = None
        yield from (_Hit(name, spot) for spot in found)


def _everything(
    files: Mapping[str, bytes], facts: Mapping[str, Any], printed: Mapping[str, str]
) -> Iterator[tuple[str, Iterator[Passage]]]:
    """Every file with the passages of it, the names of all files, and the facts of the manifest."""
    for name, data in files.items():
        yield name, _passages(name, data)
    for name, html in printed.items():
        from reportgen.publish.gate_html import html_passages

        yield name, html_passages(html)
    from reportgen.publish.manifest import MANIFEST

    beside = [(name, Spot("文件名", "file name")) for name in files]
    beside += [(json.dumps(fact, ensure_ascii=False), Spot(key, key)) for key, fact in facts.items()]
    yield MANIFEST, (Passage([one]) for one in beside)


def _passages(name: str, data: bytes) -> Iterator[Passage]:
    from reportgen.publish.gate_html import html_passages
    from reportgen.publish.gate_pdf import decoded, pdf_passages

    if name.endswith(".pdf"):
        return pdf_passages(data)
    if name.endswith(".html"):
        return html_passages(data.decode())
    return (Passage([(text, Spot())]) for text in decoded(data))


def _own_words(withheld: Withheld) -> list[str]:
    """What the templates and layouts that come with the program have in common with withheld matter."""
    from reportgen.render.resources import resource_dir

    folder = resource_dir("templates")
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".j2", ".yaml") and path.is_file())
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return [texts[match.which][match.start : match.end] for match in withheld.matches(texts)]


def _message(withheld: Withheld, hits: Sequence[_Hit], diagnostics: Sequence[Diagnostic]) -> str:
    names = list(dict.fromkeys(name for hit in hits for name in hit.spot.names))
    dirty = {match.which for match in withheld.matches(names, form=True)}
    clean = frozenset(name for index, name in enumerate(names) if index not in dirty)
    lines = []
    for file in dict.fromkeys(hit.file for hit in hits):
        told = list(dict.fromkeys(hit.spot.told(clean) for hit in hits if hit.file == file))
        more = say("等", ", …") if len(told) > SHOWN else ""
        lines.append(f"  {withheld.masked(file)}{say('：', ': ')}{say('；', '; ').join(told[:SHOWN])}{more}")
    seen = dict.fromkeys(str(d.place) for d in diagnostics if d.code == CERTAIN and d.level == "error" and d.place)
    head = say(
        "生成的文件里有不公开的内容，没有写出任何文件（此处不重复内容）：",
        "Withheld matter stands in the finished files; nothing was written (it is not repeated here):",
    )
    return "\n".join([head, *lines, _advice(list(seen))])


def _advice(seen: list[str]) -> str:
    if seen:
        places = say("、", ", ").join(seen[:SHOWN])
        return say(
            f"检查规则 P07 在输入里找到了同样的内容：{places}。请从那里删去；确认可以公开的，在 accept 里写明理由。",
            f"Rule P07 found the same in the input: {places}. Remove it there; if it may be published after all, say why "
            "under accept.",
        )
    return say(
        "检查规则没有在输入的文字里找到它，多半是自己的模板带进来的，请从来源处删去。",
        "The rules did not find it in the texts of the input; it probably comes from an own template. Remove it there.",
    )
