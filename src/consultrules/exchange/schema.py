"""JSON Schemas: of every record that goes in and of every answer that comes out."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.exchange.case_forms import CaseForm, JournalEntryForm, OptionsForm, RefusalForm
from consultrules.exchange.forms import (
    AuditForm,
    LedgerForm,
    ReportForm,
    RouteForm,
    StatisticsForm,
)
from consultrules.models.lines import KINDS
from consultrules.models.registry import Registry
from consultrules.models.session import Session
from consultrules.models.topic import Topic

_FORMS: dict[str, Any] = {
    "report": ReportForm,
    "route": RouteForm,
    "audit": AuditForm,
    "statistics": StatisticsForm,
    "ledger": LedgerForm,
    "case_answer": CaseForm,
    "options": OptionsForm,
    "refusal": RefusalForm,
    "entry": JournalEntryForm,
    "registry": Registry,
    "session": Session,
    "topic": Topic,
    **KINDS,
}


def form(name: str) -> TypeAdapter[Any]:
    """What checks plain data against a form.

    Raises:
        IntakeError: for a name that no form bears.
    """
    found = _FORMS.get(name)
    if found is None:
        raise IntakeError(
            [Fault("name", "unknown_word", shown(name), tuple(_FORMS), nearest(name, _FORMS))]
        )
    return TypeAdapter(found)


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of an answer (``report``, ``route``, ``audit`` …) or of a record (``room`` …).

    Examples:
        >>> sorted(json_schema("report")["properties"])[:3]
        ['as_of', 'breaches', 'digest']

    Raises:
        IntakeError: for a name that no form bears.
    """
    return form(name).json_schema()
