"""What is withheld, held only as salted hashes of short pieces: enough to see it again in a text, not to read it.

Texts are compared as letters and digits alone: NFKC, without blanks and punctuation, without case. A piece is `PIECE`
characters of a withheld text, at every position of it. `reportgen.load.fingerprints` makes the hashes and tells how
much each piece tells; this module finds them again:

* *certain*: `RUN` characters in a row that also stand in a withheld text, not only names and stock words; or a whole
  withheld text of at least `PIECE` characters;
* else *likely*: `PIECE` characters in a row that tell something, or a whole withheld text of `SHORT` characters.

The hashes are BLAKE2b keyed with a salt that is drawn anew for every load and is neither stored nor shown.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

if TYPE_CHECKING:
    from numpy.typing import NDArray

PIECE: Final = 12
"""Characters of a piece."""
SHORT: Final = range(6, PIECE)
"""Lengths of texts that are shorter than a piece and are hashed as a whole."""
RUN: Final = 2 * PIECE
"""So many characters in a row that agree are no chance."""
ENOUGH: Final = 5
"""So many pieces of a run must tell something: one alone may be the edge of a name."""
SOME: Final = 2
"""The same for a shorter run."""
DIGEST: Final = 8
"""Bytes of a hash; the letter of a kind follows."""
WIDTH: Final = 4
"""Bytes of a character as it is hashed (UTF-32)."""
BETWEEN: Final = "\0"
"""Stands between texts that are searched together; no text holds it."""
CHUNK: Final = 1 << 18
"""Characters that are searched at a time."""

PLAIN, STRONG, TELLING, WHOLE = b"p", b"s", b"t", b"w"
"""What is known of a piece: that it stands there; that it is no mention of a name; that it tells something; and of a
text shorter than `RUN`, that it is a whole one. The capital letter is that of matter from the form's own columns, where
the rows of all projects use the same words."""

_NOISE = re.compile(rf"[^\w{BETWEEN}]+|_+")


def normal(text: str) -> str:
    """A text as it is compared: letters and digits alone, compatible forms and cases made the same."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _NOISE.sub("", plain.casefold())


def hasher(salt: bytes, purpose: bytes = b"piece") -> Callable[[bytes], bytes]:
    """Piece as UTF-32 → its hash."""
    from hashlib import blake2b

    def digest(piece: bytes) -> bytes:
        return blake2b(piece, digest_size=DIGEST, key=salt, person=purpose).digest()

    return digest


def encoded(text: str) -> bytes:
    """Normal text as it is hashed."""
    return text.encode("utf-32-le", "surrogatepass")


def weights(salt: bytes) -> NDArray[Any]:
    """Secret odd factors, one a character of a piece, for the sums that tell most positions of a text apart from a piece."""
    import numpy as np

    parts = b"".join(hasher(salt, b"weight-%d" % index)(b"") for index in range(PIECE))
    return np.frombuffer(parts, dtype="<u8") | np.uint64(1)


def sums(
    points: NDArray[Any], factors: NDArray[Any], shortest: int = SHORT.start
) -> Iterator[tuple[int, NDArray[Any]]]:
    """For each length from ``shortest`` to `PIECE`: the weighted sum (modulo 2⁶⁴) of every piece of that length."""
    import numpy as np

    wide = points.astype(np.uint64)
    total = wide * factors[0]
    for index in range(1, PIECE):
        if index < len(wide):
            total[:-index] += wide[index:] * factors[index]
        if index + 1 >= shortest:
            yield index + 1, total[: max(len(wide) - index, 0)].copy()


class Match(NamedTuple):
    """Where withheld matter stands again."""

    which: int
    """Which of the texts."""
    start: int
    """First character of it in that text."""
    end: int
    """Behind its last character."""
    certain: bool
    entire: bool
    """Whether the text is nothing else."""


class _Run:
    """Pieces in a row, from ``start`` up to ``end`` of what is searched."""

    __slots__ = ("end", "last", "start", "strong", "telling")

    def __init__(self, start: int) -> None:
        self.start = self.last = start
        self.end = start + PIECE
        self.strong = self.telling = 0


