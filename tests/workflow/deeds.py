"""Events in the oracle's plain words, and the calls of the library that they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import consultrules as cr
from workflow.oracle_of_life import FROM, Data, Event
from workflow.places import Place

START = dt.date(2025, 1, 1)
PLAIN: Data = {"sensitive": False, "entrusted": False, "needs": None}
VOICES = ("party_government", "members", "public", "organiser")
CLEAR = ("policy", "facts", "wishes")
ASPECTS = ("result", "process", "objective", "subjective", "internal", "external")
STEPS = tuple(FROM)
"""Every step but the first, which opens the case."""
WHO = (
    "convener", "room", "approver", "reviewer", "party_group", "party",
    "government", "department", "cppcc", "work_committee", "stranger",
)  # fmt: skip
ACTS = {
    "preliminary_review": "reviewer",
    "approve": "approver",
    "return": "approver",
    "provide_materials": "government",
    "review": "party_group",
    "escalate": "party_group",
    "assign": "government",
    "list_feedback": "government",
    "feed_back": "government",
    "publish": "government",
    "evaluate": "cppcc",
}
"""Who takes a step; left out, the convener."""
SOUND: Mapping[str, dict[str, Any]] = {
    "preliminary_review": {"departments": 1},
    "approve": {"outcome": "approved"},
    "return": {"outcome": "returned"},
    "research": {"people": 4, "public": 1, "clear": list(CLEAR)},
    "report_sensitive": {"to": ["party", "government"]},
    "notify": {"told": 20, "content": True, "information": True},
    "hold": {
        "participants": 10,
        "public": 4,
        "members": 1,
        "stakeholders": 1,
        "stakeholder_representatives": 1,
        "persons": 1,
        "officials_invited": 1,
        "backbone_invited": 1,
    },
    "list_suggestions": {"items": 3, "reason": False},
    "escalate": {"to": ["party", "government"]},
    "assign": {"tasks": 3, "done": 3},
    "publish": {"manner": True, "scope": True},
    "report_entrusted": {"to_them": True},
    "explain_dissent": {"dissent": 0, "explained": 0},
    "follow_up": {"channel": True},
    "evaluate": {"voices": list(VOICES), "problems": 0, "rectified": 0},
    "withdraw": {"reason": True},
    "suspend": {"reason": True},
    "resume": {"reason": True},
}
OTHERWISE: Mapping[str, dict[str, list[Any]]] = {
    "preliminary_review": {"departments": [0, 2]},
    "approve": {"outcome": ["amended"]},
    "return": {"outcome": ["rejected"]},
    "research": {"people": [1], "public": [0], "clear": [[], ["policy"], ["facts", "wishes"]]},
    "report_sensitive": {"to": [["party"], ["government"], ["other"]]},
    "notify": {"told": [0, 9, 10, 11], "content": [False], "information": [False]},
    "hold": {
        "participants": [9, 12, 13, 21],
        "public": [1, 3],
        "members": [0],
        "stakeholders": [2],
        "stakeholder_representatives": [0],
        "persons": [0],
        "officials_invited": [0],
        "backbone_invited": [0],
    },
    "list_suggestions": {"items": [0], "reason": [True]},
    "escalate": {"to": [["party"], ["government"], ["other"]]},
    "assign": {"tasks": [4], "done": [0, 2]},
    "publish": {"manner": [False], "scope": [False]},
    "report_entrusted": {"to_them": [False]},
    "explain_dissent": {"dissent": [1, 2], "explained": [1]},
    "follow_up": {"channel": [False]},
    "evaluate": {"voices": [list(VOICES[:3]), list(VOICES[1:]), []], "problems": [2]},
    "withdraw": {"reason": [False]},
    "suspend": {"reason": [False]},
    "resume": {"reason": [False]},
}
"""What else a step may put on record; one of these in a sound step makes a near miss, or none."""


def sound(place: Place, step: str, day: int, **more: Any) -> Event:
    """A step as it should be."""
    told = {"step": step, "day": day, "who": ACTS.get(step, "convener"), **SOUND.get(step, {})}
    if step == "report":
        told["to"] = ["office", "department"] if place.tier else ["approver_party"]
    return told | more


def otherwise(place: Place, step: str) -> Mapping[str, list[Any]]:
    """The other things that a step may tell in this place, by field."""
    if step != "report":
        return OTHERWISE.get(step, {})
    if place.tier is None:
        return {"to": [["other"], ["approver_party", "other"], ["approver_party", "higher"]]}
    alone = [["office"], ["department"], ["office", "town"], ["town", "department"]]
    return {"to": [*alone, ["office", "department", "higher"]]}


def day_of(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def topic_of(place: Place, topic: Data, id: str) -> dict[str, Any]:
    """A topic as plain data."""
    entrusted_by = [place.entrusting.to_dict()] if topic["entrusted"] else []
    return {"id": id, "room": "r1", "text": "村道拓宽", "entrusted_by": entrusted_by, **topic}


def opened(place: Place, topic: Data, id: str, **more: Any) -> tuple[cr.Case, Event]:
    """A case on the day of its collection, and the event that this is."""
    event = {"step": "collect", "day": 1, "who": "stranger"}
    told, by = topic_of(place, topic, id), place.actor("stranger")
    return cr.Case.open(told, place.room, by=by, on=day_of(1), **more), event


def call(place: Place, event: Event, history: Sequence[Event]) -> dict[str, Any]:
    """The arguments of ``Case.take`` that an event is."""
    found = {
        "step": event["step"],
        "by": place.actor(event["who"]),
        "on": day_of(event["day"]),
        "record": record_of(place, event, history),
    }
    return found | ({"reason": "另行协商"} if event.get("reason") is True else {})


def record_of(place: Place, event: Event, history: Sequence[Event]) -> Any:
    """What an event puts on record, as plain data; ``None`` for a step that puts nothing there."""
    step, day = event["step"], day_of(event["day"]).isoformat()
    to = [place.receivers[word].to_dict() for word in event.get("to", ())]
    if step in ("report", "escalate"):
        return [{"to": body} for body in to]
    if step == "report_entrusted":
        body = place.entrusting if event["to_them"] else place.receivers["other"]
        return [{"to": body.to_dict()}]
    if step == "explain_dissent":
        return _dissent(event, history, day)
    if step == "report_sensitive":
        return {"to": to}
    if step == "follow_up":
        raised = {"to": place.higher.to_dict()}
        return {"channel": "proposal"} if event["channel"] else raised
    make = _RECORDS.get(step)
    return make(event) if make is not None else None


def _dissent(event: Event, history: Sequence[Event], day: str) -> list[dict[str, Any]]:
    """Persons of another opinion: those of this event first, then those to whom it is still owed."""
    people = [f"d{len(history)}.{n}" for n in range(event["dissent"])]
    explained = [*people, *_silent(history)][: event["explained"]]
    told: list[dict[str, Any]] = [{"person": p, "explained_on": day} for p in explained]
    return told + [{"person": p} for p in people if p not in explained]


def _silent(history: Iterable[Event]) -> list[str]:
    """To whom nothing was explained yet; what was said before the first sitting explained nothing."""
    history = [*history]
    first = min((event["day"] for event in history if event["step"] == "hold"), default=None)
    silent: list[str] = []
    for place, event in enumerate(history):
        if event["step"] == "explain_dissent":
            people = [f"d{place}.{n}" for n in range(event["dissent"])]
            early = first is None or event["day"] < first
            silent = [*people, *silent][0 if early else event["explained"] :]
    return silent


_RECORDS: Mapping[str, Any] = {
    "select": lambda _e: {"candidates_compared": 3},
    "preliminary_review": lambda e: {"departments": [f"局{n}" for n in range(e["departments"])]},
    "approve": lambda e: (
        {"outcome": "amended", "text": "村道改造"} if e["outcome"] == "amended" else {}
    ),
    "return": lambda e: {"outcome": e["outcome"]},
    "research": lambda e: {
        "participants": e["people"],
        "by_capacity": {"public_representative": e["public"]},
        "clarified": e["clear"],
    },
    "provide_materials": lambda _e: {},
    "notify": lambda e: {
        "count": e["told"],
        "content": e["content"],
        "information": e["information"],
    },
    "hold": lambda e: {
        "form": "meeting",
        "text": e.get("text"),
        "participants": e["participants"],
        "public_representatives": e["public"],
        "members": e["members"],
        "stakeholders": e["stakeholders"],
        "stakeholder_representatives": e["stakeholder_representatives"],
        "representative_persons": e["persons"],
        "officials_invited": e["officials_invited"],
        "governance_backbone_invited": e["backbone_invited"],
    },
    "list_suggestions": lambda e: {
        "items": [{"id": f"{n}"} for n in range(e["items"])],
        "reason_for_none": "未形成建议" if e["reason"] else None,
    },
    "review": lambda _e: {},
    "assign": lambda e: {
        "tasks": [
            {"id": f"{n}", "outcome": "solved" if n < e["done"] else "under_way"}
            for n in range(e["tasks"])
        ]
    },
    "publish_progress": lambda _e: {"manner": "公告栏", "scope": "全村"},
    "list_feedback": lambda _e: {"answers": []},
    "feed_back": lambda _e: {},
    "publish": lambda e: {
        "manner": "公告栏" if e["manner"] else None,
        "scope": "全村" if e["scope"] else None,
    },
    "evaluate": lambda e: {
        "voices": e["voices"],
        "aspects": list(ASPECTS),
        "problems": e["problems"],
        "problems_rectified": e["rectified"],
    },
}
