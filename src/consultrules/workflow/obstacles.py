"""What the process itself holds against a step: each obstacle, found and put into words."""

from __future__ import annotations

from typing import Any

from consultrules.errors import RoutingError
from consultrules.models.actor import Actor
from consultrules.models.body import Body
from consultrules.models.room import Room
from consultrules.policy.lifecycle import Milestone, Role, State
from consultrules.policy.vocabulary import ApprovalOutcome, SessionStatus
from consultrules.routing.table import steps
from consultrules.workflow.process import Edge
from consultrules.workflow.reason import FINAL_REJECTION, Obstacle, Pair, obstacle
from consultrules.workflow.refusal import names_of
from consultrules.workflow.roles import Scene, convenes, offices
from consultrules.workflow.standing import Standing

CONVENING = (Role.CONVENER,)
_KEYS = {
    "convener": "role",
    "role_unknown": "role",
    "resting": "not_here",
    "ended": "not_here",
    "passed": "not_here",
}
_NOWHERE = ("无", "never")


def not_here(standing: Standing, edge: Edge) -> Obstacle:
    """That a step is out of order in the state that the topic is in, and what would help."""
    process, state = standing.process, standing.state
    sources = process.sources_of(edge.step)
    named = [called(source) for source in sources] or [_NOWHERE]
    told = ("、".join(zh for zh, _ in named), ", ".join(en for _, en in named))
    if state in process.final:
        code = "ended"
    elif state is State.SUSPENDED:
        code = "resting"
    else:
        code = "not_here" if process.edge(edge.step, state) is not None else "passed"
    return tell(code, edge, standing.room, told=told, state=called(state))


def called(state: State) -> Pair:
    """A state in a word of each language: what it waits for would be a sentence in the sentence."""
    return state.zh, state.value.replace("_", " ")


def tell(code: str, edge: Edge, room: Room, *, of: str = "", **words: Any) -> Obstacle:
    """An obstacle to a step in a room; ``of`` says which of several of its kind."""
    step = (edge.step.zh, edge.step.en)
    key = _KEYS.get(code, code) + (f":{of}" if of else "")
    return obstacle(code, key, edge.clause_for(room), step=step, **words)


def named(edge: Edge, scene: Scene) -> Pair:
    """Who may act, in words of both languages: the offices that the routes name, else the roles."""
    bodies = who(edge, scene)
    if not bodies:
        return "、".join(r.zh for r in edge.roles), ", ".join(r.en for r in edge.roles)
    convening = Role.CONVENER in edge.roles and Role.ROOM not in edge.roles
    zh, en = "、".join(b.name("zh") for b in bodies), ", ".join(b.name("en") for b in bodies)
    return (f"{zh}{Role.CONVENER.zh}", f"{Role.CONVENER.en}: {en}") if convening else (zh, en)


def who(edge: Edge, scene: Scene) -> tuple[Body, ...]:
    """The offices that may take a step; nothing where a place is missing."""
    try:
        return offices(edge.roles, scene)
    except RoutingError:
        return ()


def barred(condition: str, standing: Standing) -> Pair | None:
    """What must not have been, in words, if it has been."""
    if condition == "final_rejection":
        final = standing.policy.readings["R16"] == "rejection_final"
        return FINAL_REJECTION if final and _rejected(standing) else None
    milestone = Milestone.parse(condition)
    held = any(s.status is SessionStatus.HELD for s in standing.record.sessions)
    reached = held if milestone is Milestone.SITTING else milestone in standing.milestones
    return (milestone.zh, milestone.en) if reached else None


def _rejected(standing: Standing) -> bool:
    """Whether whoever approves topics here has rejected this one; anybody, while nobody knows who that is."""
    topic = standing.record.topic
    rejections = [a for a in topic.approvals or () if a.outcome is ApprovalOutcome.REJECTED]
    try:
        route = steps("approval", standing.room, standing.policy)
    except RoutingError:
        return bool(rejections)
    return any(route[-1].names(a.by) for a in rejections)


def not_convening(by: Actor, scene: Scene) -> Pair:
    """Why an actor is not the convener: the office first, and without a word about the person."""
    if not convenes(by.office, scene.room):
        zh, en = names_of((by.office,))
        return (f"以{zh}的名义办理", f"{en} acted")
    if not scene.room.conveners:
        return ("本室没有召集人", "the room has none")
    if by.person is None:
        return ("没有写明是谁（person）", "nobody said who acted (person)")
    return ("不是登记在册的召集人", "the person is not registered as one")
