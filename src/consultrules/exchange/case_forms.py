"""The forms of answers about the life of a topic, and of the entries of its journal."""

from __future__ import annotations

from typing import (
    Any,
    NotRequired,  # comes with pydantic, which wants it here
)

from pydantic import with_config
from typing_extensions import TypedDict

from consultrules.exchange.forms import CLOSED, BreachForm, FindingForm


@with_config(CLOSED)
class ObstacleForm(TypedDict):
    """A reason of the process itself; ``clause`` is empty where the step is ours."""

    rule: str
    clause: str
    force: str
    verdict: str
    cause: NotRequired[list[str]]
    reason: dict[str, str]
    remedy: dict[str, str]


@with_config(CLOSED)
class OfficeForm(TypedDict):
    """A body; a unit that stands in no list is told whole."""

    organ: str
    unit: str | dict[str, Any]
    title: NotRequired[str]
    title_en: NotRequired[str]
    detail: NotRequired[str]


@with_config(CLOSED)
class NamedOfficeForm(OfficeForm):
    """A body with its name."""

    name: str


@with_config(CLOSED)
class ActorForm(TypedDict):
    """Who acted: an office, and by whose hand where that was told."""

    office: OfficeForm
    person: NotRequired[str]


_Entry = TypedDict(
    "_Entry",
    {
        "from": str | None,  # a word of Python, which no class can have for a field
        "to": str,
        "schema": str,
        "case": str,
        "seq": int,
        "kind": str,
        "by": ActorForm,
        "recorded_by": ActorForm,
        "on": str,
        "recorded_on": str,
        "process": str,
        "edition": str,
        "prev": str,
        "hash": str,
    },
)


@with_config(CLOSED)
class JournalEntryForm(_Entry):
    """``consultrules.entry/1``; ``record`` is what the step put on record, under its name."""

    step: NotRequired[str]
    clause: NotRequired[str]
    readings: NotRequired[dict[str, str]]
    numbers: NotRequired[dict[str, Any]]
    record: NotRequired[dict[str, Any]]
    findings: NotRequired[dict[str, list[str | int | None]]]
    breaches: NotRequired[list[BreachForm]]
    despite: NotRequired[str]
    reason: NotRequired[str]
    documents: NotRequired[list[str]]
    key: NotRequired[str]


@with_config(CLOSED)
class CaseForm(TypedDict):
    """``consultrules.case/1``: where a case stands; ``entry`` is the one to keep with its journal."""

    schema: str
    case: str
    state: str
    milestones: dict[str, str]
    seq: int
    hash: str
    breaches: list[BreachForm]
    entry: JournalEntryForm
    id: NotRequired[Any]


@with_config(CLOSED)
class OptionForm(TypedDict):
    """A step from here: allowed, or what is missing; the record that it needs."""

    step: str
    allowed: bool
    missing: list[FindingForm | ObstacleForm]
    who: list[NamedOfficeForm]
    record: str | None
    many: bool
    asks: list[str]
    to: str
    reaches: str | None
    clause: str | None


@with_config(CLOSED)
class OptionsForm(TypedDict):
    """``consultrules.options/1``."""

    schema: str
    case: str
    state: str
    options: list[OptionForm]
    id: NotRequired[Any]


@with_config(CLOSED)
class RefusalForm(TypedDict):
    """``consultrules.refusal/1``: every reason why a step is refused, and who may take it."""

    schema: str
    code: str
    case: str
    step: str | None
    state: str
    findings: list[FindingForm | ObstacleForm]
    who: list[NamedOfficeForm]
    id: NotRequired[Any]
