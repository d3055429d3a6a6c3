"""A sector's list on its way up: reviewed first, then to Party committee and government (3.6.s6, s8)."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.fact import NEVER, NOT_YET
from facts.builders import (
    CITY,
    COUNTY,
    OTHER_COUNTY,
    POLICY,
    body,
    case_facts,
    day,
    delivery,
    number,
    read,
    sector_room,
    village_room,
)

GROUP, CITY_GROUP = body("LEADING_PARTY_GROUP", COUNTY), body("LEADING_PARTY_GROUP", CITY)
PARTY, GOVERNMENT = body("PARTY_COMMITTEE", COUNTY), body("GOVERNMENT", COUNTY)
CITY_PARTY, CITY_GOVERNMENT = body("PARTY_COMMITTEE", CITY), body("GOVERNMENT", CITY)
FLAGS = ("escalation_reached_party", "escalation_reached_government")


def _row(
    reviews: dict[str, str] | list[tuple[cr.Body, str]],
    *to: tuple[cr.Body, str],
    room: cr.Room | None = None,
    needs: str | None = "county",
    policy: cr.Edition = POLICY,
) -> Any:
    return case_facts(
        room or sector_room(),
        policy,
        topic={"needs": needs},
        group_reviews=[{"by": by, "on": day(on)} for by, on in reviews],
        escalations=[delivery(body, on) for body, on in to],
    )


def _flags(row: Any) -> tuple[int | None, ...]:
    return tuple(row.facts[code] for code in FLAGS)


def test_a_county_list_goes_up_after_review() -> None:
    """Review, then both bodies: the days and both flags (3.6.s8)."""
    row = _row([(GROUP, "06-18")], (PARTY, "06-20"), (GOVERNMENT, "06-21"))
    assert row.facts["party_group_review_day"] == number("06-18")
    assert row.facts["escalated_day"] == number("06-20")
    assert _flags(row) == (1, 1)
    assert [row.evidence[code] for code in FLAGS] == [(), ()]
    assert row.facts["needs"] == 1


def test_one_of_the_two_is_not_both() -> None:
    """The body that was left out has its own flag and stands in the evidence."""
    row = _row([(GROUP, "06-18")], (PARTY, "06-20"), (CITY_GOVERNMENT, "06-20"))
    assert _flags(row) == (1, 0)
    assert row.evidence["escalation_reached_government"] == (GOVERNMENT.name(),)


def test_what_has_not_gone_up_is_outstanding() -> None:
    """Reviewed, yet sent to nobody."""
    row = _row([(GROUP, "06-18")])
    assert row.facts["escalated_day"] == NEVER
    assert _flags(row) == (NOT_YET, NOT_YET)


@pytest.mark.parametrize(
    "by", [CITY_GROUP, body("LEADING_PARTY_GROUP", OTHER_COUNTY), body("CPPCC", COUNTY), PARTY]
)
def test_a_review_by_another_body_is_none(by: cr.Body) -> None:
    """The group of the sector's own tier reviews."""
    assert _row([(by, "06-18")]).facts["party_group_review_day"] == NEVER


def test_the_first_review_counts() -> None:
    """A second review does not make the first one late."""
    row = _row([(GROUP, "06-25"), (GROUP, "06-18")], (PARTY, "06-20"))
    assert row.facts["party_group_review_day"] == number("06-18")


@pytest.mark.parametrize(
    ("room", "needs"),
    [
        (sector_room(), None),
        (sector_room(), "city"),
        (sector_room(), "province"),
        (sector_room("city"), "county"),
        (village_room(), "county"),
    ],
)
def test_without_a_route_up_there_is_nothing_to_review(room: cr.Room, needs: str | None) -> None:
    """Only a sector's list that its own tier has to settle goes up by 3.6 (R11, R13)."""
    row = _row([(GROUP, "06-18")], (PARTY, "06-20"), room=room, needs=needs)
    assert row.facts["party_group_review_day"] is None
    assert _flags(row) == (None, None)
    assert row.facts["escalated_day"] == number("06-20")


