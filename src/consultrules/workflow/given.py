"""What a call hands over as a step's record: read, filled in from the step itself, held against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from consultrules.errors import Fault, IntakeError, shown
from consultrules.models.actor import Actor
from consultrules.models.base import Record, says
from consultrules.models.body import Body
from consultrules.models.lists import Dissent, Publication, ResponsibilityList
from consultrules.models.research import Research
from consultrules.models.session import Session
from consultrules.models.topic import Approval
from consultrules.policy.lifecycle import Move
from consultrules.policy.vocabulary import ApprovalOutcome, SessionStatus
from consultrules.workflow.filing import MODELS
from consultrules.workflow.process import Edge
from consultrules.workflow.standing import Standing

_HELD = SessionStatus.HELD
_OUTCOMES = {
    Move.APPROVE: (ApprovalOutcome.APPROVED, ApprovalOutcome.AMENDED),
    Move.RETURN: (ApprovalOutcome.RETURNED, ApprovalOutcome.REJECTED),
}


class Step:
    """The step that a record is handed over for: by whom, on which day, in which case."""

    __slots__ = ("by", "edge", "on", "standing")

    def __init__(self, edge: Edge, by: Actor, on: dt.date, standing: Standing) -> None:
        self.edge = edge
        self.by = by
        self.on = on
        self.standing = standing

    def read(self, given: Any) -> Any:
        """The record of the step, or several where the edge takes several.

        What the step itself tells need not be told twice: ``on``, ``by``, ``topic``, ``room``, an ``id``;
        an approval is of the text that the topic has on its day (reading L5).

        Raises:
            IntakeError: for what is no such record, or tells another day or office than the step.
        """
        terms = self.edge.__dict__  # as attributes they would cost more than their use
        name = terms["record"]
        if name is None:
            if given is not None:
                raise IntakeError([Fault("record", "unknown_key", type(given).__name__)])
            return None
        model = MODELS[name]
        if not terms["many"]:
            return self._held(self._one(model, given, "record"))
        if type(given) is not tuple and (given is None or isinstance(given, Record | Mapping)):
            given = (given,)
        if not isinstance(given, list | tuple):
            raise IntakeError([Fault("record", "wrong_type", shown(given), (model.__name__,))])
        made = tuple([self._one(model, one, f"record[{n}]") for n, one in enumerate(given)])
        if not made and model is not Dissent:
            raise IntakeError([Fault("record", "missing_key", "", (model.__name__,))])
        return self._held(made)

    def _one(self, model: type[Record], given: Any, place: str) -> Record:
        if isinstance(given, model):
            fields = given.__dict__
            for name in _tellable(model):
                if fields[name] is None:
                    tells = self._told(model, fields)
                    return given.filed(**{n: v for n, v in tells.items() if fields.get(n) is None})
            return given
        if given is not None and not isinstance(given, Mapping):
            raise IntakeError([Fault(place, "wrong_type", shown(given), (model.__name__,))])
        told = {n: v for n, v in self._told(model, given or {}).items() if n not in (given or {})}
        try:
            return model.read({**told, **(given or {})})
        except IntakeError as error:
            raise IntakeError([fault.under(place) for fault in error.faults]) from None

    def _told(self, model: type[Record], given: Mapping[str, Any]) -> dict[str, Any]:
        """What the step itself tells of a record of this kind, beside what is given."""
        office, person = self.by.office, self.by.person
        topic = self.standing.record.topic
        number = f"{topic.id}-{self.standing.seq + 1}"
        told = {"on": self.on, "by": office, "topic": topic.id, "id": number}
        more: dict[str, Any] = {}
        if model is Session:
            more = {"room": self.standing.room.id}
            if self._convenes():
                more["convened_by"] = (person,)
        elif model is Research:
            # A journal knows every report that was made: those of this research have their own steps.
            more = {"start": self.on, "end": self.on, "sensitive_reports": ()}
            if person is not None:
                more["organiser"] = person
        elif model is Approval:
            more = _RETURNED if self.edge.step is Move.RETURN else {"text": topic.text}
        elif model is Publication and _is_withheld(given):
            del told["on"]  # what is withheld is published on no day (L10)
        own = model.model_fields
        return {name: value for name, value in told.items() if name in own} | more

    def _convenes(self) -> bool:
        person, conveners = self.by.person, self.standing.room.conveners
        return person is not None and any(c.person == person for c in conveners or ())

    def _held(self, record: Any) -> Any:
        """The record, once it tells nothing else than the step."""
        faults = contradictions(self.edge, self.by.office, self.on, record)
        if faults:
            raise IntakeError(faults)
        return record


def _is_withheld(given: Mapping[str, Any]) -> bool:
    reason = given.get("withheld_reason")
    return isinstance(reason, str) and says(reason)


_RETURNED = {"outcome": ApprovalOutcome.RETURNED}
_OPEN: Mapping[type[Record], tuple[str, ...]] = {
    Session: ("convened_by",),
    Research: ("end", "organiser", "sensitive_reports"),
    Approval: ("text",),
}


def contradictions(edge: Edge, office: Body, on: dt.date, record: Any) -> list[Fault]:
    """What a record tells otherwise than the step that puts it there: another day, office or outcome."""
    faults: list[Fault] = []
    strange: list[Body] = []
    last: dt.date | None = None
    for one in record if type(record) is tuple else (record,):
        day, by = day_of(one), one.__dict__.get("by")
        if day is not None and (last is None or last < day):
            last = day
        if by is not None and by is not office and not by.may_be(office):
            strange.append(by)
    # A responsibility list that is carried on keeps the day on which it was made.
    if last is not None and (last > on or (last < on and type(record) is not ResponsibilityList)):
        told = f"{last.isoformat()}; on = {on.isoformat()}"
        faults.append(Fault("record.on", "impossible", told))
    for by in strange:
        told = f"{by.name()}; by = {office.name()}"
        faults.append(Fault("record.by", "impossible", told))
    if type(record) is Session and record.status is not _HELD:
        faults.append(Fault("record.status", "impossible", record.status.value, ("held",)))
    accepted = _OUTCOMES.get(edge.step)
    if accepted is not None and record.outcome not in accepted:
        words = tuple(outcome.value for outcome in accepted)
        faults.append(Fault("record.outcome", "impossible", record.outcome.value, words))
    return faults


@cache
def _tellable(model: type[Record]) -> tuple[str, ...]:
    """The fields of a record that its step can tell and that it may leave open."""
    own = model.model_fields
    return (*(name for name in ("on", "by") if name in own), *_OPEN.get(model, ()))


def day_of(record: Any) -> dt.date | None:
    """The day on which a record says that it came about, if it says so."""
    tell = _DAYS.get(type(record))
    day: dt.date | None = record.__dict__.get("on") if tell is None else tell(record)
    return day


_DAYS: Mapping[type[Record], Callable[[Any], dt.date | None]] = {
    Research: lambda research: research.end or research.start,
    Dissent: lambda dissent: dissent.explained_on,
}
"""The records that tell their day otherwise than as ``on``."""
