"""A correction: the fields of a case record that are told anew, whole, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import create_model
from pydantic.fields import FieldInfo

from consultrules.errors import IntakeError
from consultrules.models.base import Record
from consultrules.models.case_record import CaseRecord
from consultrules.models.topic import Topic
from consultrules.policy.vocabulary import ApprovalOutcome, SessionStatus
from consultrules.workflow.filing import Fields


def _annotated(field: FieldInfo) -> Any:
    """The type of a field with all that is asked of its value."""
    if not field.metadata:
        return field.annotation
    return Annotated[(field.annotation, *field.metadata)]


def _partly(model: type[Record], without: frozenset[str], **instead: Any) -> type[Record]:
    """A record with the fields of another, none of them required."""
    fields: dict[str, Any] = {
        name: (_annotated(field), None)
        for name, field in model.model_fields.items()
        if name not in without
    }
    return create_model(f"{model.__name__}Fields", __base__=Record, **(fields | instead))


_TOPIC = _partly(Topic, frozenset({"id", "room"}))
_CASE = _partly(CaseRecord, frozenset({"topic"}), topic=(_TOPIC, None))


def read_fields(plain: object, *, units: object = None) -> Fields:
    """Fields of a case record from plain data; ``topic`` holds those of the topic that change.

    Raises:
        IntakeError: naming each field that cannot be read.
    """
    try:
        told = _CASE.read(plain, units=units)
    except IntakeError as error:
        raise IntakeError([fault.under("record") for fault in error.faults]) from None
    found = {name: getattr(told, name) for name in told.model_fields_set}
    topic = found.get("topic")
    if topic is not None:
        found["topic"] = {name: getattr(topic, name) for name in topic.model_fields_set}
    return found


def correct(fields: Fields, told: Mapping[str, Any]) -> None:
    """Put the corrected fields in the place of the old ones.

    What was approved and consulted on before stays what it was: another text of the topic is another text
    than the approved one (reading L5).
    """
    old: Topic = fields["topic"]
    for name, value in told.items():
        fields[name] = fields["topic"].filed(**value) if name == "topic" else value
    changes = told.get("topic", {})
    if changes.get("text", old.text) == old.text:
        return
    if "approvals" not in changes and old.approvals:
        approvals = tuple(
            a if a.text is not None else a.filed(text=old.text) for a in old.approvals
        )
        fields["topic"] = fields["topic"].filed(approvals=approvals)
    amended = any(a.outcome is ApprovalOutcome.AMENDED for a in old.approvals or ())
    if "sessions" not in told and not amended:  # of an amended text every session was about that
        fields["sessions"] = tuple(
            s
            if s.text is not None or s.status is not SessionStatus.HELD
            else s.filed(text=old.text)
            for s in fields["sessions"]
        )
