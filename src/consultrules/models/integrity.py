"""Whether the records of a registry hold together: no id twice, none that points nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, Protocol

from consultrules.errors import Fault, nearest, shown
from consultrules.models.case_record import CaseRecord
from consultrules.models.person import Invitation, Person
from consultrules.models.room import Room

_HINTS = 20  # how many faults get a “did you mean”: looking for one among thousands takes time


class Flaw(NamedTuple):
    """One fault of one record: its list, its place there, its id, and what is wrong where."""

    several: str
    number: int
    id: str
    field: str
    code: str
    value: str
    hint: str | None = None

    def fault(self, line: int | None = None) -> Fault:
        """The fault at the record's line, or at its id where there are no lines."""
        place = f"line {line}: {self.field}" if line else f"{self.several}[{self.id}].{self.field}"
        return Fault(place, self.code, self.value, hint=self.hint)


class Records(Protocol):
    """The records of an area, list by list."""

    @property
    def rooms(self) -> Sequence[Room]:
        """The rooms."""

    @property
    def people(self) -> Sequence[Person] | None:
        """The people, or ``None`` where they are kept elsewhere."""

    @property
    def cases(self) -> Sequence[CaseRecord]:
        """The cases."""

    @property
    def invitations(self) -> Sequence[Invitation]:
        """The invitations."""

    @property
    def committee_codes(self) -> Sequence[str]:
        """The codes of the units whose work committee is told of."""


def flaws(
    records: Records,
    *,
    further_rooms: Collection[str] = (),
    further_people: Collection[str] = (),
    whole: bool = True,
) -> Iterator[Flaw]:
    """Every id that is there twice or points nowhere.

    ``further_rooms`` and ``further_people`` are known though their records cannot be read; where
    not even the ids can be (``whole`` false), nothing is said to point nowhere.
    """
    yield from _twice("rooms", [room.id for room in records.rooms])
    yield from _twice("people", [person.id for person in records.people or ()])
    yield from _twice("cases", [case.id for case in records.cases])
    yield from _twice("invitations", [invitation.id for invitation in records.invitations])
    yield from _twice("work_committees", records.committee_codes, "unit")
    seen: set[str] = set()
    for number, case in enumerate(records.cases):
        for session in case.sessions:
            if session.id in seen:
                at = f"sessions[{session.id}].id"
                yield Flaw("cases", number, case.id, at, "duplicate_id", session.id)
            seen.add(session.id)
    if whole:
        rooms = {room.id for room in records.rooms}.union(further_rooms)
        yield from _dangling(_rooms(records), rooms)
        yield from _notices(records)
        if records.people is not None:
            people = {person.id for person in records.people}.union(further_people)
            yield from _dangling(_people(records), people)
            yield from _dangling(_organisers(records), people | rooms)


class _Reference(NamedTuple):
    several: str
    number: int
    id: str
    field: str
    to: str


def _twice(several: str, ids: Sequence[str], field: str = "id") -> Iterator[Flaw]:
    seen: set[str] = set()
    for number, key in enumerate(ids):
        if key in seen:
            yield Flaw(several, number, key, field, "duplicate_id", shown(key))
        seen.add(key)


def _dangling(references: Iterator[_Reference], known: Collection[str]) -> Iterator[Flaw]:
    hints = _HINTS
    for several, number, key, field, to in references:
        if to not in known:
            hint = nearest(to, known) if hints else None
            hints = max(0, hints - 1)
            yield Flaw(several, number, key, field, "dangling_id", shown(to), hint)


def _rooms(records: Records) -> Iterator[_Reference]:
    for number, case in enumerate(records.cases):
        yield _Reference("cases", number, case.id, "topic.room", case.topic.room)
        for session in case.sessions:
            place = f"sessions[{session.id}]"
            yield _Reference("cases", number, case.id, f"{place}.room", session.room)
            for host in session.hosts:
                yield _Reference("cases", number, case.id, f"{place}.hosts", host)
    for number, invitation in enumerate(records.invitations):
        yield _Reference("invitations", number, invitation.id, "room", invitation.room)


def _notices(records: Records) -> Iterator[Flaw]:
    for number, case in enumerate(records.cases):
        known = {session.id for session in case.sessions}
        for notice in case.notices or ():
            if notice.session is not None and notice.session not in known:
                at = f"notices[{notice.id}].session"
                yield Flaw("cases", number, case.id, at, "dangling_id", shown(notice.session))


def _people(records: Records) -> Iterator[_Reference]:
    for number, room in enumerate(records.rooms):
        for name in ("conveners", "co_conveners", "links", "representatives"):
            for entry in getattr(room, name) or ():
                yield _Reference("rooms", number, room.id, name, entry.person)
    for number, case in enumerate(records.cases):
        for place, person in _people_of(case):
            yield _Reference("cases", number, case.id, place, person)
    for number, invitation in enumerate(records.invitations):
        yield _Reference("invitations", number, invitation.id, "person", invitation.person)


def _people_of(case: CaseRecord) -> Iterator[tuple[str, str]]:
    for session in case.sessions:
        for line in session.roll or ():
            yield f"sessions[{session.id}].roll", line.person
        for person in session.convened_by or ():
            yield f"sessions[{session.id}].convened_by", person
    for notice in case.notices or ():
        for person in notice.persons or ():
            yield f"notices[{notice.id}].persons", person
    for dissent in case.dissent or ():
        yield "dissent", dissent.person


def _organisers(records: Records) -> Iterator[_Reference]:
    """Research is organised by a person, or by a room as such."""
    for number, case in enumerate(records.cases):
        for research in case.research or ():
            if research.organiser is not None:
                at = f"research[{research.id}].organiser"
                yield _Reference("cases", number, case.id, at, research.organiser)
