"""Amending a journal: the record corrected, an ended case taken up again. What was written stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from consultrules.errors import Fault, IntakeError, LifecycleError
from consultrules.models.case_record import CaseRecord
from consultrules.policy.lifecycle import EntryKind, Move, Role
from consultrules.rules.finding import Finding
from consultrules.workflow.access import let_in
from consultrules.workflow.begin import Journal
from consultrules.workflow.breach import Breach, breach_of
from consultrules.workflow.correction import correct, read_fields
from consultrules.workflow.decide import Attempt, not_before_collection
from consultrules.workflow.entry import Entry
from consultrules.workflow.events import events_of, possible_days, shown_of
from consultrules.workflow.filing import fields_of
from consultrules.workflow.guards import judged
from consultrules.workflow.obstacles import called
from consultrules.workflow.process import Edge
from consultrules.workflow.reason import Pair, obstacle
from consultrules.workflow.refusal import Reason, StepRefused, WrongState, names_of
from consultrules.workflow.roles import Scene, admitted, offices
from consultrules.workflow.standing import Standing, after
from consultrules.workflow.writing import Writer, written

_CORRECT, _REOPEN = ("更正", "correct the record"), ("重新办理", "reopen")
_DECISIONS = {"approvals": (Role.APPROVER, Role.REVIEWER), "preliminary_reviews": (Role.REVIEWER,)}


def corrected(
    journal: Journal,
    writer: Writer,
    told: Mapping[str, Any],
    *,
    reason: str | None,
    documents: tuple[str, ...],
) -> Journal:
    """The journal with fields of the case record told anew.

    Raises:
        IntakeError: for fields that cannot be read or do not hold together, or without a reason.
        LifecycleError: for days that cannot be.
        StepRefused: for an office that may not keep the journal.
    """
    standing = journal.standing
    fields = read_fields(told)
    if not fields or fields == {"topic": {}}:
        raise IntakeError([Fault("record", "missing_key")])
    if reason is None:
        raise IntakeError([Fault("reason", "missing_key")])
    not_before_collection(standing, writer.on)
    may_keep(journal, writer, _CORRECT)
    for name in _DECISIONS.keys() & fields.get("topic", {}).keys():
        _may_decide(standing, writer, _DECISIONS[name])
    record = _changed(standing.record, fields)
    possible_days(record, writer.recorded_on)
    new = _steps(record) - _steps(standing.record)
    if new:
        raise IntakeError([Fault("record", "not_taken", step.value) for step in sorted(new)])
    shown = shown_of(standing.record, record, standing.shown, standing.process.reaches)
    now = standing._replace(record=record, shown=MappingProxyType(shown))
    broken = tuple(_newly_broken(journal, now))
    entry = written(
        writer,
        standing,
        EntryKind.CORRECTED,
        standing.state,
        standing.state,
        record=fields,
        breaches=broken,
        despite=reason if broken else None,
        reason=reason,
        documents=documents,
    )
    since = record.topic.collected_on or standing.collected
    corrected = after(now, entry, record)._replace(collected=since)
    return Journal(corrected, (*journal.entries, entry))


def _changed(record: CaseRecord, fields: Mapping[str, Any]) -> CaseRecord:
    """The record with fields told anew.

    Raises:
        IntakeError: where they do not hold together with the rest.
    """
    all_of = fields_of(record)
    correct(all_of, fields)
    return record.filed(**all_of).sound()


def _steps(record: CaseRecord) -> Counter[Move]:
    """The steps that a record shows, with how often: a correction puts right what they told, and takes none."""
    return Counter(event.step for event in events_of(record))


def _newly_broken(journal: Journal, now: Standing) -> Iterator[Breach]:
    """What stands against the steps by the corrected record and did not before."""
    before = {reason.key for reason, _ in _broken(journal, journal.standing)}
    told: set[str] = set()
    for reason, step in _broken(journal, now):
        if reason.key not in before | told:
            told.add(reason.key)
            yield breach_of(reason, now.seq + 1, step)


def _broken(journal: Journal, standing: Standing) -> Iterator[tuple[Reason, Move]]:
    record = standing.record
    for event in events_of(record):
        scene = Scene(standing.room, record, event.on, standing.policy)
        found = judged(standing.process.of_step[event.step].guards, event.step, scene, event.record)
        yield from ((reason, event.step) for reason in (found.blockers() if found else ()))
    for entry, edge in _untold(journal):
        then = standing._replace(state=entry.source or standing.state)
        attempt = Attempt(then, edge, None, entry.on, None, entry.reason, despite=True)
        for reason in attempt.reasons:
            if isinstance(reason, Finding) or reason.code == "needs":
                yield reason, edge.step


def _untold(journal: Journal) -> Iterator[tuple[Entry, Edge]]:
    """The steps that rest on the record and put nothing there, such as the closing, unless since undone.

    What a case is reopened from is asked again when it is closed again.
    """
    process, latest = journal.standing.process, dict[Move, tuple[Entry, Edge]]()
    for entry in journal.entries:
        if entry.kind is EntryKind.REOPENED:
            latest = {s: of for s, of in latest.items() if of[0].target is not entry.source}
        elif entry.step is not None and entry.source is not None:
            edge = process.edge(entry.step, entry.source)
            if edge is not None and edge.record is None and edge.guards:
                latest[entry.step] = entry, edge
    yield from latest.values()


def reopened(journal: Journal, writer: Writer, reason: str | None) -> Journal:
    """The journal of an ended case, taken up again in the state that it had before.

    Raises:
        WrongState: for a case that has not ended.
        IntakeError: without a reason.
        LifecycleError: for a day before it ended.
        StepRefused: for an office that may not.
    """
    standing = journal.standing
    if reason is None:
        raise IntakeError([Fault("reason", "missing_key")])
    if standing.state not in standing.process.final:
        ends = [called(state) for state in standing.process.final]
        told = ("、".join(zh for zh, _ in ends), ", ".join(en for _, en in ends))
        state = called(standing.state)
        why = obstacle("passed", "not_here", None, step=_REOPEN, told=told, state=state)
        raise WrongState("not_here", standing.id, None, standing.state, (why,))
    if writer.on < standing.entered:
        days = {"on": writer.on.isoformat(), "ended": standing.entered.isoformat()}
        raise LifecycleError("before_end", at="on", **days)
    may_keep(journal, writer, _REOPEN)
    again = standing.before or standing.process.initial
    entry = written(writer, standing, EntryKind.REOPENED, standing.state, again, reason=reason)
    return Journal(after(standing, entry, standing.record), (*journal.entries, entry))


def may_keep(journal: Journal, writer: Writer, what: Pair) -> None:
    """Refuse an office that may not keep the journal, and whoever may not write it down."""
    let_in(journal.standing, writer.by, writer.on, "role", what)
    writer.may_write(journal.standing, None)


def _may_decide(standing: Standing, writer: Writer, roles: tuple[Role, ...]) -> None:
    """Refuse to let anybody but the body itself put its decision right (3.2)."""
    scene = Scene(standing.room, standing.record, writer.on, standing.policy)
    if not admitted(roles, writer.by, scene):
        who = offices(roles, scene)
        told, acted = names_of(who), names_of((writer.by.office,))
        reason = obstacle("role", "role", "3.2.s2c", step=_CORRECT, told=told, state=acted)
        raise StepRefused("refused", standing.id, None, standing.state, (reason,), who)
