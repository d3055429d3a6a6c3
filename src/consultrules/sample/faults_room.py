"""Faults of rooms and units: platform, frequency, conveners, links, roster (2.3, 3.1, 3.9, 4.1 to 4.3)."""

from __future__ import annotations

from consultrules.sample.edits import (
    a_year_before,
    denied,
    one_case_less,
    person_denied,
    removed,
    untrained,
    without,
)
from consultrules.sample.fault import (
    COPIES,
    FEW,
    GONE,
    SECTORS,
    TERRITORIAL,
    TOWN_LEVEL,
    VILLAGE_LEVEL,
    Fault,
    in_each,
)
from consultrules.sample.site import Site
from consultrules.sample.words import HAVES, TOWN_CATEGORIES, VILLAGE_CATEGORIES, Data


def _ended(site: Site) -> list[Data]:
    """The links of the room, all at an end before the year was."""
    return [{**link, "until": "2025-12-01"} for link in site.room["links"]]


def _no_committee(site: Site) -> None:
    site.place.committee = {"unit": site.place.unit.code, "exists": False}


def _member_beside(site: Site) -> str:
    """A member who is linked to the town's own room and not to this one."""
    person: str = site.place.members[0]["id"]
    return person


CATEGORY_CLAUSES = {
    "successful_people": "4.3.s4a.i1",
    "new_strata": "4.3.s4a.i2",
    "old_cadres": "4.3.s4b.i1",
    "old_party_members": "4.3.s4b.i2",
    "old_teachers": "4.3.s4b.i3",
    "grid_staff": "4.3.s5a.i1",
    "building_heads": "4.3.s5a.i2",
}
"""The clause that names each category of public representatives."""

