"""The rows of a member: links, enrolment, invitations (4.2.s3 to s7)."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.fact import NOT_YET, Row
from consultrules.facts.member import invitation_row, member_rows
from consultrules.policy.vocabulary import Tier
from facts.builders import (
    CITY,
    COUNTY,
    HELD_ON,
    OTHER_COUNTY,
    POLICY,
    UNITS,
    ZONE_SUBDISTRICT,
    body,
    day,
    link,
    sector_room,
    town_room,
    village_room,
)


def _person(*levels: str, **more: Any) -> cr.Person:
    held = more.pop("memberships", None)
    if held is None:
        held = [membership(level) for level in levels or ("county",)]
    return cr.Person(**({"id": "m1", "lives_in_nantong": True, "memberships": held} | more))


def membership(level: str = "county", **more: Any) -> dict[str, Any]:
    """A membership of the education sector."""
    unit = {"county": COUNTY, "city": CITY}.get(level)
    return {"level": level, "unit": unit, "sector": "教育界", **more}


def _rows(person: cr.Person, *rooms: cr.Room, **more: Any) -> list[Row]:
    return member_rows(person, **({"rooms": rooms, "on": HELD_ON} | more))


def _ties(row: Row) -> tuple[int | None, ...]:
    codes = ("area_links", "own_sector_has_room", "sector_enrolments")
    return tuple(row.facts[code] for code in codes)


EDUCATION = sector_room(id="r2", links=[link("m1", "sector")])
EMPTY = sector_room(id="r2", links=[])


def test_a_linked_and_enrolled_county_member() -> None:
    """One area link, a room of the own sector, one enrolment in it (4.2.s5a)."""
    (row,) = _rows(_person(), village_room(), EDUCATION)
    assert _ties(row) == (1, 1, 1)
    assert row.facts["member_tier"] == Tier.COUNTY.number
    assert row.facts["invited_by_route"] == NOT_YET
    assert row.facts["willing"] is None
    assert (row.grain, row.subject, row.day, row.unit) == (
        "member",
        "m1/county",
        HELD_ON,
        UNITS[COUNTY],
    )
    assert row.part == "membership"


def test_each_membership_has_its_row() -> None:
    """Somebody in two committees at once is judged for both (M9)."""
    rows = _rows(_person("county", "city"), village_room(), EDUCATION)
    assert [row.subject for row in rows] == ["m1/county", "m1/city"]
    assert [_ties(row) for row in rows] == [(1, 1, 1), (1, 0, 0)]


@pytest.mark.parametrize(
    ("since", "until", "number"),
    [(None, "06-10", 0), (None, "06-11", 1), ("06-10", None, 1), ("06-11", None, 0)],
)
def test_memberships_hold_on_half_open_days(since: Any, until: Any, number: int) -> None:
    """On the day of its end a membership is over, and so is a link."""
    valid = {"since": day(since) if since else None, "until": day(until) if until else None}
    assert len(_rows(_person(memberships=[membership(**valid)]))) == number
    (row,) = _rows(_person(), village_room(links=[link("m1", **valid)]))
    assert row.facts["area_links"] == number


def test_links_are_counted_by_room() -> None:
    """Two entries for one room are one tie, two rooms are two, another person's are none."""
    rooms = (
        village_room(links=[link("m1"), link("m1", since=day("01-01"))]),
        town_room(id="r3", links=[link("m1"), link("m2")]),
        town_room(id="r4", links=[link("m2")]),
    )
    (row,) = _rows(_person(), *rooms)
    assert row.facts["area_links"] == 2


def test_a_room_that_is_gone_ties_nobody() -> None:
    """A link to a room that was closed, or is yet to open, is no link."""
    closed = village_room(until=day("06-10"))
    future = town_room(id="r3", since=day("06-11"), links=[link("m1")])
    (row,) = _rows(_person(), closed, future)
    assert row.facts["area_links"] == 0


def test_untold_links_may_hold_the_one_that_lacks() -> None:
    """Without a tie among the rooms that told, those that did not decide; with one they do not."""
    untold = town_room(id="r3", links=None)
    gone = town_room(id="r4", links=None, until=day("01-01"))
    (row,) = _rows(_person(), village_room(links=[]), untold)
    assert _ties(row) == (None, 0, 0)
    assert _ties(_rows(_person(), village_room(), untold)[0])[0] == 1
    assert _ties(_rows(_person(), village_room(links=[]), gone)[0])[0] == 0
    assert _ties(_rows(_person(), sector_room(links=None))[0]) == (None, 1, None)


