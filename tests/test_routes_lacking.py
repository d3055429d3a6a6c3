"""What a route says where a place is not recorded: the field, the clause of the step, what is certain."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import consultrules as cr

UNITS = cr.Gazetteer.nantong()
ZONE_UNIT = UNITS["320671000000"]
COUNTY = UNITS["320685000000"]
VILLAGE_ROOM = cr.Room(
    id="r", kind="village", unit=cr.Unit(code="v", name="某村", kind="village", parent=COUNTY)
)
FIRM_ROOM = cr.Room(id="r", kind="enterprise", unit=COUNTY)
ZONE_ROOM = cr.Room(id="r", kind="sector", tier="county", unit=ZONE_UNIT, sector="经济")
NO_TIER = cr.Room(id="r", kind="sector", unit=ZONE_UNIT)


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
