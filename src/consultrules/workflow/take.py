"""Taking a step: decided, written down, and the case one entry longer; or corrected, or taken up again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from consultrules.errors import Fault, IntakeError, LifecycleError, RoutingError
from consultrules.models.actor import Actor
from consultrules.models.base import Record
from consultrules.policy.lifecycle import EntryKind, Move, Role
from consultrules.workflow.begin import Journal
from consultrules.workflow.body import Written
from consultrules.workflow.correction import read_fields
from consultrules.workflow.decide import breach_of, not_before_collection, tried
from consultrules.workflow.entry import Entry
from consultrules.workflow.events import late_in
from consultrules.workflow.fold import folded
from consultrules.workflow.reason import obstacle
from consultrules.workflow.refusal import StepRefused, WrongState
from consultrules.workflow.roles import Scene, Untold, admitted, offices
from consultrules.workflow.standing import Standing, after
from consultrules.workflow.writing import Writer, written

_CORRECT, _REOPEN = ("更正", "correct the record"), ("重新办理", "reopen")


def taken(
    journal: Journal,
    step: Move,
    writer: Writer,
    *,
    record: Any,
    reason: str | None,
    despite: str | None,
    documents: Sequence[str],
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
    judgement = attempt.judgement
    told = Written(
        EntryKind.STEP,
        standing.state,
        attempt.target,
        step=step,
        clause=attempt.edge.clause,
        record=attempt.record,
        findings=judgement.json() if judgement is not None else "",
        breaches=[breach_of(r, standing.seq + 1, step) for r in attempt.reasons],
        despite=despite,
        reason=reason,
        documents=documents,
        key=key,
    )
    entry = written(writer, standing, told)
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


def corrected(
    journal: Journal,
    writer: Writer,
    told: Mapping[str, Any],
    *,
    reason: str | None,
    documents: Sequence[str],
) -> Journal:
    """The journal with fields of the case record told anew.

    Raises:
        IntakeError: for fields that cannot be read or do not hold together, or without a reason.
        StepRefused: for an office that may not keep the journal.
    """
    standing = journal.standing
    fields = read_fields(told)
    if not fields or fields == {"topic": {}}:
        raise IntakeError([Fault("record", "missing_key")])
    if reason is None:
        raise IntakeError([Fault("reason", "missing_key")])
    may_keep(standing, writer.by, writer, _CORRECT)
    told_anew = Written(
        EntryKind.CORRECTED,
        standing.state,
        standing.state,
        record=fields,
        reason=reason,
        documents=documents,
    )
    entry = written(writer, standing, told_anew)
    return _refolded(journal, entry)


def reopened(journal: Journal, writer: Writer, reason: str | None) -> Journal:
    """The journal of an ended case, taken up again in the state that it had before.

    Raises:
        WrongState: for a case that has not ended.
        IntakeError: without a reason.
        StepRefused: for an office that may not.
    """
    standing = journal.standing
    if reason is None:
        raise IntakeError([Fault("reason", "missing_key")])
    if standing.state not in standing.process.final:
        told = ("、".join(s.zh for s in standing.process.final),) * 2
        state = (standing.state.zh, standing.state.value)
        why = obstacle("passed", "not_here", None, step=_REOPEN, told=told, state=state)
        raise WrongState("not_here", standing.id, None, standing.state, (why,))
    not_before_collection(standing, writer.on)
    may_keep(standing, writer.by, writer, _REOPEN)
    again = standing.before or standing.process.initial
    entry = written(
        writer, standing, Written(EntryKind.REOPENED, standing.state, again, reason=reason)
    )
    return Journal(after(standing, entry, standing.record), (*journal.entries, entry))


def _refolded(journal: Journal, entry: Entry) -> Journal:
    """The journal with one more entry, folded anew: a correction may touch anything."""
    old = journal.standing
    entries = (*journal.entries, entry)
    standing = folded(entries, policy=old.policy, by=old.process, room=old.room)
    standing.record.sound()
    if late := late_in(standing):
        days = {"on": late.isoformat(), "recorded_on": entry.recorded_on.isoformat()}
        raise LifecycleError("after_recorded", at="record", **days)
    return Journal(standing, entries)


def may_keep(standing: Standing, by: Actor, writer: Writer, what: tuple[str, str]) -> None:
    """Refuse an office that may not keep the journal.

    Raises:
        StepRefused: naming those that may.
    """
    scene = Scene(standing.room, standing.record, writer.on, standing.policy)
    roles: tuple[Role, ...] = standing.process.writers
    try:
        if admitted(roles, by, scene):
            writer.may_write(standing, None)
            return
    except (Untold, RoutingError):
        pass  # somebody who only might be the convener is not let in
    who = offices(roles, scene)
    told = ("、".join(b.name("zh") for b in who), ", ".join(b.name("en") for b in who))
    acted = (by.office.name("zh"), by.office.name("en"))
    why = obstacle("role", "role", None, step=what, told=told, state=acted)
    raise StepRefused("refused", standing.id, None, standing.state, (why,), who)
