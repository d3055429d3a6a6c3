"""Faults of rooms, units, and CPPCC bodies (2.3, 3.1, 4.1 to 4.3, 5, 6), written by hand."""

from __future__ import annotations

from country_fault import CONTRADICTED, EXPIRED, NOT_YET, Fault
from country_faults_session import ROSTER, VILLAGE_ROSTER

PRESENT = "4.1.s3#present?town 4.1.s4a#present?village 4.1.s5#present?conditional"
ELIGIBLE = "4.1.s3#eligible?town 4.1.s4a#eligible?village 4.1.s5#eligible?conditional"
CONVENERS = f"{PRESENT} {ELIGIBLE} 4.1.s5#related?conditional 4.1.s6"
QUALITIES = "4.3.s2c.i1 4.3.s2c.i2 4.3.s2c.i3 4.3.s2c.i4"
BY_KIND = (
    "4.1.s3#present 4.1.s3#eligible 4.1.s4a#present 4.1.s4a#eligible 4.1.s5#present"
    " 4.1.s5#eligible 4.1.s5#related 4.1.s4b#present 4.1.s4b#linked 4.1.s4b#every 4.1.s4b#apart"
    f" {ROSTER} {VILLAGE_ROSTER}"
)
_LACKING = {"haves_claimed": 5, "haves_evidenced": 5}

