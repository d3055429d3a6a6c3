"""The pieces of an entry's body that are records: what was put on record, who acted, local numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from consultrules.models.base import Record
from consultrules.policy.edition import Edition
from consultrules.workflow.breach import Breach
from consultrules.workflow.canonical import canonical, quoted, record_json, several_json
from consultrules.workflow.opening import tightened
from consultrules.workflow.standing import Standing

SCHEMA = "consultrules.entry/1"


def local_json(standing: Standing) -> tuple[str, str]:
    """The local numbers of the room and the readings chosen, as pieces of JSON."""
    policy = standing.policy
    numbers = _numbers(policy, standing)
    chosen = dict(policy.readings.chosen)
    return (
        f'"numbers":{canonical(numbers)},' if numbers else "",
        f'"readings":{canonical(chosen)},' if chosen else "",
    )


def _numbers(policy: Edition, standing: Standing) -> Mapping[str, Any]:
    return tightened(policy, policy.parameters_at(standing.room.unit)) if policy.local else {}


def breaches_json(breaches: tuple[Breach, ...]) -> str:
    """What stood against a step, as a piece of JSON."""
    return f'"breaches":{canonical([breach.to_dict() for breach in breaches])},'


def filed_json(record: Any) -> str:
    """What a step put on record, as ``plain_record`` tells it, as a piece of JSON."""
    if type(record) is dict:
        return f'"record":{canonical(plain_record(record))},'
    if type(record) is tuple:
        return f'"record":{{{quoted(_name_of(record))}:{several_json(record)}}},'
    return f'"record":{{"{type(record).__name__}":{record_json(record)}}},'


def plain_record(record: Any) -> Any:
    """What a step put on record, by the name of the record, so that a reader knows what it is.

    Several are a list under the name; none of several is one under no name.
    """
    if type(record) is dict:
        return {"fields": {name: _plain(value) for name, value in record.items()}}
    if type(record) is tuple:
        return {_name_of(record): [one.to_dict() for one in record]}
    return {type(record).__name__: record.to_dict()}


def _name_of(records: tuple[Record, ...]) -> str:
    return type(records[0]).__name__ if records else "none"


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, dt.date):
        return value.isoformat()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
