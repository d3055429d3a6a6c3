"""Check: a record and what belongs to it → rows of facts → verdicts → a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.facts.case import case_row
from consultrules.facts.evaluation import evaluation_row
from consultrules.facts.fact import Row
from consultrules.facts.member import invitation_row, member_rows
from consultrules.facts.preparation import Before
from consultrules.facts.room import room_row
from consultrules.facts.session import session_row
from consultrules.facts.timeline import known_on, latest
from consultrules.facts.unit import unit_row
from consultrules.models.base import Record
from consultrules.models.case_record import CaseRecord, Evaluation
from consultrules.models.person import Invitation, Person
from consultrules.models.registry import Registry
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.models.topic import Topic
from consultrules.models.unit import Unit
from consultrules.policy.edition import Edition, edition
from consultrules.policy.vocabulary import SessionStatus
from consultrules.rules.given import (
    Given,
    case_of_evaluation,
    case_of_topic,
    day_from,
    scope_from,
)
from consultrules.rules.plan import plan_of
from consultrules.rules.report import Report, judged

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
Subject = Record | Mapping[str, Any]
Several = Record | Mapping[str, Any] | Sequence[Any] | None


def check(
    subject: Subject,
    *,
    room: Room | Mapping[str, Any] | None = None,
    topic: Topic | Mapping[str, Any] | None = None,
    research: Several = None,
    notice: Several = None,
    lists: Mapping[str, Any] | CaseRecord | None = None,
    registry: Registry | None = None,
    policy: Edition | None = None,
    as_of: dt.date | None = None,
    only: str | Iterable[str] | None = None,
) -> Report:
    """Judge one record against the policy.

    ``subject`` is a room, session, case, topic, evaluation, person, invitation or unit, as a record or as
    plain data. What belongs to it is given beside it or found in ``registry``; what nobody gives is
    unknown, never assumed. ``lists`` are the fields of a case that follow the session. ``as_of`` is the
    day of judging, by default the subject's own; ``only`` narrows the scope to addresses such as
    ``"3.3"``, and the report says so.

    Raises:
        IntakeError: for data that cannot be read or that does not belong together.
        EditionError: for a scope where no clause lies.
    """
    policy = policy or edition()
    scope = scope_from(only)
    as_of = day_from("as_of", as_of)
    given = Given(
        room=room,
        topic=topic,
        research=research,
        notice=notice,
        lists=lists,
        registry=registry,
        policy=policy,
        as_of=as_of,
    )
    record = read_subject(subject)
    given.fits(record)
    rows = list(_rows(record, given))
    if policy.local and any(row.unit is None for row in rows):
        # Which local numbers hold cannot be said of a place that nobody told.
        raise IntakeError([Fault("room", "missing_key")])
    report_rows = []
    for row in rows:
        plan = plan_of(policy, row.grain, scope, row.unit, row.part)
        if plan.rules:
            report_rows.append(judged(plan, row))
    if not report_rows:
        raise IntakeError([Fault("only" if scope else "", "not_judged", ", ".join(scope))])

    def remake(policy: Edition, keys: tuple[str, ...]) -> Report:
        return check(
            record,
            room=given.room,
            topic=given.topic,
            research=given.research,
            notice=given.notices,
            lists=lists,
            registry=registry,
            policy=policy,
            as_of=as_of,
            only=keys,
        )

    return Report(policy, report_rows, as_of=as_of or rows[0].day, scope=scope, remake=remake)


def read_subject(subject: Subject) -> Record:
    """A record from a record or plain data, whose kind is told by ``record`` or by its fields."""
    if isinstance(subject, Record):
        return subject
    if not isinstance(subject, Mapping):
        raise IntakeError([Fault("", "wrong_type", shown(subject), tuple(SUBJECTS))])
    data = dict(subject)
    name = data.pop("record", None)
    if name is None:
        model = _likeliest(frozenset(data))
    elif isinstance(name, str) and name in SUBJECTS:
        model = SUBJECTS[name]
    else:
        hint = nearest(name, SUBJECTS)
        raise IntakeError([Fault("record", "unknown_word", shown(name), tuple(SUBJECTS), hint)])
    return model.read(data)


@lru_cache(maxsize=1000)
def _likeliest(given: frozenset[str]) -> type[Record]:
    """The kind of record that plain data with these fields look most like."""
    return max(SUBJECTS.values(), key=lambda model: _fits(model, given))


def _fits(model: type[Record], given: frozenset[str]) -> tuple[int, int]:
    """How well plain data look like a record: fields known and unknown, required ones that lack."""
    fields, required = _fields(model)
    known = len(given & fields)
    return 2 * known - len(given), -len(required - given)


@cache
def _fields(model: type[Record]) -> tuple[frozenset[str], frozenset[str]]:
    fields = model.model_fields
    return frozenset(fields), frozenset(name for name, f in fields.items() if f.is_required())


def _rows(record: Record, given: Given) -> Iterator[Row]:
    """The rows of facts about one record and everything inside it."""
    policy, registry = given.policy, given.registry
    if isinstance(record, Session):
        room = given.room_of(record.room, record.hosts)
        yield session_row(
            record, before=given.before(record), room=room, policy=policy, as_of=given.as_of
        )
        if given.lists is not None:
            if given.topic is None:
                raise IntakeError([Fault("topic", "missing_key")])
            case = case_of_topic(given.topic, given, sessions=(record,))
            yield case_row(known_on(case, given.as_of), room=room, policy=policy)
    elif isinstance(record, CaseRecord | Topic):
        case = record if isinstance(record, CaseRecord) else case_of_topic(record, given)
        yield from case_rows(
            case, room=given.room_of(case.topic.room), policy=policy, as_of=given.as_of
        )
    elif isinstance(record, Evaluation):
        found = case_of_evaluation(record, given)
        room = given.room or (given.room_of(found.topic.room) if found is not None else None)
        yield evaluation_row(record, case=found, room=room, policy=policy)
    elif isinstance(record, Room):
        sessions = registry.sessions_of_room.get(record.id, ()) if registry is not None else None
        day = given.as_of or latest(latest_day(record, policy), [s.on for s in sessions or ()])
        yield room_row(record, on=day, policy=policy, sessions_held=held_by(sessions, day))
    elif isinstance(record, Person):
        rooms = registry.rooms if registry is not None else None
        begun = [entry.since for entry in (*record.memberships, *(rooms or ()))]
        day = given.as_of or latest(policy.in_force_from, begun)
        yield from member_rows(record, rooms=rooms, on=day)
    elif isinstance(record, Invitation):
        person = registry.person_by_id.get(record.person) if registry is not None else None
        room = given.room_of(record.room)
        yield invitation_row(record, person=person, room=room, policy=policy)
    elif isinstance(record, Unit) and registry is not None:
        begun = [room.since for room in registry.rooms if record in (room.unit, *room.also_covers)]
        yield one_unit(record, registry, on=given.as_of or latest(policy.in_force_from, begun))
    else:
        raise IntakeError([Fault("", "not_judged", type(record).__name__, tuple(SUBJECTS))])


def case_rows(
    case: CaseRecord, *, room: Room | None, policy: Edition, as_of: dt.date | None = None
) -> Iterator[Row]:
    """The rows of a case as of a day: each session that was not cancelled, the case, each evaluation."""
    case = known_on(case, as_of)
    before = Before(case.topic, case.research, case.notices)
    for session in case.sessions:
        if session.status is not SessionStatus.CANCELLED:
            yield session_row(session, before=before, room=room, policy=policy, as_of=as_of)
    yield case_row(case, room=room, policy=policy)
    for evaluation in case.evaluations:
        yield evaluation_row(evaluation, case=case, room=room, policy=policy)


def one_unit(unit: Unit, registry: Registry, *, on: dt.date) -> Row:
    """The row of a unit, from the rooms and work committees of a registry."""
    own = [room for room in registry.rooms if room.unit == unit]
    shared = [room for room in registry.rooms if unit in room.also_covers]
    told = {c.unit.code: c.exists for c in registry.work_committees}
    return unit_row(unit, rooms=own, shared=shared, work_committee=told.get(unit.code), on=on)


def held_by(sessions: Sequence[Session] | None, day: dt.date) -> int | None:
    """How many sessions were held up to a day; unknown without a registry."""
    if sessions is None:
        return None
    return sum(s.status is SessionStatus.HELD and s.on <= day for s in sessions)


def latest_day(room: Room, policy: Edition) -> dt.date:
    """The room's own day: the latest on which something in its record begins, once the edition governs."""
    entries = (*(room.conveners or ()), *(room.co_conveners or ()), *(room.links or ()))
    entries = (*entries, *(room.representatives or ()), room)
    return latest(policy.in_force_from, [entry.since for entry in entries])
