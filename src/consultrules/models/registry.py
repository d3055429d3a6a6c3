"""The registry (信息库) of an area, read whole or not at all (4.0)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import ValidationError, model_validator

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.models.base import Flag, Record, loads, of
from consultrules.models.case_record import CaseRecord
from consultrules.models.faults import faults_of
from consultrules.models.gazetteer import Gazetteer
from consultrules.models.integrity import flaws
from consultrules.models.person import Invitation, Person
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.models.unit import UnitRef


class WorkCommittee(Record):
    """Whether a town, subdistrict or park has its CPPCC work committee (3.1.s7)."""

    unit: UnitRef
    exists: Annotated[Flag, of("3.1.s7")]


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

    Ids hold together: nothing dangles, nothing is there twice. ``people=None`` means that persons
    are kept elsewhere, so their ids are not looked up.
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
                    found = cls.from_lines(file, units=units, source=path.name)
            else:
                found = cls.from_json(path.read_text("utf-8-sig"), units=units)
        except (OSError, UnicodeDecodeError) as error:
            raise IntakeError([Fault(str(path), "unreadable", shown(str(error)))]) from error
        except IntakeError as error:
            raise IntakeError(error.faults, path.name) from None
        if not any(getattr(found, plural) for plural in _PLURAL.values()):
            raise IntakeError([Fault(str(path), "empty")])
        return found

    @classmethod
    def from_lines(
        cls, lines: Iterable[str], *, units: Gazetteer | None = None, source: str = ""
    ) -> Self:
        """Read JSON Lines; empty lines are passed over.

        Raises:
            IntakeError: with every fault, each with its line and field.
        """
        intake = _Intake(units)
        for number, line in enumerate(lines, 1):
            if line.strip():
                intake.read(number, line)
        faults = [*intake.faults, *intake.flaws()]
        if faults:
            raise IntakeError(faults, source)
        return cls(**{name: tuple(records) for name, records in intake.found.items()})

    def lines(self, *, personal: str = "keep") -> Iterator[str]:
        """JSON Lines, one for each record."""
        for name, plural in _PLURAL.items():
            for record in getattr(self, plural) or ():
                plain = {"record": name, **record.to_dict(personal=personal)}
                yield json.dumps(plain, ensure_ascii=False)

    def save(self, path: str | Path, *, personal: str = "keep") -> None:
        """Write JSON Lines: the file appears whole or not at all.

        Raises:
            OSError: when it cannot be written; a file that was there stays as it was.
        """
        write_whole(Path(path), self.lines(personal=personal))

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

    @property
    def committee_codes(self) -> tuple[str, ...]:
        """The codes of the units whose work committee is told of."""
        return tuple(committee.unit.code for committee in self.work_committees)

    def __repr__(self) -> str:
        """How many records of each kind there are."""
        numbers = [f"{len(getattr(self, plural) or ())} {plural}" for plural in _PLURAL.values()]
        return f"<Registry {', '.join(numbers)}>"

    __str__ = __repr__

    @model_validator(mode="after")
    def _holds_together(self) -> Registry:
        faults = [flaw.fault() for flaw in flaws(self)]
        if faults:
            raise IntakeError(faults)
        return self


def write_whole(path: Path, lines: Iterable[str]) -> None:
    """Write a file whole or not at all.

    Raises:
        OSError: when it cannot be written; a file that was there stays as it was.
    """
    draft = path.with_name(path.name + ".part")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(line + "\n" for line in lines)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


class _Intake:
    """Lines on their way to a registry: what could be read, from which line, and what could not."""

    def __init__(self, units: Gazetteer | None) -> None:
        self.units = units
        self.found: dict[str, list[Any]] = {}
        self.faults: list[Fault] = []
        self._lines: dict[str, list[int]] = {}
        self._broken: dict[str, set[str]] = {}
        self._whole = True  # whether at least the id of every line is known

    def read(self, number: int, line: str) -> None:
        """Read one line."""
        data: object = None
        try:
            data = loads(line)
            name, record = _record(data, self.units)
        except IntakeError as error:
            self.faults += [
                Fault(f"line {number}: {f.at}".rstrip(": "), f.code, f.value, f.accepted, f.hint)
                for f in error.faults
            ]
            self._remember(data)
            return
        plural = _PLURAL[name]
        self.found.setdefault(plural, []).append(record)
        self._lines.setdefault(plural, []).append(number)

    def flaws(self) -> Iterator[Fault]:
        """What does not hold together among the lines that could be read."""
        found = flaws(
            self,
            further_rooms=self._broken.get("room", ()),
            further_people=self._broken.get("person", ()),
            whole=self._whole,
        )
        for flaw in found:
            yield flaw.fault(self._lines[flaw.several][flaw.number])

    @property
    def rooms(self) -> list[Room]:
        """The rooms that could be read."""
        return self.found.get("rooms", [])

    @property
    def people(self) -> list[Person] | None:
        """The people that could be read; ``None`` when no line told of any."""
        return self.found.get("people", [] if "person" in self._broken else None)

    @property
    def cases(self) -> list[CaseRecord]:
        """The cases that could be read."""
        return self.found.get("cases", [])

    @property
    def invitations(self) -> list[Invitation]:
        """The invitations that could be read."""
        return self.found.get("invitations", [])

    @property
    def committee_codes(self) -> list[str]:
        """The codes of the units whose work committee could be read."""
        return [committee.unit.code for committee in self.found.get("work_committees", [])]

    def _remember(self, data: object) -> None:
        """Keep the id of a broken record, so that what points to it is not called dangling."""
        name, key = (data.get("record"), data.get("id")) if isinstance(data, dict) else (None, None)
        if name in ("room", "person") and isinstance(key, str):
            self._broken.setdefault(name, set()).add(key)
        elif name not in ("case", "invitation", "work_committee"):
            self._whole = False


def _record(data: object, units: Gazetteer | None) -> tuple[str, Record]:
    if not isinstance(data, dict):
        raise IntakeError([Fault("", "wrong_type", type(data).__name__, ("object",))])
    fields = dict(data)
    name = fields.pop("record", None)
    model = KINDS.get(name) if isinstance(name, str) else None
    if model is None:
        code = "missing_key" if name is None else "unknown_word"
        value = "" if name is None else shown(name)
        raise IntakeError([Fault("record", code, value, tuple(KINDS), nearest(name, KINDS))])
    try:
        return str(name), model.model_validate(fields, context={"units": units})
    except ValidationError as error:
        raise faults_of(error, model) from None
