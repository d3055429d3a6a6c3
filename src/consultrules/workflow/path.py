"""The shortest way to a milestone or state: which steps, by whom, with what records."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from consultrules.errors import Fault, IntakeError, LifecycleError, nearest, shown
from consultrules.models.base import Record
from consultrules.models.body import Body
from consultrules.policy.judging import Verdict
from consultrules.policy.lifecycle import Milestone, Move, State
from consultrules.rules.plan import VERDICTS
from consultrules.workflow.filing import MODELS
from consultrules.workflow.guards import judged
from consultrules.workflow.obstacles import who
from consultrules.workflow.process import Edge, Process
from consultrules.workflow.roles import Scene
from consultrules.workflow.standing import Standing

_OF_SENSITIVE = ("3.4.s5a#reported",)
"""What asks for the report of a sensitive matter; the report itself waits for no rule."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of the way: who may take it, and the model of what it puts on record."""

    step: Move
    who: tuple[Body, ...]
    record: type[Record] | None
    clause: str | None

    def text(self, lang: str = "zh") -> str:
        """The step with the offices that may take it."""
        names = ("、" if lang == "zh" else ", ").join(body.name(lang) for body in self.who)
        return self.step.name_in(lang) + (f"（{names}）" if names else "")


@dataclass(frozen=True, slots=True)
class Way:
    """Steps in order from where a case stands to its goal; no legs where it is there already."""

    goal: Milestone | State
    legs: tuple[Leg, ...]

    @property
    def steps(self) -> tuple[Move, ...]:
        """The steps alone."""
        return tuple(leg.step for leg in self.legs)

    @property
    def documents(self) -> tuple[type[Record], ...]:
        """What has to be put on record on the way, each kind once."""
        return tuple(dict.fromkeys(leg.record for leg in self.legs if leg.record is not None))

    def text(self, lang: str = "zh") -> str:
        """The way on one line."""
        return " → ".join(leg.text(lang) for leg in self.legs)

    def __len__(self) -> int:
        """How many steps it is."""
        return len(self.legs)

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        legs = [
            {
                "step": leg.step.value,
                "who": [body.to_dict() | {"name": body.name()} for body in leg.who],
                "record": leg.record.__name__ if leg.record is not None else None,
                "clause": leg.clause,
            }
            for leg in self.legs
        ]
        return {"goal": self.goal.value, "legs": legs}


class _Place(NamedTuple):
    state: State
    reached: frozenset[Milestone]


def way_to(standing: Standing, goal: object) -> Way:
    """The shortest way, found breadth first over states and the milestones that matter for it.

    Raises:
        IntakeError: for a word that is neither a milestone, nor a state, nor a step that reaches one.
        LifecycleError: where no way leads there.
    """
    wanted = _goal(goal, standing.process)
    day = standing.recorded_on
    scene = Scene(standing.room, standing.record, day, standing.policy)
    process = standing.process
    due = {m for e in process.edges if (m := e.reaches) is not None and _is_due(e, scene)}
    matter = _closure(process, wanted, due)
    met = frozenset(standing.met)
    start = _Place(standing.state, met & matter - {wanted})
    if wanted in (start.state, *(met if isinstance(wanted, Milestone) else ())):
        return Way(wanted, ())
    edges = _walk(standing, met, start, wanted, matter, due)
    if edges is None:
        raise LifecycleError("no_way", at="goal", goal=wanted.value, state=standing.state.value)
    return Way(wanted, tuple(_leg(edge, scene) for edge in edges))


def _walk(
    standing: Standing,
    met: frozenset[Milestone],
    start: _Place,
    wanted: Milestone | State,
    matter: frozenset[Milestone],
    due: set[Milestone],
) -> tuple[Edge, ...] | None:
    waiting: deque[tuple[_Place, tuple[Edge, ...]]] = deque([(start, ())])
    seen = {start}
    while waiting:
        place, edges = waiting.popleft()
        for edge in standing.process.moves(place.state):
            if not _open(edge, place, met, wanted, due):
                continue
            target = edge.leads_to(place.state, standing.before)
            reached = place.reached | ({edge.reaches} if edge.reaches in matter else set())
            then = _Place(target, frozenset(reached))
            if wanted in (target, edge.reaches):
                return (*edges, edge)
            if then not in seen:
                seen.add(then)
                waiting.append((then, (*edges, edge)))
    return None


def _open(
    edge: Edge,
    place: _Place,
    met: frozenset[Milestone],
    wanted: object,
    due: set[Milestone],
) -> bool:
    """Whether a step may be taken there, so far as milestones tell."""
    if edge.reason and edge.target != wanted and place.state is not State.SUSPENDED:
        return False  # nobody withdraws or suspends on the way to something else
    if edge.reaches is not None and edge.reaches not in due:
        return False
    if any(m in place.reached or m in met for m in edge.unless if m in tuple(Milestone)):
        return False
    asked = {*edge.asks, *edge.needs, *edge.after} & due
    return asked <= place.reached | met


def _closure(
    process: Process, wanted: Milestone | State, due: set[Milestone]
) -> frozenset[Milestone]:
    """The goal and all that is asked for on any way to it."""
    found: set[Milestone] = {wanted} if isinstance(wanted, Milestone) else set()
    while True:
        more = {
            m
            for e in process.edges
            if (e.reaches in found) or (e.sources and e.target is not None)
            for m in (*e.asks, *e.needs, *e.after)
            if m in due
        }
        if more <= found:
            return frozenset(found)
        found |= more


def _is_due(edge: Edge, scene: Scene) -> bool:
    """Whether the milestone of an edge is anything for this topic: a rule about it applies.

    A sensitive matter is reported where one was met; that nobody told of one is no reason to.
    """
    keys = edge.when or (_OF_SENSITIVE if edge.step is Move.REPORT_SENSITIVE else ())
    found = judged(keys, edge.step, scene, None)
    if found is None:
        return True
    dull = {Verdict.NOT_APPLICABLE} if edge.when else {Verdict.NOT_APPLICABLE, Verdict.UNKNOWN}
    return any(VERDICTS[code] not in dull for code in found.codes)


def _leg(edge: Edge, scene: Scene) -> Leg:
    record = MODELS[edge.record] if edge.record is not None else None
    return Leg(edge.step, who(edge, scene), record, edge.clause_for(scene.room))


def _words() -> Iterator[Milestone | State]:
    yield from Milestone
    yield from State


def _goal(goal: object, process: Process) -> Milestone | State:
    for word in _words():
        if goal is word or goal in (word.value, word.zh):
            return word
    for edge in process.edges:
        if goal in (edge.step, edge.step.value, edge.step.zh) and edge.reaches is not None:
            return edge.reaches
    known = tuple(word.value for word in _words())
    raise IntakeError([Fault("goal", "unknown_word", shown(goal), known, nearest(goal, known))])
