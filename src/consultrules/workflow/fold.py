"""The fold: from entries to where the case stands, trusting what they say. Loading never runs a guard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from consultrules.errors import EditionError, LifecycleError
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.lifecycle import EntryKind, Milestone, Move
from consultrules.workflow.correction import correct
from consultrules.workflow.entry import Entry
from consultrules.workflow.events import Days, shown_of
from consultrules.workflow.filing import fields_of, file, is_filed
from consultrules.workflow.opening import Opening
from consultrules.workflow.process import Edge, Process, process
from consultrules.workflow.standing import Standing, came, left

_CORRECTED = EntryKind.CORRECTED  # read through its class, a member costs a call


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
    reaches, edges = known.reaches, known.of_step
    fields = fields_of(opening.case)
    milestones: Days = {}
    shown = milestones  # until something is corrected
    case, seq, entry, before, state = first.case, 1, first, None, first.target
    entered = first.on
    for entry in waiting:
        seq += 1
        if entry.seq != seq or entry.case != case:
            code = "other_case" if entry.case != case else "gap_in_journal"
            raise LifecycleError(code, at=f"entries[{seq - 1}]", case=entry.case, seq=entry.seq)
        step = entry.step
        told = entry.record is not None or entry.kind is EntryKind.CORRECTED
        if told and not _fits(entry, edges):
            raise LifecycleError("illegal_entry", at=f"entries[{seq - 1}].record", seq=seq)
        if entry.kind is _CORRECTED:
            old = opening.case.filed(**fields)
            correct(fields, entry.record)
            shown = shown_of(old, opening.case.filed(**fields), shown, reaches)
        elif step is not None:
            if entry.record is not None:
                file(fields, step, entry.record)
            milestone = reaches.get(step)
            if milestone is not None:
                _reach(milestone, entry.on, milestones, shown)
        if entry.target is not state:
            before = left(known, state, entry.target, before)
            entered = came(state, entry, entered)
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
        MappingProxyType(milestones),
        MappingProxyType(shown),
        record.topic.collected_on or first.on,
        entered,
        seq,
        entry.hash,
        entry.recorded_on,
    )


def _reach(milestone: Milestone, on: dt.date, days: Days, shown: Days) -> None:
    """Put down a milestone with its day, in both where they are no longer the same."""
    last = days.get(milestone)
    days[milestone] = on if last is None or last < on else last
    if shown is not days:
        shown[milestone] = max(on, shown.get(milestone, on))


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
    if entry.kind is _CORRECTED:
        return type(entry.record) is dict
    edge = edges.get(entry.step) if entry.step is not None else None
    return edge is not None and is_filed(edge.step) and edge.takes(entry.record)
