"""What a route says where a place is not recorded: the field, the clause of the step, what is certain."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import consultrules as cr

UNITS = cr.Gazetteer.nantong()
TOWN, VILLAGE, ZONE = UNITS["320685111000"], UNITS["320685111200"], UNITS["320671000000"]
PARK = UNITS["320614418000"]
COUNTY = UNITS["320685000000"]
VILLAGE_ROOM = cr.Room(
    id="r", kind="village", unit=cr.Unit(code="v", name="某村", kind="village", parent=COUNTY)
)
FIRM_ROOM = cr.Room(id="r", kind="enterprise", unit=COUNTY)
ZONE_ROOM = cr.Room(id="r", kind="sector", tier="county", unit=ZONE, sector="经济")
NO_TIER = cr.Room(id="r", kind="sector", unit=ZONE)


def _invited(room: cr.Room) -> cr.Route:
    member = cr.Person(id="p", memberships=[{"level": "county"}])  # type: ignore[list-item]
    return cr.invitation_route(room, member, on="2025-06-01")


@pytest.mark.parametrize(
    ("call", "room", "field", "clause"),
    [
        (cr.approval_route, ZONE_ROOM, "unit.served_by", "3.2.s6"),
        (cr.report_route, ZONE_ROOM, "unit.served_by", "3.6.s7"),
        (cr.evaluating_bodies, ZONE_ROOM, "unit.served_by", "3.8.s1"),
        (_invited, ZONE_ROOM, "unit.served_by", "4.2.s6"),
        (cr.liaison_chain, ZONE_ROOM, "unit.served_by", "6.3.s6"),
        (cr.approval_route, VILLAGE_ROOM, "responsible_unit", "3.2.s4"),
        (cr.report_route, VILLAGE_ROOM, "responsible_unit", "3.6.s3"),
        (cr.sensitive_route, VILLAGE_ROOM, "responsible_unit", "3.4.s5a"),
        (cr.approval_route, FIRM_ROOM, "responsible_unit", "3.2.s5"),
        (cr.report_route, FIRM_ROOM, "responsible_unit", "3.6.s4"),
        (cr.sensitive_route, FIRM_ROOM, "responsible_unit", "3.4.s5a"),
        (cr.feedback_route, FIRM_ROOM, "responsible_unit", "3.7.s2a"),
        (cr.evaluating_bodies, FIRM_ROOM, "responsible_unit", "3.8.s1"),
        (cr.approval_route, NO_TIER, "tier", "3.2.s6"),
        (cr.report_route, NO_TIER, "tier", "3.6.s5"),
        (cr.sensitive_route, NO_TIER, "tier", "3.4.s5a"),
        (cr.feedback_route, NO_TIER, "tier", "3.7.s2a"),
        (cr.evaluating_bodies, NO_TIER, "tier", "3.8.s1"),
        (cr.liaison_chain, NO_TIER, "tier", "6.3.s5"),
        (_invited, NO_TIER, "tier", "4.2.s6"),
        (cr.follow_up_channels, NO_TIER, "tier", "3.7.s7"),
        (lambda room: cr.entrusted_route(room, []), NO_TIER, "tier", "3.7.s5"),
    ],
)
def test_an_error_cites_the_step_that_lacks_its_place(
    call: Callable[[cr.Room], object], room: cr.Room, field: str, clause: str
) -> None:
    """The clause is that of the row being filled; without a tier, the first that a sector may read."""
    with pytest.raises(cr.RoutingError) as caught:
        call(room)
    assert (caught.value.field, caught.value.clause) == (field, clause)


@pytest.mark.parametrize(
    ("organ", "unit"),
    [
        ("PARTY_COMMITTEE", TOWN),
        ("PARTY_WORKING_COMMITTEE", PARK),
        ("PARTY_WORKING_COMMITTEE", ZONE),
        *((organ, UNITS["320685000000"]) for organ in ("PARTY_COMMITTEE", "GOVERNMENT")),
        ("GOVERNMENT", UNITS["320600000000"]),
    ],
)
def test_party_and_government_entrust(organ: str, unit: cr.Unit) -> None:
    """From the town level up (3.7.s5), under either name of the Party organ (R1)."""
    body, room = cr.Body(organ=organ, unit=unit), cr.Room(id="r", kind="village", unit=VILLAGE)
    assert cr.entrusted_route(room, body).bodies == (body,)


@pytest.mark.parametrize(
    ("organ", "unit"),
    [
        *((organ.value, TOWN) for organ in list(cr.Organ)[3:]),
        ("DEPARTMENT", UNITS["320685000000"]),
        ("CPPCC", UNITS["320600000000"]),
        ("PARTY_COMMITTEE", VILLAGE),
        ("GOVERNMENT", VILLAGE),
        ("PARTY_COMMITTEE", cr.Unit(code="e", name="某厂", kind="enterprise")),
    ],
)
def test_nobody_else_entrusts(organ: str, unit: cr.Unit) -> None:
    """3.7.s5 speaks of Party committee and government: of others it says nothing, alone or beside them."""
    body, room = cr.Body(organ=organ, unit=unit), cr.Room(id="r", kind="village", unit=VILLAGE)
    county = cr.Body(organ="GOVERNMENT", unit=UNITS["320685000000"])
    for call in (
        lambda: cr.entrusted_route(room, body),
        lambda: cr.entrusted_route(room, [county, body]),
        lambda: cr.report_route(room, entrusted_by=body),
        lambda: cr.receiving_bodies(room, entrusted_by=[body, county]),
    ):
        with pytest.raises(cr.RoutingError) as caught:
            call()
        error = caught.value
        assert (error.code, error.field, error.clause) == ("no_ruler", "entrusted_by", "3.7.s5")
        assert body.name() in error.text("zh")


def test_a_topic_holds_whoever_is_said_to_have_entrusted_it() -> None:
    """A record tells what happened; that nothing is known of the report to such a body, facts tell."""
    by = cr.Body(organ="DEPARTMENT", unit=UNITS["320685000000"], detail="民政局")
    assert cr.Topic(id="t", room="r", text="x", entrusted=True, entrusted_by=(by,)).entrusted_by


def test_a_park_in_no_town_keeps_its_firms_and_says_so() -> None:
    """R3 asks about parks inside a town: one that is in none is itself a place of 3.2.s5."""
    town = cr.edition().with_readings(R3="town_or_subdistrict")
    alone = cr.Room(id="r", kind="enterprise", unit=UNITS["320682401000"])
    for call in (cr.approval_route, cr.report_route):
        route = call(alone, policy=town)
        assert [(b.organ.value, b.unit.code) for b in route.bodies] == [
            ("PARTY_WORKING_COMMITTEE", "320682401000")
        ]
        assert "R3" in route.explain("zh").splitlines()[-1]
        assert "register" in route.explain("en").splitlines()[-1]
        assert call(alone).notes == ()
    within = cr.Unit(code="p", name="某园区", kind="park", parent=TOWN)
    inside = cr.approval_route(cr.Room(id="r", kind="enterprise", unit=within), policy=town)
    assert [b.name() for b in inside.bodies] == ["白甸镇党委"]
    assert inside.notes == ()


def test_a_park_of_which_nobody_said_what_is_above_it() -> None:
    """It may lie in a town, which R3 then asks for: the field is what stands above it."""
    town = cr.edition().with_readings(R3="town_or_subdistrict")
    park = cr.Unit(code="p", name="某园区", kind="park")
    for more, field in (
        ({"unit": park}, "unit.parent"),
        ({"unit": UNITS["320685000000"], "responsible_unit": park}, "responsible_unit.parent"),
    ):
        room = cr.Room(id="r", kind="enterprise", **more)
        with pytest.raises(cr.RoutingError) as caught:
            cr.approval_route(room, policy=town)
        assert (caught.value.field, caught.value.clause) == (field, "3.2.s5")
        assert cr.approving_body(room).unit == park


def test_a_work_committee_evaluates_where_no_county_cppcc_is_on_record() -> None:
    """3.8.s1 names both, and either will do (E1): one is certain, of the other the field is named."""
    route = cr.evaluating_bodies(cr.Room(id="r", kind="community", unit=UNITS["320671001001"]))
    (step,) = route.steps
    unnamed, (committee,) = step.any_of
    assert isinstance(committee, cr.Body)
    assert (committee.organ.value, committee.unit.code) == ("WORK_COMMITTEE", "320671001000")
    assert str(route) == "评估：县（市）区政协（未登记）或中兴街道政协工作委员会"
    assert "CPPCC committee of the county (not on record) or CPPCC work" in route.line("en")
    assert all("unit.served_by" in words for words in route.notes[0])
    assert [a["lacks"] for a in route.to_dict()["steps"][0]["any_of"][0]] == ["unit.served_by"]  # type: ignore[index]
    assert step.settled((committee,))
    assert not unnamed[0].admits(committee)  # type: ignore[union-attr]
    with pytest.raises(
        cr.RoutingError
    ) as caught:  # whether it is the one that serves, nobody can say
        step.settled((cr.Body(organ="CPPCC", unit=UNITS["320613000000"]),))
    assert (caught.value.field, caught.value.clause) == ("unit.served_by", "3.8.s1")
    with pytest.raises(cr.RoutingError):
        list(route.bodies)


def test_a_park_under_the_city_has_no_county_whose_departments_could_answer() -> None:
    """Party organ and management committee make the feedback list and publish it (3.7.s2, T3)."""
    park = cr.Unit(code="p", name="某园区", kind="park", parent=UNITS["320600000000"])
    route = cr.feedback_route(cr.Room(id="r", kind="park", unit=park))
    for act in ("list_feedback", "publish"):
        step = route.step(act)
        assert step is not None
        assert step.whom() == "某园区党工委或某园区管委会或县（市）区有关部门（未登记）"
        assert step.settled((cr.Body(organ="PARTY_WORKING_COMMITTEE", unit=park),))
    assert all("unit.parent" in words for words in route.notes[0])
