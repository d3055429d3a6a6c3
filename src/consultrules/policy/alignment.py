"""Comparing a copy of the text with the edition's fingerprints: each difference once, nothing else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from consultrules.errors import Fault, IntakeError, shown
from consultrules.policy.fingerprint import Fingerprints, fingerprint, sentences
from consultrules.policy.judging import DifferenceKind

LARGEST = 262_144  # bytes; the text has 25 000, and what is ten times as long is no copy of it
_ENCODINGS = ("UTF-8", "GB18030")  # GB18030 is hardly ever UTF-8 by chance
_MOST_LOOKS = 2_000_000  # windows hashed to pair sentences; beyond that their order has to do

Pair = tuple[int, int]  # place in the edition's text, place in the copy


@dataclass(frozen=True, slots=True)
class Difference:
    """One sentence that differs.

    ``number`` is its place in the edition's text and ``at`` its place in the copy, from 1, ``None``
    where it is not there; ``words`` are the copy's. ``gone`` are the entries whose piece is no longer in
    it, ``kept`` those whose piece still is.
    """

    kind: DifferenceKind
    number: int | None
    at: int | None
    words: str = ""
    gone: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def read_copy(path: Path) -> str:
    """The text of a copy in a file of UTF-8, or where it is none, of GB18030.

    Raises:
        IntakeError: for a file that cannot be read, is in neither encoding, holds nothing, or is far
            too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise IntakeError([Fault(str(path), "unreadable", shown(str(error)))]) from error
    if len(content) > LARGEST:
        raise IntakeError([Fault(str(path), "too_long", f"> {LARGEST} bytes")])
    text = _decoded(content)
    if text is None:
        raise IntakeError([Fault(str(path), "unreadable", ", ".join(_ENCODINGS))])
    if not sentences(text):
        raise IntakeError([Fault(str(path), "empty")])
    return text


def _decoded(content: bytes) -> str | None:
    """The text in the first encoding that all of it is written in."""
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def differences(edition: Fingerprints, text: str) -> tuple[Difference, ...]:
    """What differs between the edition's text and a copy, in the order of the copy.

    A sentence found in both at another place has moved; two that changed places are both named, and
    otherwise the fewest that put the rest back in order. A sentence that went and one that came
    between the same two neighbours are one that changed. What is missing stands before what
    follows it in the edition.
    """
    theirs = sentences(text)
    same = _same(edition.sentences, [fingerprint(sentence) for sentence in theirs])
    moved = _moved(same)
    steady = [pair for pair in same if pair not in moved]
    gone = sorted(set(range(len(edition.sentences))) - {number for number, _ in same})
    come = sorted(set(range(len(theirs))) - {at for _, at in same})
    found: list[tuple[tuple[int, bool], Difference]] = []
    for number, at in moved:
        told = tuple(address for address, _ in edition.entries_in(number))
        one = Difference(DifferenceKind.MOVED, number + 1, at + 1, theirs[at], kept=told)
        found.append(((at, True), one))
    for old, new, end in _gaps(steady, gone, come):
        changed = dict(_paired(edition, theirs, old, new))
        follows = end
        for number in reversed(old):
            place = changed.get(number)
            one = _gone(edition, number, place, theirs[place] if place is not None else "")
            follows = place if place is not None else follows
            found.append(((follows, place is not None), one))
        for at in set(new) - set(changed.values()):
            one = Difference(DifferenceKind.NEW, None, at + 1, theirs[at])
            found.append(((at, True), one))
    return tuple(one for _, one in sorted(found, key=lambda f: (f[0], f[1].number or 0)))


def _gone(edition: Fingerprints, number: int, at: int | None, words: str) -> Difference:
    """A sentence that changed into the one at ``at``, or that is missing."""
    entries = list(edition.entries_in(number))
    kept = tuple(address for address, piece in entries if piece.stands_in(words))
    lost = tuple(address for address, _ in entries if address not in kept)
    if at is None:
        return Difference(DifferenceKind.MISSING, number + 1, None, "", lost)
    return Difference(DifferenceKind.CHANGED, number + 1, at + 1, words, lost, kept)


