"""Deciding: a standing and a step in, an entry or every reason against it out. Nothing is looked up or kept."""

from __future__ import annotations

import datetime as dt
from operator import itemgetter
from typing import Any

from consultrules.errors import Fault, IntakeError, LifecycleError, RoutingError
from consultrules.models.actor import Actor
from consultrules.models.case_record import CaseRecord
from consultrules.policy.lifecycle import Milestone, Move, Role, State
from consultrules.workflow.filing import kept_out, with_filed
from consultrules.workflow.given import Step
from consultrules.workflow.guard import Judgement
from consultrules.workflow.guards import HOLD, applies, judged
from consultrules.workflow.machine import moved
from consultrules.workflow.obstacles import (
    CONVENING,
    barred,
    called,
    named,
    not_convening,
    not_here,
    tell,
    who,
)
from consultrules.workflow.process import Edge
from consultrules.workflow.refusal import Reason, StepRefused, WrongState, names_of
from consultrules.workflow.roles import Scene, Untold, admitted, offices
from consultrules.workflow.standing import Standing

_asked = itemgetter("sources", "when", "guards", "step", "roles", "judged_by")
"""What every edge is asked for; one by one, its attributes would cost more than the answers."""


class Attempt:
    """One step tried: the case as it would be, every reason against it, and where it would lead.

    ``record`` is what the step would put on record, ``draft`` the case record with it; ``by=None`` asks
    no one's authority. With ``whole`` the rules judge that record: of a case on paper everything is known.
    """

    __slots__ = (
        "by",
        "despite",
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
        by: Actor | None,
        on: dt.date,
        record: Any,
        reason: str | None,
        *,
        despite: bool = False,
        whole: CaseRecord | None = None,
    ) -> None:
        self.standing = standing
        self.edge = edge
        self.by = by
        self.on = on
        self.record = record
        self.reason = reason
        self.despite = despite
        self.reasons: list[Reason] = []
        self.judgement: Judgement | None = None
        step: Move = edge.__dict__["step"]
        self.draft, field = standing.record, None
        try:
            self.draft, field = with_filed(standing.record, step, record)
        except IntakeError:
            if not self._waits():
                raise
        if whole is None and field is not None:
            self.draft.sound(field)
        self.scene = Scene(standing.room, whole or self.draft, on, standing.policy)
        self.target: State | None = moved(
            standing.process,
            step,
            standing.state,
            standing.before,
            self._admits,
        )

    def _waits(self) -> bool:
        """Whether the step still waits for what its record is filed with: then it is filed with nothing."""
        return not self.despite and not self.standing.milestones.keys() >= set(self.edge.needs)

    def _admits(self, edge: Edge) -> bool:
        """The aggregate condition of the edge: nothing stands against it, or it is recorded despite that.

        Every reason against the step is found: everything is asked, nothing stops early.
        """
        standing, reasons = self.standing, self.reasons
        sources, when, guards, step, roles, judged_by = _asked(edge.__dict__)
        if standing.state not in sources:
            reasons.append(not_here(standing, edge))
        if when and not applies(edge, self.scene):
            reasons[:] = [tell("not_applicable", edge, standing.room, told=self._clauses())]
            return self.despite
        found = self.judgement = judged(guards, step, self.scene, self.record)
        blockers = found.blockers() if found is not None else []
        if self.by is not None and not (blockers and any(f.key in judged_by for f in blockers)):
            self._ask_who(self.by, roles, judged_by)
        if edge.has_terms:
            self._ask_terms(edge)
        reasons += blockers
        return self.despite or not reasons

    def _say(self, code: str, **words: Any) -> None:
        """One more reason of the process itself."""
        self.reasons.append(tell(code, self.edge, self.standing.room, **words))

    def _ask_who(self, by: Actor, roles: tuple[Role, ...], judged_by: tuple[str, ...]) -> None:
        try:
            if admitted(roles, by, self.scene) and not (
                judged_by and self._is_passed_over(judged_by)
            ):
                return
        except (Untold, RoutingError) as error:
            told = (error.field, error.field)
            self._say("role_unknown", told=told, missing=error.field)
            return
        if roles == CONVENING:
            room = names_of(offices(CONVENING, self.scene))
            self._say("convener", told=room, state=not_convening(by, self.scene))
            return
        told = named(self.edge, self.scene)
        self._say("role", told=told, state=names_of((by.office,)))

    def _is_passed_over(self, judged_by: tuple[str, ...]) -> bool:
        """Whether the maker of a list that is filed late, while a newer one stands, was not to make it.

        The rules look at the list that stands; of the older one they are asked as if it stood there.
        """
        step = self.edge.step
        older = kept_out(self.scene.record, step, self.record)
        if older is None:
            return False
        found = judged(judged_by, step, self.scene._replace(record=older), self.record)
        return found is not None and bool(found.blockers())

    def _ask_terms(self, edge: Edge) -> None:
        standing = self.standing
        self._ask_milestones()
        state = standing.state  # before collection nothing was done: that is asked apart
        since = standing.entered if state is not standing.process.initial else standing.collected
        if edge.timely and self.on < since and state in edge.sources:
            day = since.isoformat()
            self._say("early", told=(day, day), state=called(state))
        if edge.reason and not (self.reason or "").strip():
            self._say("reason")

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
            if told := barred(condition, self.standing):
                self._say("unless", of=condition, told=told)

    def _lacks(self, milestone: Milestone) -> None:
        told = (milestone.zh, milestone.en)
        self._say("needs", of=milestone.value, told=told)

    def _clauses(self) -> tuple[str, str]:
        clause = self.edge.clause_for(self.standing.room)
        policy = self.standing.policy
        words = policy.clause(clause) if clause else None
        return (words.zh, words.en) if words else ("", "")


