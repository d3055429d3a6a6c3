"""Check: a record and what belongs to it → rows of facts → verdicts → a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
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
from consultrules.models.research import Notice, Research
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.models.topic import Topic
from consultrules.models.unit import Unit
from consultrules.policy.edition import Edition, edition
from consultrules.policy.vocabulary import SessionStatus
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
    scope = (only,) if isinstance(only, str) else tuple(only or ())
    given = _Given(
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
    rows = list(_rows(record, given))
    report_rows = []
    for row in rows:
        plan = plan_of(policy, row.grain, scope, row.unit, row.part)
        if plan.rules:
            report_rows.append(judged(plan, row))
    if not report_rows:
        raise IntakeError([Fault("only" if scope else "", "not_judged", ", ".join(scope))])
    return Report(policy, report_rows, as_of=as_of or rows[0].day, scope=scope)


def read_subject(subject: Subject) -> Record:
    """A record from a record or plain data, whose kind is told by ``record`` or by its fields."""
    if isinstance(subject, Record):
        return subject
    if not isinstance(subject, Mapping):
        raise IntakeError([Fault("", "wrong_type", shown(subject), tuple(SUBJECTS))])
    data = dict(subject)
    name = data.pop("record", None)
    if name is None:
        model = max(SUBJECTS.values(), key=lambda m: _fits(m, data.keys()))
    elif isinstance(name, str) and name in SUBJECTS:
        model = SUBJECTS[name]
    else:
        hint = nearest(name, SUBJECTS)
        raise IntakeError([Fault("record", "unknown_word", shown(name), tuple(SUBJECTS), hint)])
    return model.read(data)


def _fits(model: type[Record], given: AbstractSet[str]) -> tuple[int, int]:
    """How well plain data look like a record: fields known and unknown, required ones that lack."""
    fields, required = _fields(model)
    known = len(given & fields)
    return 2 * known - len(given), -len(required - given)


@cache
def _fields(model: type[Record]) -> tuple[frozenset[str], frozenset[str]]:
    fields = model.model_fields
    return frozenset(fields), frozenset(name for name, f in fields.items() if f.is_required())


class _Given:
    """What was handed over beside the subject, read, and looked up in the registry where it lacks."""

    def __init__(
        self,
        *,
        room: Any,
        topic: Any,
        research: Any,
        notice: Any,
        lists: Any,
        registry: Registry | None,
        policy: Edition,
        as_of: dt.date | None,
    ) -> None:
        self.registry = registry
        self.policy = policy
        self.as_of = as_of
        self.room: Room | None = _one(Room, room, "room")
        self.topic: Topic | None = _one(Topic, topic, "topic")
        self.research: tuple[Research, ...] | None = _several(Research, research, "research")
        self.notices: tuple[Notice, ...] | None = _several(Notice, notice, "notice")
        self.lists = lists

    def room_of(self, room: str, hosts: Sequence[str] = ()) -> Room | None:
        """The room with this id, from what was given or from the registry.

        Raises:
            IntakeError: when the given room is another one, or the registry has none with this id.
        """
        if self.room is not None:
            if self.room.id not in (room, *hosts):
                raise IntakeError([Fault("room", "dangling_id", shown(room), (self.room.id,))])
            return self.room
        if self.registry is None:
            return None
        found = self.registry.room_by_id.get(room)
        if found is None:
            raise IntakeError([Fault("room", "dangling_id", shown(room))])
        return found

    def before(self, session: Session) -> Before:
        """What came before a session."""
        case = self.registry.case_of_session.get(session.id) if self.registry is not None else None
        topic = self.topic or (case.topic if case is not None else None)
        for name, record in (
            ("topic", topic.id if topic is not None else session.topic),
            *(("research", r.topic) for r in self.research or ()),
            *(("notice", n.topic) for n in self.notices or ()),
        ):
            if record != session.topic:
                raise IntakeError([Fault(name, "dangling_id", shown(record), (session.topic,))])
        research = self.research if self.research is not None or case is None else case.research
        notices = self.notices if self.notices is not None or case is None else case.notices
        return Before(topic, research, notices)


def _rows(record: Record, given: _Given) -> Iterator[Row]:
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
            case = _case(given.topic, given, sessions=(record,))
            yield case_row(known_on(case, given.as_of), room=room, policy=policy)
    elif isinstance(record, CaseRecord | Topic):
        case = record if isinstance(record, CaseRecord) else _case(record, given)
        yield from case_rows(
            case, room=given.room_of(case.topic.room), policy=policy, as_of=given.as_of
        )
    elif isinstance(record, Evaluation):
        found = _case_of(record, given)
        room = given.room or (given.room_of(found.topic.room) if found is not None else None)
        yield evaluation_row(record, case=found, room=room, policy=policy)
    elif isinstance(record, Room):
        sessions = registry.sessions_of_room.get(record.id, ()) if registry is not None else None
        day = given.as_of or latest_day(record, policy)
        yield room_row(record, on=day, policy=policy, sessions_held=held_by(sessions, day))
    elif isinstance(record, Person):
        day = given.as_of or latest(policy.in_force_from, [m.since for m in record.memberships])
        rooms = registry.rooms if registry is not None else None
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


def _case(topic: Topic, given: _Given, sessions: tuple[Session, ...] = ()) -> CaseRecord:
    if isinstance(given.lists, CaseRecord):
        return given.lists
    fields = dict(given.lists or {})
    return CaseRecord(
        topic=topic, research=given.research, notices=given.notices, sessions=sessions, **fields
    )


def _case_of(evaluation: Evaluation, given: _Given) -> CaseRecord | None:
    if isinstance(given.lists, CaseRecord):
        return given.lists
    if given.registry is None:
        return None
    return next((c for c in given.registry.cases if c.id == evaluation.topic), None)


def _one(model: type[Any], value: Any, name: str) -> Any:
    if value is None or isinstance(value, model):
        return value
    try:
        return model.read(value)
    except IntakeError as error:
        raise IntakeError([fault.under(name) for fault in error.faults]) from None


def _several(model: type[Any], value: Any, name: str) -> Any:
    if value is None:
        return None
    many = value if isinstance(value, list | tuple) else (value,)
    return tuple(_one(model, one, name) for one in many)
