"""Whom the suggestion list reached (3.6.s2 to s7)."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.case import case_row
from consultrules.facts.fact import NOT_YET
from facts.builders import (
    CITY,
    CITY_DEPARTMENT,
    CITY_OFFICE,
    COUNTY,
    DEPARTMENT,
    GOVERNMENT,
    NEXT_TOWN,
    OFFICE,
    OTHER_COUNTY,
    PARTY,
    TOWN,
    VILLAGE,
    body,
    case,
    case_facts,
    delivery,
    firm_room,
    read,
    sector_room,
    town_room,
    village_room,
)

A, B, C = OFFICE, DEPARTMENT, body("PARTY_COMMITTEE", TOWN)


def _groups(room: cr.Room, *told: cr.Body, **more: Any) -> tuple[int | None, int | None]:
    facts = case_facts(room, deliveries=[delivery(to) for to in told], **more).facts
    return facts["receiver_groups_required"], facts["receiver_groups_reached"]


@pytest.mark.parametrize(
    ("room", "receiver"),
    [
        (village_room(), PARTY),
        (village_room(), body("PARTY_WORKING_COMMITTEE")),
        (town_room(), PARTY),
        (firm_room(), PARTY),
        (firm_room(unit=VILLAGE), PARTY),
    ],
)
def test_the_list_goes_to_the_party_organ_of_the_town(room: cr.Room, receiver: cr.Body) -> None:
    """For towns, villages and firms there is one receiver (3.6.s2 to s4)."""
    assert _groups(room, receiver) == (1, 1)
    assert _groups(room, GOVERNMENT, body("PARTY_COMMITTEE", NEXT_TOWN)) == (1, 0)
    assert _groups(room) == (1, NOT_YET)


def test_who_was_not_reached_is_named() -> None:
    """The evidence holds the receivers that still lack the list."""
    row = case_facts(sector_room(), deliveries=[delivery(C)])
    assert row.evidence["receiver_groups_reached"] == (OFFICE.name(),)
    row = case_facts(sector_room(), deliveries=[delivery(A)])
    (lacking,) = row.evidence["receiver_groups_reached"]
    assert "或" in lacking
    row = case_facts(sector_room(), deliveries=[delivery(A), delivery(B)])
    assert row.evidence["receiver_groups_reached"] == ()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((CITY_OFFICE, CITY_DEPARTMENT), 2),
        ((CITY_OFFICE,), 1),
        ((CITY_DEPARTMENT,), 1),
        ((OFFICE, DEPARTMENT), 0),
        ((body("CPPCC", CITY), CITY_DEPARTMENT), 1),
    ],
)
def test_a_city_sector_reports_to_office_and_department(told: Any, expected: int) -> None:
    """Both of the city itself (3.6.s5)."""
    assert _groups(sector_room("city"), *told) == (2, expected)


def test_every_department_concerned_is_a_receiver() -> None:
    """Where the topic names departments each of them gets the list of a city sector."""
    named = {"departments": ("教育局", "财政局")}
    told = (CITY_OFFICE, CITY_DEPARTMENT)
    assert _groups(sector_room("city"), *told, topic=named) == (3, 2)
    finance = body("DEPARTMENT", CITY, "财政局")
    assert _groups(sector_room("city"), *told, finance, topic=named) == (3, 3)


@pytest.mark.parametrize(
    ("told", "default", "with_one", "any_one"),
    [
        ((A, B), (2, 2), (1, 1), (1, 1)),
        ((A, C), (2, 2), (1, 1), (1, 1)),
        ((A, B, C), (2, 2), (1, 1), (1, 1)),
        ((A,), (2, 1), (1, 0), (1, 1)),
        ((B,), (2, 1), (1, 0), (1, 1)),
        ((C,), (2, 1), (1, 1), (1, 1)),
        ((B, C), (2, 1), (1, 1), (1, 1)),
        ((body("PARTY_COMMITTEE", OTHER_COUNTY), CITY_OFFICE), (2, 0), (1, 0), (1, 0)),
    ],
)
def test_a_county_sector_has_a_choice(told: Any, default: Any, with_one: Any, any_one: Any) -> None:
    """A and (B or C), (A and B) or C, or any of the three, by reading R10 (3.6.s7)."""
    room = sector_room()
    assert _groups(room, *told) == default
    option = "office_with_department_or_town"
    assert _groups(room, *told, policy=read(R10=option)) == with_one
    assert _groups(room, *told, policy=read(R10="any_one")) == any_one


@pytest.mark.parametrize(
    ("room", "needs", "replaced"),
    [
        (sector_room(), "county", True),
        (sector_room(), "city", False),
        (sector_room(), None, False),
        (sector_room("city"), "city", True),
        (village_room(), "county", False),
    ],
)
def test_an_escalated_list_still_goes_to_the_base(
    room: cr.Room, needs: Any, replaced: bool
) -> None:
    """The higher report comes on top, and by the other reading replaces the base (R9)."""
    more = {"topic": {"needs": needs}}
    assert _groups(room, **more)[1] == NOT_YET
    found = _groups(room, policy=read(R9="replace"), **more)
    assert (found == (0, 0)) is replaced


def test_a_route_that_cannot_be_found_is_unknown() -> None:
    """A sector room without its tier: the evidence names the field, everything else is judged."""
    topic = {"needs": "county", "entrusted": True, "entrusted_by": (GOVERNMENT,)}
    more = {"deliveries": [delivery()], "entrusted_reports": [delivery(GOVERNMENT)], "topic": topic}
    row = case_facts(sector_room(None), **more, dissent=())
    unknown = ("receiver_groups_required", "receiver_groups_reached", "party_group_review_day")
    flags = ("escalation_reached_party", "escalation_reached_government")
    assert {row.facts[code] for code in (*unknown, *flags, "entrusted_report_day")} == {None}
    for code in (
        "receiver_groups_required",
        "party_group_review_day",
        *flags,
        "entrusted_report_day",
    ):
        assert row.evidence[code] == ("tier",)
    assert row.facts["dissent"] == 0


def test_without_a_room_nobody_knows_the_receivers() -> None:
    """What does not hang on the room is still counted."""
    found = case(deliveries=[delivery()], topic={"entrusted_by": (PARTY,), "entrusted": True})
    facts = case_row(found, room=None, policy=read()).facts
    unknown = ("room_kind", "receiver_groups_required", "escalated_day", "entrusted_report_day")
    assert {facts[code] for code in unknown} == {None}
    assert (facts["list_reached_party"], facts["entrusted"]) == (1, 1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, 0),
        ({"deliveries": [delivery(OFFICE)]}, 0),
        ({"deliveries": [delivery(OFFICE), delivery(C)]}, 1),
        ({"escalations": [delivery(body("PARTY_WORKING_COMMITTEE", COUNTY))]}, 1),
        ({"escalations": [delivery(body("GOVERNMENT", COUNTY))]}, 0),
    ],
)
def test_whether_a_party_committee_has_the_list(told: Any, expected: int) -> None:
    """By delivery or by escalation (R14)."""
    assert case_facts(sector_room(), **told).facts["list_reached_party"] == expected
