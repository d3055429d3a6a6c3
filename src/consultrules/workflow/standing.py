"""Where a case stands: what its entries add up to, and nothing that they do not say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from consultrules.facts.rounds import Rounds
from consultrules.models.case_record import CaseRecord
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.lifecycle import Milestone, Move, State
from consultrules.workflow.process import Process

if TYPE_CHECKING:  # an entry is written from a standing
    from consultrules.workflow.entry import Entry


Days = MappingProxyType[Milestone, dt.date]
"""Milestones with their days, for nobody to write to."""
_SUSPENDED, _RESUME = State.SUSPENDED, Move.RESUME
_RESULTS = frozenset(
    {
        Milestone.SUGGESTION_LIST,
        Milestone.REPORT,
        Milestone.PARTY_GROUP_REVIEW,
        Milestone.ESCALATION,
        Milestone.RESPONSIBILITY_LIST,
        Milestone.PROGRESS,
        Milestone.FEEDBACK_LIST,
        Milestone.FEEDBACK_TO_CONVENER,
        Milestone.PUBLICATION,
        Milestone.ENTRUSTED_REPORT,
    }
)
"""What comes of a session."""


class Standing(NamedTuple):
    """The fold of a journal.

    ``before`` is the state that was left for a suspension or an end; ``milestones`` the day on which each
    was last reached, ``shown`` those of them that the record still tells of after corrections, by the days
    that it tells; ``collected`` that on which the topic came into being, ``entered`` that on which it
    came into its state; ``seq``, ``hash`` and ``recorded_on`` those of the last entry.
    """

    id: str
    room: Room
    policy: Edition
    process: Process
    state: State
    before: State | None
    record: CaseRecord
    milestones: Days
    shown: Days
    collected: dt.date
    entered: dt.date
    seq: int
    hash: str
    recorded_on: dt.date

    @property
    def met(self) -> Mapping[Milestone, dt.date]:
        """The milestones that a later step may build on.

        What was corrected away is none, nor is a suggestion list that is void, and what came of an earlier
        session is still to come of the last (reading F7).
        """
        made = self.record.suggestion_list
        met: Mapping[Milestone, dt.date] = self.shown
        sessions = self.record.sessions
        if len(sessions) > 1 and (rounds := Rounds.of(sessions)).several:
            met = {m: d for m, d in met.items() if m not in _RESULTS or not rounds.is_over(d)}
        if made is not None and made.is_void:
            met = {m: day for m, day in met.items() if m is not Milestone.SUGGESTION_LIST}
        return met


def after(
    standing: Standing, entry: Entry, record: CaseRecord, reaches: Milestone | None = None
) -> Standing:
    """The standing after one more entry."""
    milestones, shown = standing.milestones, standing.shown
    if reaches is not None:
        as_reached = shown is milestones
        milestones = reached(milestones, reaches, entry.on)
        shown = milestones if as_reached else reached(shown, reaches, entry.on)
    before, entered = standing.before, standing.entered
    if entry.target is not standing.state:
        before = left(standing.process, standing.state, entry.target, before)
        entered = came(standing.state, entry, entered)
    return Standing(
        standing.id,
        standing.room,
        standing.policy,
        standing.process,
        entry.target,
        before,
        record,
        milestones,
        shown,
        standing.collected,
        entered,
        entry.seq,
        entry.hash,
        entry.recorded_on,
    )


def reached(milestones: Days, milestone: Milestone, on: dt.date) -> Days:
    """The milestones with one more, or one reached again."""
    last = milestones.get(milestone)
    return MappingProxyType(milestones | {milestone: on if last is None or last < on else last})


NOTHING: Days = MappingProxyType({})
"""What has been reached when a topic was collected."""


def left(known: Process, source: State, target: State, before: State | None) -> State | None:
    """The state to come back to after a suspension or an end; one that rests already keeps its own."""
    if target not in known.final and target is not _SUSPENDED:
        return None
    return before if source is _SUSPENDED else source


def came(source: State, entry: Entry, before: dt.date) -> dt.date:
    """The day on which the topic came into its state; a rest in between makes it no later."""
    rests = entry.target is _SUSPENDED or (source is _SUSPENDED and entry.step is _RESUME)
    return before if rests else entry.on


class Head:
    """What an index keeps of a case, small enough for millions: 250 bytes with its id."""

    __slots__ = ("_hash", "id", "process", "room", "seq", "state")

    def __init__(
        self,
        id: str,
        *,
        room: str,
        state: State,
        seq: int,
        process: str,
        hash: str,  # noqa: A002  # an entry calls it so
    ) -> None:
        self.id = id
        self.room = room
        self.state = state
        self.seq = seq
        self.process = process
        self._hash = bytes.fromhex(hash)

    @classmethod
    def of(cls, standing: Standing) -> Head:
        """The head of a case that is at hand."""
        return cls(
            standing.id,
            room=standing.room.id,
            state=standing.state,
            seq=standing.seq,
            process=standing.process.digest,
            hash=standing.hash,
        )

    @property
    def hash(self) -> str:
        """The hash of the last entry."""
        return self._hash.hex()

    def __repr__(self) -> str:
        """Id, state and length."""
        return f"<Head {self.id} {self.state.value} #{self.seq}>"