def _same(ours: Sequence[str], theirs: Sequence[str]) -> list[Pair]:
    """Pairs of equal sentences, each of either side at most once, by place in the edition."""
    places: dict[str, list[int]] = {}
    for number, told in enumerate(ours):
        places.setdefault(told, []).append(number)
    # Of one sentence of theirs at most one place is taken, because its places come falling.
    all_pairs = [(n, at) for at, told in enumerate(theirs) for n in reversed(places.get(told, ()))]
    in_order = [all_pairs[i] for i in _longest_rise([number for number, _ in all_pairs])]
    used, done = {number for number, _ in in_order}, {at for _, at in in_order}
    pairs = list(in_order)
    for at, told in enumerate(theirs):
        left = [n for n in places.get(told, ()) if n not in used]
        if at not in done and left:
            used.add(left[0])
            pairs.append((left[0], at))
    return sorted(pairs)


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """The indexes of a longest strictly rising subsequence."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(last[length - 1] if length else None)
        tails[length : length + 1], last[length : length + 1] = [number], [index]
    rise: list[int] = []
    here = last[-1] if last else None
    while here is not None:
        rise.append(here)
        here = before[here]
    return rise[::-1]


def _moved(same: Sequence[Pair]) -> set[Pair]:
    """The pairs that are out of order, looked for apart wherever the rest stands as it stood."""
    rank = {at: place for place, at in enumerate(sorted(at for _, at in same))}
    order = [rank[at] for _, at in same]
    moved: set[Pair] = set()
    start = highest = 0
    for place, to in enumerate(order):
        highest = max(highest, to)
        if highest == place:
            moved |= {same[i] for i in _displaced(order[start : place + 1], start)}
            start = place + 1
    return moved


def _displaced(order: Sequence[int], start: int) -> Iterator[int]:
    """The places that moved, in a stretch that begins at ``start`` and ends where it began."""
    places = range(start, start + len(order))
    to = dict(zip(places, order, strict=True))
    if all(to[to[place]] == place for place in places):
        yield from (place for place in places if to[place] != place)  # nothing but exchanges
        return
    kept = _steadiest(to)
    crossing = {
        place: [k for k in kept if (k < place) != (to[k] < to[place])]
        for place in places
        if place not in kept
    }
    yield from crossing
    # Over one neighbour only: either of the two may be the one that moved.
    over_one = [crossed[0] for crossed in crossing.values() if len(crossed) == 1]
    yield from (neighbour for neighbour in over_one if over_one.count(neighbour) == 1)


def _steadiest(to: dict[int, int]) -> set[int]:
    """A longest subsequence in order; of several, one with most places that stayed."""
    best: dict[int, tuple[int, int, int | None]] = {}
    for place, target in to.items():
        lower = [p for p in best if to[p] < target]
        before = max(lower, key=lambda p: best[p][:2], default=None)
        length, stayed = best[before][:2] if before is not None else (0, 0)
        best[place] = (length + 1, stayed + (target == place), before)
    here: int | None = max(best, key=lambda p: best[p][:2])
    kept: set[int] = set()
    while here is not None:
        kept.add(here)
        here = best[here][2]
    return kept


def _gaps(
    steady: Sequence[Pair], gone: Sequence[int], come: Sequence[int]
) -> Iterator[tuple[list[int], list[int], int]]:
    """What went and what came between two steady neighbours, with where the copy goes on."""
    numbers, places = [number for number, _ in steady], [at for _, at in steady]
    old: dict[int, list[int]] = {}
    new: dict[int, list[int]] = {}
    for number in gone:
        old.setdefault(bisect_left(numbers, number), []).append(number)
    for at in come:
        new.setdefault(bisect_left(places, at), []).append(at)
    for gap in sorted({*old, *new}):
        end = places[gap] if gap < len(places) else LARGEST
        yield old.get(gap, []), new.get(gap, []), end


def _paired(
    edition: Fingerprints, theirs: Sequence[str], old: Sequence[int], new: Sequence[int]
) -> list[Pair]:
    """Which sentence became which: all of the fewer, in order, sharing most entries."""
    if len(old) == len(new) or not old or not new:
        return list(zip(old, new, strict=False))
    pieces = [[piece for _, piece in edition.entries_in(number)] for number in old]
    looks = sum(map(len, pieces)) * sum(len(theirs[at]) for at in new)
    if looks > _MOST_LOOKS:
        return list(zip(old, new, strict=False))
    shared = [[sum(p.stands_in(theirs[at]) for p in told) for at in new] for told in pieces]
    return [(old[i], new[j]) for i, j in _best_pairs(shared)]


def _best_pairs(shared: Sequence[Sequence[int]]) -> tuple[Pair, ...]:
    """As many pairs as there can be, rising on both sides, with the greatest sum; early ones first."""
    row: list[tuple[int, int, tuple[Pair, ...]]] = [(0, 0, ())] * (len(shared[0]) + 1)
    for i in reversed(range(len(shared))):
        below = row
        row = [(0, 0, ())] * len(below)
        for j in reversed(range(len(below) - 1)):
            number, total, pairs = below[j + 1]
            both = (number + 1, total + shared[i][j], ((i, j), *pairs))
            row[j] = max(both, row[j + 1], below[j], key=lambda state: state[:2])
    return row[0][2]
