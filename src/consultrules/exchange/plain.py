"""The plain-data door: one dict in, one dict out, never an exception for what anybody sends.

``{"do": "check", "grain": …, "facts": …}`` judges one row of facts, ``"records"`` whole records;
``{"do": "route", "route": …}`` finds an address; ``{"do": "audit"}`` judges a registry; ``"open"``,
``"options"`` and ``"take"`` lead a topic through its life.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from consultrules.auditing.audit import audit
from consultrules.errors import ConsultRulesError, Fault, IntakeError, nearest, shown
from consultrules.exchange.cases import list_options, open_case, take_step
from consultrules.exchange.facts import check_facts
from consultrules.exchange.request import (
    Answer,
    Request,
    check_id,
    languages_of,
    mapping,
    policy_of,
    read,
    scope_of,
    shows_open_only,
    verb,
    wants_remedies,
)
from consultrules.exchange.routes import find_route
from consultrules.models.base import day_from, loads
from consultrules.models.registry import Registry
from consultrules.rules.checking import check
from consultrules.rules.report import OPEN
from consultrules.rules.rows import SUBJECTS


def judge(request: Request) -> Answer:
    """Answer one plain request.

    Examples:
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
        if "id" in request:
            check_id(request["id"])
        answer = _DO[verb(request)](request)
    except ConsultRulesError as error:
        answer = {"error": error.to_dict()}
    if isinstance(request, Mapping) and "id" in request and _is_id(answer):
        answer["id"] = request["id"]
    return answer


def _is_id(answer: Answer) -> bool:
    """Whether the request's id may go back: not when the id itself was refused."""
    refused: bool = "error" in answer and answer["error"]["at"] == "id"
    return not refused


def judge_lines(lines: Iterable[str | bytes]) -> Iterator[str]:
    """Answer JSON Lines with JSON Lines; a bad line is answered like any other.

    Which line an error is about, its ``id`` says, or else its place: ``line 7: do``. Blank lines are not
    answered, but counted.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            request = _request(line)
        except IntakeError as error:
            faults = [fault.in_line(number) for fault in error.faults]
            answer: Answer = {"error": IntakeError(faults).to_dict()}
        else:
            answer = judge(request)
            if "error" in answer and "id" not in answer:
                told = answer["error"]
                told["at"] = f"line {number}: {told['at']}".rstrip(": ")
        yield json.dumps(answer, ensure_ascii=False)


def _request(line: str | bytes) -> Any:
    """What a line says.

    Raises:
        IntakeError: for a line that is not UTF-8, or not JSON.
    """
    if isinstance(line, str):
        return loads(line)
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise IntakeError([Fault("", "not_utf8", f"byte {error.start + 1}")]) from None
    return loads(text)


def _check(request: Request) -> Answer:
    if "facts" in request:
        if "records" in request:
            raise IntakeError([Fault("records", "unknown_key", "", ("facts",))])
        return check_facts(request)
    records = mapping("records", request.get("records"))
    report = check(
        _subject(request, records),
        policy=policy_of(request),
        as_of=day_from("as_of", request.get("as_of")),
        only=scope_of(request) or None,
        **{name: records[name] for name in _BESIDE if name in records},
    )
    answer = report.to_dict(languages_of(request))
    if shows_open_only(request):
        answer["findings"] = [f for f in answer["findings"] if f["verdict"] in OPEN]
    if wants_remedies(request):
        answer["remedies"] = [r.to_dict(languages_of(request)) for r in report.remedies()]
    return answer


_BESIDE = ("room", "topic", "research", "notice", "lists", "attestations")
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


def _audit(request: Request) -> Answer:
    records = mapping("records", request.get("records"))
    registry: Registry = read(Registry, records, "records")
    year, as_of = request.get("year"), day_from("as_of", request.get("as_of"))
    if type(year) is not int:
        code = "missing_key" if year is None else "wrong_type"
        raise IntakeError([Fault("year", code, "" if year is None else shown(year))])
    if as_of is None:
        raise IntakeError([Fault("as_of", "missing_key")])
    return audit(registry, year=year, as_of=as_of, policy=policy_of(request)).to_dict(
        languages_of(request)
    )


_DO: dict[str, Callable[[Request], Answer]] = {
    "check": _check,
    "route": find_route,
    "audit": _audit,
    "open": open_case,
    "options": list_options,
    "take": take_step,
}
