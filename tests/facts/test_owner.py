"""Who made the responsibility list, and who entrusted the matter was told (3.7.s1, s5)."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.fact import NEVER, NOT_YET
from facts.builders import (
    CITY,
    CITY_DEPARTMENT,
    COUNTY,
    DEPARTMENT,
    GOVERNMENT,
    NEXT_TOWN,
    OFFICE,
    OTHER_COUNTY,
    PARTY,
    SUBDISTRICT,
    TOWN,
    VILLAGE,
    body,
    case_facts,
    day,
    delivery,
    firm_room,
    number,
    sector_room,
    village_room,
)


def _owner(room: cr.Room, by: cr.Body | None, **more: Any) -> tuple[int | None, int | None]:
    facts = case_facts(room, responsibility_list={"on": day("06-30"), "by": by}, **more).facts
    stem = "responsibility_owner_is_"
    return facts[f"{stem}party_or_government"], facts[f"{stem}department"]


@pytest.mark.parametrize(
    ("room", "by", "expected"),
    [
        (village_room(), PARTY, 1),
        (village_room(), GOVERNMENT, 1),
        (village_room(), body("GOVERNMENT", COUNTY), 1),
        (village_room(), body("PARTY_COMMITTEE", CITY), 1),
        (village_room(), body("PARTY_COMMITTEE", VILLAGE), 0),
        (village_room(), body("GOVERNMENT", VILLAGE), 0),
        (village_room(), body("GOVERNMENT", NEXT_TOWN), 0),
        (village_room(), body("GOVERNMENT", OTHER_COUNTY), 0),
        (village_room(), body("ROOM", VILLAGE), 0),
        (village_room(), body("CPPCC", COUNTY), 0),
        (village_room(), body("WORK_COMMITTEE"), 0),
        (village_room(responsible_unit=NEXT_TOWN), body("GOVERNMENT", NEXT_TOWN), 1),
        (sector_room(), body("GOVERNMENT", COUNTY), 1),
        (sector_room(), body("GOVERNMENT", TOWN), 0),
        (sector_room("city"), body("GOVERNMENT", CITY), 1),
        (sector_room("city"), body("GOVERNMENT", COUNTY), 0),
    ],
)
def test_who_made_the_responsibility_list(room: cr.Room, by: cr.Body, expected: int) -> None:
    """Party committee or government of the town level or higher, above the room (3.7.s1)."""
    assert _owner(room, by) == (expected, 0)


def test_an_enterprises_own_committee_is_no_ruler() -> None:
    """The Party committee of the firm is not the Party committee of the place (R7)."""
    firm = cr.Unit(code="firm-1", name="某厂", kind="enterprise", parent=TOWN)
    assert _owner(firm_room(unit=firm), body("PARTY_COMMITTEE", firm)) == (0, 0)
    assert _owner(firm_room(unit=firm), PARTY) == (1, 0)


def test_a_town_that_got_a_sectors_list_may_answer_it() -> None:
    """The level of the receivers decides: here it is the town, where the matter lies (3.6.s7, R14)."""
    got_it = {"deliveries": [delivery(OFFICE), delivery(PARTY)]}
    assert _owner(sector_room(), GOVERNMENT, **got_it) == (1, 0)
    assert _owner(sector_room(), body("GOVERNMENT", NEXT_TOWN), **got_it) == (0, 0)
    assert _owner(sector_room("city"), GOVERNMENT, **got_it) == (0, 0)
    its_government = {"deliveries": [delivery(OFFICE), delivery(GOVERNMENT)]}
    assert _owner(sector_room(), GOVERNMENT, **its_government) == (0, 0)
    elsewhere = body("PARTY_COMMITTEE", SUBDISTRICT)
    sent_there = {"deliveries": [delivery(OFFICE), delivery(elsewhere)]}
    assert _owner(sector_room(), elsewhere, **sent_there) == (0, 0)
    assert _owner(village_room(), body("GOVERNMENT", NEXT_TOWN), **got_it) == (0, 0)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (DEPARTMENT, 1),
        (body("DEPARTMENT", COUNTY), 1),
        (body("DEPARTMENT", COUNTY, "财政局"), 0),
        (CITY_DEPARTMENT, 0),
        (OFFICE, 0),
    ],
)
def test_a_department_answers_for_what_it_received(by: cr.Body, expected: int) -> None:
    """Only departments that hold the list may make it in the others' place (R14)."""
    got_it = {"deliveries": [delivery(OFFICE), delivery(DEPARTMENT)]}
    assert _owner(sector_room(), by, **got_it) == (0, expected)
    assert _owner(sector_room(), by) == (0, 0)
    any_department = {"deliveries": [delivery(body("DEPARTMENT", COUNTY))]}
    named = int(by.organ == "DEPARTMENT" and by.unit.code == COUNTY)
    assert _owner(sector_room(), by, **any_department) == (0, named)


