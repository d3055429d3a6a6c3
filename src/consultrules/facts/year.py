"""Facts about a year: of a room (3.9) and of a linked member (3.3.s5). A year is a calendar year (F1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from consultrules.facts.composition import took_part
from consultrules.facts.fact import NOT_YET, Declared, Row, checked, count, flag, word
from consultrules.models.person import Membership, Person
from consultrules.models.room import Link, Room
from consultrules.models.session import Session
from consultrules.models.unit import Unit
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import Organ, RoomKind, SessionStatus, Tier

if TYPE_CHECKING:  # names of types only: a first verdict needs none of these modules
    from consultrules.models.assessment import MemberAssessment

LONGEST_YEAR = 366
ROOM_YEAR = (
    word("room_kind", RoomKind, "室别", "kind of the room", "room.kind"),
    flag("full_year", "全年度", "the room existed the whole year", "room.since, room.until"),
    flag("year_ended", "年度已结束", "the year is over on the day of judging", "as_of"),
    count("sessions_held", "年度协商活动数", "sessions held in the year", "case.sessions"),
    count(
        "days_open",
        "年度开放天数",
        "days of the year on which the room was open and the edition in force",
        "room.since, room.until",
        at_most=("year_days",),
        most=LONGEST_YEAR,
        ours=True,
    ),
    count("year_days", "年度天数", "days of the year", "year", most=LONGEST_YEAR, ours=True),
)
MEMBER_YEAR = (
    word("member_tier", Tier, "委员层级", "tier of the member", "person.memberships.level"),
    flag("linked", "已编入或联系", "the member was linked or enrolled", "room.links"),
    flag("full_year", "全年度", "the member was linked the whole year", "room.links.since"),
    count("attended", "参加协商次数", "sessions attended in the year", "session.roll", open=True),
    flag(
        "activity_assessed",
        "活动列入履职考核",
        "room activity is part of the member's assessment",
        "member_assessment.activity_included",
        open=True,
    ),
    count(
        "attendance_weight",
        "参加情况权重",
        "weight of attendance in the assessment",
        "member_assessment.attendance_weight",
        open=True,
    ),
    count(
        "contribution_weight",
        "作用与质效权重",
        "weight of role and quality in the assessment",
        "member_assessment.contribution_weight",
        open=True,
    ),
)
ROOM_YEAR_FACTS = Declared(ROOM_YEAR)
MEMBER_YEAR_FACTS = Declared(MEMBER_YEAR)
_ASSESSMENT = ("activity_assessed", "attendance_weight", "contribution_weight")
_ASSESSORS = frozenset({Organ.CPPCC, Organ.LEADING_PARTY_GROUP, Organ.FUNCTIONAL_OFFICE})
Span = tuple[dt.date, dt.date]


def window(year: int) -> tuple[dt.date, dt.date]:
    """The first day of a year and the first day after it."""
    return dt.date(year, 1, 1), dt.date(year + 1, 1, 1)


def span_inside(since: dt.date | None, until: dt.date | None, year: int) -> Span:
    """The part of a half-open span that lies in a year; it ends before it begins where there is none."""
    first, after = window(year)
    return max(since or first, first), min(until or after, after)


def days_inside(since: dt.date | None, until: dt.date | None, year: int) -> int:
    """How many days of a year lie in the half-open span."""
    start, end = span_inside(since, until, year)
    return max(0, (end - start).days)


def day_of_year(year: int, end: dt.date, in_force_from: dt.date) -> dt.date:
    """The day that says whether a row about a year is governed (reading Z1): the last of the year.

    ``end`` is how far the year goes for its subject: to the day of judging, or to the subject's own end.
    What does not reach the day on which the edition came into force lies before it.
    """
    last = dt.date(year, 12, 31)
    return last if end >= in_force_from else min(end, last)


def room_year_row(
    room: Room, year: int, *, as_of: dt.date, policy: Edition, sessions_held: int | None
) -> Row:
    """The duty of a room in a year; who counts the sessions is the rule, not this module.

    The year is partial where the room was founded or closed, changed to a kind with another minimum, or
    where the edition was not yet in force (reading F2). Only the days that it governs are counted: to
    the year of 2020 a room that had been there before is as if founded on the first of them (Z1).
    """
    facts: dict[str, int | None] = dict.fromkeys(ROOM_YEAR_FACTS)
    first, after = window(year)
    last = min(after, room.until or after) - dt.timedelta(days=1)
    facts["room_kind"] = room.kind_on(last).number
    facts["year_ended"] = int(as_of >= after)
    facts["sessions_held"] = sessions_held
    facts["year_days"] = (after - first).days
    governed = policy.in_force_from
    days = days_inside(max(room.since or governed, governed), room.until, year)
    partial = len(_minima(room, year, policy)) > 1
    if partial or days < (after - first).days:
        facts["full_year"] = 0  # even if it is not known since when the room has been there
    elif room.since is not None:
        facts["full_year"] = 1
    if room.since is not None or not days:
        facts["days_open"] = days
    subject = f"{room.id}@{year}"
    impossible = checked(facts, ROOM_YEAR_FACTS)
    day = day_of_year(year, min(last, as_of), governed)
    return Row("room_year", subject, facts, day, room.unit, impossible)


def _minima(room: Room, year: int, policy: Edition) -> set[int]:
    """The minima of all kinds that the room had in the year: one, unless a conversion changed it."""
    first, after = window(year)
    kinds = {room.kind_on(after - dt.timedelta(days=1)), room.kind_on(first)}
    for period in room.former_kinds:
        if days_inside(period.since, period.until, year):
            kinds.add(period.kind)
    minimum = policy.parameters_at(room.unit)["minimum_sessions"]
    assert not isinstance(minimum, int)
    return {minimum[kind] for kind in kinds}


def member_year_row(
    person: Person,
    year: int,
    *,
    rooms: Sequence[Room],
    sessions: Sequence[Session],
    as_of: dt.date,
    assessments: Sequence[MemberAssessment] | None = None,
    in_force_from: dt.date = dt.date.min,
) -> Row:
    """Whether a linked county member attended in a year, and how a member was assessed.

    ``sessions`` are those of the member's rooms; ``assessments`` all of the member, ``None`` where
    nobody told of any member's. The year in which the edition came into force is partial.
    """
    facts: dict[str, int | None] = dict.fromkeys(MEMBER_YEAR_FACTS)
    first, after = window(year)
    terms = [m for m in person.memberships if days_inside(m.since, m.until, year)]
    county = [m for m in terms if m.level is Tier.COUNTY]
    if terms:
        facts["member_tier"] = (county or terms)[0].level.number
    tied = _tied(person, rooms, county or terms, year)
    days = _covered(tied)
    all_told = all(room.links is not None for room in rooms)
    if all_told or days == (after - first).days:
        facts["full_year"] = int(days == (after - first).days)
    if first < in_force_from:
        facts["full_year"] = 0
    links = {room.id: [k for k in room.links or () if k.person == person.id] for room in rooms}
    own = [s for s in sessions if first <= s.on < after and _was_tied(s, links)]
    mine = [s for s in own if s.status is SessionStatus.HELD and s.on <= as_of]
    # Of a session planned for a day that is over nobody told whether it was held, nor who came.
    untold = any(s.status is SessionStatus.PLANNED and s.on < as_of for s in own)
    # Where no room of the member held a session in the whole year there was nothing to attend.
    if not mine and not untold and as_of >= after:
        facts["linked"] = 0
    elif days or all_told:
        facts["linked"] = int(days > 0)
    attended = sum(line.person == person.id for s in mine for line in took_part(s))
    facts["attended"] = attended
    if not attended and as_of < after:
        facts["attended"] = NOT_YET
    elif not attended and (untold or any(s.roll is None for s in mine)):
        facts["attended"] = None
    units = {m.unit for m in terms}
    _assessment(assessments, year, as_of, units, facts)
    impossible = checked(facts, MEMBER_YEAR_FACTS)
    unit: Unit | None = (county or terms)[0].unit if terms else None
    day = day_of_year(year, as_of, in_force_from)
    subject = f"{person.id}@{year}"
    return Row("member_year", subject, facts, day, unit, impossible, person=person.id)


def _assessment(
    told: Sequence[MemberAssessment] | None,
    year: int,
    as_of: dt.date,
    units: Collection[Unit | None],
    facts: dict[str, int | None],
) -> None:
    """What a member's year was assessed by (4.2.s9); without an assessment it is still to come."""
    if told is None:
        return
    by_then = [a for a in told if a.year == year and (a.on is None or a.on <= as_of)]
    own = [
        a
        for a in by_then
        if a.by is None
        or (a.by.organ in _ASSESSORS and (a.by.unit in units or None in units or not units))
    ]
    if not own:
        facts.update(dict.fromkeys(_ASSESSMENT, NOT_YET))
        return
    # Whoever is a member of two is assessed by both, and each assessment has to be sound.
    included = [None if a.activity_included is None else int(a.activity_included) for a in own]
    facts["activity_assessed"] = _least(included)
    facts["attendance_weight"] = _least([a.attendance_weight for a in own])
    facts["contribution_weight"] = _least([a.contribution_weight for a in own])


