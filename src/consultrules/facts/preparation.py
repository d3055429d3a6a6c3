"""What was decided before a session: topic, approval, preliminary review (3.2, 3.5.s1)."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from consultrules.errors import RoutingError
from consultrules.facts.fact import NEVER, day_number, number_of
from consultrules.facts.sitting import Sitting
from consultrules.models.base import says
from consultrules.models.body import Body
from consultrules.models.topic import Approval, PreliminaryReview
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import ApprovalOutcome, Capacity
from consultrules.routing.route import Open, Step, admits
from consultrules.routing.table import steps

CAPACITY_FLAGS = {
    "members": Capacity.MEMBER,
    "stakeholders": Capacity.STAKEHOLDER,
    "public": Capacity.PUBLIC_REPRESENTATIVE,
    "persons": Capacity.REPRESENTATIVE_PERSON,
    "officials": Capacity.OFFICIAL,
}
_APPROVED, _AMENDED = ApprovalOutcome.APPROVED, ApprovalOutcome.AMENDED
_REJECTED = ApprovalOutcome.REJECTED
_on = attrgetter("on")


def binding_approval(
    decisions: Sequence[Approval], policy: Edition, step: Step | None
) -> Approval | None:
    """The decision of several that binds: the last one, if it approved by reading R16.

    Once the body that the route names in ``step`` has decided, only its decisions bind: another body
    neither replaces nor undoes them (R2). Where it has not, or nobody knows which it is, that of anybody
    counts, so that whoever approved in its place is named.
    """
    if step is not None and len(decisions) > 1:
        decisions = [one for one in decisions if step.names(one.by)] or decisions
    option = policy.readings["R16"]
    last: Approval | None = None
    for decided in decisions:
        if decided.outcome is _REJECTED and option == "rejection_final":
            return None
        if last is None or last.on <= decided.on:
            last = decided
    if last is None or last.outcome is _APPROVED:
        return last
    return last if last.outcome is _AMENDED and option == "resubmit_or_amend" else None


def plain_text(text: str) -> str:
    """A topic's text without white space: what has to be the same on both papers (reading L5)."""
    return "".join(text.split())


def decide(told: Sitting) -> None:
    """Find the approval that a session relied on: a later one does not undo it, nor come in time."""
    decisions = told.topic["approvals"] if told.topic is not None else None
    if decisions:
        step = told.steps[-1] if told.steps is not None else None
        limit, policy = told.limit, told.policy
        in_time = [one for one in decisions if one.on <= limit]
        told.approval = binding_approval(in_time, policy, step)
        if told.approval is None and len(in_time) < len(decisions):
            told.approval = binding_approval(decisions, policy, step)


def find_route(told: Sitting) -> None:
    """Find the steps to an approval, or which field they lack."""
    topic = told.topic
    if told.room is not None:
        departments = (topic["departments"] or ()) if topic is not None else ()
        try:
            told.steps = steps("approval", told.room, told.policy, departments=departments)
        except RoutingError as error:
            told.lacking = error.field


def approved(told: Sitting) -> None:
    """Fill in when which text was approved; where nobody approved there is no approved text."""
    topic, approval, facts = told.topic, told.approval, told.facts
    if topic is None or topic["approvals"] is None:
        return
    if approval is None:
        made = [f"{one.by.name()}{one.outcome.zh}" for one in topic["approvals"] if one.by]
        told.evidence["approved_day"] = tuple(made)
        facts["approved_day"] = NEVER
        facts["text_is_approved_text"] = 0
        return
    decided = approval.__dict__
    facts["approved_day"] = day_number(decided["on"])
    text = decided["text"]
    if text is None:
        text = topic["text"]
    consulted = told.own["text"]
    if consulted is None:  # it was about the topic, in the amended wording where there is one
        consulted = text if decided["outcome"] is _AMENDED else topic["text"]
    same = text == consulted
    if not says(text) or not (same or says(consulted)):
        return  # of a text that says nothing nobody can tell whether it is the same
    same = same or plain_text(text) == plain_text(consulted)
    facts["text_is_approved_text"] = int(same or topic["editorial_change_attested"])


def bodies(told: Sitting) -> None:
    """Fill in who approved, and who had to by the route; where nobody did there is no organ."""
    topic, approval, facts, evidence = told.topic, told.approval, told.facts, told.evidence
    by = approval.by if approval is not None else None
    if by is not None:
        facts["approver_organ"] = by.organ.number
        facts["approver_unit"] = number_of(by.unit.code)
    elif topic is not None and topic["approvals"] is not None:
        facts["approver_organ"] = facts["approver_unit"] = 0
    if told.steps is not None:
        named = _named(told.steps[-1], by)
        facts["route_organ"] = named.organ.number
        facts["route_unit"] = number_of(named.unit.code)
        evidence["route_unit"] = (named.name(),)
        if by is not None:
            evidence["approver_unit"] = (by.name(),)
    elif told.lacking:
        evidence["route_organ"] = evidence["route_unit"] = (told.lacking,)


def _named(step: Step, by: Body | None) -> Body:
    """The body that the step names, or the permitted alternative that really approved (reading R2)."""
    if by is not None and step.any_of and step.names(by):
        return by
    first = step.all_of[0] if step.all_of else step.any_of[0][0]
    assert not isinstance(first, Open)
    return first


def topic_facts(told: Sitting) -> None:
    """Fill in whom the topic requires, and how many departments it concerns."""
    topic, facts = told.topic, told.facts
    if topic is None:
        return
    required, departments = topic["required_capacities"], topic["departments"]
    if required is not None:
        for name, capacity in CAPACITY_FLAGS.items():
            facts[f"{name}_required"] = int(capacity in required)
    if departments is not None:
        facts["topic_departments"] = len(set(departments))


def review(told: Sitting) -> None:
    """Fill in the preliminary review: only one by the office that the route names counts (3.2.s6).

    Of several, those before the approval count; failing them, the first that was done after it.
    """
    topic, approval, facts = told.topic, told.approval, told.facts
    if topic is None or topic["preliminary_reviews"] is None or told.steps is None:
        return
    step = told.steps[0]
    if step.act != "preliminary_review":
        return
    right: list[PreliminaryReview] = []
    wrong: list[str] = []
    for one in topic["preliminary_reviews"]:
        if any(admits(addressee, one.by) for addressee in step.all_of):
            right.append(one)
        else:
            wrong.append(one.by.name())
    told.evidence["preliminary_review_day"] = tuple(wrong)
    if not right:
        facts["preliminary_review_day"] = NEVER
        facts["preliminary_departments"] = 0
        facts["topic_departments_reviewing"] = 0 if topic["departments"] is not None else None
        return
    right.sort(key=_on)
    facts["preliminary_review_day"] = day_number(right[0].on)
    if approval is not None:
        right = [one for one in right if one.on <= approval.on] or right[:1]
    if all(one.departments is not None for one in right):
        joined = {name for one in right for name in one.departments or ()}
        facts["preliminary_departments"] = len(joined)
        if topic["departments"] is not None:
            facts["topic_departments_reviewing"] = len(joined & set(topic["departments"]))
