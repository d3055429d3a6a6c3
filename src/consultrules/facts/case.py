"""Facts about what follows a session: lists, receivers, answers, publication, dissent (3.6, 3.7)."""

from __future__ import annotations

import datetime as dt

from consultrules.errors import RoutingError
from consultrules.facts.fact import (
    Declared,
    NEVER,
    NOT_YET,
    Fact,
    Row,
    checked,
    count,
    day,
    day_number,
    flag,
    word,
)
from consultrules.models.body import Body
from consultrules.models.case_record import CaseRecord
from consultrules.models.room import Room
from consultrules.models.unit import VILLAGE_KINDS
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import Capacity, Organ, RoomKind, SessionStatus, Tier
from consultrules.routing.reporting import base_steps, entrusted_route, escalation_steps
from consultrules.routing.route import admits

FACTS = (
    word("room_kind", RoomKind, "室别", "kind of the room", "room.kind"),
    word("room_tier", Tier, "界别层级", "tier of the sector room", "room.tier", ours=True),
    day("session_day", "协商日", "day of the last session", "case.sessions.on", open=True),
    day("list_day", "建议清单日", "day of the suggestion list", "case.suggestion_list.on", open=True),
    count(
        "receiver_groups_required",
        "应报送对象数",
        "groups of receivers that the route requires",
        "routing.reporting",
    ),
    count(
        "receiver_groups_reached",
        "已报送对象数",
        "groups of receivers reached",
        "case.deliveries",
        at_most=("receiver_groups_required",),
        open=True,
    ),
    flag(
        "list_reached_party",
        "清单已达党（工）委",
        "the suggestion list reached a Party committee",
        "case.deliveries",
        ours=True,
    ),
    word("needs", Tier, "需解决层级", "tier at which the matter must be settled", "topic.needs", open=True),
    day(
        "party_group_review_day",
        "党组审核日",
        "day of review by the leading Party members' group that the route names",
        "case.group_reviews",
        open=True,
    ),
    day("escalated_day", "报党委政府日", "day of report after review", "case.escalations", open=True),
    flag("escalation_reached_party", "已报党委", "the Party committee was reached", "case.escalations", open=True),
    flag("escalation_reached_government", "已报政府", "the government was reached", "case.escalations", open=True),
    flag("entrusted", "受委托事项", "Party committee and government entrusted the matter", "topic.entrusted"),
    day(
        "entrusted_report_day",
        "受委托事项报告日",
        "day by which all who entrusted the matter were told",
        "case.entrusted_reports",
        open=True,
    ),
    day(
        "responsibility_list_day",
        "责任落实清单日",
        "day of the responsibility list",
        "case.responsibility_list.on",
        open=True,
    ),
    flag(
        "responsibility_owner_is_party_or_government",
        "责任清单由党委政府制定",
        "Party committee or government made the responsibility list",
        "case.responsibility_list.by",
        open=True,
    ),
    flag(
        "responsibility_owner_is_department",
        "责任清单由部门制定",
        "a department made the responsibility list",
        "case.responsibility_list.by",
        open=True,
        ours=True,
    ),
    count("tasks", "责任事项数", "tasks on the responsibility list", "case.responsibility_list.tasks"),
    count(
        "tasks_with_outcome",
        "有结果的责任事项数",
        "tasks whose outcome is stated",
        "case.responsibility_list.tasks.outcome",
        at_most=("tasks",),
        open=True,
    ),
    day("feedback_list_day", "结果反馈清单日", "day of the feedback list", "case.feedback_list.on", open=True),
    flag(
        "feedback_author_is_not_room",
        "反馈清单非议事室自拟",
        "the feedback list was made by Party, government or a department",
        "case.feedback_list.by",
        open=True,
    ),
    day("feedback_to_convener_day", "向召集人反馈日", "day of feedback to the convener", "case.feedback.on", open=True),
    flag(
        "feedback_reached_convener",
        "反馈送达召集人本人",
        "the feedback reached the convener, not only the co-convener",
        "case.feedback.to",
        open=True,
        ours=True,
    ),
    day("published_day", "公布日", "day of publication", "case.publication.on", open=True),
    flag("publication_manner_given", "公布方式已注明", "manner of publication is stated", "case.publication.manner", open=True),
    flag("publication_scope_given", "公布范围已注明", "scope of publication is stated", "case.publication.scope", open=True),
    flag(
        "publication_withheld_reasoned",
        "不公布理由已证明",
        "a reason for not publishing is attested",
        "case.publication.withheld_reason",
        ours=True,
    ),
    count("dissent", "不同意见者数", "persons who held a different opinion", "case.dissent"),
    count(
        "dissent_explained",
        "已解释说明者数",
        "of these, persons to whom it was explained",
        "case.dissent.explained_on",
        at_most=("dissent",),
        open=True,
    ),
    count("suggestions", "建议数", "suggestions on the list", "case.suggestion_list.items"),
    count(
        "threads_answered",
        "逐条答复数",
        "suggestions answered one by one in both later lists",
        "case.responsibility_list.tasks, case.feedback_list.answers",
        at_most=("suggestions",),
        open=True,
    ),
)
DECLARED = Declared(FACTS)

