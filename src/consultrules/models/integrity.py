"""Whether the records of a registry hold together: no id twice, none that points nowhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from consultrules.errors import Fault, nearest, shown
from consultrules.models.body import Body
from consultrules.models.case_record import CaseRecord
from consultrules.models.subjects import unfit

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


Found = Mapping[str, Sequence[Any] | None]
"""The records of an area by the registry's list; ``None`` or left out where it was not told."""


def flaws(
    found: Found,
    *,
    further_rooms: Collection[str] = (),
    further_people: Collection[str] = (),
    whole: bool = True,
    whole_cases: bool = True,
) -> Iterator[Flaw]:
    """Every id that is there twice or points nowhere.

    ``further_rooms`` and ``further_people`` are known though their records cannot be read; where
    not even the ids can be (``whole`` false), nothing is said to point nowhere; without
    ``whole_cases`` no attestation is, which may be about a session.
    """
    for several, (field, key) in _KEYS.items():
        yield from _twice(several, [key(record) for record in found.get(several) or ()], field)
    yield from _sessions_twice(found)
    if not whole:
        return
    rooms = {room.id for room in found.get("rooms") or ()}.union(further_rooms)
    yield from _dangling(_rooms(found), rooms)
    yield from _notices(found)
    people = None if found.get("people") is None else _ids(found, "people") | {*further_people}
    yield from attestation_flaws(found, rooms, people, whole_cases=whole_cases)
    if people is not None:
        yield from _dangling(_people(found), people)
        yield from _dangling(_organisers(found), people | rooms)


def _by(body: Body | None) -> str:
    return f"/{body.organ.value}/{body.unit.code}" if body is not None else ""


_KEYS: Mapping[str, tuple[str, Callable[[Any], str]]] = {
    "rooms": ("id", lambda room: room.id),
    "people": ("id", lambda person: person.id),
    "cases": ("id", lambda case: case.id),
    "invitations": ("id", lambda invitation: invitation.id),
    "work_committees": ("unit", lambda committee: committee.unit.code),
    "attestations": ("subject", lambda a: f"{a.clause}/{a.subject}/{a.on}"),
    "member_assessments": ("person", lambda a: f"{a.person}@{a.year}{_by(a.by)}"),
    "room_assessments": ("room", lambda a: f"{a.room}@{a.year}{_by(a.by)}"),
    "assessment_schemes": ("by", lambda s: f"{s.by.organ.value}/{s.by.unit.code}@{s.year}"),
    "plans": ("unit", lambda plan: f"{plan.unit.code}@{plan.year}/{plan.on or ''}"),
    "work_reports": ("id", lambda report: report.id),
    "trainings": ("id", lambda training: training.id),
    "sittings_in": ("id", lambda sitting: sitting.id),
    "nominations": ("id", lambda nomination: nomination.id),
}
"""For each list, the field that may not be there twice, and what makes two records the same one."""


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


def _sessions_twice(found: Found) -> Iterator[Flaw]:
    seen: set[str] = set()
    for number, case in enumerate(found.get("cases") or ()):
        for session in case.sessions:
            if session.id in seen:
                at = f"sessions[{session.id}].id"
                yield Flaw("cases", number, case.id, at, "duplicate_id", session.id)
            seen.add(session.id)


def _each(found: Found, several: str) -> Iterator[tuple[int, str, Any]]:
    """The records of a list with their place and what they are known by."""
    key = _KEYS[several][1]
    for number, record in enumerate(found.get(several) or ()):
        yield number, key(record), record


def _ids(found: Found, several: str) -> set[str]:
    return {record.id for record in found.get(several) or ()}


def _rooms(found: Found) -> Iterator[_Reference]:
    for number, key, case in _each(found, "cases"):
        yield _Reference("cases", number, key, "topic.room", case.topic.room)
        for session in case.sessions:
            place = f"sessions[{session.id}]"
            yield _Reference("cases", number, key, f"{place}.room", session.room)
            for host in session.hosts:
                yield _Reference("cases", number, key, f"{place}.hosts", host)
    for several in ("invitations", "room_assessments"):
        for number, key, record in _each(found, several):
            yield _Reference(several, number, key, "room", record.room)


def _notices(found: Found) -> Iterator[Flaw]:
    for number, key, case in _each(found, "cases"):
        known = {session.id for session in case.sessions}
        for notice in case.notices or ():
            if notice.session is not None and notice.session not in known:
                at = f"notices[{notice.id}].session"
                yield Flaw("cases", number, key, at, "dangling_id", shown(notice.session))


def _people(found: Found) -> Iterator[_Reference]:
    yield from _people_of_rooms_and_cases(found)
    for several in ("invitations", "member_assessments", "nominations"):
        for number, key, record in _each(found, several):
            yield _Reference(several, number, key, "person", record.person)
    for several in ("trainings", "sittings_in"):
        for number, key, record in _each(found, several):
            for person in record.persons:
                yield _Reference(several, number, key, "persons", person)


def person_ids(found: Any) -> frozenset[str]:
    """The ids of all persons whom the records of a registry name, whether or not there is a list."""
    lists = {several: getattr(found, several) for several in _KEYS}
    organisers = {reference.to for reference in _organisers(lists)} - {r.id for r in found.rooms}
    return frozenset(organisers.union(reference.to for reference in _people(lists)))


def _people_of_rooms_and_cases(found: Found) -> Iterator[_Reference]:
    for number, key, room in _each(found, "rooms"):
        for name in ("conveners", "co_conveners", "links", "representatives"):
            for entry in getattr(room, name) or ():
                yield _Reference("rooms", number, key, name, entry.person)
    for number, key, case in _each(found, "cases"):
        for place, person in _people_of(case):
            yield _Reference("cases", number, key, place, person)


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


def _organisers(found: Found) -> Iterator[_Reference]:
    """Research is organised by a person, or by a room as such."""
    for number, key, case in _each(found, "cases"):
        for research in case.research or ():
            if research.organiser is not None:
                at = f"research[{research.id}].organiser"
                yield _Reference("cases", number, key, at, research.organiser)


def attestation_flaws(
    found: Found, rooms: Collection[str], people: Collection[str] | None, *, whole_cases: bool
) -> Iterator[Flaw]:
    """Attestations of no entry, or about nothing of the kind that the entry is about."""
    cases = found.get("cases") or ()
    known = {
        "room": rooms,
        "person": people,
        "case": _ids(found, "cases") if whole_cases else None,
        "session": {s.id for case in cases for s in case.sessions} if whole_cases else None,
    }
    told = found.get("attestations") or ()
    key = _KEYS["attestations"][1]
    for number, field, code, value, hint in unfit(told, known):
        yield Flaw("attestations", number, key(told[number]), field, code, value, hint)