FAULTS = {
    # 2.3 coverage, 3.1 the platform
    "no_room": Fault("unit fail 2.3.s1a", "a village without a room", first=removed,
        kinds=VILLAGE_LEVEL),
    "room_closed": Fault("unit fail 2.3.s1a; member fail 4.2.s5a#area",
        "a park's room closed in December: its two members are linked to no other",
        {"room.until": "2025-12-01"}, ("park", "subdistrict"), copies=2),
    "no_work_committee": Fault("unit fail 3.1.s7; room fail 4.1.s3#eligible",
        "no CPPCC work committee, hence nobody who directs it and could convene (V7)",
        first=_no_committee, kinds=TOWN_LEVEL),
    "name_without_words": Fault("room fail 3.1.s1a", "the room is called 村民议事厅",
        {"room.name": "样例村民议事厅"}),
    "name_with_other_word": Fault("room fail 3.1.s1a", "有事多商量 in place of 有事好商量",
        {"room.name": "样例村“有事多商量”协商议事室"}),
    **{f"no_{what}": Fault(f"room fail 3.1.s5.i{n}", f"five of the six haves: no {what}",
        {f"room.haves.{n - 1}.holds": False}) for n, what in enumerate(HAVES, 1)},
    "have_without_evidence": Fault("room fail 3.1.s5#evidence", "one of the haves is only claimed",
        {"room.haves.2.evidence": GONE}),
    "single_use": Fault("room fail 3.1.s2", "advice: the room serves nothing else",
        first=denied("room", "3.1.s2")),
    "functions_apart": Fault("room fail 3.1.s3b", "advice: the studio of members is elsewhere",
        first=denied("room", "3.1.s3b")),
    "built_anew": Fault("room fail 3.1.s4a", "advice: no existing platform was used",
        first=denied("room", "3.1.s4a")),
    "not_online": Fault("room fail 3.1.s9", "no platform online",
        first=denied("room", "3.1.s9")),
    # 3.9 how often
    **in_each("one_session_short", Fault("room_year fail {yearly}", "a session less than is due",
        first=one_case_less), TOWN_LEVEL, VILLAGE_LEVEL),
    "only_continued": Fault("room_year fail {yearly}", "the third session only continues another",
        {"cases.0.sessions.1.continues": lambda site: site.cases[0]["sessions"][0]["id"]},
        VILLAGE_LEVEL, where=lambda site: len(site.cases[0]["sessions"]) > 1),
    "met_the_year_before": Fault("room_year fail {yearly}", "its only session was in 2024",
        first=a_year_before, kinds=FEW),
    # 4.1 conveners
    **in_each("no_convener", Fault("room fail {post}#present", "nobody convenes (an empty list)",
        {"room.conveners": []}), TOWN_LEVEL, VILLAGE_LEVEL, FEW),
    **in_each("wrong_post", Fault("room fail {post}#eligible", "the convener holds another post",
        {"room.conveners.0.post": "other"}), TOWN_LEVEL, VILLAGE_LEVEL, FEW),
    "deputy_convenes": Fault("room fail 4.1.s4a#eligible", "a plain deputy secretary convenes",
        {"room.conveners.0.post": "party_deputy_secretary"}, VILLAGE_LEVEL),
    "unrelated_convener": Fault("room fail 4.1.s5#related", "advice only: of another sector",
        {"room.conveners.0.sector": "台联界"}, FEW),
    "no_co_convener": Fault("room fail 4.1.s4b#present", "a village room without co-convener",
        {"room.co_conveners": []}, VILLAGE_LEVEL),
    "co_convener_unlinked": Fault("room fail 4.1.s4b#linked", "its member is linked elsewhere",
        {"room.co_conveners.0.person": _member_beside}, VILLAGE_LEVEL),
    "one_person_twice": Fault("room fail 4.1.s4b#apart", "advice: convener and co-convener are one",
        {"room.conveners.0.person": lambda site: site.members[0]["id"]}, VILLAGE_LEVEL),
    "convener_untrained": Fault("room fail 4.1.s6", "advice: the convener took part in no training",
        first=untrained, kinds=("village", "town", "community", "park", "subdistrict")),
    # 4.2 links
    "no_linked_member": Fault("room fail 4.2.s5b 4.1.s4b#linked", "nobody is linked to the village",
        {"room.links": []}, VILLAGE_LEVEL),
    "links_ended": Fault("room fail 4.2.s5b; member fail 4.2.s5a#area",
        "the links of a town's members ran out in December, and nobody renewed them",
        {"room.links": _ended}, TOWN_LEVEL),
    "sector_without_members": Fault("room fail 4.2.s5b; member fail 4.2.s4a",
        "no city member is enrolled in the room of the sector",
        {"room.links": []}, SECTORS[1:], copies=1),
    # 4.3 public representatives
    **{f"roster_without_{category}": Fault(f"room fail {CATEGORY_CLAUSES[category]}",
        "a category is missing from the roster",
        {"room.representatives": without(category)}, TERRITORIAL) for category in TOWN_CATEGORIES},
    **{f"roster_without_{category}": Fault(f"room fail {CATEGORY_CLAUSES[category]}",
        "a category that villages have is missing from the roster",
        {"room.representatives": without(category)}, VILLAGE_LEVEL)
        for category in VILLAGE_CATEGORIES[-2:]},
    "representative_expired": Fault("room fail 4.3.s5b", "one entry ran out in September",
        {"room.representatives.-1.until": "2025-09-30"}),
    **{f"representative_without_quality_{n}": Fault(f"room fail 4.3.s2c.i{n}",
        "one of four qualities is denied for one of the representatives",
        first=person_denied(f"4.3.s2c.i{n}")) for n in range(1, COPIES + 2)},
    "representative_unfit": Fault(
        "room fail 4.3.s2c.i1 4.3.s2c.i2 4.3.s2c.i3 4.3.s2c.i4",
        "all four qualities are denied by one attestation",
        first=person_denied("4.3.s2c"), copies=1),
}  # fmt: skip
"""What is wrong with a room itself, by name."""
