"""Taking a step: decided, written down, and the case one entry longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from consultrules.errors import IntakeError, LifecycleError
from consultrules.models.actor import Actor
from consultrules.models.base import Record
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


def is_taken(
    entries: Sequence[Entry], key: str | None, step: Move, by: Actor, on: dt.date, record: Any
) -> bool:
    """Whether the step was taken under this key already, with the record that is given.

    Raises:
        LifecycleError: when something else was.
    """
    for entry in entries if key is not None else ():
        if entry.key == key:
            same = (entry.step, entry.by, entry.on) == (step, by, on)
            if same and (record is None or _is_kept(record, entry.record)):
                return True
            raise LifecycleError("key_used", at="key", key=key, seq=entry.seq)
    return False


def _is_kept(given: Any, kept: Any) -> bool:
    """Whether what a call gives is what an entry put on record; what it leaves out is no difference."""
    if type(kept) is tuple:
        several = given if isinstance(given, list | tuple) else (given,)
        pairs = zip(several, kept, strict=False)
        return len(several) == len(kept) and all(_is_kept(one, own) for one, own in pairs)
    if isinstance(given, Record):
        told = {name: given.__dict__[name] for name in given.model_fields_set}
        given = {name: value for name, value in told.items() if value is not None}
    if not isinstance(given, Mapping) or kept is None:
        return False
    own = {name: kept.__dict__[name] for name in kept.model_fields_set}
    try:
        return bool(type(kept).read({**own, **given}) == kept)
    except (IntakeError, TypeError):  # names of fields that are none
        return False
