"""The registry (信息库): rooms, people, cases and invitations of an area, read whole or not at all (4.0)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ValidationError, model_validator

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.models.base import Flag, Record, faults_of
from consultrules.models.case_record import CaseRecord
from consultrules.models.gazetteer import Gazetteer
from consultrules.models.person import Invitation, Person
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.models.unit import UnitRef


class WorkCommittee(Record):
    """Whether a town, subdistrict or park has its CPPCC work committee (3.1.s7)."""

    unit: UnitRef
    exists: Flag


KINDS: Mapping[str, type[Record]] = {
    "room": Room,
    "person": Person,
    "case": CaseRecord,
    "invitation": Invitation,
    "work_committee": WorkCommittee,
}
_PLURAL = {
    "room": "rooms",
    "person": "people",
    "case": "cases",
    "invitation": "invitations",
    "work_committee": "work_committees",
}


class Registry(Record):
    """Everything that is known of the rooms of an area.

    Ids hold together: nothing dangles, nothing is there twice. ``people=None`` means that persons are
    kept elsewhere, so their ids are not looked up.
    """

    rooms: tuple[Room, ...] = ()
    people: tuple[Person, ...] | None = None
    cases: tuple[CaseRecord, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    work_committees: tuple[WorkCommittee, ...] = ()

    @classmethod
    def load(cls, path: str | Path, *, units: Gazetteer | None = None) -> Self:
        """Read a registry from JSON, or from JSON Lines where each line names its ``record``.

        Raises:
            IntakeError: with every fault of the whole file, each with its line and field.
        """
        path = Path(path)
        try:
            if path.suffix == ".jsonl":
                with path.open(encoding="utf-8-sig") as file:
                    return cls.from_lines(file, units=units, source=path.name)
            return cls.from_json(path.read_text("utf-8-sig"), units=units)
        except (OSError, UnicodeDecodeError) as error:
            raise IntakeError([Fault(str(path), "unreadable", shown(str(error)))]) from error

    @classmethod
    def from_lines(
        cls, lines: Iterable[str], *, units: Gazetteer | None = None, source: str = ""
    ) -> Self:
        """Read JSON Lines; empty lines are passed over.

        Raises:
            IntakeError: with every fault, each with its line and field.
        """
        found: dict[str, list[Any]] = {}
        faults: list[Fault] = []
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            place = f"line {number}"
            try:
                name, record = _read_line(line, units)
                found.setdefault(_PLURAL[name], []).append(record)
            except IntakeError as error:
                faults += [Fault(f"{place}: {f.at}", *_rest(f)) for f in error.faults]
        if faults:
            raise IntakeError(faults, source)
        return cls(**{name: tuple(records) for name, records in found.items()})

    def lines(self, *, personal: str = "keep") -> Iterator[str]:
        """JSON Lines, one for each record."""
        for name, plural in _PLURAL.items():
            for record in getattr(self, plural) or ():
                plain = {"record": name, **record.to_dict(personal=personal)}
                yield json.dumps(plain, ensure_ascii=False)

    def save(self, path: str | Path, *, personal: str = "keep") -> None:
        """Write JSON Lines: the file appears whole or not at all."""
        path = Path(path)
        draft = path.with_name(path.name + ".part")
        with draft.open("w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in self.lines(personal=personal))
        draft.replace(path)

    @cached_property
    def room_by_id(self) -> Mapping[str, Room]:
        """Rooms by id."""
        return {room.id: room for room in self.rooms}

    @cached_property
    def person_by_id(self) -> Mapping[str, Person]:
        """People by id."""
        return {person.id: person for person in self.people or ()}

    @cached_property
    def case_of_session(self) -> Mapping[str, CaseRecord]:
        """The case of each session id."""
        return {session.id: case for case in self.cases for session in case.sessions}

    @cached_property
    def sessions_of_room(self) -> Mapping[str, tuple[Session, ...]]:
        """The sessions that each room hosted (reading F5: every host)."""
        found: dict[str, list[Session]] = {}
        for case in self.cases:
            for session in case.sessions:
                for room in dict.fromkeys((session.room, *session.hosts)):
                    found.setdefault(room, []).append(session)
        return {room: tuple(sessions) for room, sessions in found.items()}

    @model_validator(mode="after")
    def _holds_together(self) -> Registry:
        faults = list(_integrity(self))
        if faults:
            raise IntakeError(faults)
        return self


def _rest(fault: Fault) -> tuple[str, str, tuple[str, ...], str | None]:
    return fault.code, fault.value, fault.accepted, fault.hint


def _read_line(line: str, units: Gazetteer | None) -> tuple[str, Record]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise IntakeError([Fault("", "not_json", shown(line.strip()))]) from None
    if not isinstance(data, dict):
        raise IntakeError([Fault("", "wrong_type", shown(data), ("object",))])
    name = data.pop("record", None)
    model = KINDS.get(name) if isinstance(name, str) else None
    if model is None:
        code = "missing_key" if name is None else "unknown_word"
        value = "" if name is None else shown(name)
        raise IntakeError([Fault("record", code, value, tuple(KINDS), nearest(name, KINDS))])
    try:
        return str(name), model.model_validate(data, context={"units": units})
    except ValidationError as error:
        raise faults_of(error, model) from None


def _integrity(registry: Registry) -> Iterator[Fault]:
    """Every id that is there twice or points nowhere."""
    sessions = [s for case in registry.cases for s in case.sessions]
    for name, records in (
        ("rooms", registry.rooms),
        ("people", registry.people or ()),
        ("cases", registry.cases),
        ("sessions", tuple(sessions)),
        ("invitations", registry.invitations),
    ):
        yield from _twice(name, records)
    rooms = {room.id for room in registry.rooms}
    for case in registry.cases:
        for at, room in ((f"cases[{case.id}].topic.room", case.topic.room), *_hosts(case)):
            if room not in rooms:
                yield Fault(at, "dangling_id", shown(room), hint=nearest(room, rooms))
    for invitation in registry.invitations:
        if invitation.room not in rooms:
            at = f"invitations[{invitation.id}].room"
            yield Fault(at, "dangling_id", shown(invitation.room), hint=nearest(invitation.room, rooms))
    if registry.people is not None:
        known = {person.id for person in registry.people}
        for at, person in _persons(registry):
            if person not in known:
                yield Fault(at, "dangling_id", shown(person))


def _twice(name: str, records: Iterable[BaseModel]) -> Iterator[Fault]:
    seen: set[str] = set()
    for record in records:
        key: str = record.id  # type: ignore[attr-defined]
        if key in seen:
            yield Fault(f"{name}[{key}].id", "duplicate_id", shown(key))
        seen.add(key)


def _hosts(case: CaseRecord) -> Iterator[tuple[str, str]]:
    for session in case.sessions:
        yield f"cases[{case.id}].sessions[{session.id}].room", session.room
        for host in session.hosts:
            yield f"cases[{case.id}].sessions[{session.id}].hosts", host


def _persons(registry: Registry) -> Iterator[tuple[str, str]]:
    for room in registry.rooms:
        for name in ("conveners", "co_conveners", "links", "representatives"):
            for entry in getattr(room, name) or ():
                yield f"rooms[{room.id}].{name}", entry.person
    for case in registry.cases:
        for session in case.sessions:
            for line in session.roll or ():
                yield f"cases[{case.id}].sessions[{session.id}].roll", line.person
        for dissent in case.dissent or ():
            yield f"cases[{case.id}].dissent", dissent.person
    for invitation in registry.invitations:
        yield f"invitations[{invitation.id}].person", invitation.person


