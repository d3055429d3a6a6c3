"""The year of a room: full or partial, over or not (3.9, F1, F2)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.year import days_inside, room_year_row, window
from consultrules.policy.vocabulary import RoomKind
from facts.builders import (
    POLICY,
    UNITS,
    VILLAGE,
    day,
    town_room,
    village_room,
)

OVER = dt.date(2026, 1, 1)


def _year(
    room: cr.Room, year: int = 2025, as_of: dt.date = OVER, **more: Any
) -> dict[str, int | None]:
    policy = more.pop("policy", POLICY)
    return room_year_row(
        room, year, as_of=as_of, policy=policy, sessions_held=more.get("held")
    ).facts


def test_a_calendar_year() -> None:
    """From the first of January up to the next one (F1)."""
    assert window(2024) == (dt.date(2024, 1, 1), dt.date(2025, 1, 1))


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, 365),
        ("01-01", None, 365),
        ("01-02", None, 364),
        ("12-31", None, 1),
        ("2026-01-01", None, 0),
        (None, "12-31", 364),
        (None, "01-01", 0),
        ("2020-01-01", "2024-06-01", 0),
        ("06-01", "06-02", 1),
    ],
)
def test_days_inside_a_year(since: str | None, until: str | None, expected: int) -> None:
    """The day of the end is outside."""
    assert (
        days_inside(day(since) if since else None, day(until) if until else None, 2025) == expected
    )


def test_a_full_year() -> None:
    """Kind, length, and as many days open; subject and last day of the year."""
    row = room_year_row(village_room(), 2025, as_of=OVER, policy=POLICY, sessions_held=3)
    assert row.facts == {
        "room_kind": RoomKind.VILLAGE.number,
        "full_year": 1,
        "year_ended": 1,
        "sessions_held": 3,
        "days_open": 365,
        "year_days": 365,
    }
    assert (row.grain, row.subject, row.day) == ("room_year", "r1@2025", dt.date(2025, 12, 31))
    assert row.unit == UNITS[VILLAGE]


@pytest.mark.parametrize(
    ("since", "until", "full", "open_days"),
    [
        ("01-01", None, 1, 365),
        ("01-02", None, 0, 364),
        ("2024-12-31", None, 1, 365),
        ("2019-01-01", "2026-01-01", 1, 365),
        ("2019-01-01", "12-31", 0, 364),
        ("05-01", "09-01", 0, 123),
        (None, None, None, None),
        (None, "12-31", 0, None),
        (None, "2026-01-01", None, None),
        (None, "01-01", 0, 0),
    ],
)
def test_founded_or_closed_in_the_year(since: Any, until: Any, full: Any, open_days: Any) -> None:
    """A year is full if the room was there on every day; since when may be unknown (F2)."""
    room = village_room(since=day(since) if since else None, until=day(until) if until else None)
    facts = _year(room)
    assert (facts["full_year"], facts["days_open"]) == (full, open_days)


@pytest.mark.parametrize(
    ("kind", "former", "since", "until", "full"),
    [
        ("community", "village", None, "06-01", 1),
        ("enterprise", "village", None, "06-01", 0),
        ("enterprise", "village", None, "01-01", 1),
        ("enterprise", "village", None, "12-31", 0),
        ("enterprise", "village", None, "2024-06-01", 1),
        ("enterprise", "village", "2026-01-01", "2026-06-01", 1),
        ("enterprise", "institution", None, "06-01", 1),
        ("village", "enterprise", "03-01", "05-01", 0),
    ],
)
def test_a_conversion(kind: str, former: str, since: Any, until: str, full: int) -> None:
    """A change of kind makes the year partial unless both kinds owe the same minimum (F2)."""
    period = {"kind": former, "since": day(since) if since else None, "until": day(until)}
    facts = _year(village_room(kind=kind, former_kinds=[period], co_conveners=None))
    assert facts["full_year"] == full


def test_a_conversion_in_a_room_of_unknown_age() -> None:
    """The conversion alone makes the year partial."""
    period = {"kind": "village", "until": day("06-01")}
    room = village_room(kind="enterprise", former_kinds=[period], since=None)
    assert _year(room)["full_year"] == 0


@pytest.mark.parametrize(
    ("until", "kind"), [("2025-12-31", "enterprise"), ("2026-01-01", "village")]
)
def test_the_kind_is_that_of_the_last_day(until: str, kind: str) -> None:
    """What the room was at the end of the year, or on its own last day."""
    period = {"kind": "village", "until": day(until)}
    room = village_room(kind="enterprise", former_kinds=[period])
    assert _year(room)["room_kind"] == RoomKind(kind).number
    closed = village_room(kind="enterprise", former_kinds=[period], until=day("07-01"))
    assert _year(closed)["room_kind"] == RoomKind.VILLAGE.number


def test_stricter_local_numbers_may_tell_two_kinds_apart() -> None:
    """Where villages owe more than communities, becoming one makes the year partial (Z2)."""
    period = {"kind": "village", "until": day("06-01")}
    room = village_room(kind="community", former_kinds=[period])
    local = POLICY.tighten("320685", minimum_sessions={"village": 4})
    elsewhere = POLICY.tighten("320623", minimum_sessions={"village": 4})
    assert _year(room, policy=local)["full_year"] == 0
    assert _year(room, policy=elsewhere)["full_year"] == 1


@pytest.mark.parametrize(
    ("year", "full", "open_days", "days"),
    [(2019, 0, 0, 365), (2020, 0, 247, 366), (2021, 1, 365, 365), (2024, 1, 366, 366)],
)
def test_the_year_of_the_policy_is_partial(year: int, full: int, open_days: int, days: int) -> None:
    """2020 counts as a whole as partial, by the days from 29 April on that are governed (F2, Z1)."""
    facts = _year(town_room(since=dt.date(2015, 1, 1)), year)
    assert (facts["full_year"], facts["days_open"], facts["year_days"]) == (full, open_days, days)


@pytest.mark.parametrize(
    ("since", "until", "open_days"),
    [
        ("2020-04-29", None, 247),
        ("2020-04-30", None, 246),
        ("2019-01-01", "2020-05-01", 2),
        ("2019-01-01", "2020-04-29", 0),
        (None, "2020-04-29", 0),
        (None, None, None),
    ],
)
def test_the_days_of_2020_that_are_governed(since: Any, until: Any, open_days: Any) -> None:
    """As for a room founded in a year: what came before does not count towards its share (F2)."""
    room = town_room(since=since and day(since), until=until and day(until))
    assert _year(room, 2020)["days_open"] == open_days


@pytest.mark.parametrize(
    ("year", "as_of", "until", "on"),
    [
        (2020, "2021-01-01", None, "2020-12-31"),
        (2020, "2020-04-29", None, "2020-12-31"),
        (2020, "2020-04-28", None, "2020-04-28"),
        (2020, "2021-01-01", "2020-04-29", "2020-04-28"),
        (2020, "2021-01-01", "2020-04-30", "2020-12-31"),
        (2025, "2025-03-01", "2025-02-01", "2025-12-31"),
    ],
)
def test_a_year_that_ends_before_the_edition_lies_before_it(
    year: int, as_of: str, until: Any, on: str
) -> None:
    """By the day of judging or because the room closed, there was no governed day in it (Z1)."""
    room = town_room(since=dt.date(2015, 1, 1), until=until and day(until))
    row = room_year_row(room, year, as_of=day(as_of), policy=POLICY, sessions_held=0)
    assert row.day == day(on)


@pytest.mark.parametrize(
    ("as_of", "ended"), [("2025-12-31", 0), ("2026-01-01", 1), ("2025-01-01", 0)]
)
def test_whether_the_year_is_over(as_of: str, ended: int) -> None:
    """On its last day it is not."""
    assert _year(village_room(), as_of=day(as_of))["year_ended"] == ended


def test_untold_sessions_are_unknown() -> None:
    """The number comes from whoever counts."""
    assert _year(village_room())["sessions_held"] is None
