"""What is overdue by local deadlines: a plain question, and an entry for each that can be asked for twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consultrules.policy.lifecycle import EntryKind, Milestone, State
from consultrules.workflow.amend import may_keep
from consultrules.workflow.begin import Journal
from consultrules.workflow.deadline import Deadline
from consultrules.workflow.entry import Entry
from consultrules.workflow.process import Process
from consultrules.workflow.standing import after
from consultrules.workflow.writing import Writer, written

_NOTE = ("登记逾期", "note what is overdue")


@dataclass(frozen=True, slots=True)
class Overdue:
    """A local deadline that has passed: ``due`` was the last day, ``since`` that of the milestone before."""

    deadline: Deadline
    since: dt.date
    due: dt.date

    @property
    def key(self) -> str:
        """What the entry about it is known by, so that it is written once."""
        return f"overdue:{self.deadline.id}:{self.due.isoformat()}"


def overdue_on(journal: Journal, on: dt.date) -> tuple[Overdue, ...]:
    """The deadlines of the process that had passed by the end of a day; none while the case rested.

    What happened on a later day does not bear on it, so that one day always has one answer: only what is
    recorded late about the days up to it can change that.
    """
    process, entries = journal.standing.process, [e for e in journal.entries if e.on <= on]
    state = next((e.target for e in reversed(entries) if e.target is not e.source), None)
    if state is None or state in process.final or state is State.SUSPENDED:
        return ()
    return tuple(_passed(process, entries, on))


def _passed(process: Process, entries: Sequence[Entry], on: dt.date) -> Iterator[Overdue]:
    reached: dict[Milestone, dt.date] = {}
    for entry in entries:
        milestone = process.reaches.get(entry.step) if entry.step is not None else None
        if milestone is not None:
            reached[milestone] = max(entry.on, reached.get(milestone, entry.on))
    for deadline in process.deadlines:
        since = reached.get(deadline.after)
        if since is None or _is_met(reached.get(deadline.milestone), since):
            continue
        due = deadline.due(since, paused=_rested(entries, since, on))
        if on > due:
            yield Overdue(deadline, since, due)


def _is_met(reached: dt.date | None, since: dt.date) -> bool:
    return reached is not None and reached >= since


def _rested(entries: Sequence[Entry], since: dt.date, until: dt.date) -> int:
    """For how many days after ``since`` the case was suspended."""
    rested, begun = 0, None
    for entry in entries:
        if entry.target is State.SUSPENDED and entry.source is not State.SUSPENDED:
            begun = max(entry.on, since)
        elif entry.source is State.SUSPENDED and entry.target is not State.SUSPENDED and begun:
            rested += max(0, (min(entry.on, until) - begun).days)
            begun = None
    return rested


def ticked(journal: Journal, writer: Writer) -> Journal:
    """The journal with an entry for each passed deadline that has none yet.

    Raises:
        StepRefused: for an office that may not keep the journal.
    """
    may_keep(journal, writer, _NOTE)
    known = {entry.key for entry in journal.entries}
    for passed in overdue_on(journal, writer.on):
        if passed.key not in known:
            journal = _noted(journal, writer, passed)
    return journal


def _noted(journal: Journal, writer: Writer, passed: Overdue) -> Journal:
    standing = journal.standing
    told: tuple[Milestone, str] = (passed.deadline.milestone, passed.deadline.basis)
    entry = written(
        writer,
        standing,
        EntryKind.OVERDUE,
        standing.state,
        standing.state,
        reason=f"{told[0].zh} ≤ {passed.due.isoformat()}（{told[1]}）",
        key=passed.key,
    )
    return Journal(after(standing, entry, standing.record), (*journal.entries, entry))