def test_a_city_list_goes_to_the_city() -> None:
    """The city's group, committee and government (3.6.s6)."""
    row = _row(
        [(CITY_GROUP, "06-18")],
        (CITY_PARTY, "06-20"),
        (CITY_GOVERNMENT, "06-20"),
        room=sector_room("city"),
        needs="city",
    )
    assert row.facts["party_group_review_day"] == number("06-18")
    assert _flags(row) == (1, 1)
    assert row.facts["needs"] == 2


@pytest.mark.parametrize(
    ("reviews", "expected"),
    [
        ([(GROUP, "06-18"), (CITY_GROUP, "06-20")], "06-20"),
        ([(GROUP, "06-18"), (CITY_GROUP, "06-18")], "06-18"),
        ([(GROUP, "06-20"), (CITY_GROUP, "06-18")], None),
        ([(GROUP, "06-20"), (CITY_GROUP, "06-18"), (CITY_GROUP, "06-22")], "06-22"),
        ([(GROUP, "06-18")], None),
        ([(CITY_GROUP, "06-18")], None),
        ([], None),
    ],
)
def test_a_relay_is_reviewed_by_both_groups_in_order(reviews: Any, expected: str | None) -> None:
    """The county's group passes it on to the city's, which reviews after it (R13)."""
    policy = read(R13="relay_by_county_group")
    row = _row(reviews, (CITY_PARTY, "06-25"), needs="city", policy=policy)
    assert row.facts["party_group_review_day"] == (number(expected) if expected else NEVER)
    assert _flags(row) == (1, 0)


def test_straight_to_the_city() -> None:
    """By one reading a county sector's matter for the city skips the county (R13)."""
    policy = read(R13="direct_to_city_group")
    row = _row([(CITY_GROUP, "06-18")], (CITY_PARTY, "06-20"), needs="city", policy=policy)
    assert row.facts["party_group_review_day"] == number("06-18")
    assert _flags(row) == (1, 0)


def test_by_analogy_a_village_list_goes_up_too() -> None:
    """Only where the reading stretches 3.6.s8 to it (R11)."""
    row = _row(
        [(GROUP, "06-18")],
        (GOVERNMENT, "06-20"),
        room=village_room(),
        policy=read(R11="by_analogy"),
    )
    assert row.facts["party_group_review_day"] == number("06-18")
    assert _flags(row) == (0, 1)


def test_a_county_without_cppcc_is_unknown() -> None:
    """Whose group reviews is for the registry to say; the evidence names the field (R20)."""
    row = _row([], room=sector_room(unit="320671000000"))
    assert row.facts["party_group_review_day"] is None
    assert row.evidence["party_group_review_day"] == ("unit.served_by",)


def test_who_got_it_before_the_review_got_it_too_early() -> None:
    """Once it has gone in order, only what followed the review has (3.6.s8, R9)."""
    row = _row([(GROUP, "06-18")], (GOVERNMENT, "06-17"), (PARTY, "06-20"))
    assert row.facts["escalated_day"] == number("06-20")
    assert _flags(row) == (1, 0)
    row = _row([(GROUP, "06-18")], (GOVERNMENT, "06-16"), (PARTY, "06-17"))
    assert row.facts["escalated_day"] == number("06-16")  # which 3.6.s8#review tells
    assert _flags(row) == (1, 1)


def test_whether_a_list_that_may_be_none_went_up_nobody_knows() -> None:
    """A list without suggestions that does not say why may be none (L8)."""
    row = case_facts(
        sector_room(),
        topic={"needs": "county"},
        suggestion_list={"on": day("06-15"), "items": []},
        group_reviews=[{"by": GROUP, "on": day("06-18")}],
        escalations=[delivery(PARTY, "06-20"), delivery(GOVERNMENT, "06-20")],
        deliveries=[delivery(body("FUNCTIONAL_OFFICE", COUNTY), "06-16")],
    )
    assert _flags(row) == (None, None)
    assert row.facts["receiver_groups_reached"] is None
