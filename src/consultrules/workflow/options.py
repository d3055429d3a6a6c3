"""Options: every step from here, whether it may be taken, and what is missing if it may not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consultrules.errors import Fault, IntakeError, LifecycleError, shown
from consultrules.models.actor import Actor
from consultrules.models.base import Record
from consultrules.models.body import Body
from consultrules.policy.judging import Verdict
from consultrules.policy.lifecycle import Milestone, Move, State
from consultrules.sentences import sentence
from consultrules.workflow.decide import Attempt, any_edge, asks_for_topic, out_of_order
from consultrules.workflow.drafts import UNTOLD, draft
from consultrules.workflow.filing import MODELS
from consultrules.workflow.given import Step
from consultrules.workflow.obstacles import who
from consultrules.workflow.process import Edge
from consultrules.workflow.reason import Obstacle, obstacle
from consultrules.workflow.refusal import Reason
from consultrules.workflow.roles import Scene
from consultrules.workflow.standing import Standing


@dataclass(frozen=True, slots=True)
class Option:
    """A step that is there in the state of the topic.

    ``missing`` is every reason against it, findings of rules and obstacles; ``who`` the offices that may
    take it; ``record`` the model of what it puts on record (several where ``many``), on which the rules in
    ``asks`` will be judged; ``target`` the state that it leads to, ``reaches`` the milestone.
    """

    step: Move
    allowed: bool
    missing: tuple[Reason, ...]
    who: tuple[Body, ...]
    record: type[Record] | None
    many: bool
    asks: tuple[str, ...]
    target: State
    reaches: Milestone | None
    clause: str | None

    def text(self, lang: str = "zh") -> str:
        """The step on a line, what is missing below."""
        names = ("、" if lang == "zh" else ", ").join(body.name(lang) for body in self.who)
        sign = "✓" if self.allowed else "✗"
        lines = [f"{sign} {self.step.name_in(lang)}" + (f"（{names}）" if names else "")]
        lines += [f"    [{r.key}] {r.reason(lang)} → {r.remedy(lang)}" for r in self.missing]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "step": self.step.value,
            "allowed": self.allowed,
            "missing": [reason.to_dict() for reason in self.missing],
            "who": [body.to_dict() | {"name": body.name()} for body in self.who],
            "record": self.record.__name__ if self.record is not None else None,
            "many": self.many,
            "asks": list(self.asks),
            "to": self.target.value,
            "reaches": self.reaches.value if self.reaches is not None else None,
            "clause": self.clause,
        }


def options_of(
    standing: Standing, by: Actor | None, on: dt.date, records: Mapping[Any, Any] | None
) -> tuple[Option, ...]:
    """Every option of a case on a day; ``records`` are tried on the steps that they are given for.

    A step that a record is given for is answered even where there is no such step.
    """
    given = _given(records)
    edges = list(standing.process.moves(standing.state))
    edges += [
        edge
        for step in given
        if not any(e.step is step for e in edges) and (edge := any_edge(standing, step)) is not None
    ]
    found = (_option(standing, edge, by, on, given) for edge in edges)
    return tuple(option for option in found if option is not None)


def _given(records: Mapping[Any, Any] | None) -> dict[Move, Any]:
    """The records that are to be tried, by step."""
    if records is None:
        return {}
    if not isinstance(records, Mapping):
        raise IntakeError([Fault("records", "wrong_type", shown(records), ("object",))])
    given: dict[Move, Any] = {}
    for step, record in records.items():
        try:
            move = Move.parse(step)
        except IntakeError as error:
            raise IntakeError([fault.under("records") for fault in error.faults]) from None
        if move in given:
            raise IntakeError([Fault(f"records.{shown(step)}", "twice_in_object")])
        given[move] = record
    return given


def _option(
    standing: Standing, edge: Edge, by: Actor | None, on: dt.date, given: Mapping[Move, Any]
) -> Option | None:
    scene = Scene(standing.room, standing.record, on, standing.policy)
    offices = who(edge, scene)
    missing = _missing(standing, edge, by, given, scene)
    if [reason.key for reason in missing] == ["not_applicable"] and edge.step not in given:
        return None
    return Option(
        step=edge.step,
        allowed=not missing,
        missing=tuple(missing),
        who=offices,
        record=MODELS[edge.record] if edge.record is not None else None,
        many=edge.many,
        asks=edge.guards,
        target=edge.leads_to(standing.state, standing.before),
        reaches=edge.reaches,
        clause=edge.clause_for(standing.room),
    )


def _missing(
    standing: Standing, edge: Edge, by: Actor | None, given: Mapping[Move, Any], scene: Scene
) -> list[Reason]:
    """What stands against a step with the record given for it, or with as much of one as is known."""
    acting = by.office if by is not None else next(iter(who(edge, scene)), None)
    told = edge.step in given
    here = standing.state in edge.sources
    if here and asks_for_topic(edge) and scene.on < standing.collected:
        return [_of_record(edge, LifecycleError("before_collection"))]
    try:
        step = Step(edge, _someone(by, acting), scene.on, standing) if told else None
        if step is not None and not here:
            return out_of_order(step, by, given[edge.step], _ANY)
        record = step.read(given[edge.step]) if step else draft(edge.step, scene, acting)
        attempt = Attempt(standing, edge, by=by, on=scene.on, record=record, reason=_ANY)
    except IntakeError as error:
        return [_of_record(edge, error)]
    untold = frozenset() if told else UNTOLD.get(edge.step, frozenset())
    return [reason for reason in attempt.reasons if not _is_untold(reason, untold)]


def _someone(by: Actor | None, acting: Body | None) -> Actor:
    """Who a record is filled in by: whoever asks, else an office that may act."""
    if by is None and acting is None:
        raise IntakeError([Fault("by", "missing_key")])
    return by if by is not None else Actor(office=acting)


_ANY = "…"  # the reason that a step may ask for is given when it is taken


def _is_untold(reason: Reason, untold: frozenset[str]) -> bool:
    """Whether a rule cannot be judged only for want of what the record will tell."""
    if isinstance(reason, Obstacle) or reason.verdict is not Verdict.UNKNOWN or not untold:
        return False
    return all(cause.partition(":")[2] in untold for cause in reason.cause)


def _of_record(edge: Edge, error: IntakeError | LifecycleError) -> Obstacle:
    """A record that cannot stand, told like any other reason."""
    faults = error.faults if isinstance(error, IntakeError) else ()
    told = tuple(
        "; ".join(f.text(lang) for f in faults) or sentence(error.code, lang)
        for lang in ("zh", "en")
    )
    step = (edge.step.zh, edge.step.en)
    return obstacle("record", "record", edge.clause, step=step, told=(told[0], told[1]))
