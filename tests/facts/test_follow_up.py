"""Beside the lists: progress made public, matters raised higher up, materials (3.7.s4b, s7, 5.1.s2b)."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from consultrules.facts.case import case_row
from consultrules.facts.fact import NEVER
from facts.builders import (
    COUNTY,
    NEXT_TOWN,
    POLICY,
    TOWN,
    VILLAGE,
    number,
    sector_room,
    village_room,
)
from facts.checked import at, changed

COUNTY_PARTY = at(COUNTY)


def _facts(changes: dict[str, Any], room: Any = ..., policy: Any = POLICY) -> dict[str, int | None]:
    own = village_room() if room is ... else room
    return case_row(changed(changes), room=own, policy=policy).facts


def _raised(**more: Any) -> dict[str, Any]:
    return {"on": "2025-06-20", **more}


def test_progress_is_public_from_its_first_day() -> None:
    """Of several days the first after the responsibility list; what was told earlier does no harm."""
    days = [{"on": "2025-08-01"}, {"on": "2025-07-15"}, {"on": "2025-06-29"}]
    assert _facts({"progress": days})["progress_day"] == number("07-15")
    assert _facts({"progress": days[2:]})["progress_day"] == number("06-29")
    assert _facts({"progress": []})["progress_day"] == NEVER


@pytest.mark.parametrize(
    ("steps", "upward", "by_channel"),
    [
        ([], 0, 0),
        ([_raised(channel="proposal", to=COUNTY_PARTY)], 1, 1),
        ([_raised(channel="public_opinion_report")], 1, 1),
        ([_raised(to=COUNTY_PARTY)], 1, 0),
        ([_raised(to=at(COUNTY, "GOVERNMENT"))], 1, 0),
        ([_raised(to=at(COUNTY, "CPPCC"))], 0, 0),
        ([_raised(to=at(TOWN))], 0, 0),
        ([_raised(channel="inspection", to=COUNTY_PARTY)], 0, 0),
        ([_raised(channel="proposal"), _raised(to=COUNTY_PARTY)], 2, 1),
    ],
)
def test_raising_a_matter_counts_by_its_channel(steps: Any, upward: int, by_channel: int) -> None:
    """Following a matter up raises nothing; the town is not higher up."""
    facts = _facts({"follow_ups": steps})
    assert (facts["upward"], facts["upward_by_channel"]) == (upward, by_channel)


def test_a_direct_report_past_every_route_is_raised_without_a_channel() -> None:
    """A village has no route to the county; the list went to its own town as it should."""
    own = [{"to": at(TOWN), "on": "2025-06-16"}]
    direct = {"to": COUNTY_PARTY, "on": "2025-06-17"}
    facts = _facts({"deliveries": [*own, direct]})
    assert (facts["upward"], facts["upward_by_channel"]) == (1, 0)
    facts = _facts({"escalations": [direct]})
    assert (facts["upward"], facts["upward_by_channel"]) == (1, 0)
    aside = [{"to": at(NEXT_TOWN), "on": "2025-06-17"}, {"to": at(VILLAGE), "on": "2025-06-17"}]
    assert _facts({"deliveries": [*own, *aside]})["upward"] == 0


def test_who_entrusted_the_matter_may_be_told_directly() -> None:
    """So may those whom the escalation of a sector names."""
    told = {"topic.entrusted_by": [COUNTY_PARTY], "deliveries": [_raised(to=COUNTY_PARTY)]}
    assert _facts(told)["upward"] == 0
    sector = sector_room()
    both = [_raised(to=COUNTY_PARTY), _raised(to=at(COUNTY, "GOVERNMENT"))]
    needed = {"topic.needs": "county", "topic.entrusted": False, "topic.entrusted_by": []}
    assert _facts({**needed, "deliveries": [], "escalations": both}, sector)["upward"] == 0
    needed["topic.needs"] = "city"
    assert _facts({**needed, "deliveries": [], "escalations": both}, sector)["upward"] == 2
    relay = POLICY.with_readings(R13="relay_by_county_group")
    city = [_raised(to=at("320600000000")), _raised(to=at("320600000000", "GOVERNMENT"))]
    escalated = {**needed, "deliveries": [], "escalations": city}
    assert _facts(escalated, sector, relay)["upward"] == 0
    assert _facts(escalated, sector)["upward"] == 2


def test_without_the_room_nobody_knows_what_its_routes_name() -> None:
    """Channels can still be counted while nothing was reported directly."""
    direct = {"deliveries": [_raised(to=COUNTY_PARTY)]}
    assert _facts(direct, None)["upward"] is None
    assert _facts({"follow_ups": [_raised(channel="proposal")]}, None)["upward"] == 1
    untold = cr.Room(id="r1", kind="sector", unit=COUNTY)  # of a tier that nobody told
    assert _facts(direct, untold)["upward"] is None


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (None, "unknown"),
        ([], "fail"),
        ([{"on": "2025-06-10"}], "unknown"),
        ([{"on": "2025-06-10", "by": at(TOWN)}], "pass"),
        ([{"on": "2025-06-11", "by": at(TOWN)}], "fail"),
        ([{"on": "2025-06-01", "by": at(TOWN, "GOVERNMENT")}], "pass"),
        ([{"on": "2025-06-01", "by": {**at(TOWN, "DEPARTMENT"), "detail": "民政办"}}], "pass"),
        ([{"on": "2025-06-01", "by": at(VILLAGE)}], "fail"),
        ([{"on": "2025-06-12", "by": at(TOWN)}, {"on": "2025-06-02", "by": at(TOWN)}], "pass"),
    ],
)
def test_materials_reach_the_convener_before_the_session(given: Any, verdict: str) -> None:
    """From Party, government or a department; missing ones are a note and no violation (L12)."""
    report = cr.check(changed({"materials": given}), room=village_room())
    finding = report["5.1.s2b"]
    assert (finding.verdict.value, finding.force.value) == (verdict, "may")
    assert finding.level == ("note" if verdict == "fail" else "")
    assert finding.owed_by.value == "party_and_government"


def test_materials_may_be_told_of_with_the_lists_of_a_session() -> None:
    """As with those of a whole case, and of the registry."""
    case = changed({"materials": [{"on": "2025-06-01", "by": at(TOWN)}]})
    (held,) = case.sessions
    for lists in ({"materials": [{"on": "2025-06-01", "by": at(TOWN)}]}, case):
        report = cr.check(held, room=village_room(), topic=case.topic, lists=lists)
        assert report["5.1.s2b"].verdict == "pass"
    registry = cr.Registry(rooms=[village_room()], cases=[case])
    assert cr.check(held, registry=registry)["5.1.s2b"].verdict == "pass"
    assert cr.check(held, room=village_room())["5.1.s2b"].verdict == "unknown"