ROOMS = {
    "other_name": Fault("another name", {"name_is_uniform": 0}, fail="3.1.s1a"),
    "no_place": Fault("no place", {"has_place": 0, **_LACKING}, fail="3.1.s5.i1"),
    "no_rules": Fault(
        "neither rules nor process",
        {"has_rules": 0, "has_process": 0, "haves_claimed": 4, "haves_evidenced": 4},
        fail="3.1.s5.i3 3.1.s5.i4",
    ),
    "no_sign": Fault(
        "neither sign nor effect",
        {"has_sign": 0, "has_effect": 0, "haves_claimed": 4, "haves_evidenced": 4},
        fail="3.1.s5.i2 3.1.s5.i6",
    ),
    "no_activity": Fault("no activity", {"has_activity": 0, **_LACKING}, fail="3.1.s5.i5"),
    "idle": Fault("activity without a session", {"sessions_held": 0}, unknown="3.1.s5.i5"),
    "effect_untold": Fault("untold", {"has_effect": None}, unknown="3.1.s5.i6"),
    "little_evidence": Fault("half shown", {"haves_evidenced": 3}, fail="3.1.s5#evidence"),
    "much_evidence": Fault(
        "more shown than claimed", {"haves_evidenced": 7}, unknown="3.1.s5#evidence"
    ),
    "nine_haves": Fault("nine of six", {"haves_claimed": 9}, unknown="3.1.s5#evidence"),
    "no_convener": Fault(
        "no convener",
        {
            "conveners": 0,
            "conveners_eligible": 0,
            "conveners_trained": 0,
            "conveners_related": 0,
        },
        fail=PRESENT,
    ),
    "wrong_post": Fault(
        "a convener without the post", {"conveners_eligible": "conveners - 1"}, fail=ELIGIBLE
    ),
    "untrained": Fault("nobody trained", {"conveners_trained": 0}, fail="4.1.s6"),
    "unrelated": Fault(
        "no convener of the sector",
        {"conveners_related": 0},
        fail="4.1.s5#related",
        only="conditional",
    ),
    "conveners_untold": Fault("conveners untold", {"conveners": None}, unknown=CONVENERS),
    "more_eligible": Fault(
        "more hold the post than convene",
        {"conveners_eligible": "conveners + 1"},
        unknown=CONVENERS,
    ),
    "no_co_convener": Fault(
        "no co-convener",
        {"co_conveners": 0, "co_conveners_linked": 0},
        fail="4.1.s4b#present",
        only="village",
    ),
    "co_convener_unlinked": Fault(
        "a co-convener not linked",
        {"co_conveners_linked": "co_conveners - 1"},
        fail="4.1.s4b#linked",
        only="village",
    ),
    "same_person": Fault(
        "convener and co-convener in one",
        {"convener_is_co_convener": 1},
        fail="4.1.s4b#apart",
        only="village",
    ),
    "more_linked": Fault(
        "more co-conveners linked than there are",
        {"co_conveners_linked": "co_conveners + 1"},
        unknown="4.1.s4b#present 4.1.s4b#linked",
        only="village",
    ),
    "no_member": Fault(
        "no member linked",
        {"linked_members": 0, "linked_county_members": 0, "area_linked_members": 0},
        fail="4.2.s5b",
        where="kind NOT IN (4, 5)",
    ),
    "members_untold": Fault("links untold", {"linked_members": None}, unknown="4.2.s5b"),
    "no_cadre": Fault(
        "no retired cadre", {"roster_old_cadres": 0}, fail="4.3.s4b.i1", only="territorial"
    ),
    "no_heads": Fault(
        "neither grid staff nor building heads",
        {"roster_grid_staff": 0, "roster_building_heads": 0},
        fail="4.3.s5a.i1 4.3.s5a.i2",
        only="village",
    ),
    "no_roster": Fault(
        "nobody on the roster of a village whom the text names",
        dict.fromkeys(
            (
                *("roster_successful_people", "roster_new_strata", "roster_old_cadres"),
                *("roster_old_party_members", "roster_old_teachers"),
                *("roster_grid_staff", "roster_building_heads"),
            ),
            0,
        ),
        fail=f"{ROSTER} {VILLAGE_ROSTER}",
        only="village",
    ),
    "strata_untold": Fault(
        "new strata untold",
        {"roster_new_strata": None},
        unknown="4.3.s4a.i2",
        only="territorial",
    ),
    "term_over": Fault("two whose term is over", {"representatives_expired": 2}, fail="4.3.s5b"),
    "term_untold": Fault("terms untold", {"representatives_expired": None}, unknown="4.3.s5b"),
    "one_unfit": Fault(
        "attested of all but one",
        {"attested_4_3_s2c_i1": "representatives - 1"},
        fail="4.3.s2c.i1",
    ),
    "none_fit": Fault(
        "attested of nobody",
        dict.fromkeys([f"attested_4_3_s2c_i{n}" for n in range(1, 5)], 0),
        fail=QUALITIES,
    ),
    "more_fit": Fault(
        "attested of more than there are",
        {"attested_4_3_s2c_i2": "representatives + 1"},
        unknown=QUALITIES,
    ),
    "roster_untold": Fault("roster untold", {"representatives": None}, unknown=QUALITIES),
    "offline": Fault("no platform online", {"attested_3_1_s9": 0}, fail="3.1.s9"),
    "single_use": Fault("one room for one use", {"attested_3_1_s2": 0}, fail="3.1.s2"),
    "own_stove": Fault(
        "neither at home in what is there nor light",
        {"attested_3_1_s3b": 0, "attested_3_1_s4a": 0},
        fail="3.1.s3b 3.1.s4a",
    ),
    "expired": Fault("attested too long ago", {"attested_3_1_s3b": EXPIRED}, unknown="3.1.s3b"),
    "contradicted": Fault(
        "attested both ways", {"attested_3_1_s4a": CONTRADICTED}, unknown="3.1.s4a"
    ),
    "kind_untold": Fault("kind untold", {"room_kind": None}, unknown=BY_KIND),
    "no_kind": Fault("a kind of naught", {"room_kind": 0}, unknown=BY_KIND),
}

UNITS = {
    "no_room": Fault("no room", {"rooms_registered": 0}, fail="2.3.s1a?town 2.3.s1a?village"),
    "rooms_untold": Fault(
        "rooms untold", {"rooms_registered": None}, unknown="2.3.s1a?town 2.3.s1a?village"
    ),
    "no_committee": Fault("no work committee", {"work_committee": 0}, fail="3.1.s7?town"),
    "committee_untold": Fault("nobody knows", {"work_committee": None}, unknown="3.1.s7?town"),
    "kind_untold": Fault("kind untold", {"unit_kind": None}, unknown="2.3.s1a 3.1.s7"),
    "no_kind": Fault("a kind of 13", {"unit_kind": 13}, unknown="2.3.s1a 3.1.s7"),
    "negative": Fault(
        "fewer rooms than none",
        {"rooms_registered": -1},
        unknown="2.3.s1a?town 2.3.s1a?village",
    ),
}

