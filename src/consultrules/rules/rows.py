"""The rows of facts about one record and everything inside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from consultrules.errors import Fault, IntakeError
from consultrules.facts.attested import UNTOLD, Attested
from consultrules.facts.body_year import TIERS, BodyRecords, body_year_row
from consultrules.facts.case import case_row
from consultrules.facts.evaluation import evaluation_row
from consultrules.facts.fact import Row
from consultrules.facts.member import invitation_row, member_rows
from consultrules.facts.room import room_row
from consultrules.facts.session import session_row
from consultrules.facts.sitting import Before
from consultrules.facts.timeline import known_on, latest
from consultrules.facts.unit import unit_row
from consultrules.models.base import Record
from consultrules.models.case_record import CaseRecord, Evaluation
from consultrules.models.person import Invitation, Person
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.models.topic import Topic
from consultrules.models.unit import Unit
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import SessionStatus
from consultrules.rules.given import Given, case_of_evaluation, case_of_topic

if TYPE_CHECKING:  # names of types only: a first verdict needs none of these modules
    from consultrules.models.registry import Registry

SUBJECTS: Mapping[str, type[Record]] = {
    "room": Room,
    "session": Session,
    "case": CaseRecord,
    "topic": Topic,
    "evaluation": Evaluation,
    "person": Person,
    "invitation": Invitation,
    "unit": Unit,
}
"""What can be checked, by the word that names it."""


def rows_of(record: Record, given: Given) -> Iterator[Row]:
    """The rows of facts about one record and everything inside it.

    Raises:
        IntakeError: for a record about which there is nothing to judge.
    """
    make = _MAKERS.get(type(record))
    if make is None:
        raise IntakeError([Fault("", "not_judged", type(record).__name__, tuple(SUBJECTS))])
    return make(record, given)


def _session(record: Session, given: Given) -> Iterator[Row]:
    room = given.room_of(record.room, record.hosts)
    attested = given.attested(given.as_of)
    yield session_row(
        record,
        before=given.before(record),
        room=room,
        policy=given.policy,
        as_of=given.as_of,
        attested=attested,
    )
    if given.lists is not None:
        if given.topic is None:
            raise IntakeError([Fault("topic", "missing_key")])
        case = known_on(case_of_topic(given.topic, given, sessions=(record,)), given.as_of)
        yield case_row(case, room=room, policy=given.policy, attested=attested)


def _case(record: CaseRecord | Topic, given: Given) -> Iterator[Row]:
    case = record if isinstance(record, CaseRecord) else case_of_topic(record, given)
    return case_rows(
        case,
        room=given.room_of(case.topic.room),
        policy=given.policy,
        as_of=given.as_of,
        attested=given.attested(given.as_of),
    )


def _evaluation(record: Evaluation, given: Given) -> Iterator[Row]:
    case = case_of_evaluation(record, given)
    room = given.room or (given.room_of(case.topic.room) if case is not None else None)
    yield evaluation_row(record, case=case, room=room, policy=given.policy)


def _room(record: Room, given: Given) -> Iterator[Row]:
    registry, policy = given.registry, given.policy
    sessions = registry.sessions_of_room.get(record.id, ()) if registry is not None else None
    people = [entry.person for entry in record.representatives or ()]
    begun = [s.on for s in sessions or ()] + given.attested_on(record.id, *people)
    day = given.as_of or latest(latest_day(record, policy), begun)
    yield room_row(
        record,
        on=day,
        policy=policy,
        sessions_held=held_by(sessions, day),
        trained=trained_by(registry, day),
        attested=given.attested(day),
        no_member=no_members(registry, day),
        no_committee=no_committees(registry),
    )


def _person(record: Person, given: Given) -> Iterator[Row]:
    rooms = given.registry.rooms if given.registry is not None else None
    begun = [entry.since for entry in (*record.memberships, *(rooms or ()))]
    day = given.as_of or latest(given.policy.in_force_from, begun)
    yield from member_rows(record, rooms=rooms, on=day)


def _invitation(record: Invitation, given: Given) -> Iterator[Row]:
    registry = given.registry
    person = registry.person_by_id.get(record.person) if registry is not None else None
    room = given.room_of(record.room)
    yield invitation_row(record, person=person, room=room, policy=given.policy)


def _unit(record: Unit, given: Given) -> Iterator[Row]:
    registry = given.registry
    if registry is None:  # nobody can say anything about a unit without the rooms
        raise IntakeError([Fault("registry", "missing_key")])
    begun = [room.since for room in registry.rooms_of_unit.get(record.code, ())]
    begun += given.attested_on(record.code)
    begun += [r.on for r in registry.work_reports or () if record in (r.by.unit, r.to.unit)]
    begun += [dt.date(year, 12, 31) for year in _years_of(record, registry)]
    day = given.as_of or latest(given.policy.in_force_from, begun)
    yield one_unit(record, registry, on=day)
    if record.kind in TIERS:
        records = bodies(registry, record, given.attested(day))
        first = given.policy.in_force_from
        yield body_year_row(record, day.year, records, as_of=day, in_force_from=first)


_MAKERS: Mapping[type[Record], Callable[[Any, Given], Iterator[Row]]] = {
    Session: _session,
    CaseRecord: _case,
    Topic: _case,
    Evaluation: _evaluation,
    Room: _room,
    Person: _person,
    Invitation: _invitation,
    Unit: _unit,
}


def case_rows(
    case: CaseRecord,
    *,
    room: Room | None,
    policy: Edition,
    as_of: dt.date | None = None,
    attested: Attested = UNTOLD,
) -> Iterator[Row]:
    """The rows of a case as of a day: each session that was not cancelled, the case, each evaluation."""
    case = known_on(case, as_of)
    before = Before(case.topic, case.research, case.notices, case.materials, case.sessions)
    for session in case.sessions:
        if session.status is not SessionStatus.CANCELLED:
            yield session_row(
                session, before=before, room=room, policy=policy, as_of=as_of, attested=attested
            )
    yield case_row(case, room=room, policy=policy, attested=attested)
    for evaluation in case.evaluations:
        yield evaluation_row(evaluation, case=case, room=room, policy=policy)


def _years_of(unit: Unit, registry: Registry) -> Iterator[int]:
    """The years of which something is on record of a body."""
    yield from (plan.year for plan in registry.plans or () if plan.unit == unit)
    yield from (s.year for s in registry.assessment_schemes or () if s.by.unit == unit)
    assessed = registry.room_assessments or ()
    yield from (a.year for a in assessed if a.by is not None and a.by.unit == unit)


def one_unit(unit: Unit, registry: Registry, *, on: dt.date) -> Row:
    """The row of a unit, from the rooms and work committees of a registry."""
    rooms = registry.rooms_of_unit.get(unit.code, ())
    told = next((c.exists for c in registry.work_committees if c.unit.code == unit.code), None)
    return unit_row(unit, rooms=rooms, shared=rooms, work_committee=told, on=on)


def bodies(registry: Registry, unit: Unit, attested: Attested) -> BodyRecords:
    """What a registry tells of the CPPCC of a county or city."""
    own = {room.id for room in registry.rooms if unit in (room.unit, room.unit.county)}
    assessed = registry.room_assessments
    return BodyRecords(
        registry.plans,
        registry.work_reports,
        assessed and tuple(a for a in assessed if a.room in own),
        registry.assessment_schemes,
        attested,
    )


def trained_by(registry: Registry | None, day: dt.date) -> frozenset[str] | None:
    """Who has been trained by a day; unknown where nobody told of any training."""
    if registry is None or registry.trainings is None:
        return None
    return frozenset(p for t in registry.trainings if t.on <= day for p in t.persons)


def no_members(registry: Registry | None, day: dt.date) -> frozenset[str]:
    """Who is known to be no CPPCC member on a day: of some membership it was told, of none that holds."""
    people = (registry.people or ()) if registry is not None else ()
    return frozenset(p.id for p in people if p.memberships and not p.memberships_on(day))


def no_committees(registry: Registry | None) -> frozenset[str]:
    """The codes of the units that are known to have no CPPCC work committee."""
    told = registry.work_committees if registry is not None else ()
    return frozenset(committee.unit.code for committee in told if not committee.exists)


def held_by(sessions: Sequence[Session] | None, day: dt.date) -> int | None:
    """How many sessions were held up to a day; unknown without a registry.

    Of one that was planned for a day before nobody told whether it was; where it would be the only one,
    nobody knows whether there was any.
    """
    if sessions is None:
        return None
    held = sum(s.status is SessionStatus.HELD and s.on <= day for s in sessions)
    untold = any(s.status is SessionStatus.PLANNED and s.on < day for s in sessions)
    return None if untold and not held else held


def latest_day(room: Room, policy: Edition) -> dt.date:
    """The room's own day: the latest on which something in its record begins, once the edition governs."""
    entries = (*(room.conveners or ()), *(room.co_conveners or ()), *(room.links or ()))
    entries = (*entries, *(room.representatives or ()), room)
    return latest(policy.in_force_from, [entry.since for entry in entries])