@attrs.frozen(eq=False, repr=False)
class Withheld:
    """The hashes of one load. It is shown by their number alone, and a pickled copy of it holds none and answers nothing."""

    salt: bytes = b""
    hashes: frozenset[bytes] = frozenset()
    """Hash and kind of each piece."""
    lengths: tuple[int, ...] = ()
    """How long the hashed pieces are."""
    sieve: bytes = b""
    """A byte each for the first bits of the secret sums: not 0 where a piece has them. It spares most hashing."""
    stride: int = 1
    """Of a very large text every so manieth piece is kept."""
    lost: bool = False
    """Whether this is the copy that pickling leaves."""

    def __repr__(self) -> str:
        return f"Withheld({len(self.hashes)} hashes)"

    def __reduce__(self) -> tuple[Callable[..., Withheld], tuple[Any, ...]]:
        return Withheld, (b"", frozenset(), (), b"", 1, bool(self.hashes) or self.lost)

    def __bool__(self) -> bool:
        return bool(self.hashes) or self.lost

    def to_bytes(self) -> bytes:
        """For a pipe to another process of the same build; it must not be stored."""
        numbers = (len(self.salt), len(self.sieve), self.stride, *self.lengths)
        head = " ".join(map(str, numbers)).encode() + b"\n"
        return head + self.salt + self.sieve + b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, data: bytes) -> Withheld:
        """What `to_bytes` of another process gave."""
        head, _, rest = data.partition(b"\n")
        salt, sieve, stride, *lengths = map(int, head.split())
        entries, size = rest[salt + sieve :], DIGEST + 1
        hashes = frozenset(entries[index : index + size] for index in range(0, len(entries), size))
        return cls(rest[:salt], hashes, tuple(lengths), rest[salt : salt + sieve], stride)

    def occurs_in(self, text: str) -> bool:
        """Whether withheld matter certainly stands in a text, be it a cell or all the text of a finished file.

        The words of the form's columns are no sign in a text that holds such columns too: they are left out.
        """
        return any(match.certain for match in self.places(text))

    def places(self, text: str) -> tuple[Match, ...]:
        """Where withheld matter stands in a text, in order; the words of the form's columns are left out."""
        return tuple(self.matches([text]))

    def matches(self, texts: Sequence[str], *, form: bool = False) -> list[Match]:
        """Where withheld matter stands in any of the texts; with ``form`` the words of the form's columns too.

        Raises RuntimeError in a copy that was pickled: it must not pass anything as clean.
        """
        if self.lost:
            raise RuntimeError("the hashes of withheld matter were left behind")
        if not self.hashes:
            return []
        return _Search(self, texts, form).found()

    def masked(self, text: str) -> str:
        """A text without what is withheld in it."""
        shown = text
        for match in sorted(self.matches([text], form=True), key=lambda match: -match.start):
            shown = f"{shown[: match.start]}…{shown[match.end :]}"
        return shown

    def allowing(self, texts: Sequence[str]) -> Withheld:
        """A copy that no longer knows what stands in the given texts: somebody answers for their publication."""
        if not self.hashes:
            return self
        digest = hasher(self.salt)
        known = set(self.hashes)
        for text in texts:
            data = encoded(normal(text))
            for size in range(WIDTH * SHORT.start, WIDTH * RUN, WIDTH):
                kinds = [WHOLE] if size != WIDTH * PIECE else [PLAIN, STRONG, TELLING, WHOLE]
                for at in range(0, len(data) - size + 1, WIDTH):
                    found = digest(data[at : at + size])
                    known.difference_update(found + k for kind in kinds for k in (kind, kind.upper()))
        return attrs.evolve(self, hashes=frozenset(known))