# Of the city and of counties alike, of counties alone, of the city alone.
BOTH = "6.1.s3a 6.2.s2 6.2.s4 6.2.s6a 1.s3 4.2.s8a 4.4.s1b 6.2.s1b 6.3.s9a 6.4.s2a 6.4.s2b"
COUNTY = (
    "6.2.s3 2.3.s2a.i1 2.3.s2a.i2 5.1.s1a 5.1.s1b.i1 5.1.s1b.i2 5.1.s1b.i3 5.1.s1b.i4 5.1.s2a"
    " 5.1.s2c 5.2.s1c 5.2.s2 5.4.s3a 6.2.s5"
)
CITY = "5.4.s1a 5.4.s2a 6.3.s8"
_ATTESTED = (
    "1.s3 2.3.s2a.i1 2.3.s2a.i2 4.2.s8a 4.4.s1b 5.1.s1a 5.1.s1b.i1 5.1.s1b.i2 5.1.s1b.i3 5.1.s1b.i4"
    " 5.1.s2a 5.1.s2c 5.2.s1c 5.2.s2 5.4.s3a 6.2.s1b 6.2.s5 6.3.s9a 6.4.s2a 6.4.s2b"
)

BODIES = {
    "no_report": Fault("no report to the Party", {"reports_given": 0}, fail="6.1.s3a?assessed"),
    "none_heard": Fault("no report heard", {"reports_heard": 0}, fail="6.2.s2?assessed"),
    "not_over": Fault(
        "neither given nor heard in a year that goes on",
        {"reports_given": 0, "reports_heard": 0, "year_ended": 0},
        pending="6.1.s3a?assessed 6.2.s2?assessed",
    ),
    "over_untold": Fault(
        "nobody said as of when", {"year_ended": None}, unknown="6.1.s3a?assessed 6.2.s2?assessed"
    ),
    "full_untold": Fault(
        "nobody knows of the year",
        {"full_year": None},
        unknown="6.1.s3a?assessed 6.2.s2?assessed 6.2.s3?county",
    ),
    "first_year": Fault("the edition's first year", {"full_year": 0, "reports_given": 0}),
    "plan_unread": Fault("plan not reviewed", {"plan_reviewed": 0}, fail="6.2.s3?county"),
    "plan_ahead": Fault("not yet reviewed", {"plan_reviewed": NOT_YET}, pending="6.2.s3?county"),
    "none_assessed": Fault("no room assessed", {"rooms_assessed": 0}, fail="6.2.s4?assessed"),
    "assessed_later": Fault(
        "rooms not assessed yet", {"rooms_assessed": NOT_YET}, pending="6.2.s4?assessed"
    ),
    "not_part": Fault(
        "activity no part of assessment",
        {"activity_in_assessment": 0},
        fail="6.2.s6a?assessed",
    ),
    "own_stove": Fault("a separate stove", {"attested_2_3_s2a_i1": 0}, fail="2.3.s2a.i1?county"),
    "burden": Fault("burdens added", {"attested_2_3_s2a_i2": 0}, fail="2.3.s2a.i2?county"),
    "no_place_given": Fault("no conditions", {"attested_5_1_s2a": 0}, fail="5.1.s2a?county"),
    "aim_missed": Fault("the aim not reached", {"attested_1_s3": 0}, fail="1.s3?assessed"),
    "no_guidance": Fault("no guidance", {"attested_5_4_s1a": 0}, fail="5.4.s1a?city", only="city"),
    "no_channel": Fault("channels idle", {"attested_6_3_s8": 0}, fail="6.3.s8?city", only="city"),
    "all_denied": Fault(
        "attested that nothing holds of what a county has to see to",
        dict.fromkeys([f"attested_{entry.replace('.', '_')}" for entry in _ATTESTED.split()], 0),
        fail=_ATTESTED,
        only="county",
    ),
    "city_denied": Fault(
        "attested that the city guides nobody", {"attested_5_4_s2a": 0}, fail="5.4.s2a", only="city"
    ),
    "unattested": Fault("nobody attested", {"attested_6_4_s2b": None}, unknown="6.4.s2b?assessed"),
    "expired": Fault("too long ago", {"attested_5_4_s3a": EXPIRED}, unknown="5.4.s3a?county"),
    "many_reports": Fault("too many", {"reports_heard": 100_001}, unknown="6.2.s2?assessed"),
    "tier_untold": Fault(
        "tier untold",
        {"body_tier": None},
        unknown=f"{BOTH} {COUNTY} {CITY}",
    ),
}
