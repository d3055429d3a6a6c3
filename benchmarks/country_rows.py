"""Rows wholly in order: for each table an expression for every fact, with natural variety.

``h`` is the chance of a row; an expression may use the facts that stand before it, and those of its source.
"""

from __future__ import annotations

from country_fault import NEVER, NOT_YET

from consultrules.auditing.sql.table import TABLES
from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import Fact
from consultrules.policy.edition import Edition
from consultrules.policy.judging import FactType


def some(number: int, shift: int, of: str = "h") -> str:
    """A whole number from 0 below ``number`` by chance; another ``shift`` gives another chance."""
    return f"CAST(({of} >> {shift}) % {number} AS INTEGER)"


# The day of a session leaves time for what follows in its year.
_SESSION_DAY = "first + 4 + {}"
_SECTOR, _FIRM_OR_SECTOR, _TERRITORIAL = "kind >= 8", "kind >= 6", "kind <= 5"
_VILLAGE = "kind IN (4, 5)"

SESSION = {
    "session_held": "1",
    "continues": f"CASE WHEN number > minimum THEN {some(2, 50)} ELSE 0 END",
    "participants": f"15 + {some(11, 1)}",
    "public_representatives": f"(participants + 2) // 3 + {some(3, 3)}",
    "members": f"1 + {some(3, 5)}",
    "stakeholders": f"2 + {some(4, 7)}",
    "representative_persons": f"1 + {some(2, 9)}",
    "stakeholder_representatives": f"1 + {some(2, 11)}",
    "officials_invited": f"1 + {some(3, 13)}",
    "governance_backbone_invited": f"1 + {some(2, 15)}",
    "officials_attending": some(2, 17),
    "conveners_attending": "1",
    "sector_members_arranged": f"CASE WHEN {_FIRM_OR_SECTOR} THEN 1 END",
    "size_reason_given": "0",
    **{
        f"attending_{category}": f"CASE WHEN {_TERRITORIAL} THEN 1 + {some(2, 19 + place)} END"
        for place, category in enumerate(
            ("successful_people", "new_strata", "old_cadres", "old_party_members", "old_teachers")
        )
    },
    "attending_grid_staff": f"CASE WHEN {_VILLAGE} THEN 1 + {some(2, 25)} END",
    "attending_building_heads": f"CASE WHEN {_VILLAGE} THEN 1 END",
    "participants_notified": "participants",
    "participants_informed": "participants",
    "notice_lead_days": some(8, 27),
    "notice_channels": f"1 + {some(3, 29)}",
    "session_day": _SESSION_DAY.format(some(310, 0)),
    "research_day": f"session_day - {some(15, 31)}",
    "research_end_day": "research_day",
    "approved_day": f"research_day - {some(20, 33)}",
    "approver_organ": f"CASE WHEN {_SECTOR} THEN 5 ELSE 1 END",
    "approver_unit": f"CASE WHEN {_SECTOR} THEN county ELSE town END",
    "route_organ": "approver_organ",
    "route_unit": "approver_unit",
    "text_is_approved_text": "1",
    "preliminary_review_day": f"CASE WHEN {_SECTOR} THEN approved_day - {some(9, 35)} END",
    "topic_departments": f"CASE WHEN {_SECTOR} THEN 1 + {some(3, 37)} END",
    "topic_departments_reviewing": "topic_departments",
    "preliminary_departments": "topic_departments",
    **dict.fromkeys(("clarified_policy", "clarified_facts", "clarified_wishes"), "1"),
    "research_participants": f"2 + {some(7, 39)}",
    "research_public_representatives": f"1 + {some(2, 41)}",
    # Nothing sensitive where the year turns on the session, so that it is known what is asked of it.
    "sensitive": f"CAST(arranged IS NULL AND {some(20, 43)} = 0 AS INTEGER)",
    "sensitive_reported_day": f"CASE sensitive WHEN 1 THEN research_day - {some(3, 45)} ELSE {NEVER} END",
    "materials_day": f"session_day - {some(10, 47)}",
}
_ESCALATED = f"needs > 0 AND {_SECTOR}"
CASE = {
    "session_day": _SESSION_DAY.format(some(310, 0, "s")),
    "list_day": f"session_day + {some(10, 1)}",
    "receiver_groups_required": f"CASE WHEN {_SECTOR} THEN 2 ELSE 1 END",
    "receiver_groups_reached": "receiver_groups_required",
    # A sector's list goes up where its own tier has to settle the matter; others' may need a county.
    "needs": f"CASE WHEN {some(2, 3)} = 0 OR NOT ({_SECTOR}) AND {some(5, 5)} > 0 THEN 0"
    " ELSE coalesce(room_tier, 1) END",
    "party_group_review_day": f"CASE WHEN {_ESCALATED} THEN list_day + {some(4, 7)} ELSE {NEVER} END",
    "escalated_day": f"CASE WHEN {_ESCALATED} THEN party_group_review_day + {some(6, 9)} ELSE {NEVER} END",
    "escalation_reached_party": f"CASE WHEN {_ESCALATED} THEN 1 ELSE {NOT_YET} END",
    "escalation_reached_government": "escalation_reached_party",
    "entrusted": f"CAST({some(10, 11)} = 0 AS INTEGER)",
    "entrusted_report_day": f"CASE entrusted WHEN 1 THEN session_day + {some(20, 13)} ELSE {NEVER} END",
    "responsibility_list_day": f"list_day + {some(25, 15)}",
    "responsibility_owner_is_party_or_government": "1",
    "tasks": f"2 + {some(4, 17)}",
    "tasks_with_outcome": "tasks",
    "feedback_list_day": f"responsibility_list_day + {some(90, 19)}",
    "feedback_author_is_not_room": "1",
    "feedback_to_convener_day": f"feedback_list_day + {some(10, 21)}",
    "feedback_reached_convener": "1",
    "published_day": f"feedback_list_day + {some(15, 23)}",
    "publication_manner_given": "1",
    "publication_scope_given": "1",
    "candidates_compared": f"2 + {some(4, 25)}",
    "progress_day": f"responsibility_list_day + {some(40, 27)}",
    "upward": f"CAST({some(10, 29)} = 0 AS INTEGER)",
    "upward_by_channel": "upward",
    "dissent": some(3, 31),
    "dissent_explained": "dissent",
    "suggestions": f"1 + {some(6, 33)}",
    "threads_answered": "suggestions",
}
EVALUATION = {
    "session_day": _SESSION_DAY.format(some(310, 0, "s")),
    "evaluation_day": f"session_day + {some(40, 1)}",
    # The county's CPPCC or the town's work committee; a sector's evaluator is the CPPCC alone.
    "evaluator_organ": f"CASE WHEN {_SECTOR} OR {some(2, 3)} = 0 THEN 4 ELSE 8 END",
    "evaluator_unit": "CASE evaluator_organ WHEN 4 THEN county ELSE town END",
    "route_organ": "evaluator_organ",
    "route_unit": "evaluator_unit",
    "problems": some(4, 5),
    "problems_rectified": "problems",
}
_TIED = ("area_linked_members", "linked_members", "linked_county_members")
ROOM = {
    "haves_claimed": "6",
    "haves_evidenced": "6",
    "sessions_held": f"minimum + {some(7, 1)}",
    "conveners": f"1 + {some(2, 3)}",
    **dict.fromkeys(("conveners_eligible", "conveners_trained", "conveners_related"), "conveners"),
    "co_conveners": f"CASE WHEN {_VILLAGE} THEN 1 + {some(2, 5)} ELSE 0 END",
    "co_conveners_linked": "co_conveners",
    "convener_is_co_convener": "0",
    "area_linked_members": f"co_conveners + {some(2, 7)}",
    "linked_members": f"area_linked_members + 1 + {some(3, 9)}",
    "linked_county_members": f"linked_members - {some(2, 11)}",
    **{
        f"roster_{category}": f"CASE WHEN {_TERRITORIAL} THEN 1 + {some(3, 13 + place)} END"
        for place, category in enumerate(
            ("successful_people", "new_strata", "old_cadres", "old_party_members", "old_teachers")
        )
    },
    "roster_grid_staff": f"CASE WHEN {_VILLAGE} THEN 1 + {some(3, 21)} END",
    "roster_building_heads": f"CASE WHEN {_VILLAGE} THEN 1 + {some(3, 23)} END",
    "representatives": f"12 + {some(20, 25)}",
    "representatives_expired": "0",
    **{f"attested_4_3_s2c_i{item}": "representatives" for item in range(1, 5)},
}
MEMBER = {
    "member_tier": "kind",
    "area_links": f"CASE kind WHEN 1 THEN 1 + {some(2, 9)} WHEN 2 THEN {some(2, 9)} END",
    "own_sector_has_room": f"CASE WHEN kind <= 2 THEN {some(2, 11)} END",
    "sector_enrolments": "own_sector_has_room",
}
INVITATION = {
    "member_tier": "kind",
    "invited_by_route": f"CASE WHEN {some(9, 3)} = 0 THEN {NOT_YET} ELSE 1 END",
    "willing": f"CAST({some(7, 5)} > 0 AS INTEGER)",
    "declined": "1 - willing",
}
MEMBER_YEAR = {
    "member_tier": "kind",
    "linked": f"CAST(kind = 1 AND {some(9, 1)} > 0 AS INTEGER)",
    "full_year": f"CAST({some(9, 3)} > 0 AS INTEGER)",
    "attended": f"CASE WHEN linked = 1 AND full_year = 1 THEN 1 ELSE 0 END + {some(4, 5)}",
    "activity_assessed": f"CASE WHEN kind <= 2 THEN 1 ELSE {NOT_YET} END",
    "attendance_weight": f"CASE WHEN kind <= 2 THEN 20 + {some(40, 7)} ELSE {NOT_YET} END",
    "contribution_weight": "CASE WHEN kind <= 2 THEN 100 - attendance_weight ELSE attendance_weight END",
}
UNIT = {
    "unit_kind": "kind",
    "rooms_registered": f"CASE WHEN kind <= 5 THEN 1 + {some(2, 1)} ELSE 0 END",
    "work_committee": "CASE WHEN kind <= 3 THEN 1 END",
}
BODY_YEAR = {
    "body_tier": "kind",
    "plan_reviewed": f"CASE WHEN kind = 1 THEN 1 ELSE {NOT_YET} END",
    "reports_given": f"1 + {some(4, 1)}",
    "reports_heard": f"1 + {some(4, 3)}",
    "rooms_assessed": f"1 + {some(200, 5)}",
}
BASE = {
    "session": SESSION,
    "case": CASE,
    "evaluation": EVALUATION,
    "room": ROOM,
    "room_year": {},
    "member": MEMBER,
    "invitation": INVITATION,
    "member_year": MEMBER_YEAR,
    "unit": UNIT,
    "body_year": BODY_YEAR,
}
GIVEN = ("room_kind", "room_tier")  # what the source of a row tells already


def columns(name: str, policy: Edition) -> dict[str, Fact]:
    """The facts that a table has to tell; the sessions of a room's year are counted from their own."""
    table = TABLES[name]
    facts = table.facts(policy, counted=name == "room_year")
    return {code: FACTS[table.grain][code] for code in facts}


def expressions(name: str, policy: Edition) -> dict[str, str]:
    """An expression for every fact of a table, in an order in which each knows what it uses.

    A flag without one of its own is 1: heard, looked at, attested.
    """
    facts = columns(name, policy)
    own = BASE[name]
    plain = [c for c, f in facts.items() if c not in own and c not in GIVEN]
    strange = [code for code in plain if facts[code].type is not FactType.FLAG]
    assert not strange, f"no expression for {strange} of {name}"
    return {**own, **dict.fromkeys(plain, "1")}
