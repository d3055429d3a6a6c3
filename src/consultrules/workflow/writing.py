"""Writing an entry: who may keep the journal, which days can be, and the form that is hashed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from consultrules.errors import LifecycleError
from consultrules.models.actor import Actor
from consultrules.policy.lifecycle import EntryKind, Move, State
from consultrules.workflow.access import let_in
from consultrules.workflow.body import SCHEMA, breaches_json, filed_json, local_json
from consultrules.workflow.breach import Breach
from consultrules.workflow.canonical import canonical, hash_of, office_json, quoted
from consultrules.workflow.entry import Entry
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
        if not own or strictly:
            what = (step.zh, step.en) if step is not None else ("", "")
            let_in(standing, self.recorded_by, self.on, "writer", what, step)


def _time(code: str, **days: dt.date) -> LifecycleError:
    at = "recorded_on" if code == "clock_backwards" else "on"
    return LifecycleError(code, at=at, **{name: day.isoformat() for name, day in days.items()})


def written(
    writer: Writer,
    standing: Standing,
    kind: EntryKind,
    source: State | None,
    target: State,
    *,
    step: Move | None = None,
    clause: str | None = None,
    record: Any = None,
    findings: str = "",
    breaches: tuple[Breach, ...] = (),
    despite: str | None = None,
    reason: str | None = None,
    documents: tuple[str, ...] = (),
    key: str | None = None,
) -> Entry:
    """The next entry of a case, hashed onto the one before: what happened, and what stood against it.

    ``findings`` is the canonical JSON of the guards' verdicts. The body is put together in the order of
    its keys; that this is what ``canonical`` makes of the whole, ``verify`` asks of every entry.
    """
    by, recorded_by, on, recorded_on = writer.by, writer.recorded_by, writer.on, writer.recorded_on
    policy, process, seq = standing.policy, standing.process.digest, standing.seq + 1
    own = policy.readings.chosen or policy.local
    numbers, readings = local_json(standing) if own else ("", "")
    against = breaches_json(breaches) if breaches else ""
    papers = f'"documents":{canonical(documents)},' if documents else ""
    found = f'"findings":{findings},' if findings else ""
    filed = filed_json(record) if record is not None else ""
    actor = office_json(by)
    recorder = actor if recorded_by is by else office_json(recorded_by)
    left = f'"{source.plain}"' if source is not None else "null"
    taken = f'"step":"{step.plain}",' if step is not None else ""
    rule = f'"clause":{quoted(clause)},' if clause else ""
    but = f'"despite":{quoted(despite)},' if despite else ""
    called = f'"key":{quoted(key)},' if key else ""
    why = f'"reason":{quoted(reason)},' if reason else ""
    body = (
        f'{{{against}"by":{actor},"case":{quoted(standing.id)},'
        f'{rule}{but}{papers}"edition":"{policy.digest}",{found}"from":{left},{called}'
        f'"kind":"{kind.plain}",{numbers}"on":"{on.isoformat()}","prev":"{standing.hash}",'
        f'"process":"{process}",{readings}{why}{filed}'
        f'"recorded_by":{recorder},"recorded_on":"{recorded_on.isoformat()}",'
        f'"schema":"{SCHEMA}","seq":{seq},{taken}"to":"{target.plain}"}}'
    )
    return Entry(
        standing.id,
        seq,
        kind,
        step,
        source,
        target,
        by,
        recorded_by,
        on,
        recorded_on,
        clause,
        process,
        policy.digest,
        record,
        breaches,
        despite,
        reason,
        documents,
        key,
        standing.hash,
        body,
        hash_of(body),
    )
