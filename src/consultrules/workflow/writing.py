"""Writing an entry: who may keep the journal, which days can be, and the form that is hashed."""

from __future__ import annotations

import datetime as dt

from consultrules.errors import LifecycleError
from consultrules.models.actor import Actor
from consultrules.policy.lifecycle import Move
from consultrules.workflow.body import Written
from consultrules.workflow.canonical import hash_of
from consultrules.workflow.entry import Entry
from consultrules.workflow.reason import obstacle
from consultrules.workflow.refusal import StepRefused
from consultrules.workflow.roles import Scene, Untold, admitted, offices
from consultrules.workflow.standing import Standing


class Writer:
    """Who writes an entry down and when: judged by write access to the journal, which nothing overrides."""

    __slots__ = ("by", "on", "recorded_by", "recorded_on")

    def __init__(
        self,
        by: Actor,
        on: dt.date,
        recorded_by: Actor | None,
        recorded_on: dt.date | None,
        last: dt.date | None,
    ) -> None:
        self.by = by
        self.on = on
        self.recorded_by = recorded_by if recorded_by is not None else by
        if recorded_on is None:  # never today: the library has no clock
            recorded_on = on if last is None or last < on else last
        self.recorded_on = recorded_on
        if on > recorded_on:
            raise _time("after_recorded", on=on, recorded_on=recorded_on)
        if last is not None and recorded_on < last:
            raise _time("clock_backwards", recorded_on=recorded_on, last=last)

    def may_write(self, standing: Standing, step: Move | None, *, strictly: bool = False) -> None:
        """Refuse whoever may not keep the journal of this case; ``strictly``, that one acted is not enough.

        Raises:
            StepRefused: naming the offices that may.
        """
        own = self.recorded_by is self.by or self.recorded_by.office.may_be(self.by.office)
        if own and not strictly:
            return
        scene = Scene(standing.room, standing.record, self.on, standing.policy)
        try:
            if admitted(standing.process.writers, self.recorded_by, scene):
                return
        except Untold:
            pass  # somebody who only might be a convener is not let in
        who = offices(standing.process.writers, scene)
        told = ("、".join(b.name("zh") for b in who), ", ".join(b.name("en") for b in who))
        office = self.recorded_by.office
        reason = obstacle(
            "writer",
            "writer",
            None,
            step=(step.zh, step.en) if step is not None else ("", ""),
            told=told,
            state=(office.name("zh"), office.name("en")),
        )
        raise StepRefused("refused", standing.id, step, standing.state, (reason,), who)


def _time(code: str, **days: dt.date) -> LifecycleError:
    at = "recorded_on" if code == "clock_backwards" else "on"
    return LifecycleError(code, at=at, **{name: day.isoformat() for name, day in days.items()})


def written(writer: Writer, standing: Standing, told: Written) -> Entry:
    """The next entry of a case, hashed onto the one before."""
    by, recorded_by = writer.by, writer.recorded_by
    days = writer.on.isoformat(), writer.recorded_on.isoformat()
    body = told.body(standing, by, recorded_by, days)
    return Entry(
        standing.id,
        standing.seq + 1,
        told.kind,
        told.step,
        told.source,
        told.target,
        by,
        recorded_by,
        writer.on,
        writer.recorded_on,
        told.clause,
        standing.process.digest,
        standing.policy.digest,
        told.record,
        told.breaches,
        told.despite,
        told.reason,
        told.documents,
        told.key,
        standing.hash,
        body,
        hash_of(body),
    )
