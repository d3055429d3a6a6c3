"""What is known of a file of lines without keeping them: where each begins, where each case stands."""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections.abc import Iterable, Mapping
from typing import Any

from consultrules.errors import Fault, IntakeError, shown
from consultrules.models.base import loads
from consultrules.policy.lifecycle import State
from consultrules.workflow.body import SCHEMA
from consultrules.workflow.standing import Head

MORE = b" "
"""What a line begins with when the append that wrote it goes on: to JSON a blank is nothing."""
_HASH = re.compile("[0-9a-f]{64}")


class Index:
    """The lines of whole appends: ``end`` is the place behind the last of them.

    ``torn`` is the number of the first line of an append that was cut short, 0 where none was.
    """

    def __init__(self) -> None:
        self.end = 0
        self.torn = 0
        self.starts = array("Q")
        self.heads: dict[str, Head] = {}
        self.numbers: dict[str, array[int]] = {}

    def add(self, lines: Iterable[bytes]) -> None:
        """Take in the lines that stand behind ``end``; a line without its end is not looked at.

        Raises:
            IntakeError: with every bad line; what stands before the first is taken in.
        """
        faults: list[Fault] = []
        waiting: list[tuple[int, Head | None]] = []
        place, number, torn = self.end, len(self.starts), False
        for line in lines:
            number += 1
            torn = not line.endswith(b"\n")
            if torn:
                break
            try:
                waiting.append((place, head_of(line) if line.strip() else None))
            except IntakeError as error:
                faults += at_line(number, error)
            place += len(line)
            if not faults and not goes_on(line):
                self._keep(waiting, place)
                waiting = []
        if faults:
            raise IntakeError(faults)
        self.torn = len(self.starts) + 1 if torn or waiting else 0

    def _keep(self, lines: Iterable[tuple[int, Head | None]], end: int) -> None:
        """Keep the lines of a whole append."""
        for place, head in lines:
            self.starts.append(place)
            if head is None:
                continue
            before = self.heads.get(head.id)
            if before is not None:
                head.id, head.room = before.id, before.room
            self.heads[head.id] = head
            self.numbers.setdefault(head.id, array("Q")).append(len(self.starts))
        self.end = end


def goes_on(line: bytes) -> bool:
    """Whether a line is not the last of its append."""
    return line.startswith(MORE) and bool(line.strip())


def at_line(number: int, error: IntakeError) -> list[Fault]:
    """The faults of a line, with its number."""
    return [fault.in_line(number) for fault in error.faults]


def head_of(line: bytes) -> Head:
    """What a line tells of its case, as far as an index needs it; the rest is not looked at.

    Raises:
        IntakeError: for what is no entry in a form that is known.
    """
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError):
        plain = loads(line)  # says what is wrong with it
    if not isinstance(plain, Mapping):
        raise IntakeError([Fault("", "wrong_type", shown(plain), ("object",))])
    schema = plain.get("schema")
    if schema != SCHEMA:
        raise IntakeError([Fault("schema", "unknown_schema", shown(schema), (SCHEMA,))])
    case, seq, process = plain.get("case"), plain.get("seq"), plain.get("process")
    faults = [
        Fault(name, "wrong_type", shown(value), (accepted,))
        for name, value, accepted, right in (
            ("case", case, "string", isinstance(case, str)),
            ("seq", seq, "whole number", type(seq) is int),
            ("process", process, "string", isinstance(process, str)),
            ("hash", plain.get("hash"), "sha256", _is_hash(plain.get("hash"))),
        )
        if not right
    ]
    if faults:
        raise IntakeError(faults)
    try:
        state = State.parse(plain.get("to"))
    except IntakeError as error:
        raise IntakeError([fault.under("to") for fault in error.faults]) from None
    return Head(
        str(case),
        room=_room_in(plain),
        state=state,
        seq=int(str(seq)),
        process=sys.intern(str(process)),
        hash=plain["hash"],
    )


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def _room_in(plain: Mapping[str, Any]) -> str:
    """The room that an entry opens a case in; empty for any other entry."""
    found: object = plain.get("record")
    for name in ("Opening", "room", "id"):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""
