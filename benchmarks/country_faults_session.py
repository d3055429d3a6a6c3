"""Faults of sessions, and of the years of rooms that count them (3.2 to 3.5, 3.9), written by hand."""

from __future__ import annotations

from country_fault import ARRANGED, EXPIRED, NEVER, ONCE, Fault, only_for

APPROVED = "3.2.s3?town 3.2.s4?village 3.2.s5?firm 3.2.s6?sector"
REVIEWED = "3.2.s6#reviewed 3.2.s6#review 3.2.s6#departments 3.2.s6#all_departments"
ROSTER = "4.3.s4a.i1 4.3.s4a.i2 4.3.s4b.i1 4.3.s4b.i2 4.3.s4b.i3"
VILLAGE_ROSTER = "4.3.s5a.i1 4.3.s5a.i2"
_ROSTER = " ".join(f"{rule}#session" for rule in ROSTER.split())
_VILLAGE_ROSTER = " ".join(f"{rule}#session" for rule in VILLAGE_ROSTER.split())
BY_KIND = f"3.2.s3 3.2.s4 3.2.s5 3.2.s6 {REVIEWED} 3.3.s6 {_ROSTER} {_VILLAGE_ROSTER}"
SIZE = "3.3.s3a 3.3.s3b#low 3.3.s3b#high 3.3.s3c 3.5.s2.i5 3.5.s2.i6"
CLEAR = "3.4.s3.i1 3.4.s3.i2 3.4.s3.i3"
# What is asked of every session in which nothing sensitive was met.
ALL = (
    "3.2.s2c 3.3.s2a.i1 3.3.s2a.i2 3.3.s2a.i3 3.3.s2a.i4 3.3.s2b 2.2.1.s1 3.4.s1a 3.4.s2"
    f" {SIZE} {CLEAR} 3.5.s1.i1 4.3.s2b 4.3.s2d 5.1.s2b 5.2.s1b 3.3.s1.i1 3.3.s1.i2 3.3.s1.i3"
    f" 3.3.s1.i4 3.5.s3c {APPROVED} {only_for(REVIEWED, 'sector')} 3.3.s6?conditional"
    f" {only_for(_ROSTER, 'territorial')} {only_for(_VILLAGE_ROSTER, 'village')}"
)
NOT_SENSITIVE = "sensitive = 0"
MORE_THAN_DUE = "number > minimum AND sensitive = 0"  # so that the room's year is not touched


def _people(number: int, public: int) -> dict[str, int]:
    told = dict.fromkeys(("participants", "participants_notified", "participants_informed"), number)
    return told | {"public_representatives": public}


