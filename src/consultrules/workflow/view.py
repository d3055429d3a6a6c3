"""What a case shows: its journal, and what it adds up to. Nothing here decides anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from consultrules.models.case_record import CaseRecord
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.lifecycle import Milestone, State
from consultrules.workflow.begin import Journal
from consultrules.workflow.breach import Breach
from consultrules.workflow.entry import Entry
from consultrules.workflow.fold import folded
from consultrules.workflow.process import Process
from consultrules.workflow.standing import Head, Standing


class View:
    """A case to look at."""

    __slots__ = ("_journal",)

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    @property
    def standing(self) -> Standing:
        """All that the journal adds up to."""
        return self._journal.standing

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The journal."""
        return self._journal.entries

    @property
    def id(self) -> str:
        """A case is known by its topic."""
        return self.standing.id

    @property
    def room(self) -> Room:
        """The room of the topic."""
        return self.standing.room

    @property
    def policy(self) -> Edition:
        """The edition that steps are judged by."""
        return self.standing.policy

    @property
    def process(self) -> Process:
        """The process that the case goes by."""
        return self.standing.process

    @property
    def state(self) -> State:
        """What the topic is waiting for."""
        return self.standing.state

    @property
    def milestones(self) -> Mapping[Milestone, dt.date]:
        """What has been reached, with the day on which it last was: by the journal, whatever was corrected."""
        return self.standing.milestones

    @property
    def record(self) -> CaseRecord:
        """The whole record of the topic, as facts, audit and statistics read it."""
        return self.standing.record

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """What stood against entries that were recorded all the same, in their order."""
        return tuple(breach for entry in self.entries for breach in entry.breaches)

    @property
    def head(self) -> Head:
        """What an index keeps of the case."""
        return Head.of(self.standing)

    def __format__(self, spec: str) -> str:
        """``f"{case:mermaid}"`` is the process with what has passed and the state marked."""
        if not spec:
            return repr(self)
        from consultrules.workflow.diagram import drawn

        return drawn(self.process, spec, self.entries)

    def __repr__(self) -> str:
        """Id, state, entries and breaches."""
        broken = f", {len(self.breaches)} breaches" if self.breaches else ""
        return f"<Case {self.id} {self.state.value} #{len(self.entries)}{broken}>"

    def __copy__(self) -> Self:
        """Itself: what never changes needs no copy."""
        return self

    def __deepcopy__(self, _known: object) -> Self:
        """Itself."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """By its journal, with what it lives by: elsewhere the entries are added up again."""
        now = self.standing
        return _rebuilt, (type(self), self.entries, now.policy, now.process, now.room)

    def __eq__(self, other: object) -> bool:
        """Cases with the same last hash are the same."""
        return isinstance(other, View) and other.standing.hash == self.standing.hash

    def __hash__(self) -> int:
        """By the last hash."""
        return hash(self.standing.hash)


Shown = TypeVar("Shown", bound=View)


def _rebuilt(
    kind: type[Shown], entries: tuple[Entry, ...], policy: Edition, known: Process, room: Room
) -> Shown:
    """A case that was kept elsewhere as its journal."""
    return kind(Journal(folded(entries, policy=policy, by=known, room=room), entries))
