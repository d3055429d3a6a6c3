"""A draft of what each step puts on record, as far as the step itself tells: what options are tried with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from consultrules.errors import RoutingError
from consultrules.models.body import Body
from consultrules.models.case_record import Evaluation
from consultrules.models.follow_up import FollowUp, Materials, Progress
from consultrules.models.lists import (
    ConvenerFeedback,
    Delivery,
    FeedbackList,
    GroupReview,
    Publication,
    ResponsibilityList,
    SuggestionList,
)
from consultrules.models.research import Notice, Research, SensitiveReport
from consultrules.models.session import Session
from consultrules.models.topic import Approval, PreliminaryReview, Selection
from consultrules.policy.lifecycle import Move
from consultrules.policy.vocabulary import (
    ApprovalOutcome,
    EvaluationAspect,
    EvaluationVoice,
    FollowUpChannel,
)
from consultrules.routing.approval import sensitive_route
from consultrules.routing.reporting import base_steps, escalation_steps
from consultrules.routing.route import Open, Step
from consultrules.workflow.roles import Scene

_STATED = "…"  # the manner and scope of a publication, which its record will state
_ID = "draft"
HEADS = frozenset(
    {
        "session_form",
        "participants",
        "public_representatives",
        "members",
        "stakeholders",
        "representative_persons",
        "stakeholder_representatives",
        "officials_invited",
        "officials_attending",
        "conveners_attending",
        "governance_backbone_invited",
        "sector_members_arranged",
        "sector_priority_attested",
        "size_reason_given",
    }
)
"""The facts that only the session itself can tell."""
UNTOLD: Mapping[Move, frozenset[str]] = {
    Move.HOLD: HEADS,
    Move.PRELIMINARY_REVIEW: frozenset({"preliminary_departments", "topic_departments_reviewing"}),
    Move.LIST_FEEDBACK: frozenset({"threads_answered"}),
    Move.SELECT: frozenset({"candidates_compared"}),
}
"""For a step, the facts that its record will tell and a draft of it does not."""


def draft(step: Move, scene: Scene, by: Body | None) -> Any:
    """What a step would put on record if ``by`` took it, no more than is known before.

    ``None`` for a step that puts nothing on record, or whose addressees nobody can name.
    """
    make = _DRAFTS.get(step)
    try:
        return make(scene, by) if make is not None else None
    except RoutingError:
        return None


def _delivered(scene: Scene, steps: Iterable[Step], act: str) -> tuple[Delivery, ...]:
    """To everybody whom a route names; of alternatives the first that leaves nothing open."""
    bodies: list[Body] = []
    for step in steps:
        if step.act == act:
            bodies += [a for a in step.all_of if isinstance(a, Body)]
            closed = [b for b in step.any_of if not any(isinstance(a, Open) for a in b)]
            bodies += [a for a in (closed[0] if closed else ()) if isinstance(a, Body)]
    return tuple(Delivery(to=body, on=scene.on) for body in bodies)


def _reported(scene: Scene, _by: Body | None) -> Any:
    topic = scene.record.topic
    steps = base_steps(scene.room, topic.departments or (), scene.policy, needs=topic.needs)
    return _delivered(scene, steps, "report")


def _escalated(scene: Scene, _by: Body | None) -> Any:
    needs = scene.record.topic.needs
    steps = escalation_steps(scene.room, needs, scene.policy) if needs is not None else ()
    return _delivered(scene, steps, "escalate")


def _told_sensitive(scene: Scene, _by: Body | None) -> Any:
    if not scene.record.research:
        return None  # there is nothing that it could be filed with
    step = sensitive_route(scene.room, policy=scene.policy).steps[0]
    return SensitiveReport(on=scene.on, to=tuple(a for a in step.all_of if isinstance(a, Body)))


def _entrusted(scene: Scene, by: Body | None) -> Any:
    bodies = scene.record.topic.entrusted_by or ((by,) if by is not None else ())
    return tuple(Delivery(to=body, on=scene.on) for body in bodies) or None


def _held(scene: Scene, _by: Body | None) -> Any:
    """A session of the least number of people: notice to fewer is notice to too few."""
    least = scene.policy.parameters_at(scene.room.unit)["minimum_participants"]
    topic, room = scene.record.topic.id, scene.room.id
    return Session(id=_ID, room=room, topic=topic, on=scene.on, participants=least)


def _evaluated(scene: Scene, by: Body | None) -> Any:
    return Evaluation(
        id=_ID,
        topic=scene.record.topic.id,
        on=scene.on,
        by=by,
        voices=tuple(EvaluationVoice),
        aspects=tuple(EvaluationAspect),
        problems=0,
    )


def _approved(scene: Scene, by: Body | None, outcome: ApprovalOutcome) -> Any:
    return Approval(by=by, on=scene.on, outcome=outcome) if by is not None else None


_DRAFTS: Mapping[Move, Callable[[Scene, Body | None], Any]] = {
    Move.SELECT: lambda _scene, _by: Selection(),
    Move.PRELIMINARY_REVIEW: lambda s, by: PreliminaryReview(by=by, on=s.on) if by else None,
    Move.APPROVE: lambda s, by: _approved(s, by, ApprovalOutcome.APPROVED),
    Move.RETURN: lambda s, by: _approved(s, by, ApprovalOutcome.RETURNED),
    Move.RESEARCH: lambda s, _by: Research(id=_ID, topic=s.record.topic.id, start=s.on),
    Move.REPORT_SENSITIVE: _told_sensitive,
    Move.PROVIDE_MATERIALS: lambda s, by: Materials(on=s.on, by=by),
    Move.NOTIFY: lambda s, _by: Notice(id=_ID, topic=s.record.topic.id, on=s.on),
    Move.HOLD: _held,
    Move.LIST_SUGGESTIONS: lambda s, _by: SuggestionList(on=s.on),
    Move.REPORT: _reported,
    Move.REVIEW: lambda s, by: GroupReview(by=by, on=s.on) if by else None,
    Move.ESCALATE: _escalated,
    Move.ASSIGN: lambda s, by: ResponsibilityList(on=s.on, by=by),
    Move.PUBLISH_PROGRESS: lambda s, _by: Progress(on=s.on),
    Move.LIST_FEEDBACK: lambda s, by: FeedbackList(on=s.on, by=by),
    Move.FEED_BACK: lambda s, _by: ConvenerFeedback(on=s.on),
    Move.PUBLISH: lambda s, _by: Publication(on=s.on, manner=_STATED, scope=_STATED),
    Move.REPORT_ENTRUSTED: _entrusted,
    Move.EXPLAIN_DISSENT: lambda _scene, _by: (),
    Move.FOLLOW_UP: lambda s, _by: FollowUp(on=s.on, channel=FollowUpChannel.PROPOSAL),
    Move.EVALUATE: _evaluated,
}