def test_an_untold_owner_is_unknown_and_a_missing_list_outstanding() -> None:
    """Not told who made it, or not made yet."""
    assert _owner(village_room(), None) == (None, None)
    facts = case_facts().facts
    assert facts["responsibility_owner_is_party_or_government"] == NOT_YET
    assert facts["responsibility_owner_is_department"] == NOT_YET


def _entrusted(*by: cr.Body, **more: Any) -> Any:
    row = case_facts(topic={"entrusted": True, "entrusted_by": by}, **more)
    return row.facts["entrusted_report_day"]


@pytest.mark.parametrize(
    ("told", "by", "expected"),
    [
        (False, (), 0),
        (None, (), None),
        (True, (), 1),
        (None, (PARTY,), 1),
        (True, (PARTY,), 1),
    ],
)
def test_whether_the_matter_was_entrusted(told: Any, by: Any, expected: int | None) -> None:
    """Whoever names who entrusted it says that it was."""
    row = case_facts(topic={"entrusted": told, "entrusted_by": by})
    assert row.facts["entrusted"] == expected


def test_one_delivery_satisfies_both() -> None:
    """A list that reached the entrusting body is its report too, with or without another one (R15)."""
    assert _entrusted(PARTY, deliveries=[delivery(PARTY, "06-16")]) == number("06-16")
    both = {
        "deliveries": [delivery(PARTY, "06-16")],
        "entrusted_reports": [delivery(GOVERNMENT, "06-20")],
    }
    assert _entrusted(PARTY, GOVERNMENT, **both) == number("06-20")
    above = body("GOVERNMENT", COUNTY)
    assert _entrusted(above, escalations=[delivery(above, "06-18")]) == number("06-18")


def test_all_who_entrusted_it_are_told() -> None:
    """Until the last of them is, the report is outstanding, and the evidence names who lacks it."""
    more: dict[str, Any] = {"entrusted_reports": [delivery(PARTY)]}
    assert _entrusted(PARTY, GOVERNMENT, **more) == NEVER
    row = case_facts(topic={"entrusted": True, "entrusted_by": (PARTY, GOVERNMENT)}, **more)
    assert row.evidence["entrusted_report_day"] == (GOVERNMENT.name(),)
    assert _entrusted(PARTY) == NEVER
    told = [delivery(PARTY), delivery(GOVERNMENT)]
    row = case_facts(topic={"entrusted": True, "entrusted_by": (PARTY,)}, deliveries=told)
    assert row.evidence["entrusted_report_day"] == ()


def test_a_result_is_told_after_the_session() -> None:
    """A word before the session is no report of the result; where there was no other, its day shows."""
    early, late = delivery(PARTY, "06-01"), delivery(PARTY, "06-20")
    assert _entrusted(PARTY, entrusted_reports=[early, late]) == number("06-20")
    assert _entrusted(PARTY, entrusted_reports=[early]) == number("06-01")
    assert _entrusted(PARTY, entrusted_reports=[delivery(PARTY, "06-10")]) == number("06-10")
    same_day = delivery(PARTY, "06-10")
    assert _entrusted(PARTY, entrusted_reports=[early, same_day]) == number("06-10")


def test_nobody_knows_whether_an_unnamed_body_was_told() -> None:
    """The evidence asks for the name; without any report there is none."""
    row = case_facts(topic={"entrusted": True}, entrusted_reports=[delivery(PARTY)])
    assert row.facts["entrusted_report_day"] is None
    assert row.evidence["entrusted_report_day"] == ("entrusted_by",)
    assert _entrusted() == NEVER
