"""The plain-data door for addresses: which route, of which room, given what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.exchange.request import Answer, Request, languages_of, mapping, policy_of, read
from consultrules.models.base import day_from
from consultrules.models.body import Body
from consultrules.models.person import Person
from consultrules.models.room import Room
from consultrules.models.unit import Unit
from consultrules.routing.approval import approval_route, sensitive_route
from consultrules.routing.evaluation import evaluating_bodies, feedback_route
from consultrules.routing.invitation import invitation_route
from consultrules.routing.liaison import liaison_chain
from consultrules.routing.reporting import entrusted_route, follow_up_channels, report_route


def find_route(request: Request) -> Answer:
    """Answer ``{"do": "route"}``."""
    name = request.get("route")
    find = _ROUTES.get(name) if isinstance(name, str) else None
    if find is None:
        code = "missing_key" if name is None else "unknown_word"
        value = "" if name is None else shown(name)
        raise IntakeError([Fault("route", code, value, tuple(_ROUTES), nearest(name, _ROUTES))])
    records = mapping("records", request.get("records"))
    given = mapping("given", request.get("given", {}))
    languages = languages_of(request)
    room = read(Room, records.get("room"), "records.room")
    wanted, call = find
    faults = [
        Fault(f"given.{key}", "unknown_key", "", wanted, nearest(key, wanted))
        for key in given
        if key not in wanted
    ]
    people = ("room", "member") if name == "invitation" else ("room",)
    faults += [
        Fault(f"records.{key}", "unknown_key", "", people, nearest(key, people))
        for key in records
        if key not in people
    ]
    faults += [
        Fault(f"given.{key}", "missing_key")
        for key in _REQUIRED.get(str(name), ())
        if given.get(key) is None
    ]
    if faults:
        raise IntakeError(faults)
    if name == "invitation":
        given["member"] = read(Person, records.get("member"), "records.member")
    found = call(room, policy=policy_of(request), **_given(given))
    if isinstance(found, tuple):
        return {
            "schema": "consultrules.channels/1",
            "channels": [channel.value for channel in found],
        }
    return found.to_dict(languages)  # type: ignore[no-any-return]


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


_REQUIRED = {"entrusted": ("entrusted_by",), "invitation": ("on",)}


def _given(given: dict[str, Any]) -> dict[str, Any]:
    """The plain arguments of a route as records and days."""
    made = dict(given)
    if "on" in made:
        made["on"] = day_from("given.on", made["on"])
    if "entrusted_by" in made:
        many = (
            made["entrusted_by"]
            if isinstance(made["entrusted_by"], list)
            else [made["entrusted_by"]]
        )
        made["entrusted_by"] = [read(Body, body, "given.entrusted_by") for body in many]
    if isinstance(made.get("chosen"), Mapping):
        chosen = made["chosen"]
        made["chosen"] = (
            read(Body, chosen, "given.chosen") if "organ" in chosen else _read_unit(chosen)
        )
    for name in ("departments",):
        value = made.get(name, [])
        if not (isinstance(value, list | tuple) and all(isinstance(v, str) for v in value)):
            raise IntakeError(
                [Fault(f"given.{name}", "wrong_type", shown(value), ("list of strings",))]
            )
    if not isinstance(made.get("topic_needs", True), bool):
        raise IntakeError([Fault("given.topic_needs", "wrong_type", shown(made["topic_needs"]))])
    return made


def _read_unit(chosen: Mapping[str, Any]) -> Unit:
    body: Body = read(Body, {"organ": "PARTY_COMMITTEE", **chosen}, "given.chosen")
    return body.unit
