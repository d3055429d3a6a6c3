"""Check: a record and what belongs to it → rows of facts → verdicts → a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.models.argument import policy_or_usual, record_from
from consultrules.models.base import Record, day_from
from consultrules.models.case_record import CaseRecord, Recorded
from consultrules.models.room import Room
from consultrules.models.topic import Topic
from consultrules.policy.edition import Edition
from consultrules.rules.carried import Carried
from consultrules.rules.given import Given, scope_from
from consultrules.rules.plan import plan_of
from consultrules.rules.report import Report, judged
from consultrules.rules.rows import SUBJECTS, rows_of

if TYPE_CHECKING:  # names of types only: a first verdict needs none of these modules
    from consultrules.models.registry import Registry

Subject = Record | Mapping[str, Any] | Recorded
Several = Record | Mapping[str, Any] | Sequence[Any] | None


def check(
    subject: Subject,
    *,
    room: Room | Mapping[str, Any] | None = None,
    topic: Topic | Mapping[str, Any] | None = None,
    research: Several = None,
    notice: Several = None,
    lists: Mapping[str, Any] | CaseRecord | None = None,
    attestations: Several = None,
    registry: Registry | Mapping[str, Any] | None = None,
    policy: Edition | None = None,
    as_of: dt.date | str | None = None,
    only: str | Iterable[str] | None = None,
) -> Report:
    """Judge one record against the policy.

    ``subject`` is a room, session, case, topic, evaluation, person, invitation or unit, as a record or as
    plain data, or a case of the lifecycle, which brings its room, its edition and the breaches that it
    carries: a report with a breach in scope is not ``ok``. What belongs to it is given
    beside it or found in ``registry``; what nobody gives is unknown, never assumed. ``lists`` are the
    fields of a case that follow the session;
    ``attestations`` answer for what no record can show. ``as_of`` is the day of judging, by default the
    subject's own; ``only`` narrows the scope to addresses such as ``"3.3"``, and the report says so.

    A county or city is judged for the year of ``as_of``, which is then still running: a year that is over
    is what ``audit`` judges.

    Raises:
        IntakeError: for data that cannot be read or that does not belong together.
        EditionError: for a scope where no clause lies.
    """
    carried: Iterable[Carried] = ()
    if not isinstance(subject, Record | Mapping) and isinstance(
        getattr(subject, "record", None), CaseRecord
    ):
        room = subject.room if room is None else room
        policy = policy or subject.policy
        carried = getattr(subject, "breaches", ())
        subject = subject.record
    policy = policy_or_usual(policy)
    if registry is not None:
        from consultrules.models.registry import Registry

        registry = record_from(Registry, "registry", registry)
    scope = scope_from(only)
    given = Given(
        room=room,
        topic=topic,
        research=research,
        notice=notice,
        lists=lists,
        attestations=attestations,
        registry=registry,
        policy=policy,
        as_of=day_from("as_of", as_of),
    )
    record = read_subject(subject)
    given.fits(record)
    return _report(record, given, scope, tuple(carried))


def _report(
    record: Record, given: Given, scope: tuple[str, ...], carried: tuple[Carried, ...]
) -> Report:
    """The report on a record and what was given beside it."""
    policy, rows = given.policy, list(rows_of(record, given))
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
    as_of = given.as_of or rows[0].day
    return Report(
        policy,
        report_rows,
        as_of=as_of,
        scope=scope,
        remake=lambda other, keys: _report(record, given.under(other), keys, carried),
        breaches=carried,
    )


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
