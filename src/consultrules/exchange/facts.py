"""The plain-data door for one row of facts: the way that is taken most often, and the quickest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.exchange.request import (
    Answer,
    Request,
    languages_of,
    policy_of,
    scope_of,
    shows_open_only,
    wants_remedies,
)
from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import Row
from consultrules.facts.intake import flat_row
from consultrules.models.base import day_from
from consultrules.rules.compiled import PENDING, UNKNOWN
from consultrules.rules.plan import WORDS, Plan, plan_of
from consultrules.rules.remedy import remedies_of
from consultrules.rules.report import OK, Judged, plain_findings, worst


class _Asked(NamedTuple):
    """What requests about facts have in common: the plan, the head of the answer, what is shown."""

    plan: Plan
    head: Answer
    languages: tuple[str, ...]
    only_open: bool
    quick: bool


_asked: dict[object, _Asked] = {}


def check_facts(request: Request) -> Answer:
    """Answer ``{"do": "check"}`` about one row of facts."""
    asked = _asked_for(request)
    plan = asked.plan
    facts = request["facts"]
    if type(facts) is not dict and not isinstance(facts, Mapping):
        raise IntakeError([Fault("facts", "wrong_type", shown(facts), ("object",))])
    remedies = "remedies" in request and wants_remedies(request)
    if asked.quick and "as_of" not in request and not remedies:
        found = plan.direct(facts)
        if found is not None and not _ROW_NEEDED.intersection(found[0]):
            answer = _headed(asked, found[0])
            answer["findings"] = plain_findings(
                plan, _NO_ROW, found[0], (), asked.only_open, found[1]
            )
            return answer
    row = flat_row(plan.grain, facts)
    as_of = day_from("as_of", request.get("as_of")) or row.day
    if plan.grain == "session" and row.day is not None and as_of is not None and row.day > as_of:
        row.facts["session_held"] = 0
    codes = plan.codes(row)
    answer = _headed(asked, codes)
    if as_of is not None:
        answer["as_of"] = as_of.isoformat()
    answer["findings"] = plain_findings(plan, row, codes, asked.languages, asked.only_open)
    if remedies:
        todo = remedies_of([Judged(plan, row, codes)], advice=False)
        answer["remedies"] = [remedy.to_dict(asked.languages) for remedy in todo]
    return answer


_NO_ROW = Row("", "", {})
# What these findings say beyond both sides is read off the row.
_ROW_NEEDED = frozenset({PENDING, UNKNOWN})


def _headed(asked: _Asked, codes: tuple[int, ...]) -> Answer:
    """The answer without its findings."""
    answer = asked.head.copy()
    code = worst(asked.plan.binding(codes))
    answer["ok"], answer["verdict"] = code in OK, WORDS[code]
    answer["scope"] = asked.head["scope"].copy()
    answer["readings"] = asked.plan.readings.copy()
    return answer


def _asked_for(request: Request) -> _Asked:
    """What a request asks for, kept for the next request like it."""
    key: object = None
    if request.get("readings") is None:
        get = request.get
        key = (get("edition"), get("grain"), get("only"), get("languages"), get("show"))
        try:
            found = _asked.get(key)
        except TypeError:  # a list cannot be looked up; tuples and strings can
            key = found = None
        if found is not None:
            return found
    asked = _read_asked(request)
    if key is not None and len(_asked) < _KEPT:
        _asked[key] = asked
    return asked


_KEPT = 1000


def _read_asked(request: Request) -> _Asked:
    scope = scope_of(request)
    grain = request.get("grain")
    if grain is None:
        raise IntakeError([Fault("grain", "missing_key", "", tuple(FACTS))])
    if not isinstance(grain, str) or grain not in FACTS:
        raise IntakeError(
            [Fault("grain", "unknown_word", shown(grain), tuple(FACTS), nearest(grain, FACTS))]
        )
    plan = plan_of(policy_of(request), grain, scope)
    if not plan.rules:
        raise IntakeError([Fault("only", "not_judged", ", ".join(scope))])
    head = {
        "schema": "consultrules.report/1",
        "edition": plan.policy.name,
        "digest": plan.policy.digest,
        "as_of": None,
        "scope": list(scope),
        "ok": True,
        "verdict": "pass",
    }
    languages = languages_of(request)
    return _Asked(plan, head, languages, shows_open_only(request), not languages)
