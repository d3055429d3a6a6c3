"""How a case begins: with a topic that was collected, or with everything that a paper record tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from consultrules.errors import Fault, IntakeError
from consultrules.models.actor import Actor
from consultrules.models.argument import one_of, record_from
from consultrules.models.base import Record
from consultrules.models.case_record import CaseRecord
from consultrules.models.room import Room
from consultrules.models.topic import Topic
from consultrules.policy.edition import Edition, edition
from consultrules.policy.lifecycle import EntryKind, Move
from consultrules.workflow.breach import breach_of
from consultrules.workflow.decide import Attempt
from consultrules.workflow.entry import START, Entry
from consultrules.workflow.events import Event, events_of, opening_day, possible_days, untold
from consultrules.workflow.opening import Opening
from consultrules.workflow.process import Process, checked, process
from consultrules.workflow.reason import OF_ORDER
from consultrules.workflow.standing import NOTHING, Standing, after
from consultrules.workflow.writing import Writer, written

PAPER = "imported from paper"


class Journal(NamedTuple):
    """Entries with what they add up to."""

    standing: Standing
    entries: tuple[Entry, ...]


class Setting(NamedTuple):
    """Where a case takes place, and by which edition and process."""

    room: Room
    policy: Edition
    process: Process


def setting_of(
    room: Room | Mapping[str, Any], policy: Edition | None, given: Process | None
) -> Setting:
    """Where a case takes place; a process of one's own is looked over first.

    Raises:
        IntakeError: for a room that cannot be read, or a process with faults.
    """
    policy = one_of(Edition, "policy", policy) or edition()
    given = one_of(Process, "process", given)
    known = checked(given, policy) if given is not None else process(policy)
    return Setting(record_from(Room, "room", room), policy, known)


def bare(topic: Topic, on: dt.date) -> CaseRecord:
    """The record of a topic that was just collected: nothing of what follows has happened yet.

    Raises:
        IntakeError: for a topic that tells of more than its collection.
    """
    faults = [
        Fault(f"topic.{name}", "impossible", "already told", ("Case.from_record",))
        for name in ("approvals", "preliminary_reviews")
        if getattr(topic, name)
    ]
    if topic.collected_on is not None and topic.collected_on != on:
        told = f"{topic.collected_on.isoformat()}; on = {on.isoformat()}"
        faults.append(Fault("topic.collected_on", "impossible", told))
    if faults:
        raise IntakeError(faults)
    begun = topic.filed(collected_on=on, approvals=(), preliminary_reviews=())
    return CaseRecord(topic=begun, research=(), notices=(), materials=())


def opened(
    record: CaseRecord,
    setting: Setting,
    writer: Writer,
    *,
    kind: EntryKind,
    reason: str | None = None,
    documents: tuple[str, ...] = (),
) -> Journal:
    """A journal of one entry.

    Raises:
        IntakeError: for a topic of another room.
        StepRefused: for somebody who may not keep the journal.
    """
    room, policy, process = setting
    if record.topic.room != room.id:
        raise IntakeError([Fault("topic.room", "dangling_id", record.topic.room, (room.id,))])
    start = Standing(
        record.id,
        room,
        policy,
        process,
        process.initial,
        None,
        record,
        NOTHING,
        NOTHING,
        writer.on,
        writer.on,
        0,
        START,
        writer.recorded_on,
    )
    writer.may_write(start, Move.COLLECT, strictly=kind is EntryKind.IMPORTED)
    entry = written(
        writer,
        start,
        kind,
        None,
        process.initial,
        step=Move.COLLECT,
        clause=process.opening.clause,
        record=Opening.of(record, room, policy),
        reason=reason,
        documents=documents,
    )
    return Journal(after(start, entry, record), (entry,))


def imported(
    record: CaseRecord, setting: Setting, recorder: Actor, recorded_on: dt.date | None
) -> Journal:
    """A journal with an entry for everything that a paper record shows, in the order of its days.

    Raises:
        IntakeError: for a paper that bears no day at all.
        LifecycleError: for days that cannot be.
    """
    events = events_of(record)
    first = opening_day(record)
    last = max([first, *(event.on for event in events)])
    day = last if recorded_on is None else recorded_on
    possible_days(record, day)
    writer = Writer(recorder, first, None, day, None)
    journal = opened(untold(record), setting, writer, kind=EntryKind.IMPORTED)
    for event in events:
        journal = _with_event(journal, event, recorder, day, record)
    return journal


def _with_event(
    journal: Journal, event: Event, recorder: Actor, recorded_on: dt.date, whole: CaseRecord
) -> Journal:
    """The journal with one more thing that the paper shows.

    The rules judge the whole paper, as an audit does: what came later is known. Who acted is judged where
    the paper names the body; that a step is missing before is not held against it, for papers do not
    tell of every step.
    """
    standing = journal.standing
    edge = standing.process.edge(event.step, standing.state)
    assert edge is not None, event.step  # a test says that every living state has one
    by = _acted(event.record)
    attempt = Attempt(
        standing,
        edge,
        by=by,
        on=event.on,
        record=event.record,
        reason=PAPER,
        despite=True,
        whole=whole,
    )
    assert attempt.target is not None
    reasons = [reason for reason in attempt.reasons if reason.key not in OF_ORDER]
    judgement = attempt.judgement
    writer = Writer(by or recorder, event.on, recorder, recorded_on, standing.recorded_on)
    entry = written(
        writer,
        standing,
        EntryKind.IMPORTED,
        standing.state,
        attempt.target,
        step=event.step,
        clause=edge.clause_for(standing.room),
        record=event.record,
        findings=judgement.json() if judgement is not None else "",
        breaches=tuple([breach_of(reason, standing.seq + 1, event.step) for reason in reasons]),
        despite=PAPER if reasons else None,
    )
    standing = after(standing, entry, attempt.draft, edge.reaches)
    return Journal(standing, (*journal.entries, entry))


def _acted(record: Record | tuple[Record, ...] | None) -> Actor | None:
    """The office that a paper names as having acted."""
    body = getattr(record, "by", None)
    return Actor(office=body) if body is not None else None
