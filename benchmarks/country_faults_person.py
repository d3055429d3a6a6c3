"""Faults of members, their invitations and their years (3.3.s5, s7, 4.2), written by hand."""

from __future__ import annotations

from country_fault import NOT_YET, Fault

AREA, SECTOR, CITY_SECTOR = "4.2.s5a#area", "4.2.s5a#sector", "4.2.s4a"
ENROLLED = f"{SECTOR}?county {CITY_SECTOR}?city"
MEMBERS = {
    "no_area": Fault("no area", {"area_links": 0}, fail=AREA, only="county"),
    "no_sector": Fault(
        "not in the room of the own sector",
        {"own_sector_has_room": 1, "sector_enrolments": 0},
        fail=ENROLLED,
    ),
    "area_untold": Fault("links untold", {"area_links": None}, unknown=AREA, only="county"),
    "sector_untold": Fault(
        "enrolments untold",
        {"own_sector_has_room": 1, "sector_enrolments": None},
        unknown=ENROLLED,
    ),
    "room_untold": Fault(
        "whether the sector has a room is untold", {"own_sector_has_room": None}, unknown=ENROLLED
    ),
    "tier_untold": Fault(
        "tier untold",
        {"member_tier": None, "own_sector_has_room": 1},
        unknown=f"{AREA} {SECTOR} {CITY_SECTOR}",
    ),
    "no_tier": Fault(
        "a tier of five",
        {"member_tier": 5, "own_sector_has_room": 1},
        unknown=f"{AREA} {SECTOR} {CITY_SECTOR}",
    ),
    # Without a room of the sector the tier matters to the area alone.
    "no_tier_no_room": Fault(
        "tier untold, no room of the sector",
        {"member_tier": None, "own_sector_has_room": 0},
        unknown=AREA,
    ),
}

ROUTE = "4.2.s6?county 4.2.s7?upper"
WILLING = "3.3.s7?upper 4.2.s3?higher 4.2.s4b?city"
INVITATIONS = {
    "other_route": Fault("past the route", {"invited_by_route": 0}, fail=ROUTE),
    # Whoever is not willing and was not let off is wronged; the permission is not used.
    "unwilling": Fault(
        "invited though not willing",
        {"invited_by_route": 1, "willing": 0, "declined": 0},
        fail="3.3.s7?upper",
    ),
    "willing_untold": Fault(
        "nobody asked", {"invited_by_route": 1, "willing": None, "declined": 0}, unknown=WILLING
    ),
    "route_untold": Fault(
        "route untold",
        {"invited_by_route": None, "willing": 1, "declined": 0},
        unknown=f"{ROUTE} {WILLING}",
    ),
    "route_untold_declined": Fault(
        "route untold, the member stayed away",
        {"invited_by_route": None, "willing": 0, "declined": 1},
        unknown=ROUTE,
    ),
    "answer_untold": Fault(
        "answer untold",
        {"invited_by_route": 1, "willing": 1, "declined": None},
        unknown="3.3.s7?upper",
    ),
    "no_flag": Fault(
        "a flag of five",
        {"invited_by_route": 5, "willing": 1, "declined": 0},
        unknown=f"{ROUTE} {WILLING}",
    ),
    "tier_untold": Fault(
        "tier untold",
        {"member_tier": None, "invited_by_route": 1, "willing": 1, "declined": 0},
        unknown="4.2.s6 4.2.s7 3.3.s7 4.2.s3 4.2.s4b",
    ),
    "not_invited": Fault("not invited by anybody", {"invited_by_route": NOT_YET}),
}

WEIGHTS = "4.2.s9b.i1?assessed 4.2.s9b.i2?assessed 4.2.s9b.i3?assessed"
_LINKED = {"linked": 1, "full_year": 1}
MEMBER_YEARS = {
    "stayed_away": Fault("never there", {"attended": 0, **_LINKED}, fail="3.3.s5", only="county"),
    "not_yet_there": Fault(
        "not there yet", {"attended": NOT_YET, **_LINKED}, pending="3.3.s5", only="county"
    ),
    "attendance_untold": Fault(
        "untold", {"attended": None, **_LINKED}, unknown="3.3.s5", only="county"
    ),
    "link_untold": Fault(
        "links untold", {"linked": None, "full_year": 1}, unknown="3.3.s5", only="county"
    ),
    "full_untold": Fault(
        "since when is untold", {"linked": 1, "full_year": None}, unknown="3.3.s5", only="county"
    ),
    "not_part": Fault(
        "activity no part of assessment", {"activity_assessed": 0}, fail="4.2.s9a?assessed"
    ),
    "not_weighed": Fault(
        "role and quality have no weight",
        {"contribution_weight": 0},
        fail="4.2.s9b.i2?assessed 4.2.s9b.i3?assessed",
    ),
    "not_assessed": Fault(
        "not assessed yet",
        dict.fromkeys(("activity_assessed", "attendance_weight", "contribution_weight"), NOT_YET),
        pending=f"4.2.s9a?assessed {WEIGHTS}",
    ),
    "unweighed": Fault(
        "attendance has no weight", {"attendance_weight": 0}, fail="4.2.s9b.i1?assessed"
    ),
    "weight_untold": Fault("untold", {"attendance_weight": None}, unknown="4.2.s9b.i1?assessed"),
    "too_heavy": Fault("too heavy", {"attendance_weight": 200_000}, unknown="4.2.s9b.i1?assessed"),
    "tier_untold": Fault(
        "tier untold",
        {"member_tier": None, **_LINKED},
        unknown="3.3.s5 4.2.s9a 4.2.s9b.i1 4.2.s9b.i2 4.2.s9b.i3",
    ),
    "no_tier_unlinked": Fault(
        "a tier of naught, not linked",
        {"member_tier": 0, "linked": 0},
        unknown="4.2.s9a 4.2.s9b.i1 4.2.s9b.i2 4.2.s9b.i3",
    ),
}
