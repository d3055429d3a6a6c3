"""The plain-data door: one dict in, one dict out, never an exception for what anybody sends.

``{"do": "check", "grain": …, "facts": …}`` judges one row of facts, ``"records"`` whole records;
``{"do": "route", "route": …}`` finds an address; ``{"do": "audit"}`` judges a registry.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from consultrules.auditing.audit import audit
from consultrules.errors import ConsultRulesError, Fault, IntakeError, nearest, shown
from consultrules.exchange.request import (
    day_of,
    languages_of,
    mapping,
    policy_of,
    scope_of,
    shows_open_only,
    verb,
)
from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import Row
from consultrules.facts.intake import flat_row
from consultrules.models.body import Body
from consultrules.models.person import Person
from consultrules.models.registry import Registry
from consultrules.models.room import Room
from consultrules.models.unit import Unit
from consultrules.routing.approval import approval_route, sensitive_route
from consultrules.routing.evaluation import evaluating_bodies, feedback_route
from consultrules.routing.invitation import invitation_route
from consultrules.routing.liaison import liaison_chain
from consultrules.routing.reporting import entrusted_route, follow_up_channels, report_route
from consultrules.rules.checking import SUBJECTS, check
from consultrules.rules.compiled import PENDING, UNKNOWN
from consultrules.rules.plan import WORDS, Plan, plan_of
from consultrules.rules.report import OK, OPEN, plain_findings, worst

Request = Mapping[str, object]
Answer = dict[str, Any]


def judge(request: Request) -> Answer:
    """Answer one plain request.

    >>> facts = {"participants": 10, "public_representatives": 3}
    >>> answer = judge({"do": "check", "grain": "session", "only": "3.3.s3c", "facts": facts})
    >>> answer["ok"], answer["findings"][0]["verdict"], answer["findings"][0]["gap"]
    (False, 'fail', 1)
    >>> judge({"do": "chekc"})["error"]["hint"]
    'check'
    """
    try:
        if type(request) is not dict and not isinstance(request, Mapping):
            raise IntakeError([Fault("", "wrong_type", shown(request), ("object",))])
        answer = _DO[verb(request)](request)
    except ConsultRulesError as error:
        answer = {"error": error.to_dict()}
    if type(request) is dict and "id" in request:
        answer["id"] = request["id"]
    return answer


def judge_lines(lines: Iterable[str]) -> Iterator[str]:
    """Answer JSON Lines with JSON Lines; a bad line is answered like any other."""
    for line in lines:
        if not line.strip():
            continue
        try:
            answer = judge(json.loads(line))
        except (ValueError, RecursionError):
            answer = {"error": Fault("", "not_json", shown(line.strip())).to_dict()}
        yield json.dumps(answer, ensure_ascii=False)


def _check(request: Request) -> Answer:
    if "facts" in request:
        if "records" in request:
            raise IntakeError([Fault("records", "unknown_key", "", ("facts",))])
        return _check_facts(request)
    records = mapping("records", request.get("records"))
    report = check(
        _subject(request, records),
        policy=policy_of(request),
        as_of=day_of("as_of", request.get("as_of")),
        only=scope_of(request) or None,
        **{name: records[name] for name in _BESIDE if name in records},
    )
    answer = report.to_dict(languages_of(request))
    if shows_open_only(request):
        answer["findings"] = [f for f in answer["findings"] if f["verdict"] in OPEN]
    return answer


class _Asked(NamedTuple):
    """What requests about facts have in common: the plan, the head of the answer, what is shown."""

    plan: Plan
    head: Answer
    languages: tuple[str, ...]
    only_open: bool
    quick: bool


_asked: dict[object, _Asked] = {}


def _check_facts(request: Request) -> Answer:
    asked = _asked_for(request)
    plan = asked.plan
    facts = request["facts"]
    if type(facts) is not dict and not isinstance(facts, Mapping):
        raise IntakeError([Fault("facts", "wrong_type", shown(facts), ("object",))])
    if asked.quick and "as_of" not in request:
        found = plan.direct(facts)
        if found is not None and not _ROW_NEEDED.intersection(found[0]):
            answer = _headed(asked, found[0])
            answer["findings"] = plain_findings(plan, _NO_ROW, found[0], (), asked.only_open, found[1])
            return answer
    row = flat_row(plan.grain, facts)
    as_of = day_of("as_of", request["as_of"]) if "as_of" in request else row.day
    if as_of is not row.day and plan.grain == "session" and row.day is not None and row.day > as_of:
        row.facts["session_held"] = 0
    codes = plan.codes(row)
    answer = _headed(asked, codes)
    if as_of is not None:
        answer["as_of"] = as_of.isoformat()
    answer["findings"] = plain_findings(plan, row, codes, asked.languages, asked.only_open)
    return answer


_NO_ROW = Row("", "", {})
# What these findings say beyond both sides is read off the row.
_ROW_NEEDED = frozenset({PENDING, UNKNOWN})


def _headed(asked: _Asked, codes: tuple[int, ...]) -> Answer:
    """The answer without its findings."""
    answer = asked.head.copy()
    code = worst(asked.plan.binding(codes))
    answer["ok"], answer["verdict"] = code in OK, WORDS[code]
    answer["readings"] = asked.plan.readings.copy()
    return answer


def _asked_for(request: Request) -> _Asked:
    """What a request asks for, kept for the next request like it."""
    key: object = None
    if not request.get("readings"):
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
        raise IntakeError([Fault("grain", "unknown_word", shown(grain), tuple(FACTS), nearest(grain, FACTS))])
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


_BESIDE = ("room", "topic", "research", "notice", "lists")
_ORDER = ("case", "session", "evaluation", "invitation", "person", "unit", "topic", "room")


def _subject(request: Request, records: dict[str, Any]) -> Any:
    """The record to judge: the one named by ``grain``, else the one that the others belong to."""
    grain = request.get("grain")
    known = {*SUBJECTS, *_BESIDE}
    faults = [
        Fault(f"records.{name}", "unknown_key", "", (), nearest(name, known))
        for name in records
        if name not in known
    ]
    if faults:
        raise IntakeError(faults)
    name = grain if grain is not None else next((n for n in _ORDER if n in records), None)
    if not isinstance(name, str) or name not in SUBJECTS or name not in records:
        raise IntakeError([Fault("grain", "unknown_word", shown(name), tuple(SUBJECTS))])
    record = records.pop(name)
    try:
        return SUBJECTS[name].read(record)
    except IntakeError as error:
        raise IntakeError([fault.under(f"records.{name}") for fault in error.faults]) from None


def _route(request: Request) -> Answer:
    name = request.get("route")
    find = _ROUTES.get(name) if isinstance(name, str) else None
    if find is None:
        code = "missing_key" if name is None else "unknown_word"
        value = "" if name is None else shown(name)
        raise IntakeError([Fault("route", code, value, tuple(_ROUTES), nearest(name, _ROUTES))])
    records = mapping("records", request.get("records"))
    given = mapping("given", request.get("given", {}))
    room = _read(Room, records.get("room"), "records.room")
    wanted, call = find
    faults = [
        Fault(f"given.{key}", "unknown_key", "", wanted, nearest(key, wanted))
        for key in given
        if key not in wanted
    ]
    if faults:
        raise IntakeError(faults)
    if "member" in records:
        given["member"] = _read(Person, records["member"], "records.member")
    found = call(room, policy=policy_of(request), **_given(given))
    if isinstance(found, tuple):
        return {"schema": "consultrules.channels/1", "channels": [channel.value for channel in found]}
    return found.to_dict()  # type: ignore[no-any-return]


_ROUTES: dict[str, tuple[tuple[str, ...], Callable[..., Any]]] = {
    "approval": (("departments",), approval_route),
    "report": (("needs", "departments", "chosen", "entrusted_by"), report_route),
    "sensitive": ((), sensitive_route),
    "entrusted": (("entrusted_by",), entrusted_route),
    "invitation": (("on", "topic_needs"), invitation_route),
    "evaluation": ((), evaluating_bodies),
    "feedback": ((), feedback_route),
    "liaison": ((), liaison_chain),
    "channels": (("needs",), follow_up_channels),
}


def _given(given: dict[str, Any]) -> dict[str, Any]:
    """The plain arguments of a route as records and days."""
    read = dict(given)
    if "on" in read:
        read["on"] = day_of("given.on", read["on"])
    if "entrusted_by" in read:
        many = read["entrusted_by"] if isinstance(read["entrusted_by"], list) else [read["entrusted_by"]]
        read["entrusted_by"] = [_read(Body, body, "given.entrusted_by") for body in many]
    if isinstance(read.get("chosen"), Mapping):
        chosen = read["chosen"]
        read["chosen"] = (
            _read(Body, chosen, "given.chosen") if "organ" in chosen else _read_unit(chosen)
        )
    for name in ("departments",):
        value = read.get(name, [])
        if not (isinstance(value, list | tuple) and all(isinstance(v, str) for v in value)):
            raise IntakeError([Fault(f"given.{name}", "wrong_type", shown(value), ("list of strings",))])
    if not isinstance(read.get("topic_needs", True), bool):
        raise IntakeError([Fault("given.topic_needs", "wrong_type", shown(read["topic_needs"]))])
    return read


def _read_unit(chosen: Mapping[str, Any]) -> Unit:
    body: Body = _read(Body, {"organ": "PARTY_COMMITTEE", **chosen}, "given.chosen")
    return body.unit


def _read(model: type[Any], data: object, place: str) -> Any:
    if data is None:
        raise IntakeError([Fault(place, "missing_key")])
    try:
        return model.read(data)
    except IntakeError as error:
        raise IntakeError([fault.under(place) for fault in error.faults]) from None


def _audit(request: Request) -> Answer:
    records = mapping("records", request.get("records"))
    registry: Registry = _read(Registry, records, "records")
    year, as_of = request.get("year"), day_of("as_of", request.get("as_of"))
    if type(year) is not int:
        code = "missing_key" if year is None else "wrong_type"
        raise IntakeError([Fault("year", code, "" if year is None else shown(year))])
    if as_of is None:
        raise IntakeError([Fault("as_of", "missing_key")])
    return audit(registry, year=year, as_of=as_of, policy=policy_of(request)).to_dict(
        languages_of(request)
    )


_DO: dict[str, Callable[[Request], Answer]] = {"check": _check, "route": _route, "audit": _audit}
