"""The events of a paper record: what happened on which day, in order, as steps of the process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from consultrules.errors import Fault, IntakeError, LifecycleError
from consultrules.models.base import FIRST_DAY
from consultrules.models.case_record import CaseRecord
from consultrules.models.topic import Selection
from consultrules.policy.lifecycle import Milestone, Move
from consultrules.policy.vocabulary import ApprovalOutcome, SessionStatus
from consultrules.workflow.given import day_of

_DECIDED = frozenset({ApprovalOutcome.APPROVED, ApprovalOutcome.AMENDED})
_ORDER = {step: number for number, step in enumerate(Move)}
_SEVERAL = (
    (Move.RESEARCH, "research"),
    (Move.PROVIDE_MATERIALS, "materials"),
    (Move.NOTIFY, "notices"),
    (Move.REVIEW, "group_reviews"),
    (Move.PUBLISH_PROGRESS, "progress"),
    (Move.FOLLOW_UP, "follow_ups"),
    (Move.EVALUATE, "evaluations"),
)
_TOGETHER = (
    (Move.REPORT, "deliveries"),
    (Move.ESCALATE, "escalations"),
    (Move.REPORT_ENTRUSTED, "entrusted_reports"),
)
_SINGLE = (
    (Move.LIST_SUGGESTIONS, "suggestion_list"),
    (Move.ASSIGN, "responsibility_list"),
    (Move.LIST_FEEDBACK, "feedback_list"),
    (Move.FEED_BACK, "feedback"),
)


class Event(NamedTuple):
    """A step that a record shows: its day, what it put on record, and the day of what that stands in."""

    on: dt.date
    step: Move
    record: Any
    inside: dt.date | None = None

    @property
    def place(self) -> tuple[dt.date, int]:
        """Where it stands among others: never before that which it is a part of."""
        return max(self.on, self.inside or self.on), _ORDER[self.step]


def events_of(record: CaseRecord) -> list[Event]:
    """Every event of a case record by day, and on one day in the order of the text.

    Deliveries of one list are one event, on the day of the last: only together do they reach everybody.
    What bears no day stands with the latest that does.
    """
    found = [event for event in _dated(record) if event.on is not None]
    last = max((event.on for event in found), default=record.topic.collected_on or FIRST_DAY)
    found += _undated(record, last)
    return sorted(found, key=lambda event: event.place)


Days = dict[Milestone, dt.date]


def shown_of(
    before: CaseRecord,
    record: CaseRecord,
    shown: Mapping[Milestone, dt.date],
    reaches: Mapping[Move, Milestone],
) -> Days:
    """The milestones that a corrected record still tells of, those that it dates anew by their new days.

    What the record did not tell of before either stays: a selection may have put nothing on it.
    """
    old, new = _told(before, reaches), _told(record, reaches)
    kept = {m: day for m, day in shown.items() if m in new or m not in old}
    dated = {m: day for m in kept if (day := new.get(m)) is not None and day != old.get(m)}
    return kept | dated


def _told(record: CaseRecord, reaches: Mapping[Move, Milestone]) -> dict[Milestone, dt.date | None]:
    """The milestones that a record tells of, with the last day that it tells of each, if any."""
    told: dict[Milestone, dt.date | None] = {
        reaches[step]: None
        for step, field in _SEVERAL
        if getattr(record, field) and step in reaches
    }
    if record.dissent is not None and Move.EXPLAIN_DISSENT in reaches:
        told[reaches[Move.EXPLAIN_DISSENT]] = None  # that there is none is told, too
    undated = (event.step for event in _undated(record, FIRST_DAY))
    told |= {reaches[step]: None for step in undated if step in reaches}
    for event in _dated(record):
        milestone = reaches.get(event.step)
        if milestone is not None:
            last = told.get(milestone)
            told[milestone] = max((day for day in (last, event.on) if day), default=None)
    return told


def opening_day(record: CaseRecord) -> dt.date:
    """The day from which a paper record tells: that of collection, else of whatever came first.

    Raises:
        IntakeError: for a paper that bears no day.
    """
    days = [record.topic.collected_on] if record.topic.collected_on is not None else []
    days = days or [event.on for event in _dated(record)]
    days = days or [session.on for session in record.sessions]  # planned ones, or called off
    if not days:
        raise IntakeError([Fault("topic.collected_on", "missing_key")])
    return min(days)


def _dated(record: CaseRecord) -> Iterator[Event]:
    yield from _decisions(record)
    for step, field in _SEVERAL:
        for one in getattr(record, field) or ():
            if (day := day_of(one)) is not None:
                yield Event(day, step, one)
    held = (s for s in record.sessions if s.status is SessionStatus.HELD)
    yield from (Event(session.on, Move.HOLD, session) for session in held)
    for research in record.research or ():  # the reports stand in the research
        told = research.sensitive_reports or ()
        day = day_of(research)
        yield from (Event(report.on, Move.REPORT_SENSITIVE, None, day) for report in told)
    for step, field in _TOGETHER:
        if several := getattr(record, field):
            yield Event(max(one.on for one in several), step, several)
    for step, field in _SINGLE:
        if made := getattr(record, field):
            yield Event(made.on, step, made)
    if record.publication is not None and record.publication.on is not None:
        yield Event(record.publication.on, Move.PUBLISH, record.publication)


def _decisions(record: CaseRecord) -> Iterator[Event]:
    for review in record.topic.preliminary_reviews or ():
        yield Event(review.on, Move.PRELIMINARY_REVIEW, review)
    for approval in record.topic.approvals or ():
        step = Move.APPROVE if approval.outcome in _DECIDED else Move.RETURN
        yield Event(approval.on, step, approval)


def _undated(record: CaseRecord, last: dt.date) -> Iterator[Event]:
    topic = record.topic
    if topic.candidates_compared is not None or topic.selected_for:
        day = topic.collected_on or min((event.on for event in _dated(record)), default=last)
        told = {"candidates_compared": topic.candidates_compared}
        yield Event(day, Move.SELECT, Selection(**told, selected_for=topic.selected_for or None))
    if record.publication is not None and record.publication.on is None:
        yield Event(last, Move.PUBLISH, record.publication)
    if record.dissent:
        days = [d.explained_on for d in record.dissent if d.explained_on is not None]
        yield Event(max(days, default=last), Move.EXPLAIN_DISSENT, record.dissent)


def possible_days(record: CaseRecord, recorded_on: dt.date) -> None:
    """Refuse a record with days that cannot be: after it was recorded, a session before the topic was there.

    Raises:
        LifecycleError: for such a day.
    """
    collected = record.topic.collected_on
    last = max([collected or recorded_on, *(event.on for event in events_of(record))])
    if last > recorded_on:
        raise LifecycleError(
            "after_recorded",
            at="record",
            on=last.isoformat(),
            recorded_on=recorded_on.isoformat(),
        )
    held = [s.on for s in record.sessions if s.status is SessionStatus.HELD]
    if collected is not None and held and min(held) < collected:
        raise LifecycleError(
            "before_collection",
            at="record",
            on=min(held).isoformat(),
            collected=collected.isoformat(),
        )


def untold(record: CaseRecord) -> CaseRecord:
    """The record before any of its events: what was told from the start, and that nothing had happened."""
    topic = record.topic.filed(
        approvals=_none(record.topic.approvals),
        preliminary_reviews=_none(record.topic.preliminary_reviews),
        candidates_compared=None,
        selected_for=(),
    )
    bare: dict[str, Any] = dict.fromkeys((field for _, field in _SINGLE), None)
    bare |= {field: _none(getattr(record, field)) for _, field in (*_SEVERAL, *_TOGETHER)}
    ahead = tuple(s for s in record.sessions if s.status is not SessionStatus.HELD)
    return record.filed(
        topic=topic,
        sessions=ahead,
        publication=None,
        dissent=None if record.dissent else record.dissent,
        **bare,
    )


def _none(several: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    return None if several is None else ()