Facts = dict[str, int | None]
Evidence = dict[str, tuple[str, ...]]
_PARTY = frozenset({Organ.PARTY_COMMITTEE, Organ.PARTY_WORKING_COMMITTEE})
_RULERS = _PARTY | {Organ.GOVERNMENT}


def case_row(case: CaseRecord, *, room: Room | None, policy: Edition) -> Row:
    """The facts of one case after its sessions."""
    facts: Facts = dict.fromkeys(DECLARED)
    evidence: Evidence = {}
    held = [s.on for s in case.sessions if s.status is SessionStatus.HELD]
    last = max(held, default=None)
    facts["session_day"] = NEVER if last is None else day_number(last)
    facts["list_day"] = _day(case.suggestion_list)
    facts["needs"] = case.topic.needs.number if case.topic.needs is not None else 0
    if room is not None:
        facts["room_kind"] = room.kind.number
        facts["room_tier"] = room.tier.number if room.tier is not None else None
        _receivers(case, room, policy, facts, evidence)
        _escalation(case, room, policy, facts, evidence)
        _owner(case, room, facts)
    told = (*case.deliveries, *case.escalations)
    facts["list_reached_party"] = int(any(d.to.organ in _PARTY for d in told))
    _entrusted(case, room, policy, facts, evidence)
    _answers(case, facts, evidence)
    _publication(case, facts)
    _dissent(case, facts, evidence)
    impossible = checked(facts, DECLARED)
    when = last or case.topic.collected_on or (case.suggestion_list.on if case.suggestion_list else None)
    return Row("case", case.id, facts, when, room.unit if room else None, impossible, evidence)


def _day(record: object) -> int:
    on: dt.date | None = getattr(record, "on", None)
    return NEVER if on is None else day_number(on)


def _receivers(case: CaseRecord, room: Room, policy: Edition, facts: Facts, evidence: Evidence) -> None:
    try:
        steps = base_steps(room, case.topic.departments or (), policy, needs=case.topic.needs)
    except RoutingError as error:
        evidence["receiver_groups_required"] = (error.field,)
        return
    told = tuple(delivery.to for delivery in case.deliveries)
    groups = [step.reached(told) for step in steps]
    facts["receiver_groups_required"] = sum(g for g, _ in groups)
    facts["receiver_groups_reached"] = sum(hit for _, hit in groups) if told or not steps else NOT_YET
    evidence["receiver_groups_reached"] = tuple(
        a.name() for step in steps for a in step.all_of if not any(admits(a, b) for b in told)
    ) + tuple(step.whom() for step in steps if step.any_of and step.reached(told)[0] > step.reached(told)[1])


def _escalation(case: CaseRecord, room: Room, policy: Edition, facts: Facts, evidence: Evidence) -> None:
    facts["escalated_day"] = min((day_number(d.on) for d in case.escalations), default=NEVER)
    flags = ("escalation_reached_party", "escalation_reached_government")
    if case.topic.needs is None:
        return
    try:
        steps = escalation_steps(room, case.topic.needs, policy)
    except RoutingError as error:
        evidence["party_group_review_day"] = (error.field,)
        return
    days = []
    for step in (s for s in steps if s.act == "review"):
        right = [r.on for r in case.group_reviews if any(admits(a, r.by) for a in step.all_of)]
        days.append(day_number(min(right)) if right else NEVER)
    if days:
        in_order = days == sorted(days)
        facts["party_group_review_day"] = days[-1] if in_order else NEVER
    told = [d.to for d in case.escalations]
    last = steps[-1].all_of if steps else ()
    for code, addressee in zip(flags, last, strict=False):
        reached = any(admits(addressee, body) for body in told)
        facts[code] = int(reached) if told else NOT_YET
        evidence[code] = () if reached else (addressee.name(),)


