"""What every store can do with its three methods: keep a case, and bring it back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from consultrules.errors import Conflict, Fault, IntakeError, nearest, shown
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.workflow.case import Case
from consultrules.workflow.entry import Entry
from consultrules.workflow.opening import Opening
from consultrules.workflow.process import Process
from consultrules.workflow.standing import Head

_LOOKED_AT = 1000  # ids among which the likeliest is sought: a city has too many


class Keeper(ABC):
    """A store with what follows from it; a store of one's own inherits it and adds the three methods."""

    @abstractmethod
    def append(self, entries: Sequence[Entry], *, expected: int) -> None:
        """See ``Store``."""

    @abstractmethod
    def read(self, case_id: str) -> tuple[Entry, ...]:
        """See ``Store``."""

    @abstractmethod
    def since(self, position: int = 0) -> Iterator[tuple[int, Entry]]:
        """See ``Store``."""

    def heads(self) -> Mapping[str, Head]:
        """Where each case stands, by its id, in the order in which they were opened."""
        found: dict[str, Head] = {}
        for _, entry in self.since():
            found[entry.case] = head_after(entry, found.get(entry.case))
        return found

    def head(self, case_id: str) -> Head | None:
        """Where one case stands; ``None`` for a case that is not there."""
        head = None
        for entry in self.read(case_id):
            head = head_after(entry, head)
        return head

    def cases(self) -> tuple[str, ...]:
        """The ids of all cases, in the order in which they were opened."""
        return tuple(self.heads())

    def load(
        self,
        case_id: str,
        *,
        policy: Edition | None = None,
        process: Process | None = None,
        room: Room | None = None,
    ) -> Case:
        """A case as its entries tell it; ``policy``, ``process`` and ``room`` as in ``Case.replay``.

        Raises:
            IntakeError: for a case that is not there, or entries that cannot be read.
            LifecycleError: for an entry out of order, or an unknown process.
        """
        entries = self.read(case_id)
        if not entries:
            hint = nearest(case_id, islice(self.cases(), _LOOKED_AT))
            raise IntakeError([Fault("case", "dangling_id", shown(case_id), (), hint)])
        return Case.replay(entries, policy=policy, process=process, room=room)

    def save(self, case: Case) -> int:
        """Append what the store lacks of a case; says how many entries that were.

        Saved twice it adds nothing the second time, and an older copy of what is stored adds nothing.

        Raises:
            IntakeError: for anything but a case.
            Conflict: when somebody else wrote first: load it again and decide again.
        """
        if not isinstance(case, Case):
            raise IntakeError([Fault("case", "wrong_type", shown(case), (Case.__name__,))])
        entries, head = case.entries, self.head(case.id)
        stored = head.seq if head is not None else 0
        known = min(stored, len(entries))
        if known and entries[known - 1].hash != self._hash_at(case.id, known, head):
            theirs = self.read(case.id)
            common = sum(1 for a, b in zip(entries, theirs, strict=False) if a.hash == b.hash)
            raise Conflict(case.id, expected=common, found=stored)
        more = entries[stored:]
        if more:
            self.append(more, expected=stored)
        return len(more)

    def _hash_at(self, case_id: str, seq: int, head: Head | None) -> str:
        if head is not None and head.seq == seq:
            return head.hash
        return self.read(case_id)[seq - 1].hash


def head_after(entry: Entry, before: Head | None) -> Head:
    """The head of a case after one more entry."""
    opening = entry.record
    room = opening.room.id if isinstance(opening, Opening) else ""
    return Head(
        entry.case,
        room=before.room if before is not None else room,
        state=entry.target,
        seq=entry.seq,
        process=entry.process,
        hash=entry.hash,
    )
