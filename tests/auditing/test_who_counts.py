"""Who counts in a room by what the registry knows of persons and units: members, directors (M1, V5, V7)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import consultrules as cr
from small_city import A1, FIRST, UNITS, A, C, audited, registry, room
from tables import city

ENDED = {"level": "county", "unit": FIRST, "until": "2024-12-31"}
HOLDS = {"level": "county", "unit": FIRST, "since": "2022-01-01"}
AHEAD = {"level": "county", "unit": FIRST, "since": "2026-01-01"}
OF_CITY = {"level": "city", "since": "2025-01-01"}


def _found(known: cr.Registry, key: str) -> tuple[str, int | None]:
    """What an audit of 2025 and a check at its end say of the first room, which is the same."""
    result = audited(known)
    audited_room = next(
        f for f in result.report.findings if f.key == key and f.subject == known.rooms[0].id
    )
    checked = cr.check(known.rooms[0], registry=known, as_of="2025-12-31")[key]
    assert (checked.verdict, checked.observed) == (audited_room.verdict, audited_room.observed)
    assert city.apart(result) == []
    return audited_room.verdict.value, audited_room.observed


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (None, ("pass", 1)),
        ([{"id": "e"}], ("pass", 1)),
        ([{"id": "e", "memberships": [HOLDS]}], ("pass", 1)),
        ([{"id": "e", "memberships": [ENDED]}], ("fail", 0)),
        ([{"id": "e", "memberships": [AHEAD]}], ("fail", 0)),
        ([{"id": "e", "memberships": [ENDED, OF_CITY]}], ("pass", 1)),
        ([{"id": "e"}, {"id": "x", "memberships": [ENDED]}], ("pass", 1)),
    ],
)
@pytest.mark.parametrize("key", ["4.2.s5b", "4.1.s4b#linked"])
def test_who_is_known_to_be_no_member_is_no_linked_member(
    people: Any, expected: tuple[str, int], key: str
) -> None:
    """Linked is a member (M1, V5); of whom no membership was told, the link speaks for itself."""
    links = [{"person": "e", "kind": "area", "level": "county"}]
    village = room(A1, links=links, co_conveners=[{"person": "e"}])
    known = registry([village], people=people)
    assert _found(known, key) == expected


def test_a_membership_that_ended_counts_as_long_as_it_held() -> None:
    """On its last day the room had its member, on the next it had none."""
    links = [{"person": "e", "kind": "area", "level": "county"}]
    known = registry([room(A1, links=links)], people=[{"id": "e", "memberships": [ENDED]}])
    for day, verdict in (("2024-12-30", "pass"), ("2024-12-31", "fail")):
        report = cr.check(known.rooms[0], registry=known, as_of=day, only="4.2.s5b")
        assert report["4.2.s5b"].verdict == verdict
    assert cr.check(known.rooms[0], as_of="2025-12-31", only="4.2.s5b").ok


@pytest.mark.parametrize("post", ["work_committee_director", "work_committee_deputy_director"])
@pytest.mark.parametrize("unit", [None, A])
@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], ("pass", 1)),
        ([{"unit": A, "exists": True}], ("pass", 1)),
        ([{"unit": A, "exists": False}], ("fail", 0)),
        ([{"unit": C, "exists": False}], ("pass", 1)),
    ],
)
def test_where_there_is_no_work_committee_nobody_directs_it(
    post: str, unit: str | None, told: Any, expected: tuple[str, int]
) -> None:
    """Until one is set up the room has no eligible convener (V7)."""
    conveners = [{"person": "p", "post": post} | ({"unit": unit} if unit else {})]
    known = registry([room(A, conveners=conveners)], work_committees=told)
    assert _found(known, "4.1.s3#eligible") == expected


def test_a_room_by_itself_knows_nothing_of_a_work_committee() -> None:
    """Of a record without a registry the post is all there is."""
    conveners = [{"person": "p", "post": "work_committee_director"}]
    alone = cr.Room.read(room(A, conveners=conveners), units=UNITS)
    report = cr.check(alone, as_of=dt.date(2025, 12, 31), only="4.1.s3")
    assert report["4.1.s3#eligible"].verdict == "pass"


def test_other_rooms_do_not_hang_on_a_work_committee() -> None:
    """A village's secretary is that without one."""
    conveners = [{"person": "p", "post": "party_secretary"}]
    told = [{"unit": A, "exists": False}]
    known = registry([room(A1, conveners=conveners)], work_committees=told)
    assert _found(known, "4.1.s4a#eligible") == ("pass", 1)
