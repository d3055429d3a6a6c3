"""The route cases under ``cases/routes.json``: rooms with the addresses that the policy text asks for."""

from __future__ import annotations

import datetime as dt
from typing import Any

import consultrules as cr
import oracle

CASES: list[dict[str, Any]] = oracle.read("routes")["cases"]
_CALLS = {
    "approval_route": cr.approval_route,
    "report_route": cr.report_route,
    "sensitive_route": cr.sensitive_route,
    "feedback_route": cr.feedback_route,
    "liaison_chain": cr.liaison_chain,
    "evaluating_bodies": cr.evaluating_bodies,
    "follow_up_channels": cr.follow_up_channels,
    "invitation_route": cr.invitation_route,
}


def found(case: dict[str, Any], policy: cr.Edition | None = None) -> dict[str, Any]:
    """What the library answers to a case, in the form of the case's expectation."""
    args = _arguments(case["args"])
    policy = (policy or cr.edition()).with_readings(**case["readings"])
    try:
        answer: Any = _CALLS[case["call"]](cr.Room.read(case["room"]), policy=policy, **args)
    except cr.RoutingError as error:
        return {"error": error.field}
    if isinstance(answer, tuple):
        return {"channels": [channel.value for channel in answer]}
    return {
        "status": answer.status.value,
        "steps": [_step(step) for step in answer.to_dict()["steps"]],
    }


def plain(case: dict[str, Any]) -> dict[str, Any]:
    """The whole plain form of what a route case gets."""
    policy = cr.edition().with_readings(**case["readings"])
    call: Any = _CALLS[case["call"]]
    answer = call(cr.Room.read(case["room"]), policy=policy, **_arguments(case["args"]))
    return dict(answer.to_dict())


def _arguments(plain: dict[str, Any]) -> dict[str, Any]:
    args = dict(plain)
    if "on" in args:
        args["on"] = dt.date.fromisoformat(args["on"])
    if "member" in args:
        args["member"] = cr.Person.read(args["member"])
    if "entrusted_by" in args:
        args["entrusted_by"] = [cr.Body.read(body) for body in args["entrusted_by"]]
    if isinstance(args.get("chosen"), dict):
        args["chosen"] = cr.Gazetteer.nantong()[args["chosen"]["unit"]]
    return args


def _step(step: dict[str, Any]) -> dict[str, Any]:
    return {
        "act": step["act"],
        "clause": step["clause"],
        "all_of": [_body(body) for body in step["all_of"]],
        "any_of": [[_body(body) for body in bundle] for bundle in step["any_of"]],
        "jointly_with": [_body(body) for body in step["jointly_with"]],
        "inferred": step["inferred"],
    }


def _body(body: dict[str, Any]) -> list[Any]:
    if "lacks" in body:
        return [body["organ"], None, body["lacks"]]
    if "inside" in body:
        return ["OPEN_TOWN", body["inside"]]
    if "above" in body:
        return ["OPEN_ABOVE", body["above"]]
    return [body["organ"], body["unit"], body.get("detail")]
