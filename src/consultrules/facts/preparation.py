"""What came before a session: approval, research, sensitive report, with the notice (3.2, 3.4, 3.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from consultrules.errors import RoutingError
from consultrules.facts.fact import NEVER, Evidence, Facts, day_number, number_of
from consultrules.facts.notice import materials, notice_facts
from consultrules.models.body import Body
from consultrules.models.follow_up import Materials
from consultrules.models.research import Notice, Research
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.models.topic import Approval, PreliminaryReview, Topic
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import (
    ApprovalOutcome,
    Capacity,
    Clarification,
)
from consultrules.routing.approval import approval_route, sensitive_route
from consultrules.routing.route import Open, Step, admits

CAPACITY_FLAGS = {
    "members": Capacity.MEMBER,
    "stakeholders": Capacity.STAKEHOLDER,
    "public": Capacity.PUBLIC_REPRESENTATIVE,
    "persons": Capacity.REPRESENTATIVE_PERSON,
    "officials": Capacity.OFFICIAL,
}


@dataclass(frozen=True, slots=True)
class Before:
    """The records that a session rests on; ``None`` means not told, empty that there was none."""

    topic: Topic | None = None
    research: Sequence[Research] | None = None
    notices: Sequence[Notice] | None = None
    materials: Sequence[Materials] | None = None


def preparation(
    session: Session,
    before: Before,
    room: Room | None,
    policy: Edition,
    facts: Facts,
    evidence: Evidence,
) -> None:
    """Fill in everything that had to happen before the session."""
    topic = before.topic
    limit = session.on - dt.timedelta(days=0 if policy.readings["L18"] == "same_day_counts" else 1)
    steps = _route_steps(room, topic, policy, evidence)
    approval = None
    if topic is not None:
        approval = _deciding(topic, limit, policy)
        _approval(session, topic, approval, facts)
        _topic(topic, facts)
    if steps is not None:
        named = _named(steps[-1], approval)
        facts["route_organ"] = named.organ.number
        facts["route_unit"] = number_of(named.unit.code)
        evidence["route_unit"] = (named.name(),)
        if approval is not None:
            evidence["approver_unit"] = (approval.by.name(),)
        if topic is not None:
            _review(topic, approval, steps[0], facts, evidence)
    if before.research is not None:
        _research(before.research, limit, facts)
    _sensitive(before, room, policy, facts, evidence)
    notice_facts(session, before.notices, limit, facts, evidence)
    materials(before.materials, facts)


def binding_approval(
    topic: Topic, policy: Edition, *, by: dt.date = dt.date.max
) -> Approval | None:
    """The decision that binds on a day: the last one, if it approved by reading R16."""
    option = policy.readings["R16"]
    binding = {ApprovalOutcome.APPROVED}
    if option == "resubmit_or_amend":
        binding.add(ApprovalOutcome.AMENDED)
    found: Approval | None = None
    decided = [a for a in topic.approvals or () if a.on <= by]
    for approval in sorted(decided, key=lambda a: a.on):
        if approval.outcome is ApprovalOutcome.REJECTED and option == "rejection_final":
            return None
        found = approval if approval.outcome in binding else None
    return found


def plain_text(text: str) -> str:
    """A topic's text without white space: what has to be the same on both papers (reading L5)."""
    return "".join(text.split())


def _route_steps(
    room: Room | None, topic: Topic | None, policy: Edition, evidence: Evidence
) -> tuple[Step, ...] | None:
    if room is None:
        return None
    try:
        departments = (topic.departments or ()) if topic is not None else ()
        return approval_route(room, departments=departments, policy=policy).steps
    except RoutingError as error:
        evidence["route_organ"] = evidence["route_unit"] = (error.field,)
        return None


def _deciding(topic: Topic, limit: dt.date, policy: Edition) -> Approval | None:
    """What a session relied on: a later decision does not undo it, nor does it come in time."""
    return binding_approval(topic, policy, by=limit) or binding_approval(topic, policy)


def _approval(session: Session, topic: Topic, approval: Approval | None, facts: Facts) -> None:
    """Who approved which text and when; where nobody did, there is no organ and no approved text."""
    if topic.approvals is None:
        return
    if approval is None:
        facts["approved_day"] = NEVER
        facts["approver_organ"] = facts["approver_unit"] = facts["text_is_approved_text"] = 0
        return
    facts["approved_day"] = day_number(approval.on)
    facts["approver_organ"] = approval.by.organ.number
    facts["approver_unit"] = number_of(approval.by.unit.code)
    approved = approval.text if approval.text is not None else topic.text
    consulted = session.text if session.text is not None else _own_text(topic, approval)
    same = plain_text(approved) == plain_text(consulted)
    facts["text_is_approved_text"] = int(same or topic.editorial_change_attested)


def _own_text(topic: Topic, approval: Approval) -> str:
    """Without a text of its own a session was about the topic: the amended wording where there is one."""
    if approval.outcome is ApprovalOutcome.AMENDED and approval.text is not None:
        return approval.text
    return topic.text