def _owner(case: CaseRecord, room: Room, facts: Facts) -> None:
    codes = ("responsibility_owner_is_party_or_government", "responsibility_owner_is_department")
    made = case.responsibility_list
    if made is None:
        facts.update(dict.fromkeys(codes, NOT_YET))
    elif made.by is not None:
        facts[codes[0]] = int(_rules_over(made.by, room))
        facts[codes[1]] = int(made.by.organ is Organ.DEPARTMENT)


def _rules_over(body: Body, room: Room) -> bool:
    """Whether a body is Party committee or government of a town level, county or city above the room."""
    if body.organ not in _RULERS or body.unit.kind in VILLAGE_KINDS:
        return False
    starts = [unit for unit in (room.unit, room.place) if unit is not None]
    return any(start.within(body.unit.code) for start in starts)


def _entrusted(
    case: CaseRecord, room: Room | None, policy: Edition, facts: Facts, evidence: Evidence
) -> None:
    topic = case.topic
    if topic.entrusted is not None or topic.entrusted_by:
        facts["entrusted"] = int(bool(topic.entrusted or topic.entrusted_by))
    if not case.entrusted_reports:
        facts["entrusted_report_day"] = NEVER
        return
    if room is None or not topic.entrusted_by:
        return  # nobody said who entrusted it, so nobody can say that they were told
    step = entrusted_route(room, topic.entrusted_by, policy=policy).steps[0]
    # One delivery satisfies both: a list that reached the entrusting body is its report too (R15).
    told = sorted((*case.entrusted_reports, *case.deliveries), key=lambda d: d.on)
    reached: tuple[Body, ...] = ()
    facts["entrusted_report_day"] = NEVER
    for delivery in told:
        reached += (delivery.to,)
        groups, hit = step.reached(reached)
        if groups == hit:
            facts["entrusted_report_day"] = day_number(delivery.on)
            break
    evidence["entrusted_report_day"] = tuple(
        a.name() for a in step.all_of if not any(admits(a, b) for b in reached)
    )


def _answers(case: CaseRecord, facts: Facts, evidence: Evidence) -> None:
    facts["responsibility_list_day"] = _day(case.responsibility_list)
    facts["feedback_list_day"] = _day(case.feedback_list)
    facts["feedback_to_convener_day"] = _day(case.feedback)
    reached = case.feedback.to is Capacity.CONVENER if case.feedback is not None else NOT_YET
    facts["feedback_reached_convener"] = int(reached)
    tasks = case.responsibility_list.tasks if case.responsibility_list is not None else None
    items = case.suggestion_list.items if case.suggestion_list is not None else None
    if items is not None:
        facts["suggestions"] = len(items)
    if tasks is not None:
        facts["tasks"] = len(tasks)
    made = case.feedback_list
    if made is None:
        for code in ("tasks_with_outcome", "feedback_author_is_not_room", "threads_answered"):
            facts[code] = NOT_YET
        return
    if made.by is not None:
        makers = _RULERS | {Organ.DEPARTMENT}
        facts["feedback_author_is_not_room"] = int(made.by.organ in makers)
    if tasks is not None:
        open_tasks = tuple(task.id for task in tasks if not task.has_outcome)
        facts["tasks_with_outcome"] = len(tasks) - len(open_tasks)
        evidence["tasks_with_outcome"] = open_tasks
    if items is not None and tasks is not None and made.answers is not None:
        answered = {a.suggestion for a in made.answers} & {s for t in tasks for s in t.suggestions}
        silent = tuple(item.id for item in items if item.id not in answered)
        facts["threads_answered"] = len(items) - len(silent)
        evidence["threads_answered"] = silent


def _publication(case: CaseRecord, facts: Facts) -> None:
    made = case.publication
    facts["published_day"] = _day(made)
    facts["publication_withheld_reasoned"] = 0
    if made is None:
        facts["publication_manner_given"] = facts["publication_scope_given"] = NOT_YET
        return
    facts["publication_manner_given"] = int(bool((made.manner or "").strip()))
    facts["publication_scope_given"] = int(bool((made.scope or "").strip()))
    withheld = made.on is None and bool((made.withheld_reason or "").strip())
    facts["publication_withheld_reasoned"] = int(withheld)


def _dissent(case: CaseRecord, facts: Facts, evidence: Evidence) -> None:
    """What is not explained stays open until the result is published: the text sets no day."""
    if case.dissent is None:
        return
    silent = tuple(d.person for d in case.dissent if d.explained_on is None and not d.explained)
    facts["dissent"] = len(case.dissent)
    facts["dissent_explained"] = len(case.dissent) - len(silent)
    evidence["dissent_explained"] = silent
    if silent and facts["published_day"] == NEVER:
        facts["dissent_explained"] = NOT_YET
