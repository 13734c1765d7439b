"""The last look at findings before they are told: none repeats a private number or withheld matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from reportgen.check.context import Context
from reportgen.check.privacy.numbers import mask
from reportgen.check.privacy.withheld import repeated
from reportgen.model.diagnostic import Diagnostic, Note
from reportgen.model.place import Place

Spot = tuple[str, int | None, str | None, str | None]


def masked(context: Context, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings without what must not be told; those at the place of a discreet one are discreet too."""
    found = list(diagnostics)
    spots = {_spot(item.text.place) for item in repeated(context)} | {_spot(d.place) for d in found if d.discreet}
    hide = _hiding(context, found)
    return tuple(_masked(diagnostic, hide, spots - {None}) for diagnostic in found)


def _hiding(context: Context, found: list[Diagnostic]) -> Callable[[str], str]:
    """Text of a finding → what may be told of it. Withheld matter is looked for in all texts of the findings at once."""
    withheld = context.budget.withheld
    if not withheld:
        return mask
    told = list(dict.fromkeys(text for diagnostic in found for text in _texts(diagnostic)))
    leaking = {match.which for match in withheld.matches(told, form=True)}
    secret = {told[index]: withheld.masked(told[index]) for index in leaking}
    return lambda text: mask(secret.get(text, text))


def _texts(diagnostic: Diagnostic) -> list[str]:
    notes = [text for note in diagnostic.notes for text in (note.message, _path(note.place))]
    edit = [diagnostic.edit.old, diagnostic.edit.new] if diagnostic.edit else []
    told = [diagnostic.message, diagnostic.value, diagnostic.expected, diagnostic.help, _path(diagnostic.place)]
    return [text for text in (*told, *notes, *edit) if text]


def _path(place: Place | None) -> str | None:
    return place.path if place is not None else None


def _masked(diagnostic: Diagnostic, hide: Callable[[str], str], spots: set[Spot | None]) -> Diagnostic:
    def shown(text: str | None) -> str | None:
        return None if text is None else hide(text)

    edit = diagnostic.edit
    if edit is not None and (hide(edit.old), hide(edit.new)) != (edit.old, edit.new):
        edit = None
    return attrs.evolve(
        diagnostic,
        message=hide(diagnostic.message),
        place=_masked_place(diagnostic.place, hide),
        value=shown(diagnostic.value),
        expected=shown(diagnostic.expected),
        help=shown(diagnostic.help),
        notes=tuple(Note(hide(note.message), _masked_place(note.place, hide)) for note in diagnostic.notes),
        edit=edit,
        discreet=diagnostic.discreet or _spot(diagnostic.place) in spots,
    )


def _masked_place(place: Place | None, hide: Callable[[str], str]) -> Place | None:
    if place is None or place.path is None:
        return place
    return attrs.evolve(place, path=hide(place.path))


def _spot(place: Place | None) -> Spot | None:
    """The line or cell of a place; an excerpt of it would show what stands there."""
    return None if place is None else (place.file, place.line, place.sheet, place.cell)
