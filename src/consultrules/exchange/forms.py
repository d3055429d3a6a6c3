"""The forms of answers: reports, routes, audits, statistics, the ledger."""

from __future__ import annotations

from typing import (
    Any,
    NotRequired,  # comes with pydantic, which wants it here
)

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

CLOSED = ConfigDict(extra="forbid", strict=True)


@with_config(CLOSED)
class FindingForm(TypedDict):
    """One finding; what there is nothing to say about is left out."""

    rule: str
    clause: str
    grain: str
    force: str
    subject: str
    verdict: str
    observed: int | None
    required: int | None
    cause: NotRequired[list[str]]
    due: NotRequired[str]
    gap: NotRequired[int | None]
    owed_by: NotRequired[str]
    evidence: NotRequired[list[str]]
    reason: NotRequired[dict[str, str]]
    remedy: NotRequired[dict[str, str]]


@with_config(CLOSED)
class CountyFindingForm(FindingForm):
    """A finding of an audit, with the code of the county that its subject lies in."""

    county: str | None


@with_config(CLOSED)
class MoveForm(TypedDict):
    """A fact that grows."""

    fact: str
    before: int
    after: int


@with_config(CLOSED)
class ActForm(MoveForm):
    """One kind of thing to add before a session, with what grows along."""

    add: int
    moves: list[MoveForm]
    rules: list[str]
    owed_by: str
    adds_person: bool


@with_config(CLOSED)
class TodoForm(TypedDict):
    """One thing to do that is no addition; ``supply`` are facts that lack."""

    rules: list[str]
    owed_by: str
    by: str | None
    supply: list[str]
    text: dict[str, str]


@with_config(CLOSED)
class RemedyForm(TypedDict):
    """What to do about one subject."""

    subject: str
    grain: str
    kind: str
    findings: list[str]
    acts: list[ActForm]
    steps: list[TodoForm]
    owed_by: list[str]
    due: str | None


@with_config(CLOSED)
class BreachForm(TypedDict):
    """What stood against an entry that was recorded all the same."""

    seq: int
    step: NotRequired[str]
    key: str
    clause: NotRequired[str]
    verdict: str
    observed: NotRequired[int]
    required: NotRequired[int]
    reason: dict[str, str]


@with_config(CLOSED)
class ReportForm(TypedDict):
    """``consultrules.report/1``; ``breaches`` where it is about a case that carries any."""

    schema: str
    edition: str
    digest: str
    as_of: str | None
    scope: list[str]
    ok: bool
    verdict: str
    readings: dict[str, str]
    findings: list[FindingForm]
    breaches: NotRequired[list[BreachForm]]
    remedies: NotRequired[list[RemedyForm]]
    id: NotRequired[Any]


@with_config(CLOSED)
class AddresseeForm(TypedDict):
    """A body, one still to be chosen ``inside`` or ``above`` a unit, or one that ``lacks`` a field."""

    organ: str
    name: str
    unit: NotRequired[str]
    detail: NotRequired[str]
    inside: NotRequired[str]
    above: NotRequired[str]
    lacks: NotRequired[str]


@with_config(CLOSED)
class StepForm(TypedDict):
    """One act of a route."""

    act: str
    clause: str
    force: str
    all_of: list[AddresseeForm]
    any_of: list[list[AddresseeForm]]
    jointly_with: list[AddresseeForm]
    inferred: bool


@with_config(CLOSED)
class RouteForm(TypedDict):
    """``consultrules.route/1``."""

    schema: str
    status: str
    steps: list[StepForm]
    basis: list[str]
    text: dict[str, str]
    notes: list[dict[str, str]]
    id: NotRequired[Any]


@with_config(CLOSED)
class AuditForm(TypedDict):
    """``consultrules.audit/1``."""

    schema: str
    notes: list[str]
    edition: str
    digest: str
    year: int
    as_of: str
    ok: bool
    verdict: str
    readings: dict[str, str]
    judged: int
    coverage: list[dict[str, Any]]
    left_out: list[dict[str, str]]
    conditional_rooms: dict[str, int]
    duty: dict[str, int]
    linkage: dict[str, dict[str, int]]
    by_county: list[dict[str, Any]]
    findings: list[CountyFindingForm]
    id: NotRequired[Any]


@with_config(CLOSED)
class DefinitionForm(TypedDict):
    """What one statistic counts."""

    code: str
    clauses: list[str]
    name: dict[str, str]
    definition: dict[str, str]
    measure: str
    residue: list[str]
    distinct: bool
    dated: bool
    readings: list[str]
    ours: bool
    rules: list[str]


@with_config(CLOSED)
class FigureForm(TypedDict):
    """One statistic of one group in one period."""

    statistic: str
    level: str
    group: str
    own: bool
    name: str
    period: str
    numerator: int | None
    denominator: int
    percent: str | None
    base: int
    residue: dict[str, int]
    difference: dict[str, int]
    period_difference: dict[str, int]
    lacking: NotRequired[list[str]]


@with_config(CLOSED)
class StatisticsForm(TypedDict):
    """``consultrules.statistics/1``."""

    schema: str
    notes: list[str]
    edition: str
    digest: str
    year: int
    as_of: str
    by: str
    period: str
    definitions: list[DefinitionForm]
    figures: list[FigureForm]


@with_config(CLOSED)
class CarriedForm(TypedDict):
    """What carries an entry; ``through`` the address that the entry refers to for it."""

    carrier: str
    name: str
    through: NotRequired[str]


@with_config(CLOSED)
class EntryForm(TypedDict):
    """One entry of the text; ``why`` nothing shows it, ``rest`` what of it nothing here carries."""

    id: str
    kind: str
    force: str
    owed_by: str
    checkability: str
    carrier: str
    readings: list[str]
    carried_by: list[CarriedForm]
    text: dict[str, str]
    why: NotRequired[dict[str, str]]
    rest: NotRequired[dict[str, str]]


@with_config(CLOSED)
class LedgerForm(TypedDict):
    """``consultrules.ledger/1``."""

    schema: str
    edition: str
    digest: str
    entries: list[EntryForm]