def _named(step: Step, approval: Approval | None) -> Body:
    """The body that the step names, or the permitted alternative that really approved (reading R2)."""
    if approval is not None:
        for bundle in step.any_of:
            if any(admits(addressee, approval.by) for addressee in bundle):
                return approval.by
    first = step.all_of[0] if step.all_of else step.any_of[0][0]
    assert not isinstance(first, Open)
    return first


def _topic(topic: Topic, facts: Facts) -> None:
    if topic.required_capacities is not None:
        for name, capacity in CAPACITY_FLAGS.items():
            facts[f"{name}_required"] = int(capacity in topic.required_capacities)
    if topic.departments is not None:
        facts["topic_departments"] = len(set(topic.departments))


def _review(
    topic: Topic, approval: Approval | None, step: Step, facts: Facts, evidence: Evidence
) -> None:
    """Only a preliminary review by the office that the route names counts as one (3.2.s6).

    Of several, those before the approval count; failing them, the first that was done after it.
    """
    if step.act != "preliminary_review" or topic.preliminary_reviews is None:
        return
    right: list[PreliminaryReview] = []
    wrong: list[str] = []
    for review in topic.preliminary_reviews:
        if any(admits(addressee, review.by) for addressee in step.all_of):
            right.append(review)
        else:
            wrong.append(review.by.name())
    evidence["preliminary_review_day"] = tuple(wrong)
    if not right:
        facts["preliminary_review_day"] = NEVER
        facts["preliminary_departments"] = 0
        facts["topic_departments_reviewing"] = 0 if topic.departments is not None else None
        return
    right.sort(key=lambda review: review.on)
    facts["preliminary_review_day"] = day_number(right[0].on)
    if approval is not None:
        right = [review for review in right if review.on <= approval.on] or right[:1]
    if all(review.departments is not None for review in right):
        joined = {name for review in right for name in review.departments or ()}
        facts["preliminary_departments"] = len(joined)
        if topic.departments is not None:
            facts["topic_departments_reviewing"] = len(joined & set(topic.departments))


def _research(research: Sequence[Research], limit: dt.date, facts: Facts) -> None:
    """Research done before the session counts; failing that, the first that was done after.

    What was made clear only then was not clear when the session was held (reading L4).
    """
    if not research:
        facts.update(
            research_day=NEVER,
            research_end_day=NEVER,
            research_participants=0,
            research_public_representatives=0,
            clarified_policy=0,
            clarified_facts=0,
            clarified_wishes=0,
        )
        return
    in_order = sorted(research, key=_end)
    in_time = [r for r in in_order if _end(r) <= limit]
    done = in_time or in_order[:1]
    facts["research_day"] = facts["research_end_day"] = day_number(_end(done[-1]))
    clear = {c for r in in_time for c in r.clarified or ()}
    all_told = all(r.clarified is not None for r in in_time)
    for word in Clarification:
        if word in clear or all_told:
            facts[f"clarified_{word.value}"] = int(word in clear)
    people = [_people(r) for r in done]
    known = [n for n in people if n is not None]
    if known:
        facts["research_participants"] = max(known)
    public = [
        r.by_capacity.get(Capacity.PUBLIC_REPRESENTATIVE, 0)
        for r in done
        if r.by_capacity is not None
    ]
    if public:
        facts["research_public_representatives"] = max(public)


def _end(research: Research) -> dt.date:
    """The last day of the research; without one it took a single day."""
    return research.end or research.start


def _people(research: Research) -> int | None:
    """How many took part: as told, else by capacity."""
    if research.participants is not None:
        return research.participants
    return sum(research.by_capacity.values()) if research.by_capacity is not None else None


def _sensitive(
    before: Before,
    room: Room | None,
    policy: Edition,
    facts: Facts,
    evidence: Evidence,
) -> None:
    """A sensitive matter counts as reported once all that the route names have been told (3.4.s5a)."""
    told = [before.topic.sensitive] if before.topic is not None else []
    told += [r.sensitive_met for r in before.research or ()]
    if any(told):
        facts["sensitive"] = 1
    elif any(flag is False for flag in told):
        facts["sensitive"] = 0
    if before.research is not None and not before.research:
        facts["sensitive_reported_day"] = NEVER  # without research nothing was reported during it
    reports = [r.sensitive_reports for r in before.research or ()]
    if room is None or all(r is None for r in reports):
        return
    try:
        step = sensitive_route(room, policy=policy).steps[0]
    except RoutingError as error:
        evidence["sensitive_reported_day"] = (error.field,)
        return
    given = sorted((s for r in reports for s in r or ()), key=lambda s: s.on)
    reached: tuple[Body, ...] = ()
    facts["sensitive_reported_day"] = NEVER
    for report in given:
        reached += report.to
        groups, hit = step.reached(reached)
        if hit == groups:
            facts["sensitive_reported_day"] = day_number(report.on)
            break
    else:
        # A report that nobody told of may have been the one that is lacking.
        if any(
            r.sensitive_reports is None and r.sensitive_met is not False
            for r in before.research or ()
        ):
            facts["sensitive_reported_day"] = None
    evidence["sensitive_reported_day"] = tuple(
        a.name() for a in step.all_of if not any(admits(a, b) for b in reached)
    )