def test_without_rooms_nothing_is_known() -> None:
    """Nobody told of any room; an empty list tells that there is none."""
    (row,) = _rows(_person(), rooms=None)
    assert _ties(row) == (None, None, None)
    assert _ties(_rows(_person())[0]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("room", "level", "expected"),
    [
        (EMPTY, "county", 1),
        (EMPTY, "city", 0),
        (sector_room("city"), "city", 1),
        (sector_room("city"), "county", 0),
        (sector_room(sector="经济界"), "county", 0),
        (sector_room(unit=OTHER_COUNTY), "county", 0),
        (sector_room(until=day("06-10")), "county", 0),
        (sector_room(until=day("06-11")), "county", 1),
        (village_room(), "county", 0),
    ],
)
def test_whether_the_own_sector_has_a_room(room: cr.Room, level: str, expected: int) -> None:
    """The same sector of the same tier, county or city, and there on the day (M2, M3)."""
    (row,) = _rows(_person(level), room)
    assert row.facts["own_sector_has_room"] == expected


def test_sector_rooms_may_be_given_apart() -> None:
    """All sectors' rooms tell whether there is one, the member's rooms whether of it."""
    (row,) = _rows(_person(), village_room(), sector_rooms=(EMPTY,))
    assert _ties(row) == (1, 1, 0)


def test_enrolment_is_in_the_room_of_the_own_sector() -> None:
    """Being enrolled in another sector's room, or in one of another tier, is not it (相应界别)."""
    other = sector_room(id="r5", sector="经济界", links=[link("m1", "sector")])
    city = sector_room("city", id="r6", links=[link("m1", "sector")])
    assert _ties(_rows(_person(), EMPTY, other, city)[0]) == (0, 1, 0)
    assert _ties(_rows(_person("city"), EMPTY, other, city)[0]) == (0, 1, 1)
    assert _ties(_rows(_person(), sector_room(links=[link("m1")]))[0]) == (1, 1, 0)


def test_an_untold_sector_is_unknown() -> None:
    """Whether it has a room is open; enrolments of any sector are counted."""
    (row,) = _rows(_person(memberships=[membership(sector=None)]), EDUCATION)
    assert _ties(row) == (0, None, 1)


COUNTY_CPPCC, CITY_CPPCC = body("CPPCC", COUNTY), body("CPPCC", CITY)


def _invited(person: cr.Person | None, room: cr.Room | None, **more: Any) -> Row:
    given = {"id": "i1", "room": "r1", "person": "m1", "on": HELD_ON, **more}
    invitation = cr.Invitation(**given)
    return invitation_row(invitation, person=person, room=room, policy=POLICY)


def _by_route(person: cr.Person | None, room: cr.Room | None = None, **more: Any) -> int | None:
    return _invited(person, room or town_room(links=[]), **more).facts["invited_by_route"]


@pytest.mark.parametrize(
    ("level", "applied", "expected"),
    [
        ("county", [COUNTY_CPPCC], 1),
        ("county", [], 0),
        ("county", [CITY_CPPCC], 0),
        ("county", [body("CPPCC", OTHER_COUNTY)], 0),
        ("county", [COUNTY_CPPCC, CITY_CPPCC], 0),
        ("county", None, None),
        ("city", [COUNTY_CPPCC, CITY_CPPCC], 1),
        ("city", [CITY_CPPCC, COUNTY_CPPCC], 0),
        ("city", [CITY_CPPCC], 0),
        ("city", [COUNTY_CPPCC, COUNTY_CPPCC], 0),
        ("city", [COUNTY_CPPCC], 0),
        ("province", [COUNTY_CPPCC, CITY_CPPCC], 1),
        ("nation", [COUNTY_CPPCC, CITY_CPPCC], 1),
        ("nation", [], 0),
    ],
)
def test_to_whom_the_room_applied(level: str, applied: Any, expected: int | None) -> None:
    """To the county CPPCC, for higher levels then to the city's, in this order (4.2.s6, s7)."""
    row = _invited(_person(level), town_room(links=[]), applied_to=applied)
    assert row.facts["invited_by_route"] == expected
    route = [COUNTY_CPPCC] if level == "county" else [COUNTY_CPPCC, CITY_CPPCC]
    names = tuple(b.name() for b in route) if expected == 0 else ()
    assert row.evidence.get("invited_by_route", ()) == names
    assert row.facts["member_tier"] == Tier(level).number


def test_a_city_sector_applies_to_the_city() -> None:
    """No county stands above it (M4)."""
    room = sector_room("city", links=[])
    assert _by_route(_person("nation"), room, applied_to=[CITY_CPPCC]) == 1
    assert _by_route(_person("nation"), room, applied_to=[COUNTY_CPPCC, CITY_CPPCC]) == 0


def test_a_linked_member_needs_no_application() -> None:
    """In whatever capacity linked, but on that day (3.3.s5, M9)."""
    linked = village_room(links=[link("m1", "sector", "city")])
    assert _by_route(_person("county", "city"), linked) == 1
    expired = village_room(links=[link("m1", until=HELD_ON)])
    assert _by_route(_person(), expired, applied_to=[]) == 0


