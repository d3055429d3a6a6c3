"""An entry of a journal: what happened, who acted, who wrote it down, and why it was let through."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from consultrules.errors import Fault, IntakeError, shown
from consultrules.models.actor import Actor
from consultrules.models.argument import day_of_call, string_from
from consultrules.policy.lifecycle import EntryKind, Move, State
from consultrules.workflow.body import SCHEMA
from consultrules.workflow.breach import Breach
from consultrules.workflow.correction import read_fields
from consultrules.workflow.filing import MODELS
from consultrules.workflow.opening import Opening
from consultrules.workflow.shape import body_of, misshapen

START = "0" * 64
"""The hash before the first entry."""
_REQUIRED = (
    "schema",
    "case",
    "seq",
    "kind",
    "from",
    "to",
    "by",
    "recorded_by",
    "on",
    "recorded_on",
    "process",
    "edition",
    "prev",
)
_KNOWN = frozenset(_REQUIRED) | {
    "step",
    "clause",
    "readings",
    "numbers",
    "record",
    "findings",
    "breaches",
    "despite",
    "reason",
    "documents",
    "key",
}


class Entry(NamedTuple):
    """One entry; ``body`` is its canonical JSON, ``hash`` that of the body, which holds the one before.

    ``record`` is what the step put on record: a record, several, or for a correction the fields of the
    case record that it replaces. ``breaches`` are what stood against it and was recorded ``despite`` that.
    ``process`` and ``edition`` are digests; the body tells the readings and local numbers, too.
    """

    case: str
    seq: int
    kind: EntryKind
    step: Move | None
    source: State | None
    target: State
    by: Actor
    recorded_by: Actor
    on: dt.date
    recorded_on: dt.date
    clause: str | None
    process: str
    edition: str
    record: Any
    breaches: tuple[Breach, ...]
    despite: str | None
    reason: str | None
    documents: tuple[str, ...]
    key: str | None
    prev: str
    body: str
    hash: str

    @property
    def findings(self) -> dict[str, tuple[str, int | None, int | None]]:
        """What let the step through: each guard's verdict with both sides of its comparison, by key."""
        told = json.loads(self.body).get("findings", {})
        return {key: tuple(found) for key, found in told.items()}

    @property
    def schema_version(self) -> str:
        """The form that the entry is written in."""
        return SCHEMA

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the hash among it."""
        plain: dict[str, Any] = json.loads(self.body)
        return {**plain, "hash": self.hash}

    def to_json(self) -> str:
        """One line of JSON: the body, with its hash at the end."""
        return f'{self.body[:-1]},"hash":"{self.hash}"}}'


def read_entry(plain: object, *, units: object = None) -> Entry:
    """An entry from plain data with its hash.

    Raises:
        IntakeError: naming the field: an unknown schema, a record that cannot be read.
    """
    if not isinstance(plain, Mapping):
        raise IntakeError([Fault("", "wrong_type", shown(plain), ("object",))])
    told = dict(plain)
    given_hash = told.pop("hash", None)
    if told.get("schema") != SCHEMA:
        raise IntakeError([Fault("schema", "unknown_schema", shown(told.get("schema")), (SCHEMA,))])
    faults = [Fault(name, "missing_key") for name in _REQUIRED if name not in told]
    faults += [
        Fault(shown(k), "unknown_key", "", tuple(sorted(_KNOWN))) for k in set(told) - _KNOWN
    ]
    if not isinstance(given_hash, str):
        faults.append(Fault("hash", "missing_key"))
    if type(told.get("seq")) is not int:
        faults.append(Fault("seq", "wrong_type", shown(told.get("seq")), ("whole number",)))
    faults += misshapen(told)
    if faults:
        raise IntakeError(faults)
    step, source = told.get("step"), told["from"]
    return Entry(
        case=string_from("case", told["case"]),
        seq=told["seq"],
        kind=_at("kind", EntryKind.parse, told["kind"]),
        step=_at("step", Move.parse, step) if step is not None else None,
        source=_at("from", State.parse, source) if source is not None else None,
        target=_at("to", State.parse, told["to"]),
        by=_at("by", Actor.read, told["by"], units=units),
        recorded_by=_at("recorded_by", Actor.read, told["recorded_by"], units=units),
        on=day_of_call("on", told["on"]),
        recorded_on=day_of_call("recorded_on", told["recorded_on"]),
        clause=told.get("clause"),
        process=string_from("process", told["process"]),
        edition=string_from("edition", told["edition"]),
        record=_record(told.get("record"), units),
        breaches=tuple(Breach.read(b) for b in told.get("breaches", ())),
        despite=told.get("despite"),
        reason=told.get("reason"),
        documents=tuple(told.get("documents", ())),
        key=told.get("key"),
        prev=string_from("prev", told["prev"]),
        body=body_of(told),
        hash=str(given_hash),
    )


def _record(plain: Any, units: object) -> Any:
    if plain is None:
        return None
    if not isinstance(plain, Mapping) or len(plain) != 1:
        raise IntakeError([Fault("record", "wrong_type", shown(plain), ("object",))])
    ((name, value),) = plain.items()
    if name == "fields":
        return read_fields(value, units=units)
    if name == "none":
        return ()
    model = Opening if name == Opening.__name__ else MODELS.get(name)
    if model is None:
        raise IntakeError([Fault("record", "unknown_word", shown(name), tuple(MODELS))])
    if isinstance(value, list):
        return tuple(
            _at(f"record[{n}]", model.read, one, units=units) for n, one in enumerate(value)
        )
    return _at("record", model.read, value, units=units)


def _at(place: str, read: Any, value: object, **more: object) -> Any:
    try:
        return read(value, **more)
    except IntakeError as error:
        raise IntakeError([fault.under(place) for fault in error.faults]) from None
