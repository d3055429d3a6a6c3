"""What a call hands over beside a record: actors, days, reasons, documents, steps; read or refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from consultrules.errors import Fault, IntakeError, shown
from consultrules.models.actor import Actor
from consultrules.models.argument import one_of, record_from, word_from
from consultrules.models.base import Record, day_from, says
from consultrules.models.gazetteer import Gazetteer
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.lifecycle import Move
from consultrules.workflow.entry import Entry, read_entry
from consultrules.workflow.writing import Writer

Someone = Actor | Mapping[str, Any]
Day = dt.date | str
_LONGEST, _LONGEST_TEXT = 200, 20_000  # as names and texts of records
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""What steers a terminal, and halves of characters, which no file can hold; line ends and tabs may be."""
_SEVERAL_LINES = re.compile(r"[\t\n\r]")


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
    if isinstance(value, str) and says(value) and not _UNFIT.search(value):
        if len(value) <= _LONGEST_TEXT:
            return value
        raise IntakeError([Fault(name, "too_long", shown(value))])
    raise IntakeError([Fault(name, "bad_text", shown(value))])


def key_from(value: object) -> str | None:
    """The key of a call that may be repeated: one line, as a name is.

    Raises:
        IntakeError: for anything else.
    """
    if value is None or _is_line(value):
        return value if isinstance(value, str) else None
    raise IntakeError([Fault("key", "bad_text", shown(value))])


def documents_from(value: object) -> tuple[str, ...]:
    """Names or hashes of documents as a call gives them.

    Raises:
        IntakeError: for what is no list of such.
    """
    if type(value) is tuple and not value:
        return ()
    if isinstance(value, list | tuple) and all(_is_line(one) for one in value):
        return tuple(value)
    raise IntakeError([Fault("documents", "wrong_type", shown(value), ("list of strings",))])


def _is_line(value: object) -> bool:
    if not isinstance(value, str) or len(value) > _LONGEST or not says(value):
        return False
    return not _UNFIT.search(value) and not _SEVERAL_LINES.search(value)


def edition_from(value: object) -> Edition:
    """The edition of a call that has to give one.

    Raises:
        IntakeError: for anything else.
    """
    if isinstance(value, Edition):
        return value
    raise IntakeError([Fault("policy", "wrong_type", shown(value), (Edition.__name__,))])


def same_room(given: Room | Mapping[str, Any], own: Room) -> Room:
    """A room as it is today.

    Raises:
        IntakeError: for another room.
    """
    room = record_from(Room, "room", given)
    if room.id != own.id:
        raise IntakeError([Fault("room.id", "dangling_id", shown(room.id), (own.id,))])
    return room


move_from: Callable[[object], Move] = partial(word_from, Move, "step")
"""A step by its code or Chinese word, or an ``IntakeError`` with the accepted ones."""


def recorded_from(value: Day | None) -> dt.date | None:
    """The day of recording, as a call may give one.

    Raises:
        IntakeError: when it is no real day.
    """
    return day_from("recorded_on", value)


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


def entries_from(given: object, units: Gazetteer | None = None) -> tuple[Entry, ...]:
    """The entries of a journal, each as one or as plain data.

    Raises:
        IntakeError: with the place in the journal.
    """
    one_of(Gazetteer, "units", units)
    if not isinstance(given, Iterable) or isinstance(given, Mapping | Record | str | bytes):
        raise IntakeError([Fault("entries", "wrong_type", shown(given), ("list of entries",))])
    return tuple(_entry_from(number, entry, units) for number, entry in enumerate(given))


def _entry_from(
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