class _Search:
    """One search through several texts, laid end to end."""

    def __init__(self, withheld: Withheld, texts: Sequence[str], form: bool) -> None:
        self.withheld = withheld
        self.texts = texts
        parts = [normal(text).replace(BETWEEN, "") for text in texts]
        self.text = BETWEEN.join(parts)
        self.starts = [0]
        for part in parts[:-1]:
            self.starts.append(self.starts[-1] + len(part) + 1)
        self.data = encoded(self.text)
        self.form = form
        self.digest = hasher(withheld.salt)
        self.offsets: dict[int, list[int]] = {}

    def found(self) -> list[Match]:
        pieces, wholes = self._known()
        spans: list[tuple[int, int, bool]] = []
        for run in self._runs(pieces):
            graded = self._graded(run)
            if graded is not None:
                spans.append(graded)
        runs = len(spans)
        ends = [end for _, end, _ in spans]
        for start, length in wholes:
            nearest = bisect_right(ends, start, hi=runs)
            if nearest == runs or spans[nearest][0] >= start + length:
                spans.append((start, start + length, False))
        return [self._match(*span) for span in sorted(spans)]

    def _known(self) -> tuple[list[tuple[int, bytes]], list[tuple[int, int]]]:
        """(position, kind) of the known pieces, and (position, length) of the short texts, in order."""
        pieces: list[tuple[int, bytes]] = []
        wholes: list[tuple[int, int]] = []
        for at, length in self._candidates():
            found = self.digest(self.data[WIDTH * at : WIDTH * (at + length)])
            if length < PIECE:
                if self._is(found, WHOLE):
                    wholes.append((at, length))
                continue
            kind = next((kind for kind in (TELLING, STRONG, PLAIN) if self._is(found, kind)), None)
            if kind is not None:
                pieces.append((at, kind))
        return pieces, wholes

    def _is(self, found: bytes, kind: bytes) -> bool:
        hashes = self.withheld.hashes
        return found + kind in hashes or (self.form and found + kind.upper() in hashes)

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Position and length of what the sieve lets through, by position in each chunk."""
        import numpy as np

        points = np.frombuffer(self.data, dtype="<u4")
        factors = weights(self.withheld.salt)
        sieve = np.frombuffer(self.withheld.sieve, dtype=np.uint8)
        shift = np.uint64(64 - len(sieve).bit_length() + 1)
        for begin in range(0, len(points), CHUNK):
            passed: list[tuple[int, int]] = []
            for length, values in sums(points[begin : begin + CHUNK + PIECE - 1], factors):
                if length not in self.withheld.lengths:
                    continue
                positions = np.flatnonzero(sieve[values >> shift])
                passed += [(begin + at, length) for at in positions[positions < CHUNK].tolist()]
            yield from sorted(passed)

    def _runs(self, pieces: list[tuple[int, bytes]]) -> Iterator[_Run]:
        run: _Run | None = None
        for at, kind in pieces:
            if run is None or at - run.last > self.withheld.stride:
                if run is not None:
                    yield run
                run = _Run(at)
            run.last, run.end = at, at + PIECE
            run.strong += kind != PLAIN
            run.telling += kind == TELLING
        if run is not None:
            yield run

    def _graded(self, run: _Run) -> tuple[int, int, bool] | None:
        """(start, end, certain) of a run; None when it tells nothing."""
        if run.end - run.start >= RUN and run.strong * self.withheld.stride >= ENOUGH:
            return run.start, run.end, True
        whole = self._whole_around(run) if run.strong and run.end - run.start < 2 * RUN else None
        if whole is not None:
            return *whole, True
        return (run.start, run.end, False) if run.telling * self.withheld.stride >= SOME else None

    def _whole_around(self, run: _Run) -> tuple[int, int] | None:
        """The whole withheld text, shorter than `RUN`, that holds a run or stands in it."""
        for length in range(RUN - 1, PIECE - 1, -1):
            first, last = sorted((run.end - length, run.start))
            for at in range(max(first, 0), min(last, len(self.text) - length) + 1):
                if self._is(self.digest(self.data[WIDTH * at : WIDTH * (at + length)]), WHOLE):
                    return at, at + length
        return None

    def _match(self, start: int, end: int, certain: bool) -> Match:
        index = bisect_right(self.starts, start) - 1
        begin = self.starts[index]
        behind = self.starts[index + 1] - 1 if index + 1 < len(self.starts) else len(self.text)
        if index not in self.offsets:
            self.offsets[index] = _offsets(self.texts[index])
        offsets = self.offsets[index]
        first = bisect_right(offsets, start - begin) - 1
        last = bisect_right(offsets, end - begin - 1) - 1
        return Match(index, first, last + 1, certain, start == begin and end == behind)


def _offsets(text: str) -> list[int]:
    """For each character of a text as written: how many characters of the normal text come before it."""
    widths = {character: len(normal(character).replace(BETWEEN, "")) for character in set(text)}
    return list(accumulate((widths[character] for character in text[:-1]), initial=0))
