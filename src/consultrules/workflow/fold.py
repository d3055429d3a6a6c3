"""The fold: from entries to where the case stands, trusting what they say. Loading never runs a guard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from consultrules.errors import EditionError, LifecycleError
from consultrules.models.case_record import CaseRecord
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.lifecycle import EntryKind, Milestone, Move
from consultrules.workflow.correction import correct
from consultrules.workflow.entry import Entry
from consultrules.workflow.events import events_of
from consultrules.workflow.filing import fields_of, file
from consultrules.workflow.opening import Opening
from consultrules.workflow.process import Edge, Process, process
from consultrules.workflow.standing import Standing, left


def folded(
    entries: Iterable[Entry],
    *,
    policy: Edition | None = None,
    by: Process | None = None,
    room: Room | None = None,
) -> Standing:
    """Where a case stands after its entries.

    Without ``policy``, ``by`` and ``room`` those of the first entry hold.

    Raises:
        LifecycleError: for no entries, one of another case, one that is missing, one with a record that
            its step does not put there, or an edition that there is not; ``at`` names it.
    """
    waiting = iter(entries)
    first, opening = _first(waiting)
    policy = policy or _policy(opening)
    known = by or process(policy)
    if first.process != known.digest:
        raise LifecycleError("unknown_process", at="entries[0].process", process=first.process)
    reaches = {edge.step: edge.reaches for edge in known.edges if edge.reaches is not None}
    edges: dict[Move, Edge] = {e.step: e for e in known.edges if e.step is not Move.COLLECT}
    fields = fields_of(opening.case)
    milestones: dict[Milestone, dt.date] = {}
    case, seq, entry, before, state = first.case, 1, first, None, first.target
    for entry in waiting:
        seq += 1
        if entry.seq != seq or entry.case != case:
            code = "other_case" if entry.case != case else "gap_in_journal"
            raise LifecycleError(code, at=f"entries[{seq - 1}]", case=entry.case, seq=entry.seq)
        step = entry.step
        corrects = entry.kind is EntryKind.CORRECTED
        if (entry.record is not None or corrects) and not _fits(entry, edges):
            raise LifecycleError("illegal_entry", at=f"entries[{seq - 1}].record", seq=seq)
        if corrects:
            correct(fields, entry.record)
            _reached_by_correction(milestones, fields, reaches)
        elif step is not None:
            if entry.record is not None:
                file(fields, step, entry.record)
            milestone = reaches.get(step)
            if milestone is not None:
                milestones[milestone] = entry.on
        if entry.target is not state:
            before = left(known, state, entry.target, before)
            state = entry.target
    record = opening.case.filed(**fields)
    return Standing(
        case,
        room or opening.room,
        policy,
        known,
        state,
        before,
        record,
        milestones,
        record.topic.collected_on or first.on,
        seq,
        entry.hash,
        entry.recorded_on,
    )


def _first(entries: Iterator[Entry]) -> tuple[Entry, Opening]:
    """The first entry, with what it opens."""
    first = next(entries, None)
    if first is None:
        raise LifecycleError("empty_journal", at="entries")
    if first.seq != 1 or not isinstance(first.record, Opening):
        raise LifecycleError("gap_in_journal", at="entries[0].seq", seq=first.seq)
    return first, first.record


def _policy(opening: Opening) -> Edition:
    """The edition that the first entry tells of."""
    try:
        return opening.policy()
    except EditionError as error:
        raise LifecycleError(error.code, at="entries[0].record", **error.figures) from None


def _fits(entry: Entry, edges: Mapping[Move, Edge]) -> bool:
    """Whether the record of an entry is one that its step puts there, or for a correction fields."""
    if entry.kind is EntryKind.CORRECTED:
        return type(entry.record) is dict
    edge = edges.get(entry.step) if entry.step is not None else None
    return edge is not None and edge.takes(entry.record)


def _reached_by_correction(
    milestones: dict[Milestone, dt.date],
    fields: dict[str, object],
    reaches: dict[Move, Milestone],
) -> None:
    """What a correction adds to the record has been reached too; nothing is ever taken back."""
    for event in events_of(CaseRecord.model_construct(**fields)):  # type: ignore[arg-type]
        milestone = reaches.get(event.step)
        if milestone is not None and milestone not in milestones:
            milestones[milestone] = event.on
