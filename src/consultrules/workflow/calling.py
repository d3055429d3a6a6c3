"""What a call hands over beside a record: actors, days, reasons, documents, steps; read or refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from consultrules.errors import Fault, IntakeError, shown
from consultrules.models.actor import Actor
from consultrules.models.base import day_from, says
from consultrules.models.gazetteer import Gazetteer
from consultrules.policy.lifecycle import Move
from consultrules.workflow.entry import Entry, read_entry
from consultrules.workflow.writing import Writer

Someone = Actor | Mapping[str, Any]
Day = dt.date | str
_LONGEST = 200


def actor_from(name: str, value: object) -> Actor:
    """An actor as a call gives one, as a record or plain data.

    Raises:
        IntakeError: where nobody is given: nobody acts by default.
    """
    if isinstance(value, Actor):
        return value
    if value is None:
        raise IntakeError([Fault(name, "missing_key")])
    try:
        return Actor.read(value)
    except IntakeError as error:
        raise IntakeError([fault.under(name) for fault in error.faults]) from None


def text_from(name: str, value: object) -> str | None:
    """A reason as a call gives one: text that says something, or nothing.

    Raises:
        IntakeError: for anything else.
    """
    if value is None:
        return None
    if isinstance(value, str) and says(value):
        return value
    raise IntakeError([Fault(name, "bad_text", shown(value))])


def documents_from(value: object) -> tuple[str, ...]:
    """Names or hashes of documents as a call gives them.

    Raises:
        IntakeError: for what is no list of such.
    """
    if isinstance(value, list | tuple) and all(
        isinstance(one, str) and says(one) and len(one) <= _LONGEST for one in value
    ):
        return tuple(value)
    raise IntakeError([Fault("documents", "wrong_type", shown(value), ("list of strings",))])


def day_of_call(name: str, value: object) -> dt.date:
    """A day as a call gives one; it has to give it.

    Raises:
        IntakeError: when it is no real day, or none.
    """
    if type(value) is dt.date:
        return value
    day = day_from(name, value)
    if day is None:
        raise IntakeError([Fault(name, "missing_key")])
    return day


def move_from(step: object) -> Move:
    """A step by its code or Chinese word.

    Raises:
        IntakeError: with the accepted ones.
    """
    if type(step) is Move:
        return step
    try:
        return Move.parse(step)
    except IntakeError as error:
        raise IntakeError([fault.under("step") for fault in error.faults]) from None


def recorded_from(value: Day | None) -> dt.date | None:
    """The day of recording, as a call may give one.

    Raises:
        IntakeError: when it is no real day.
    """
    return value if type(value) is dt.date else day_from("recorded_on", value)


def writer_from(
    by: Actor,
    on: dt.date,
    recorded_by: Someone | None,
    recorded_on: Day | None,
    last: dt.date | None,
) -> Writer:
    """Who writes an entry down, and when.

    Raises:
        LifecycleError: for days that cannot be.
    """
    recorder = actor_from("recorded_by", recorded_by) if recorded_by is not None else None
    then = recorded_from(recorded_on) if recorded_on is not None else None
    return Writer(by, on, recorder, then, last)


def entry_from(
    number: int, given: Entry | Mapping[str, Any], units: Gazetteer | None = None
) -> Entry:
    """An entry of a journal, as one or as plain data.

    Raises:
        IntakeError: with its place in the journal.
    """
    if isinstance(given, Entry):
        return given
    try:
        return read_entry(given, units=units)
    except IntakeError as error:
        raise IntakeError([fault.under(f"entries[{number}]") for fault in error.faults]) from None
