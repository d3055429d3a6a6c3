"""The body of an entry: canonical JSON, put together in the order of its keys.

Written in pieces because every step writes one: what stays the same is encoded once. That the pieces are
what ``canonical`` makes of the whole, ``verify`` asks of every entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from consultrules.models.actor import Actor
from consultrules.models.base import Record
from consultrules.policy.edition import Edition
from consultrules.policy.lifecycle import EntryKind, Move, State
from consultrules.workflow.breach import Breach
from consultrules.workflow.canonical import canonical, quoted
from consultrules.workflow.opening import tightened
from consultrules.workflow.standing import Standing

SCHEMA = "consultrules.entry/1"
_NOTHING: dict[str, str] = {}


class Written:
    """What an entry tells beside who wrote it when: what happened, and what stood against it.

    ``findings`` is the canonical JSON of the guards' verdicts.
    """

    __slots__ = (
        "breaches",
        "clause",
        "despite",
        "documents",
        "findings",
        "key",
        "kind",
        "reason",
        "record",
        "source",
        "step",
        "target",
    )

    def __init__(
        self,
        kind: EntryKind,
        source: State | None,
        target: State,
        *,
        step: Move | None = None,
        clause: str | None = None,
        record: Any = None,
        findings: str = "",
        breaches: Sequence[Breach] = (),
        despite: str | None = None,
        reason: str | None = None,
        documents: Sequence[str] = (),
        key: str | None = None,
    ) -> None:
        self.kind = kind
        self.source = source
        self.target = target
        self.step = step
        self.clause = clause
        self.record = record
        self.findings = findings
        self.breaches = tuple(breaches)
        self.despite = despite
        self.reason = reason
        self.documents = tuple(documents)
        self.key = key

    def body(self, standing: Standing, by: Actor, recorded_by: Actor, days: tuple[str, str]) -> str:
        """The canonical JSON of the next entry of a case."""
        policy = standing.policy
        local = _local(standing) if policy.readings.chosen or policy.local else _NOTHING
        first = [
            f'"breaches":{canonical([b.to_dict() for b in self.breaches])}'
            if self.breaches
            else "",
            f'"by":{actor_json(by)},"case":{quoted(standing.id)}',
            f'"clause":"{self.clause}"' if self.clause else "",
            f'"despite":{quoted(self.despite)}' if self.despite else "",
            f'"documents":{canonical(self.documents)}' if self.documents else "",
            f'"edition":"{policy.digest}"',
            f'"findings":{self.findings}' if self.findings else "",
            f'"from":"{self.source}"' if self.source is not None else '"from":null',
            f'"key":{quoted(self.key)}' if self.key else "",
            f'"kind":"{self.kind}"',
            local.get("numbers", ""),
            f'"on":"{days[0]}","prev":"{standing.hash}","process":"{standing.process.digest}"',
            local.get("readings", ""),
            f'"reason":{quoted(self.reason)}' if self.reason else "",
            f'"record":{canonical(plain_record(self.record))}' if self.record is not None else "",
            f'"recorded_by":{actor_json(recorded_by)},"recorded_on":"{days[1]}"',
            f'"schema":"{SCHEMA}","seq":{standing.seq + 1}',
            f'"step":"{self.step}"' if self.step is not None else "",
            f'"to":"{self.target}"',
        ]
        return "{" + ",".join([piece for piece in first if piece]) + "}"


def _local(standing: Standing) -> dict[str, str]:
    """The readings chosen and the local numbers of the room, as pieces of JSON."""
    policy = standing.policy
    numbers = _numbers(policy, standing)
    chosen = dict(policy.readings.chosen)
    found = {}
    if numbers:
        found["numbers"] = f'"numbers":{canonical(numbers)}'
    if chosen:
        found["readings"] = f'"readings":{canonical(chosen)}'
    return found


def _numbers(policy: Edition, standing: Standing) -> Mapping[str, Any]:
    return tightened(policy, policy.parameters_at(standing.room.unit)) if policy.local else {}


def actor_json(actor: Actor) -> str:
    """An actor as canonical JSON, made once."""
    made: str | None = actor.__dict__.get("_json")
    if made is None:
        made = actor.__dict__["_json"] = canonical(actor.to_dict())
    return made


def plain_record(record: Any) -> Any:
    """What a step put on record, by the name of the record, so that a reader knows what it is.

    Several are a list under the name; none of several is one under no name.
    """
    if type(record) is dict:
        return {"fields": {name: _plain(value) for name, value in record.items()}}
    if type(record) is tuple:
        name = type(record[0]).__name__ if record else "none"
        return {name: [one.to_dict() for one in record]}
    return {type(record).__name__: record.to_dict()}


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, dt.date):
        return value.isoformat()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
