"""The facts of a session, declared; ``composition`` and ``preparation`` count them (3.2 to 3.5)."""

from __future__ import annotations

from consultrules.facts.attested import attested_facts
from consultrules.facts.fact import Declared, count, day, flag, ident, word
from consultrules.facts.preparation import CAPACITY_FLAGS
from consultrules.facts.room import ROSTER
from consultrules.facts.together import Together
from consultrules.models.session import SUMS as HEAD_SUMS
from consultrules.policy.vocabulary import Organ, RoomKind, SessionForm

_PART = ("participants",)

FACTS = (
    word("room_kind", RoomKind, "室别", "kind of the room", "room.kind"),
    flag(
        "session_held", "已开展", "the session took place", "session.status", default=1, ours=True
    ),
    word("session_form", SessionForm, "协商形式", "form of the session", "session.form", ours=True),
    flag(
        "continues",
        "续会",
        "the sitting continues an earlier one that took place",
        "session.continues, case.sessions.status",
        default=0,
        ours=True,
    ),
    count("participants", "参加协商人员数", "persons taking part", "session.roll", lever=()),
    count(
        "public_representatives",
        "群众代表数",
        "public representatives taking part",
        "session.roll",
        at_most=_PART,
        lever=_PART,
    ),
    count(
        "members",
        "政协委员数",
        "CPPCC members taking part",
        "session.roll",
        at_most=_PART,
        lever=_PART,
    ),
    count(
        "stakeholders",
        "利益相关方数",
        "stakeholders taking part",
        "session.roll",
        at_most=_PART,
        lever=_PART,
    ),
    count(
        "representative_persons",
        "有关方面代表人士数",
        "representative persons of sides concerned taking part",
        "session.roll",
        at_most=_PART,
        lever=_PART,
    ),
    count(
        "stakeholder_representatives",
        "利益相关方群众代表数",
        "public representatives of stakeholders taking part",
        "session.roll",
        at_most=("participants", "public_representatives", "stakeholders"),
        lever=("participants", "public_representatives", "stakeholders"),
    ),
    count(
        "officials_invited",
        "邀请的党政部门负责同志数",
        "responsible officials invited",
        "session.roll.invited",
        lever=(),
    ),
    count(
        "governance_backbone_invited",
        "邀请的基层社会治理骨干数",
        "backbone people of grassroots governance invited",
        "session.roll.invited",
        lever=(),
    ),
    count(
        "officials_attending",
        "到会的党政部门负责同志数",
        "responsible officials taking part",
        "session.roll",
        at_most=_PART,
        lever=("participants", "officials_invited"),
        ours=True,
    ),
    count(
        "conveners_attending",
        "到会的召集人数（另作负责同志计者除外）",
        "conveners taking part, those counted as officials apart",
        "session.roll, session.convened_by",
        at_most=_PART,
        ours=True,
    ),
    count(
        "sector_members_arranged",
        "安排的相关界别委员数",
        "members of a related sector taking part",
        "session.roll.sector",
        at_most=("members", "participants"),
        lever=("members", "participants"),
    ),
    flag(
        "sector_priority_attested",
        "已证明优先安排",
        "priority to members of the sector is attested",
        "session.sector_priority_attested",
        ours=True,
    ),
    flag(
        "size_reason_given",
        "规模理由已注明",
        "a reason for the size is given",
        "session.size_reason",
        ours=True,
    ),
    *(
        flag(
            f"{name}_required",
            f"议题需要：{capacity.zh}",
            f"the topic requires: {capacity.en}",
            "topic.required_capacities",
            ours=True,
        )
        for name, capacity in CAPACITY_FLAGS.items()
    ),
    *(
        count(
            f"attending_{c.value}",
            f"到会{c.zh}数",
            f"taking part: {c.en}",
            "session.roll.category",
            at_most=_PART,
            lever=("participants", "public_representatives"),
            ours=True,
        )
        for c in ROSTER
    ),
    count(
        "participants_notified",
        "提前通报人数",
        "participants told of the topic in advance",
        "notice, session.roll",
        at_most=_PART,
        lever=(),
        personal=True,
    ),
    count(
        "participants_informed",
        "提前获知相关信息人数",
        "participants given the information in advance",
        "notice, session.roll",
        at_most=_PART,
        lever=(),
        personal=True,
    ),
    count(
        "notice_lead_days",
        "通报提前天数",
        "days from the last notice to the session",
        "notice.on",
        ours=True,
        days_to="session_day",
    ),
    count(
        "notice_channels",
        "通报渠道数",
        "channels of the notice",
        "notice.channel",
        lever=(),
        ours=True,
    ),
    day("session_day", "协商日", "day of the session", "session.on"),
    day("approved_day", "审定通过日", "day of approval", "topic.approvals", open=True),
    word(
        "approver_organ", Organ, "审定机关", "organ that approved", "topic.approvals.by", open=True
    ),
    ident("approver_unit", "审定单位", "unit of the organ that approved", "topic.approvals.by"),
    word("route_organ", Organ, "应审定机关", "organ that the route names", "routing.approval"),
    ident("route_unit", "应审定单位", "unit that the route names", "routing.approval"),
    flag(
        "text_is_approved_text",
        "协商的议题与审定通过的一致",
        "the text consulted on is the approved text",
        "session.text, topic.approvals.text",
    ),
    day(
        "preliminary_review_day",
        "应初审委室的初审日",
        "day of preliminary review by the office that the route names",
        "topic.preliminary_reviews",
        open=True,
    ),
    count(
        "preliminary_departments",
        "应初审委室会同的部门数",
        "departments that joined the preliminary review by the office that the route names",
        "topic.preliminary_reviews.departments",
        lever=(),
    ),
    count(
        "topic_departments",
        "议题有关部门数",
        "departments concerned",
        "topic.departments",
        ours=True,
    ),
    count(
        "topic_departments_reviewing",
        "参加应初审委室初审的有关部门数",
        "departments concerned that joined the review by the office that the route names",
        "topic.departments, topic.preliminary_reviews",
        at_most=("topic_departments",),
        lever=("preliminary_departments",),
        ours=True,
    ),
    day("research_day", "调研日", "day by which the research was done", "research.end", open=True),
    flag("clarified_policy", "摸清政策规定", "policies and rules clarified", "research.clarified"),
    flag("clarified_facts", "摸清实际情况", "actual situation clarified", "research.clarified"),
    flag(
        "clarified_wishes", "摸清愿望诉求", "wishes of stakeholders clarified", "research.clarified"
    ),
    count(
        "research_participants",
        "参加调研人数（含召集人）",
        "persons who took part in the research, the convener included",
        "research.participants",
        lever=(),
    ),
    count(
        "research_public_representatives",
        "参加调研的群众代表数",
        "public representatives who took part in the research",
        "research.by_capacity",
        at_most=("research_participants",),
        lever=("research_participants",),
    ),
    flag(
        "sensitive",
        "遇到敏感问题",
        "a sensitive or long-standing matter was met",
        "research.sensitive_met, topic.sensitive",
    ),
    day(
        "sensitive_reported_day",
        "敏感问题报齐应报对象之日",
        "day by which the sensitive matter had been reported to all that the route names",
        "research.sensitive_reports",
        open=True,
    ),
    day(
        "materials_day",
        "党政或部门提供协商材料日",
        "day on which Party, government or a department gave the convener materials",
        "case.materials.on",
        open=True,
    ),
    day("research_end_day", "调研结束日", "last day of the research", "research.end", open=True),
    count(
        "must_failures",
        "不符合的应当条款数",
        "binding rules that the session failed",
        "the verdicts of the session's own rules",
        ours=True,
    ),
    *attested_facts("session"),
)
# Whoever convened is no public representative either (C3); an official who did is no convener here.
_COUNTED = {
    "sector_members": ("sector_members_arranged",),
    "officials": ("officials_attending", "conveners_attending"),
}
SUMS = tuple(
    Together(tuple(code for part in parts for code in _COUNTED.get(part, (part,))), whole)
    for parts, whole in HEAD_SUMS
)
"""The sums of head counts that a session cannot exceed, as facts."""
DECLARED = Declared(FACTS, SUMS)
