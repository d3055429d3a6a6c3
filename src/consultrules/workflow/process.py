"""A process: the states of a topic and the edges between them, as data with a digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any, Literal

from pydantic import ConfigDict, Field

from consultrules.errors import Fault, IntakeError
from consultrules.models.argument import record_from
from consultrules.models.base import Count, Flag, Id, Name, Record
from consultrules.models.room import Room
from consultrules.policy.edition import Edition, edition
from consultrules.policy.lifecycle import Milestone, Move, Role, State
from consultrules.policy.vocabulary import Tier
from consultrules.workflow.deadline import Deadline

BEFORE = "before"
"""The target of an edge that leads back to the state which was left."""


class Edge(Record):
    """One way from state to state: what is done, who may do it, what judges it, what it puts on record.

    ``sources`` are the states in which the step may be taken, ``also`` those in which it can only have
    happened out of order; without a ``target`` the topic stays. ``guards`` are keys of rules, those
    in ``judged_by`` look at who acted; ``asks`` the milestones that the guards look for, ``needs`` and
    ``after`` those that no rule looks for, ``after`` by their days too; ``unless`` must not have been;
    ``when`` are rules of which one must apply; a ``timely`` step is not dated before the topic came into
    its state. ``carries`` are further entries of the text that the step is.
    """

    model_config = ConfigDict(populate_by_name=True)

    id: Id
    step: Move
    sources: tuple[State, ...] = Field(default=(), alias="from")
    also: tuple[State, ...] = ()
    target: State | Literal["before"] | None = Field(default=None, alias="to")
    roles: tuple[Role, ...] = ()
    record: Id | None = None
    many: Flag = False
    reaches: Milestone | None = None
    guards: tuple[Id, ...] = ()
    judged_by: tuple[Id, ...] = ()
    asks: tuple[Milestone, ...] = ()
    needs: tuple[Milestone, ...] = ()
    after: tuple[Milestone, ...] = ()
    unless: tuple[Id, ...] = ()
    when: tuple[Id, ...] = ()
    reason: Flag = False
    timely: Flag = False
    clause: Id | None = None
    clause_of_tier: dict[Tier, Id] = Field(default_factory=dict)
    carries: tuple[Id, ...] = ()
    origin: Literal["text", "implementation"] = "text"

    @cached_property
    def has_terms(self) -> bool:
        """Whether the process itself asks for something, of milestones, days or reasons, that no rule does."""
        asked = (self.needs, self.after, self.unless, self.timely, self.reason)
        return any(asked) or self.record is None

    def takes(self, record: Any) -> bool:
        """Whether something is what the step puts on record: one, or several where the edge says so."""
        if type(record) is not tuple:
            return not self.many and type(record).__name__ == self.record
        return self.many and all(type(one).__name__ == self.record for one in record)

    def clause_for(self, room: Room) -> str | None:
        """The clause that the step follows in a room: for a sector's it may hang on the tier."""
        tier = room.tier
        return self.clause_of_tier.get(tier, self.clause) if tier else self.clause

    def leads_to(self, source: State, before: State | None) -> State:
        """The state after the edge was taken in ``source``; ``before`` is the state before that one."""
        if self.target == BEFORE:
            return before or source
        return self.target if isinstance(self.target, State) else source


