"""Taking a step: decided, written down, and the case one entry longer; or corrected, or taken up again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from consultrules.errors import LifecycleError
from consultrules.models.actor import Actor
from consultrules.policy.lifecycle import EntryKind, Move
from consultrules.workflow.begin import Journal
from consultrules.workflow.breach import breach_of
from consultrules.workflow.decide import tried
from consultrules.workflow.entry import Entry
from consultrules.workflow.standing import after
from consultrules.workflow.writing import Writer, written

_STEP = EntryKind.STEP  # read through its class, a member costs a call


def taken(
    journal: Journal,
    step: Move,
    writer: Writer,
    *,
    record: Any,
    reason: str | None,
    despite: str | None,
    documents: tuple[str, ...],
    key: str | None,
) -> Journal:
    """The journal with the step in it.

    Raises:
        WrongState, StepRefused: with every reason.
        LifecycleError, IntakeError: for what cannot be, or cannot be read.
    """
    standing, entries = journal
    writer.may_write(standing, step)
    attempt = tried(
        standing,
        step,
        by=writer.by,
        on=writer.on,
        record=record,
        reason=reason,
        despite=despite is not None,
    )
    assert attempt.target is not None  # ``tried`` raises otherwise
    judgement, reasons = attempt.judgement, attempt.reasons
    entry = written(
        writer,
        standing,
        _STEP,
        standing.state,
        attempt.target,
        step=step,
        clause=attempt.edge.clause_for(standing.room),
        record=attempt.record,
        findings=judgement.json() if judgement is not None else "",
        breaches=tuple([breach_of(r, standing.seq + 1, step) for r in reasons]) if reasons else (),
        despite=despite,
        reason=reason,
        documents=documents,
        key=key,
    )
    standing = after(standing, entry, attempt.draft, attempt.edge.reaches)
    return Journal(standing, (*entries, entry))


def is_taken(entries: Sequence[Entry], key: str | None, step: Move, by: Actor, on: dt.date) -> bool:
    """Whether the step was taken under this key already.

    Raises:
        LifecycleError: when something else was.
    """
    for entry in entries if key is not None else ():
        if entry.key == key:
            if (entry.step, entry.by, entry.on) == (step, by, on):
                return True
            raise LifecycleError("key_used", at="key", key=key, seq=entry.seq)
    return False