def test_of_two_memberships_the_higher_decides() -> None:
    """A county and city member who is not linked takes the stricter route (M9)."""
    person = _person("county", "city")
    assert _by_route(person, applied_to=[COUNTY_CPPCC]) == 0
    assert _by_route(person, applied_to=[COUNTY_CPPCC, CITY_CPPCC]) == 1
    assert _invited(person, None).facts["member_tier"] == Tier.CITY.number


@pytest.mark.parametrize("needs", [True, False])
def test_guests_from_outside_are_not_covered(needs: bool) -> None:
    """Members who live elsewhere, and people who are no members that day (M6)."""
    guest = _person("province", lives_in_nantong=False)
    former = _person(memberships=[membership(until=HELD_ON)])
    for person in (guest, former):
        assert _by_route(person, topic_needs=needs, applied_to=[]) == NOT_YET
    assert _invited(former, town_room()).facts["member_tier"] is None


def test_the_topic_has_to_need_the_member() -> None:
    """An invitation without need is past its route, whoever was asked (4.2.s6, M7)."""
    more = {"topic_needs": False, "applied_to": [COUNTY_CPPCC]}
    assert _by_route(_person(), **more) == 0
    assert _by_route(_person(lives_in_nantong=None), **more) == 0
    assert _by_route(_person(), village_room(), topic_needs=False) == 1


@pytest.mark.parametrize(
    ("person", "room", "field"),
    [
        (_person("nation", lives_in_nantong=None), town_room(links=[]), "lives_in_nantong"),
        (
            _person(),
            town_room(kind="subdistrict", unit=ZONE_SUBDISTRICT, links=[]),
            "unit.served_by",
        ),
    ],
)
def test_a_route_that_cannot_be_found_is_unknown(
    person: cr.Person, room: cr.Room, field: str
) -> None:
    """The evidence names the field to be filled in; nothing is raised."""
    row = _invited(person, room, applied_to=[])
    assert row.facts["invited_by_route"] is None
    assert row.evidence["invited_by_route"] == (field,)


def test_without_person_or_room_the_route_is_unknown() -> None:
    """What does not hang on them is kept."""
    row = _invited(None, town_room(), willing=True)
    assert (row.facts["invited_by_route"], row.facts["member_tier"]) == (None, None)
    assert row.facts["willing"] == 1
    assert _invited(_person(), None).facts["invited_by_route"] is None
    assert _invited(_person(), None).unit is None
    assert row.part == "invitation"


@pytest.mark.parametrize(("told", "expected"), [(None, None), (True, 1), (False, 0)])
def test_willingness_is_told_or_not(told: bool | None, expected: int | None) -> None:
    """Nobody's will is assumed (4.2.s3, s4b)."""
    assert _invited(_person("city"), town_room(), willing=told).facts["willing"] == expected


def test_an_untold_unit_of_a_membership_fits_any_of_its_tier() -> None:
    """Which county is not told, yet a county's sector room is never a city member's own."""
    (county,) = _rows(_person(memberships=[membership(unit=None)]), EMPTY)
    (city,) = _rows(_person(memberships=[membership("city", unit=None)]), EMPTY)
    assert (county.facts["own_sector_has_room"], city.facts["own_sector_has_room"]) == (1, 0)


def test_a_sector_room_of_untold_sector_may_be_the_members_own() -> None:
    """Nobody can say that the member's sector has no room; of another tier or county it is none."""
    city = cr.Person(id="p", memberships=[{"level": "city", "unit": CITY, "sector": "经济"}])

    def verdict(**more: Any) -> str:
        untold = {"id": "r2", "kind": "sector", "unit": CITY, "tier": "city", "links": []} | more
        registry = cr.Registry.read({"rooms": [untold], "people": [city.to_dict()]})
        return cr.check(city, registry=registry, as_of=day("06-10"))["4.2.s4a"].verdict.value

    assert verdict() == "unknown"
    assert verdict(tier=None) == "unknown"
    assert verdict(unit=COUNTY, tier="county") == "not_applicable"
    assert verdict(sector="教育") == "not_applicable"
    assert verdict(sector="经济") == "fail"
    assert verdict(until="2025-01-01") == "not_applicable"


def test_enrolment_in_a_room_of_untold_sector_may_be_in_the_own_sector() -> None:
    """Not told of which sector the room is, nobody knows whether the member is enrolled."""
    untold = sector_room(id="r3", sector=None, links=[link("m1", "sector")])
    (row,) = _rows(_person(), EMPTY, untold)
    assert _ties(row) == (0, 1, None)
    (other,) = _rows(_person(), EMPTY, sector_room(id="r3", sector=None, links=[]))
    assert _ties(other) == (0, 1, 0)
