"""What ``consultrules case`` is given: plain data inline or in files, actors, the journal."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from consultrules.cli.arguments import given_by
from consultrules.errors import Fault, IntakeError, shown
from consultrules.models.actor import Actor
from consultrules.models.base import loads
from consultrules.models.body import Body
from consultrules.models.files import read_text
from consultrules.models.room import Room
from consultrules.store.lines import LinesStore
from consultrules.workflow.case import Case

_INLINE = ("{", "[", '"')
ACTORS = ("ORGAN:UNIT[:PERSON]", "JSON", "FILE.json")
"""The forms in which an actor can be told, such as ``PARTY_COMMITTEE:320685111000``."""


def plain(text: str, option: str) -> Any:
    """Plain data as an argument gives it: JSON itself, or the name of a file with JSON, ``@`` or not.

    Raises:
        IntakeError: for a file that cannot be read, or for what is not JSON, naming either.
    """
    if text.lstrip().startswith(_INLINE):
        return _read(text, option)
    path = Path(text.removeprefix("@"))
    with given_by(option):
        told = read_text(path)
    return _read(told, path.name)


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
        IntakeError: for what is none, with the forms that there are.
    """
    organ, *rest = text.split(":")
    short = not text.lstrip().startswith((*_INLINE, "@")) and not text.endswith(".json")
    if short and len(rest) not in (1, 2) and not Path(text).is_file():
        raise IntakeError([Fault(option, "wrong_type", shown(text), ACTORS)])
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
    if not new and not chosen.journal.exists():
        fault = Fault(str(chosen.journal), "unreadable", "no_such_file")
        raise IntakeError([fault], "--journal")
    return LinesStore(chosen.journal)


def loaded(chosen: argparse.Namespace) -> Case:
    """The case that is asked for, with its room as it is today where that is given."""
    today = getattr(chosen, "room", None)
    return journal(chosen).load(chosen.id, room=room(today) if today is not None else None)
