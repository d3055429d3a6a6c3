"""What a call hands over as a step's record: read, filled in from the step itself, held against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from consultrules.errors import Fault, IntakeError, shown
from consultrules.models.actor import Actor
from consultrules.models.base import Record
from consultrules.models.body import Body
from consultrules.models.lists import Dissent, ResponsibilityList
from consultrules.models.research import Research
from consultrules.models.room import Room
from consultrules.models.session import Session
from consultrules.models.topic import Approval
from consultrules.policy.lifecycle import Move
from consultrules.policy.vocabulary import ApprovalOutcome, SessionStatus
from consultrules.workflow.filing import MODELS
from consultrules.workflow.process import Edge

_OUTCOMES = {
    Move.APPROVE: (ApprovalOutcome.APPROVED, ApprovalOutcome.AMENDED),
    Move.RETURN: (ApprovalOutcome.RETURNED, ApprovalOutcome.REJECTED),
}


class Step:
    """The step that a record is handed over for: by whom, on which day, in which case."""

    __slots__ = ("by", "case", "edge", "on", "room", "seq")

    def __init__(
        self, edge: Edge, by: Actor, on: dt.date, *, case: str, room: Room, seq: int
    ) -> None:
        self.edge = edge
        self.by = by
        self.on = on
        self.case = case
        self.room = room
        self.seq = seq

    def read(self, given: Any) -> Any:
        """The record of the step, or several where the edge takes several.

        What the step itself tells need not be told twice: ``on``, ``by``, ``topic``, ``room``, an ``id``.

        Raises:
            IntakeError: for what is no such record, or tells another day or office than the step.
        """
        if self.edge.record is None:
            if given is not None:
                raise IntakeError([Fault("record", "unknown_key", type(given).__name__)])
            return None
        model = MODELS[self.edge.record]
        if not self.edge.many:
            return self._held(self._one(model, given, "record"), "record")
        if given is None or isinstance(given, Record | Mapping):
            given = (given,)
        if not isinstance(given, list | tuple):
            raise IntakeError([Fault("record", "wrong_type", shown(given), (model.__name__,))])
        made = tuple(self._one(model, one, f"record[{n}]") for n, one in enumerate(given))
        if not made and model is not Dissent:
            raise IntakeError([Fault("record", "missing_key", "", (model.__name__,))])
        return self._held(made, "record")

    def _one(self, model: type[Record], given: Any, place: str) -> Record:
        if isinstance(given, model):
            fields = given.__dict__
            if None not in [fields[name] for name in _tellable(model)]:
                return given
            tells = self._told(model)
            return given.filed(**{n: v for n, v in tells.items() if fields.get(n) is None})
        if given is not None and not isinstance(given, Mapping):
            raise IntakeError([Fault(place, "wrong_type", shown(given), (model.__name__,))])
        told = {name: v for name, v in self._told(model).items() if name not in (given or {})}
        try:
            return model.read({**told, **(given or {})})
        except IntakeError as error:
            raise IntakeError([fault.under(place) for fault in error.faults]) from None

    def _told(self, model: type[Record]) -> dict[str, Any]:
        """What the step itself tells of a record of this kind."""
        office, person = self.by.office, self.by.person
        told = {"on": self.on, "by": office, "topic": self.case, "id": f"{self.case}-{self.seq}"}
        more: dict[str, Any] = {}
        if model is Session:
            more = {"room": self.room.id}
            if self._convenes():
                more["convened_by"] = (person,)
        elif model is Research:
            more = {"start": self.on} | ({"organiser": person} if person is not None else {})
        elif model is Approval and self.edge.step is Move.RETURN:
            more = {"outcome": ApprovalOutcome.RETURNED}
        own = model.model_fields
        return {name: value for name, value in told.items() if name in own} | more

    def _convenes(self) -> bool:
        person = self.by.person
        return person is not None and any(c.person == person for c in self.room.conveners or ())

    def _held(self, record: Any, place: str) -> Any:
        """The record, once it tells nothing else than the step."""
        faults = list(contradictions(self.edge, self.by.office, self.on, record, place))
        if faults:
            raise IntakeError(faults)
        return record


def contradictions(
    edge: Edge, office: Body, on: dt.date, record: Any, place: str
) -> Iterator[Fault]:
    """What a record tells otherwise than the step that puts it there: another day, office or outcome."""
    several = _each(record)
    days = [day for one in several for day in days_of(one)]
    # A responsibility list that is carried on keeps the day on which it was made.
    last = max(days, default=on)
    if last > on or (last < on and not isinstance(record, ResponsibilityList)):
        yield Fault(f"{place}.on", "impossible", f"{last.isoformat()}; on = {on.isoformat()}")
    for one in several:
        by = one.__dict__.get("by")
        if by is not None and by is not office and not by.may_be(office):
            yield Fault(f"{place}.by", "impossible", f"{by.name()}; by = {office.name()}")
    if isinstance(record, Session) and record.status is not SessionStatus.HELD:
        yield Fault(f"{place}.status", "impossible", record.status.value, ("held",))
    accepted = _OUTCOMES.get(edge.step)
    if accepted is not None and record.outcome not in accepted:
        words = tuple(outcome.value for outcome in accepted)
        yield Fault(f"{place}.outcome", "impossible", record.outcome.value, words)


@cache
def _tellable(model: type[Record]) -> tuple[str, ...]:
    """The fields of a record that its step can tell and that it may leave open."""
    own = model.model_fields
    return tuple(name for name in ("on", "by", "organiser", "convened_by") if name in own)


def _each(record: Any) -> tuple[Any, ...]:
    return record if type(record) is tuple else (record,)


def days_of(record: Any) -> tuple[dt.date, ...]:
    """The day on which a record says that it came about, if it says so."""
    if isinstance(record, Research):
        return (record.end or record.start,)
    day = record.__dict__.get("explained_on" if isinstance(record, Dissent) else "on")
    return (day,) if day is not None else ()
