"""A case: one topic from collection to closure, as a journal and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from consultrules.models.argument import day_of_call, one_of, record_from
from consultrules.models.case_record import CaseRecord
from consultrules.models.gazetteer import Gazetteer
from consultrules.models.room import Room
from consultrules.models.topic import Topic
from consultrules.policy.edition import Edition
from consultrules.policy.lifecycle import EntryKind, Milestone, Move, State
from consultrules.workflow.amend import corrected, reopened
from consultrules.workflow.begin import Journal, bare, imported, opened, setting_of
from consultrules.workflow.calling import (
    Day,
    Someone,
    actor_from,
    documents_from,
    edition_from,
    entries_from,
    key_from,
    move_from,
    recorded_from,
    same_room,
    text_from,
    writer_from,
)
from consultrules.workflow.entry import Entry
from consultrules.workflow.fold import folded
from consultrules.workflow.process import Process
from consultrules.workflow.take import is_taken, taken
from consultrules.workflow.view import View
from consultrules.workflow.writing import Writer

if TYPE_CHECKING:
    from consultrules.workflow.options import Option
    from consultrules.workflow.path import Way
    from consultrules.workflow.rejudge import Changed
    from consultrules.workflow.ticking import Overdue
    from consultrules.workflow.verify import Verification


class Case(View):
    """One topic's life. A case never changes: a step makes another case, one entry longer.

    ``entries`` are the journal and the truth; what they add up to is shown as ``state``, ``milestones``,
    ``record`` and ``breaches``.
    """

    __slots__ = ()

    @classmethod
    def open(
        cls,
        topic: Topic | Mapping[str, Any],
        room: Room | Mapping[str, Any],
        *,
        by: Someone,
        on: Day,
        reason: str | None = None,
        documents: Sequence[str] = (),
        recorded_by: Someone | None = None,
        recorded_on: Day | None = None,
        policy: Edition | None = None,
        process: Process | None = None,
    ) -> Case:
        """Open a case: a topic has been collected (3.2.s1c), by whoever raised it.

        Nothing of what follows has happened yet: for a topic with approvals on paper see ``from_record``.

        Raises:
            IntakeError: for a topic of another room, one that tells more than its collection, a process
                with faults.
            LifecycleError: for days that cannot be.
        """
        day = day_of_call("on", on)
        return cls(
            opened(
                bare(record_from(Topic, "topic", topic), day),
                setting_of(room, policy, process),
                writer_from(actor_from("by", by), day, recorded_by, recorded_on, None),
                kind=EntryKind.STEP,
                reason=text_from("reason", reason),
                documents=documents_from(documents),
            )
        )

    @classmethod
    def from_record(
        cls,
        record: CaseRecord | Mapping[str, Any],
        room: Room | Mapping[str, Any],
        *,
        by: Someone,
        recorded_on: Day | None = None,
        policy: Edition | None = None,
        process: Process | None = None,
    ) -> Case:
        """Open a journal for a case on paper: one ``imported`` entry for everything that was reached.

        ``by`` takes it over; who acted is known only where a paper says so. What stood against a step by
        the rules becomes a breach of the case; that paper tells no submission and no closing does not.

        Raises:
            IntakeError: for a record that cannot be, or of another room.
            StepRefused: for an office that may not keep the journal.
        """
        whole, setting = (
            record_from(CaseRecord, "record", record),
            setting_of(room, policy, process),
        )
        return cls(imported(whole, setting, actor_from("by", by), recorded_from(recorded_on)))

    @classmethod
    def replay(
        cls,
        entries: Iterable[Entry | Mapping[str, Any]],
        *,
        policy: Edition | None = None,
        process: Process | None = None,
        room: Room | Mapping[str, Any] | None = None,
        units: Gazetteer | None = None,
    ) -> Case:
        """The case that a journal adds up to, trusting it; ``verify()`` says whether it may be trusted.

        ``policy``, ``process`` and ``room`` are those that the case opened with, unless given: a room as it
        is today decides who may act from here on. ``units`` resolves codes in plain entries.

        Raises:
            LifecycleError, IntakeError: for entries that do not add up, or cannot be read; another room.
        """
        read, own = entries_from(entries, units), one_of(Edition, "policy", policy)
        case = cls(Journal(folded(read, policy=own, by=one_of(Process, "process", process)), read))
        return case if room is None else case.with_room(room)

    def take(
        self,
        step: Move | str,
        *,
        by: Someone,
        on: Day,
        record: Any = None,
        documents: Sequence[str] = (),
        reason: str | None = None,
        despite: str | None = None,
        recorded_by: Someone | None = None,
        recorded_on: Day | None = None,
        key: str | None = None,
    ) -> Case:
        """Take a step: the case with one more entry.

        ``by`` acted and is judged by the routes of the room; ``record`` is what the step puts on record, as
        a record or plain data, which need not repeat ``on``, ``by``, ``topic`` or an id. With ``despite``
        whatever took place is recorded, and what stood against it is a breach of the case. ``key`` makes
        the call repeatable: the same step under the same key is taken once.

        Raises:
            WrongState, StepRefused: for a step that is not there in this state; with every reason.
            LifecycleError, IntakeError: for what cannot be, whatever happened; for what cannot be read.
        """
        move, actor, day = move_from(step), actor_from("by", by), day_of_call("on", on)
        journal = self._journal
        if key is not None and is_taken(journal.entries, key_from(key), move, actor, day, record):
            return self
        return Case(
            taken(
                journal,
                move,
                writer_from(actor, day, recorded_by, recorded_on, journal.standing.recorded_on),
                record=record,
                reason=None if reason is None else text_from("reason", reason),
                despite=None if despite is None else text_from("despite", despite),
                documents=documents_from(documents),
                key=key,
            )
        )

    def correct(
        self,
        record: Mapping[str, Any],
        *,
        by: Someone,
        on: Day,
        reason: str,
        documents: Sequence[str] = (),
        recorded_by: Someone | None = None,
        recorded_on: Day | None = None,
    ) -> Case:
        """Correct the record: fields of the case record told anew, whole (``topic``: the fields of it).

        It puts right what steps have told, or tells what no step does; it takes none. Entries that were wrong
        stay, and so do breaches; what the guards now say against the steps taken, that of closing among
        them, becomes one. Milestones stay reached; later steps build on what the record tells now.

        Raises:
            IntakeError: for fields that cannot be read, or do not hold together with the rest.
            StepRefused: for an office that may not keep the journal.
        """
        return Case(
            corrected(
                self._journal,
                self._writer(by, on, recorded_by, recorded_on),
                record,
                reason=text_from("reason", reason),
                documents=documents_from(documents),
            )
        )

    def reopen(
        self,
        *,
        by: Someone,
        on: Day,
        reason: str,
        recorded_by: Someone | None = None,
        recorded_on: Day | None = None,
    ) -> Case:
        """Take a closed or withdrawn case up again, in the state that it had before.

        Raises:
            WrongState: for a case that has not ended.
            IntakeError, StepRefused: without a reason, or for an office that may not.
        """
        writer = self._writer(by, on, recorded_by, recorded_on)
        return Case(reopened(self._journal, writer, text_from("reason", reason)))

    def options(
        self,
        *,
        by: Someone | None = None,
        on: Day,
        records: Mapping[Move | str, Any] | None = None,
    ) -> tuple[Option, ...]:
        """Every step from here: allowed or what is missing, who may take it, the record that it needs.

        Without ``by`` nobody's authority is asked. ``records`` are tried on their steps; without one a step
        is judged by all that is known before: what only its record can tell is not held against it.
        """
        from consultrules.workflow.options import options_of

        actor = None if by is None else actor_from("by", by)
        return options_of(self.standing, actor, day_of_call("on", on), records)

    def path_to(self, goal: Milestone | State | str) -> Way:
        """The shortest way by steps from here to a milestone or state: by whom, with what documents.

        No verdict is asked on the way. A step's name stands for the milestone that it reaches.

        Raises:
            LifecycleError, IntakeError: where no way leads there, or for a word that is neither.
        """
        from consultrules.workflow.path import way_to

        return way_to(self.standing, goal)

    def overdue(self, on: Day) -> tuple[Overdue, ...]:
        """The local deadlines that had passed by a day, whatever was done later; none unless there are any."""
        from consultrules.workflow.ticking import overdue_on

        return overdue_on(self._journal, day_of_call("on", on))

    def tick(self, *, by: Someone, on: Day) -> Case:
        """The case with an entry for every deadline that has passed; called again it adds nothing."""
        from consultrules.workflow.ticking import ticked

        return Case(ticked(self._journal, self._writer(by, on)))

    def verify(self) -> Verification:
        """Whether the journal holds: order, hashes, legal moves, and entries that tell what they have to."""
        from consultrules.workflow.verify import verified

        return verified(self.entries, self.standing)

    def rejudge(self, policy: Edition) -> tuple[Changed, ...]:
        """Which decisions would have been others under another edition, over the same recorded facts."""
        from consultrules.workflow.rejudge import changed

        return changed(self.entries, edition_from(policy), self.standing)

    def with_room(self, room: Room | Mapping[str, Any]) -> Case:
        """The same case with its room as it is today, which decides who may act.

        Raises:
            IntakeError: for another room.
        """
        known = self.standing._replace(room=same_room(room, self.room))
        return Case(Journal(known, self.entries))

    def _writer(
        self, by: Someone, on: Day, other: Someone | None = None, later: Day | None = None
    ) -> Writer:
        day, last = day_of_call("on", on), self.standing.recorded_on
        return writer_from(actor_from("by", by), day, other, later, last)
