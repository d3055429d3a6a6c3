"""A store in memory: for tests, and for what need not outlast the process."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice

from consultrules.store.keeper import Keeper, head_after
from consultrules.workflow.entry import Entry
from consultrules.workflow.port import fitting
from consultrules.workflow.standing import Head


class MemoryStore(Keeper):
    """Journals in memory; safe to share between threads.

    Examples:
        >>> store = MemoryStore()
        >>> store.cases(), list(store.since())
        ((), [])
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._log: list[Entry] = []
        self._entries: dict[str, list[Entry]] = {}
        self._heads: dict[str, Head] = {}

    def append(self, entries: Sequence[Entry], *, expected: int) -> None:
        """Add further entries of one case, all of them or none.

        Raises:
            Conflict: when somebody else wrote first.
            LifecycleError: for entries that do not follow one another.
        """
        if not entries:
            return
        case = entries[0].case
        with self._guard:
            fitting(entries, expected, self._heads.get(case))
            for entry in entries:
                self._heads[case] = head_after(entry, self._heads.get(case))
            self._entries.setdefault(case, []).extend(entries)
            self._log.extend(entries)

    def read(self, case_id: str) -> tuple[Entry, ...]:
        """The entries of a case; none for a case that is not there."""
        with self._guard:
            return tuple(self._entries.get(case_id, ()))

    def since(self, position: int = 0) -> Iterator[tuple[int, Entry]]:
        """Everything that was appended after a position; entries are counted from 1."""
        with self._guard:
            there = tuple(islice(self._log, max(position, 0), None))
        return zip(count(max(position, 0) + 1), there, strict=False)

    def head(self, case_id: str) -> Head | None:
        """Where one case stands; ``None`` for a case that is not there."""
        with self._guard:
            return self._heads.get(case_id)

    def heads(self) -> Mapping[str, Head]:
        """Where each case stands, by its id, in the order in which they were opened."""
        with self._guard:
            return dict(self._heads)
