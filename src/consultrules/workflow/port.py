"""The port to a store: what a journal needs of whatever keeps it, and what may be appended to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from consultrules.errors import Conflict, LifecycleError
from consultrules.workflow.canonical import hash_of
from consultrules.workflow.entry import START, Entry
from consultrules.workflow.standing import Head


class Store(Protocol):
    """What keeps the journals of many cases. Entries are added and never changed or taken away.

    A database becomes a store with these three methods; ``MemoryStore`` and ``LinesStore`` are two.
    """

    def append(self, entries: Sequence[Entry], *, expected: int) -> None:
        """Add further entries of one case, all of them or none.

        ``expected`` is the number of the last entry that the writer knew, 0 for a new case.

        Raises:
            Conflict: when something else is stored: somebody else wrote first.
            LifecycleError: for entries that do not follow one another.
        """

    def read(self, case_id: str) -> tuple[Entry, ...]:
        """The entries of a case in their order; none for a case that is not there."""

    def since(self, position: int = 0) -> Iterator[tuple[int, Entry]]:
        """Everything that was appended after a position, over all cases, in the order of appending.

        With each entry comes its position, to go on from; positions grow and need not be consecutive.
        """


def fitting(entries: Sequence[Entry], expected: int, head: Head | None) -> None:
    """Look whether entries may be appended to a case that stands at ``head``; every store asks this first.

    Raises:
        Conflict: when the writer knew another last entry than the one that is stored.
        LifecycleError: for entries of several cases, out of order, or with hashes that do not fit;
            ``at`` names the first.
    """
    case = entries[0].case
    stored = head.seq if head is not None else 0
    if expected != stored:
        raise Conflict(case, expected=expected, found=stored)
    before = head.hash if head is not None else START
    if head is not None and entries[0].seq == expected + 1 and entries[0].prev != before:
        raise Conflict(case, expected=expected, found=stored)  # theirs has the same number
    for number, entry in enumerate(entries):
        code = _misfit(entry, case, expected + number + 1, before)
        if code is not None:
            raise LifecycleError(code, at=f"entries[{number}]", case=entry.case, seq=entry.seq)
        before = entry.hash


def _misfit(entry: Entry, case: str, seq: int, before: str) -> str | None:
    """Why an entry cannot stand there, by the code of the error."""
    if entry.case != case:
        return "other_case"
    if entry.seq != seq:
        return "gap_in_journal"
    if entry.prev != before:
        return "broken_chain"
    return None if hash_of(entry.body) == entry.hash else "broken_hash"