def _least(numbers: Sequence[int | None]) -> int | None:
    """The least of some numbers; 0 whatever is not known beside it, else unknown if one is."""
    known = [number for number in numbers if number is not None]
    return min(known) if len(known) == len(numbers) or 0 in known else None


def _tied(
    person: Person, rooms: Sequence[Room], terms: Sequence[Membership], year: int
) -> list[Span]:
    """The spans of a year in which a person was a member and tied to a room that was there."""
    as_member = [span_inside(m.since, m.until, year) for m in terms]
    if not person.memberships:  # nobody told of any: the links speak for themselves
        as_member = [window(year)]
    found = []
    for room in rooms:
        opened, closed = span_inside(room.since, room.until, year)
        for link in room.links or ():
            if link.person == person.id:
                start, end = span_inside(link.since, link.until, year)
                start, end = max(start, opened), min(end, closed)
                found += [(max(start, a), min(end, b)) for a, b in as_member]
    return found


def _was_tied(session: Session, links: Mapping[str, Sequence[Link]]) -> bool:
    """Whether one of the rooms that held a session had the member tied to it on that day."""
    hosts = (session.room, *session.hosts)
    return any(link.valid_on(session.on) for host in hosts for link in links.get(host, ()))


def _covered(spans: Sequence[Span]) -> int:
    """How many days lie in at least one of some half-open spans."""
    days, reached = 0, dt.date.min
    for start, end in sorted(spans):
        days += max(0, (end - max(start, reached)).days)
        reached = max(reached, end)
    return days