SESSIONS = {
    # Who took part (3.3, 4.3.s2b).
    "few_people": Fault("nine people", _people(9, 3), fail="3.3.s3a 3.3.s3b#low"),
    "small": Fault("twelve people", _people(12, 4), fail="3.3.s3b#low"),
    "large": Fault("forty people", _people(40, 14), fail="3.3.s3b#high"),
    "under_a_third": Fault(
        "one public representative short of a third",
        {"public_representatives": "(participants + 2) // 3 - 1"},
        fail="3.3.s3c",
    ),
    "no_public": Fault(
        "no public representative",
        {"public_representatives": 0, "stakeholder_representatives": 0},
        fail="3.3.s2a.i3 3.3.s3c 4.3.s2b",
    ),
    "no_stakeholders": Fault(
        "no side concerned",
        {"stakeholders": 0, "stakeholder_representatives": 0},
        fail="3.3.s2a.i2 4.3.s2b",
    ),
    "no_members": Fault(
        "no CPPCC member, so none of the sector",
        {"members": 0, "sector_members_arranged": 0},
        fail="3.3.s2a.i1 3.3.s6?conditional",
    ),
    "no_persons": Fault(
        "no representative person", {"representative_persons": 0}, fail="3.3.s2a.i4"
    ),
    "no_officials": Fault("no official invited", {"officials_invited": 0}, fail="3.3.s2b"),
    "no_backbone": Fault(
        "no backbone of governance invited", {"governance_backbone_invited": 0}, fail="5.2.s1b"
    ),
    "no_teacher": Fault(
        "no retired teacher",
        {"attending_old_teachers": 0},
        fail="4.3.s4b.i3#session?territorial",
        only="territorial",
    ),
    "no_grid": Fault(
        "no grid staff", {"attending_grid_staff": 0}, fail="4.3.s5a.i1#session", only="village"
    ),
    "other_people": Fault(
        "nobody of those who belong on a village's roster",
        dict.fromkeys(
            (
                *("attending_successful_people", "attending_new_strata", "attending_old_cadres"),
                *("attending_old_party_members", "attending_old_teachers"),
                *("attending_grid_staff", "attending_building_heads"),
            ),
            0,
        ),
        fail=f"{_ROSTER} {_VILLAGE_ROSTER}",
        only="village",
    ),
    "other_sectors": Fault(
        "members, but none of the sector concerned",
        {"sector_members_arranged": 0},
        fail="3.3.s6",
        only="conditional",
    ),
    # The topic (3.2, 3.5.s1).
    "approved_late": Fault(
        "approved on the day after; research before approval is advised against",
        {"approved_day": "session_day + 1"},
        fail="3.2.s2c 2.2.1.s1",
    ),
    "never_approved": Fault(
        "never approved, so no text was",
        {
            "approved_day": NEVER,
            "approver_organ": 0,
            "approver_unit": 0,
            "text_is_approved_text": 0,
        },
        fail=f"3.2.s2c 2.2.1.s1 3.5.s1.i1 {APPROVED}",
    ),
    "own_party": Fault(
        "approved by the Party organisation of the village itself",
        {"approver_unit": "unit"},
        fail="3.2.s4",
        only="village",
    ),
    "higher_party": Fault(
        "approved by the Party committee of the county",
        {"approver_unit": "county"},
        fail="3.2.s3?town 3.2.s5?firm",
        where="kind IN (1, 2, 3, 6, 7)",
    ),
    "government": Fault(
        "approved by the government of the right unit", {"approver_organ": 3}, fail=APPROVED
    ),
    "other_text": Fault("another text", {"text_is_approved_text": 0}, fail="3.5.s1.i1"),
    "no_review": Fault(
        "no preliminary review",
        {
            "preliminary_review_day": NEVER,
            "preliminary_departments": 0,
            "topic_departments_reviewing": 0,
        },
        fail=REVIEWED,
        only="sector",
    ),
    "review_late": Fault(
        "reviewed after the approval",
        {"preliminary_review_day": "approved_day + 1"},
        fail="3.2.s6#review",
        only="sector",
    ),
    "department_missing": Fault(
        "one of the departments concerned stayed away from the review",
        {"topic_departments_reviewing": "topic_departments - 1"},
        fail="3.2.s6#all_departments",
        only="sector",
    ),
    # Research, notice, materials (3.4, 3.5.s2, 5.1).
    "research_late": Fault(
        "researched two days after, so nothing was clear",
        {
            "research_day": "session_day + 2",
            "research_end_day": "session_day + 2",
            **dict.fromkeys(("clarified_policy", "clarified_facts", "clarified_wishes"), 0),
        },
        fail=f"3.4.s1a {CLEAR}",
    ),
    "no_research": Fault(
        "never researched",
        {
            **dict.fromkeys(("research_day", "research_end_day", "sensitive_reported_day"), NEVER),
            **dict.fromkeys(("clarified_policy", "clarified_facts", "clarified_wishes"), 0),
            **dict.fromkeys(("research_participants", "research_public_representatives"), 0),
        },
        fail=f"3.4.s1a 3.4.s2 4.3.s2d {CLEAR}",
        where=NOT_SENSITIVE,
    ),
    "alone": Fault(
        "one person did the research",
        {"research_participants": 1, "research_public_representatives": 1},
        fail="3.4.s2",
    ),
    "research_without": Fault(
        "no public representative in the research",
        {"research_public_representatives": 0},
        fail="4.3.s2d",
    ),
    "wishes_unclear": Fault("wishes not clarified", {"clarified_wishes": 0}, fail="3.4.s3.i3"),
    "not_reported": Fault(
        "a sensitive matter never reported",
        {"sensitive_reported_day": NEVER},
        fail="3.4.s5a#reported 3.4.s5a",
        where="sensitive = 1",
    ),
    "reported_late": Fault(
        "a sensitive matter reported after the research",
        {"sensitive_reported_day": "research_end_day + 4"},
        fail="3.4.s5a",
        where="sensitive = 1",
    ),
    "two_not_told": Fault(
        "two not told", {"participants_notified": "participants - 2"}, fail="3.5.s2.i5"
    ),
    "none_informed": Fault("nobody informed", {"participants_informed": 0}, fail="3.5.s2.i6"),
    "no_materials": Fault("no materials", {"materials_day": NEVER}, fail="5.1.s2b"),
    "not_considered": Fault(
        "attested: kind of topic not considered", {"attested_3_3_s1_i1": 0}, fail="3.3.s1.i1"
    ),
    "not_equal": Fault(
        "attested: nothing else considered, nobody treated alike",
        dict.fromkeys((*(f"attested_3_3_s1_i{n}" for n in (2, 3, 4)), "attested_3_5_s3c"), 0),
        fail="3.3.s1.i2 3.3.s1.i3 3.3.s1.i4 3.5.s3c",
    ),
    # Not known.
    "people_untold": Fault("heads not counted", {"participants": None}, unknown=SIZE),
    "research_untold": Fault(
        "day of research untold", {"research_day": None}, unknown="3.4.s1a 2.2.1.s1"
    ),
    "approver_untold": Fault("approver's unit untold", {"approver_unit": None}, unknown=APPROVED),
    "day_untold": Fault(
        "day of the session untold", {"session_day": None}, unknown="3.2.s2c 3.4.s1a 5.1.s2b"
    ),
    "sensitive_untold": Fault(
        "nobody said whether it was sensitive",
        {"sensitive": None},
        unknown="3.4.s5a#reported 3.4.s5a",
    ),
    "kind_untold": Fault("kind of the room untold", {"room_kind": None}, unknown=BY_KIND),
    "unattested": Fault("nobody attested", {"attested_3_5_s3c": None}, unknown="3.5.s3c"),
    "expired": Fault("attested too long ago", {"attested_3_3_s1_i4": EXPIRED}, unknown="3.3.s1.i4"),
    # Impossible, and contradicting itself.
    "typed_day": Fault(
        "a day typed as year, month and day",
        {"approved_day": 20_250_301},
        unknown="3.2.s2c 2.2.1.s1 3.2.s6#review?sector",
    ),
    "crowd": Fault("more people than can be", {"participants": 100_001}, unknown=SIZE),
    "negative": Fault("fewer people than none", {"participants": -3}, unknown=SIZE),
    "no_flag": Fault("a flag of two", {"text_is_approved_text": 2}, unknown="3.5.s1.i1"),
    "no_kind": Fault("a kind of 99", {"room_kind": 99}, unknown=BY_KIND, how=ONCE),
    "more_public": Fault(
        "more public representatives than people",
        {"public_representatives": "participants + 5"},
        unknown=f"{SIZE} 3.3.s2a.i3",
    ),
    "more_told": Fault(
        "more were told than came", {"participants_notified": "participants + 1"}, unknown=SIZE
    ),
    "more_stakeholders": Fault(
        "two represent one that is concerned",
        {"stakeholders": 1, "stakeholder_representatives": 2},
        unknown="3.3.s2a.i2 4.3.s2b",
    ),
    # Whether it was held at all.
    "not_held": Fault(
        "still to come, and nobody counted yet",
        {"session_held": 0, "participants": None},
        pending=ALL,
        where=MORE_THAN_DUE,
    ),
    "held_untold": Fault(
        "nobody said whether it was held", {"session_held": None}, unknown=ALL, where=MORE_THAN_DUE
    ),
    "held_no_flag": Fault("a flag of three", {"session_held": 3}, unknown=ALL, where=MORE_THAN_DUE),
    "continues": Fault("goes on with an earlier one", {"continues": 1}, how=ARRANGED),
    "continues_untold": Fault("goes on, or not", {"continues": None}, how=ARRANGED),
}
