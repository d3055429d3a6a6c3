"""What ``consultrules case`` is given: plain data inline or in files, actors, the journal."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from consultrules.errors import Fault, IntakeError
from consultrules.models.actor import Actor
from consultrules.models.base import loads
from consultrules.models.body import Body
from consultrules.models.room import Room
from consultrules.store.lines import LinesStore
from consultrules.workflow.case import Case

_INLINE = ("{", "[", '"')


def plain(text: str, option: str) -> Any:
    """Plain data as an argument gives it: JSON itself, or the name of a file with JSON, ``@`` or not.

    Raises:
        IntakeError: for what is not JSON, naming the file or the option.
        OSError: when the file cannot be read.
    """
    if text.lstrip().startswith(_INLINE):
        return _read(text, option)
    path = Path(text.removeprefix("@"))
    try:
        return _read(path.read_text("utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        raise IntakeError([Fault("", "not_json", str(error.reason))], path.name) from None


def _read(text: str, source: str) -> Any:
    try:
        return loads(text)
    except IntakeError as error:
        raise IntakeError(error.faults, source) from None


def actor(text: str, option: str) -> Actor:
    """An actor: JSON, a file, or in short ``ORGAN:UNIT`` or ``ORGAN:UNIT:PERSON``.

    Examples:
        >>> actor("PARTY_COMMITTEE:320685111000", "--by").name()
        '白甸镇党委'

    Raises:
        IntakeError: for what is none.
        OSError: when the file cannot be read.
    """
    organ, *rest = text.split(":")
    short = not text.lstrip().startswith((*_INLINE, "@")) and not text.endswith(".json")
    try:
        if short and len(rest) in (1, 2):
            office = Body.read({"organ": organ, "unit": rest[0]})
            return Actor(office=office, person=rest[1] if len(rest) == 2 else None)
        return Actor.read(plain(text, option))
    except IntakeError as error:
        raise IntakeError(error.faults, error.source or option) from None


def room(text: str) -> Room:
    """A room: JSON, or a file.

    Raises:
        IntakeError: for what is none.
        OSError: when the file cannot be read.
    """
    try:
        return Room.read(plain(text, "--room"))
    except IntakeError as error:
        raise IntakeError(error.faults, error.source or "--room") from None


def journal(chosen: argparse.Namespace, *, new: bool = False) -> LinesStore:
    """The journal; ``new``, it may be one that is still to be made.

    Raises:
        IntakeError: for a file that is not there.
    """
    if not new and not chosen.journal.is_file():
        raise IntakeError([Fault(str(chosen.journal), "unreadable")])
    return LinesStore(chosen.journal)


def loaded(chosen: argparse.Namespace) -> Case:
    """The case that is asked for, with its room as it is today where that is given."""
    today = getattr(chosen, "room", None)
    return journal(chosen).load(chosen.id, room=room(today) if today is not None else None)