def out_of_order(told: Step, by: Actor | None, record: Any, reason: str | None) -> list[Reason]:
    """What stands against a step that is none of this state: all that recording it despite that would find.

    Only that it is out of order, where it cannot even be recorded; ``by=None`` asks no one's authority.
    """
    standing, edge, on = told.standing, told.edge, told.on
    if standing.state in edge.also and not (asks_for_topic(edge) and on < standing.collected):
        try:
            filed = told.read(record)
            return Attempt(standing, edge, by, on, filed, reason, despite=True).reasons
        except IntakeError:
            pass
    return [not_here(standing, edge)]


def asks_for_topic(edge: Edge) -> bool:
    """Whether nothing of the kind can be before there was a topic; approval and research may (L3, L14)."""
    return edge.step is HOLD or edge.record is None


def any_edge(standing: Standing, step: Move) -> Edge | None:
    """The edge of a step in the state of a case, failing that one in another state."""
    edge = standing.process.edge(step, standing.state)
    return edge or next((e for e in standing.process.edges if e.step is step), None)


def not_before_collection(standing: Standing, on: dt.date) -> None:
    """Refuse a day before there was a topic.

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
    edge = standing.process.by_step.get((step, standing.state))
    if edge is None or not (despite or standing.state in edge.sources):
        known = edge or _known(standing, step)
        raise _wrong_state(Step(known, by, on, standing), record, reason)
    if asks_for_topic(edge):
        not_before_collection(standing, on)
    told = Step(edge, by, on, standing)
    attempt = Attempt(standing, edge, by, on, told.read(record), reason, despite=despite)
    if attempt.target is None:
        who_may = who(edge, attempt.scene)
        raise StepRefused("refused", standing.id, step, standing.state, attempt.reasons, who_may)
    return attempt


def _wrong_state(told: Step, record: Any, reason: str | None) -> WrongState:
    """A refusal of a step that there is none of in this state, with all that stands against it."""
    standing, edge = told.standing, told.edge
    found = out_of_order(told, told.by, record, reason)
    may = who(edge, Scene(standing.room, standing.record, told.on, standing.policy))
    return WrongState("not_here", standing.id, edge.step, standing.state, found, may)


def _known(standing: Standing, step: Move) -> Edge:
    """An edge of a step that there is none of in this state.

    Raises:
        IntakeError: where the process has none at all.
    """
    known = any_edge(standing, step)
    if known is None:
        steps = tuple(s.value for s in standing.process.steps)
        raise IntakeError([Fault("step", "unknown_word", step.value, steps)])
    return known
