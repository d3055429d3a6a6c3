"""The registry (信息库) of an area, read whole or not at all (4.0)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import model_validator

from consultrules.errors import Fault, IntakeError
from consultrules.models.assessment import AssessmentScheme, MemberAssessment, RoomAssessment
from consultrules.models.attestation import Attestation
from consultrules.models.base import Record
from consultrules.models.case_record import CaseRecord
from consultrules.models.collector import resting
from consultrules.models.development import Nomination, SittingIn, Training
from consultrules.models.files import file_fault, write_whole
from consultrules.models.gazetteer import Gazetteer
from consultrules.models.integrity import flaws
from consultrules.models.lines import NONE, PLURAL, Lines
from consultrules.models.note import Note
from consultrules.models.person import Invitation, Person
from consultrules.models.plan import AnnualPlan
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.models.work_committee import WorkCommittee
from consultrules.models.work_report import WorkReport


class Registry(Record):
    """Everything that is known of the rooms of an area.

    Ids hold together: nothing dangles, nothing is there twice. A list that is ``None`` has not been
    told: persons are then kept elsewhere, so their ids are not looked up, and what rests on plans,
    reports, assessments or trainings is unknown; an empty list says that there is none.
    ``notes`` are shown at the top of every report.
    """

    notes: tuple[Note, ...] = ()
    rooms: tuple[Room, ...] = ()
    people: tuple[Person, ...] | None = None
    cases: tuple[CaseRecord, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    work_committees: tuple[WorkCommittee, ...] = ()
    attestations: tuple[Attestation, ...] | None = None
    member_assessments: tuple[MemberAssessment, ...] | None = None
    room_assessments: tuple[RoomAssessment, ...] | None = None
    assessment_schemes: tuple[AssessmentScheme, ...] | None = None
    plans: tuple[AnnualPlan, ...] | None = None
    work_reports: tuple[WorkReport, ...] | None = None
    trainings: tuple[Training, ...] | None = None
    sittings_in: tuple[SittingIn, ...] | None = None
    nominations: tuple[Nomination, ...] | None = None

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
            raise IntakeError([file_fault(path, error)]) from error
        except IntakeError as error:
            raise IntakeError(error.faults, path.name) from None
        if not any(getattr(found, plural) for plural in PLURAL.values()):
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
        with resting():
            intake = Lines(units)
            for number, line in enumerate(lines, 1):
                if line.strip():
                    intake.read(number, line)
            faults = [*intake.faults, *intake.flaws()]
            if faults:
                raise IntakeError(faults, source)
            return cls(**{name: tuple(records) for name, records in intake.found.items()})

    def lines(self, *, personal: str = "keep") -> Iterator[str]:
        """JSON Lines, one for each record."""
        for name, plural in PLURAL.items():
            if getattr(self, plural) == () and type(self).model_fields[plural].default is None:
                yield json.dumps({"record": NONE, "of": name})  # told, and there is none
            for record in getattr(self, plural) or ():
                plain = {"record": name, **record.to_dict(personal=personal)}
                yield json.dumps(plain, ensure_ascii=False)

    def save(self, path: str | Path, *, personal: str = "keep") -> None:
        """Write JSON Lines: the file appears whole or not at all.

        Raises:
            IntakeError: when it cannot be written; a file that was there stays as it was.
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

    @cached_property
    def rooms_of_unit(self) -> Mapping[str, tuple[Room, ...]]:
        """The rooms registered in each unit or covering it too, by the unit's code."""
        found: dict[str, list[Room]] = {}
        for room in self.rooms:
            for code in dict.fromkeys(unit.code for unit in (room.unit, *room.also_covers)):
                found.setdefault(code, []).append(room)
        return {code: tuple(rooms) for code, rooms in found.items()}

    @cached_property
    def case_by_id(self) -> Mapping[str, CaseRecord]:
        """Cases by the id of their topic."""
        return {case.id: case for case in self.cases}

    @cached_property
    def attestations_of(self) -> Mapping[str, tuple[Attestation, ...]]:
        """The attestations about each subject."""
        found: dict[str, list[Attestation]] = {}
        for attestation in self.attestations or ():
            found.setdefault(attestation.subject, []).append(attestation)
        return {subject: tuple(told) for subject, told in found.items()}

    def __repr__(self) -> str:
        """How many records of each kind there are."""
        numbers = {plural: len(getattr(self, plural) or ()) for plural in PLURAL.values()}
        told = [f"{number} {plural}" for plural, number in numbers.items() if number]
        return f"<Registry {', '.join(told) or 'empty'}>"

    __str__ = __repr__

    @model_validator(mode="after")
    def _holds_together(self) -> Registry:
        found = {plural: getattr(self, plural) for plural in PLURAL.values()}
        faults = [flaw.fault() for flaw in flaws(found)]
        if faults:
            raise IntakeError(faults)
        return self
