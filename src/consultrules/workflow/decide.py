"""Deciding: a standing and a step in, an entry or every reason against it out. Nothing is looked up or kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

from consultrules.errors import Fault, IntakeError, LifecycleError, RoutingError
from consultrules.models.actor import Actor
from consultrules.models.body import Body
from consultrules.models.case_record import CaseRecord
from consultrules.policy.lifecycle import Milestone, Move, Role, State
from consultrules.policy.vocabulary import ApprovalOutcome
from consultrules.workflow.breach import Breach
from consultrules.workflow.filing import field_of, with_filed
from consultrules.workflow.given import Step
from consultrules.workflow.guards import Judgement, applies, judged
from consultrules.workflow.machine import moved
from consultrules.workflow.process import Edge
from consultrules.workflow.reason import FINAL_REJECTION, Obstacle, obstacle
from consultrules.workflow.refusal import Reason, StepRefused, WrongState
from consultrules.workflow.roles import Scene, Untold, admitted, offices
from consultrules.workflow.standing import Standing

_KEYS = {
    "role_unknown": "role",
    "resting": "not_here",
    "ended": "not_here",
    "passed": "not_here",
}
_NOWHERE = ("无", "never")


class Attempt:
    """One step tried: the case as it would be, every reason against it, and where it would lead.

    ``record`` is what the step would put on record, ``draft`` the case record with it; ``by=None`` asks
    no one's authority. With ``whole`` the rules judge that record: of a case on paper everything is known.
    """

    __slots__ = (
        "by",
        "draft",
        "edge",
        "judgement",
        "on",
        "reason",
        "reasons",
        "record",
        "scene",
        "standing",
        "target",
    )

    def __init__(
        self,
        standing: Standing,
        edge: Edge,
        *,
        by: Actor | None,
        on: dt.date,
        record: Any,
        reason: str | None,
        despite: bool = False,
        whole: CaseRecord | None = None,
    ) -> None:
        self.standing = standing
        self.edge = edge
        self.by = by
        self.on = on
        self.record = record
        self.reason = reason
        self.reasons: list[Reason] = []
        self.judgement: Judgement | None = None
        self.draft = self._filed(despite=despite)
        if whole is None and self.draft is not standing.record:
            field = field_of(edge.step)
            self.draft.sound(*((field,) if field else ()))
        self.scene = Scene(standing.room, whole or self.draft, on, standing.policy)
        self.target: State | None = moved(
            standing.process,
            edge.step,
            standing.state,
            standing.before,
            lambda edge: self._judge(edge) or despite,
        )

    def _filed(self, *, despite: bool) -> CaseRecord:
        """The case record with the step in it; as it was where the step waits for what it is filed with."""
        record = self.standing.record
        try:
            return with_filed(record, self.edge.step, self.record)
        except IntakeError:
            if despite or self.standing.milestones.keys() >= set(self.edge.needs):
                raise
            return record

    def _judge(self, edge: Edge) -> bool:
        """The aggregate condition of the edge: everything is asked, nothing stops early."""
        standing, reasons = self.standing, self.reasons
        if standing.state not in edge.sources:
            reasons.append(not_here(standing, edge))
        if edge.when and not applies(edge, self.scene):
            reasons[:] = [_tell("not_applicable", edge, told=self._clauses())]
            return False
        found = self.judgement = judged(edge.guards, edge.step, self.scene, self.record)
        blockers = found.blockers() if found is not None else []
        if self.by is not None and not any(f.key in edge.judged_by for f in blockers):
            self._ask_who(self.by)
        self._ask_milestones()
        if edge.reason and not (self.reason or "").strip():
            reasons.append(_tell("reason", edge))
        reasons += blockers
        return not reasons

    def _ask_who(self, by: Actor) -> None:
        try:
            if admitted(self.edge.roles, by, self.scene):
                return
        except (Untold, RoutingError) as error:
            told = (error.field, error.field)
            self.reasons.append(_tell("role_unknown", self.edge, told=told, missing=error.field))
            return
        acted = (by.office.name("zh"), by.office.name("en"))
        self.reasons.append(
            _tell("role", self.edge, told=named(self.edge, self.scene), state=acted)
        )

    def _ask_milestones(self) -> None:
        edge, reached = self.edge, self.standing.met
        for milestone in edge.needs:
            if milestone not in reached:
                self._lacks(milestone)
        for milestone in edge.after:
            if milestone not in reached or reached[milestone] > self.on:
                self._lacks(milestone)
        if edge.record is None:  # of what puts nothing on record no rule sees the day
            for milestone in edge.asks:
                if milestone in reached and reached[milestone] > self.on:
                    self._lacks(milestone)
        for condition in edge.unless:
            if told := _barred(condition, self.standing):
                self.reasons.append(_tell("unless", edge, of=condition, told=told))

    def _lacks(self, milestone: Milestone) -> None:
        told = (milestone.zh, milestone.en)
        self.reasons.append(_tell("needs", self.edge, of=milestone.value, told=told))

    def _clauses(self) -> tuple[str, str]:
        clause = self.edge.clause
        policy = self.standing.policy
        words = policy.clause(clause) if clause else None
        return (words.zh, words.en) if words else ("", "")


def not_here(standing: Standing, edge: Edge) -> Obstacle:
    """That a step is out of order in the state that the topic is in, and what would help."""
    process, state = standing.process, standing.state
    sources = process.sources_of(edge.step)
    told = ("、".join(s.zh for s in sources) or _NOWHERE[0], ", ".join(sources) or _NOWHERE[1])
    if state in process.final:
        code = "ended"
    elif state is State.SUSPENDED:
        code = "resting"
    else:
        code = "not_here" if process.edge(edge.step, state) is not None else "passed"
    return _tell(code, edge, told=told, state=(state.zh, state.value))


def _tell(code: str, edge: Edge, *, of: str = "", **words: Any) -> Obstacle:
    step = (edge.step.zh, edge.step.en)
    key = _KEYS.get(code, code) + (f":{of}" if of else "")
    return obstacle(code, key, edge.clause, step=step, **words)


def named(edge: Edge, scene: Scene) -> tuple[str, str]:
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


def _barred(condition: str, standing: Standing) -> tuple[str, str] | None:
    """What must not have been, in words, if it has been."""
    if condition == "final_rejection":
        rejected = any(
            a.outcome is ApprovalOutcome.REJECTED for a in standing.record.topic.approvals or ()
        )
        final = standing.policy.readings["R16"] == "rejection_final"
        return FINAL_REJECTION if rejected and final else None
    milestone = Milestone.parse(condition)
    return (milestone.zh, milestone.en) if milestone in standing.milestones else None


def edge_of(standing: Standing, step: Move, *, despite: bool) -> Edge:
    """The edge of a step in the state of a case.

    Raises:
        WrongState: where there is none, or only one for what happened out of order.
    """
    edge = standing.process.edge(step, standing.state)
    if edge is not None and (despite or standing.state in edge.sources):
        return edge
    known = any_edge(standing, step)
    if known is None:
        steps = tuple(s.value for s in standing.process.steps)
        raise IntakeError([Fault("step", "unknown_word", step.value, steps)])
    reason = not_here(standing, known)
    raise WrongState("not_here", standing.id, step, standing.state, (reason,))


def any_edge(standing: Standing, step: Move) -> Edge | None:
    """The edge of a step in the state of a case, failing that one in another state."""
    edge = standing.process.edge(step, standing.state)
    return edge or next((e for e in standing.process.edges if e.step is step), None)


def not_before_collection(standing: Standing, on: dt.date) -> None:
    """Refuse a day before there was a topic; its approval and research may be older (L3, L14).

    Raises:
        LifecycleError: for such a day.
    """
    if on < standing.collected:
        days = {"on": on.isoformat(), "collected": standing.collected.isoformat()}
        raise LifecycleError("before_collection", at="on", **days)


def tried(
    standing: Standing,
    step: Move,
    *,
    by: Actor,
    on: dt.date,
    record: Any,
    reason: str | None,
    despite: bool,
) -> Attempt:
    """A step that goes through, or that is recorded despite what stands against it.

    Raises:
        WrongState, StepRefused: with every reason.
        LifecycleError: for what cannot be, whatever happened.
        IntakeError: for a record that cannot be read.
    """
    edge = edge_of(standing, step, despite=despite)
    if step is Move.HOLD or edge.record is None:
        not_before_collection(standing, on)
    told = Step(edge, by, on, case=standing.id, room=standing.room, seq=standing.seq + 1)
    attempt = Attempt(
        standing, edge, by=by, on=on, record=told.read(record), reason=reason, despite=despite
    )
    if attempt.target is None:
        who_may = who(edge, attempt.scene)
        raise StepRefused("refused", standing.id, step, standing.state, attempt.reasons, who_may)
    return attempt


def breach_of(reason: Reason, seq: int, step: Move) -> Breach:
    """A reason against a step, kept with the entry that was recorded despite it."""
    return Breach(
        seq,
        step,
        reason.key,
        reason.clause,
        reason.verdict,
        (reason.reason("zh"), reason.reason("en")),
        getattr(reason, "observed", None),
        getattr(reason, "required", None),
    )
