"""Facts about a year: of a room (3.9) and of a linked member (3.3.s5). A year is a calendar year (F1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from consultrules.facts.fact import Declared, NOT_YET, Fact, Row, checked, count, flag, word
from consultrules.models.person import Person
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.models.unit import Unit
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import AttendanceStatus, RoomKind, SessionStatus, Tier

ROOM_YEAR = (
    word("room_kind", RoomKind, "室别", "kind of the room", "room.kind"),
    flag("full_year", "全年度", "the room existed the whole year", "room.since, room.until"),
    flag("year_ended", "年度已结束", "the year is over on the day of judging", "as_of"),
    count("sessions_held", "年度协商活动数", "sessions held in the year", "case.sessions"),
    count("days_open", "年度开放天数", "days of the year on which the room was open", "room.since, room.until", ours=True),
    count("year_days", "年度天数", "days of the year", "year", ours=True),
)
MEMBER_YEAR = (
    word("member_tier", Tier, "委员层级", "tier of the member", "person.memberships.level"),
    flag("linked", "已编入或联系", "the member was linked or enrolled", "room.links"),
    flag("full_year", "全年度", "the member was linked the whole year", "room.links.since"),
    count("attended", "参加协商次数", "sessions attended in the year", "session.roll", open=True),
)
ROOM_YEAR_FACTS = Declared(ROOM_YEAR)
MEMBER_YEAR_FACTS = Declared(MEMBER_YEAR)


def window(year: int) -> tuple[dt.date, dt.date]:
    """The first day of a year and the first day after it."""
    return dt.date(year, 1, 1), dt.date(year + 1, 1, 1)


def days_inside(since: dt.date | None, until: dt.date | None, year: int) -> int:
    """How many days of a year lie in the half-open span."""
    first, after = window(year)
    return max(0, (min(until or after, after) - max(since or first, first)).days)


def room_year_row(
    room: Room, year: int, *, as_of: dt.date, policy: Edition, sessions_held: int | None
) -> Row:
    """The duty of a room in a year; who counts the sessions is the rule, not this module.

    The year is partial where the room was founded or closed, changed to a kind with another minimum, or
    where the edition was not yet in force (reading F2).
    """
    facts: dict[str, int | None] = dict.fromkeys(ROOM_YEAR_FACTS)
    first, after = window(year)
    last = after - dt.timedelta(days=1)
    facts["room_kind"] = room.kind_on(min(last, (room.until or after) - dt.timedelta(days=1))).number
    facts["year_ended"] = int(as_of >= after)
    facts["sessions_held"] = sessions_held
    facts["year_days"] = (after - first).days
    facts["days_open"] = days_inside(room.since, room.until, year)
    if room.since is not None:
        whole = facts["days_open"] == facts["year_days"]
        facts["full_year"] = int(
            whole and policy.in_force(first) and len(_minima(room, year, policy)) == 1
        )
    subject = f"{room.id}@{year}"
    impossible = checked(facts, ROOM_YEAR_FACTS)
    day = max(last, policy.in_force_from) if year == policy.in_force_from.year else last
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
) -> Row:
    """Whether a linked county member attended in a year; ``sessions`` are those of the member's rooms."""
    facts: dict[str, int | None] = dict.fromkeys(MEMBER_YEAR_FACTS)
    first, after = window(year)
    county = [m for m in person.memberships_on(after - dt.timedelta(days=1)) if m.level is Tier.COUNTY]
    held = person.memberships_on(after - dt.timedelta(days=1))
    if held:
        facts["member_tier"] = (county or list(held))[0].level.number
    links = [k for room in rooms for k in room.links or () if k.person == person.id]
    inside = [days_inside(link.since, link.until, year) for link in links]
    facts["full_year"] = int((after - first).days in inside)
    mine = [s for s in sessions if s.status is SessionStatus.HELD and first <= s.on < after]
    # Where no room of the member held a session there was nothing to attend.
    facts["linked"] = int(any(inside) and bool(mine))
    attended = sum(
        line.person == person.id and line.status is AttendanceStatus.PRESENT
        for s in mine
        for line in s.roll or ()
    )
    facts["attended"] = attended
    if not attended and as_of < after:
        facts["attended"] = NOT_YET
    elif not attended and any(s.roll is None for s in mine):
        facts["attended"] = None
    impossible = checked(facts, MEMBER_YEAR_FACTS)
    unit: Unit | None = county[0].unit if county else None
    day = after - dt.timedelta(days=1)
    return Row("member_year", f"{person.id}@{year}", facts, day, unit, impossible)