class Process(Record):
    """The life of a topic as a graph.

    ``ours`` are the states that the text does not know, ``writers`` the roles that may keep the journal
    beside whoever acted, ``deadlines`` local ones: there are none unless somebody sets them.
    """

    id: Id
    version: Count
    zh: Name
    en: Name
    initial: State
    final: tuple[State, ...]
    ours: tuple[State, ...] = ()
    clause: Id | None = None
    writers: tuple[Role, ...] = ()
    edges: tuple[Edge, ...]
    deadlines: tuple[Deadline, ...] = ()

    @cached_property
    def digest(self) -> str:
        """What the process is known by: a hash of all that it says."""
        plain = json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()

    @cached_property
    def states(self) -> tuple[State, ...]:
        """Every state, in the order of the vocabulary."""
        return tuple(s for s in State if s in self._named)

    @cached_property
    def _named(self) -> frozenset[State]:
        named = {self.initial, *self.final}
        for edge in self.edges:
            named.update(edge.sources, edge.also)
            if isinstance(edge.target, State):
                named.add(edge.target)
        return frozenset(named)

    @cached_property
    def steps(self) -> tuple[Move, ...]:
        """Every step, in the order of the edges."""
        return tuple(dict.fromkeys(edge.step for edge in self.edges))

    @cached_property
    def opening(self) -> Edge:
        """The edge by which a topic comes into being: it starts nowhere."""
        return next(e for e in self.edges if not e.sources and not e.also)

    @cached_property
    def of_step(self) -> Mapping[Move, Edge]:
        """An edge of each step: all edges of a step put the same on record and reach the same."""
        return {edge.step: edge for edge in self.edges}

    @cached_property
    def reaches(self) -> Mapping[Move, Milestone]:
        """The milestone of each step that has one."""
        return {e.step: e.reaches for e in self.edges if e.reaches is not None}

    @cached_property
    def by_step(self) -> Mapping[tuple[Move, State], Edge]:
        """The edge that a step takes in a state, in order or out of it."""
        return {(e.step, s): e for e in self.edges for s in (*e.also, *e.sources)}

    def edge(self, step: Move, state: State) -> Edge | None:
        """The edge of a step in a state; ``None`` where nothing of the kind can even have happened."""
        return self.by_step.get((step, state))

    def moves(self, state: State) -> tuple[Edge, ...]:
        """The edges that may be taken in a state, in their order."""
        return tuple(e for e in self.edges if state in e.sources)

    def sources_of(self, step: Move) -> tuple[State, ...]:
        """The states in which a step may be taken."""
        return tuple(dict.fromkeys(s for e in self.edges if e.step is step for s in e.sources))

    def with_deadlines(self, *deadlines: Deadline | Mapping[str, Any]) -> Process:
        """The same process with local deadlines beside those that it has; one of the same id takes its place.

        It is another process, with another digest.

        Raises:
            IntakeError: for what is no deadline, or two of one id among those given.
        """
        given: dict[str, Deadline] = {}
        for number, told in enumerate(deadlines):
            deadline = record_from(Deadline, f"deadlines[{number}]", told)
            if deadline.id in given:
                raise IntakeError([Fault(f"deadlines[{number}].id", "duplicate_id", deadline.id)])
            given[deadline.id] = deadline
        kept = {**{d.id: d for d in self.deadlines}, **given}
        return self.model_copy(update={"deadlines": tuple(kept.values())})

    def lint(self, policy: Edition | None = None) -> tuple[Fault, ...]:
        """What is wrong with the graph: see ``workflow.lint``."""
        from consultrules.workflow.lint import faults_in

        return faults_in(self, policy or edition())

    def __format__(self, spec: str) -> str:
        """``f"{process:mermaid}"`` is its diagram; an empty spec its id and version."""
        if not spec:
            return str(self)
        from consultrules.workflow.diagram import drawn

        return drawn(self, spec)

    def __repr__(self) -> str:
        """Its name and size: the graph itself is in ``edges``."""
        return f"<Process {self} {self.digest[:8]}, {len(self.states)} states, {len(self.edges)} edges>"

    def __str__(self) -> str:
        """Id and version."""
        return f"{self.id}@{self.version}"

    def __hash__(self) -> int:
        """By digest."""
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        """Processes with one digest are one process."""
        return isinstance(other, Process) and other.digest == self.digest

    def to_dict(self, *, personal: str = "keep") -> dict[str, Any]:
        """Plain data in the words of the file: ``from`` and ``to``."""
        del personal  # there is nothing personal in it
        plain: dict[str, Any] = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return plain


def process(policy: Edition | None = None) -> Process:
    """The life of a topic by an edition, linted.

    Examples:
        >>> [edge.step.value for edge in process().moves(State.SUBMITTED)][:3]
        ['preliminary_review', 'approve', 'return']

    Raises:
        IntakeError: naming every fault of the data.
    """
    return _process(policy or edition())


@lru_cache(maxsize=8)
def _process(policy: Edition) -> Process:
    return checked(Process.read(policy.process), policy)


def checked(given: Process, policy: Edition) -> Process:
    """The process, if nothing is wrong with it under an edition.

    Raises:
        IntakeError: naming every fault at its edge or state.
    """
    known = (given.digest, policy.digest)
    if known not in _sound:
        if faults := given.lint(policy):
            raise IntakeError(faults)
        _sound.add(known)
    return given


_sound: set[tuple[str, str]] = set()
