"""A whole case of the village room that meets every binding rule, and what to change in it."""

from __future__ import annotations

import copy
from typing import Any

import consultrules as cr
from facts.builders import TEXT, TOWN, VILLAGE

Data = dict[str, Any]
GONE = object()  # the field or entry is left out


def at(unit: str, organ: str = "PARTY_COMMITTEE") -> Data:
    """A body as plain data."""
    return {"organ": organ, "unit": unit}


def line(person: str, capacity: str = "public_representative", *also: str) -> Data:
    """A line of the roll as plain data."""
    return {"person": person, "capacity": capacity, "also": list(also)}


ROLL = [
    line("head", "convener"),
    line("m1", "co_convener"),
    line("o1", "official"),
    line("s1", "stakeholder"),
    line("a1", "representative_person"),
    line("v0", "public_representative", "stakeholder"),
    *(line(f"v{n}") for n in range(1, 6)),
    line("k1", "governance_backbone"),
]
CASE: Data = {
    "topic": {
        "id": "t1",
        "room": "r1",
        "text": TEXT,
        "entrusted": True,
        "entrusted_by": [at(TOWN)],
        "sensitive": True,
        "approvals": [{"by": at(TOWN), "on": "2025-05-12"}],
    },
    "research": [
        {
            "id": "y1",
            "topic": "t1",
            "start": "2025-05-20",
            "end": "2025-05-22",
            "participants": 5,
            "by_capacity": {"convener": 1, "public_representative": 2},
            "clarified": ["policy", "facts", "wishes"],
            "sensitive_met": True,
            "sensitive_reports": [
                {"on": "2025-05-21", "to": [at(TOWN), at(TOWN, "GOVERNMENT")]},
            ],
        }
    ],
    "notices": [
        {
            "id": "n1",
            "topic": "t1",
            "session": "s1",
            "on": "2025-06-05",
            "persons": [person["person"] for person in ROLL],
            "content": True,
            "information": True,
        }
    ],
    "sessions": [{"id": "s1", "room": "r1", "topic": "t1", "on": "2025-06-10", "roll": ROLL}],
    "suggestion_list": {"on": "2025-06-15", "items": [{"id": "1"}, {"id": "2"}]},
    "deliveries": [{"to": at(TOWN), "on": "2025-06-16"}],
    "responsibility_list": {
        "on": "2025-06-30",
        "by": at(TOWN, "GOVERNMENT"),
        "tasks": [
            {"id": "1", "suggestions": ["1"], "outcome": "solved"},
            {"id": "2", "suggestions": ["2"], "outcome": "not_adopted", "reason": "与规划不符"},
        ],
    },
    "feedback_list": {
        "on": "2025-07-20",
        "by": at(TOWN, "GOVERNMENT"),
        "answers": [{"suggestion": "1"}, {"suggestion": "2"}],
    },
    "feedback": {"on": "2025-07-25"},
    "publication": {"on": "2025-07-26", "manner": "公开栏", "scope": "本村"},
    "progress": [{"on": "2025-07-10"}],
    "dissent": [{"person": "v1", "explained_on": "2025-06-20"}],
    "evaluations": [
        {
            "id": "e1",
            "topic": "t1",
            "on": "2025-09-01",
            "by": at(TOWN, "WORK_COMMITTEE"),
            "voices": ["party_government", "members", "public", "organiser"],
            "aspects": ["result", "process", "objective", "subjective", "internal", "external"],
            "problems": 1,
            "problems_rectified": 1,
        }
    ],
}
ATTESTED = [
    {"clause": clause, "subject": subject, "holds": True, "on": "2025-06-01"}
    for subject, *clauses in (
        ("t1", "2.2.2.s1a", "3.2.s2b"),
        ("s1", "3.3.s1", "3.5.s3c"),
        *((f"v{n}", "4.3.s2c") for n in range(7)),
        ("r1", "3.1.s2", "3.1.s3b", "3.1.s4a", "3.1.s9"),
    )
    for clause in clauses
]
OWN_VILLAGE = at(VILLAGE)


def changed(changes: dict[str, Any]) -> cr.CaseRecord:
    """The compliant case with other values, or none, at some paths."""
    data = copy.deepcopy(CASE)
    for path, value in changes.items():
        *steps, last = [int(s) if s.lstrip("-").isdigit() else s for s in path.split(".")]
        here: Any = data
        for step in steps:
            here = here[step]
        if value is GONE:
            del here[last]
        else:
            here[last] = value
    return cr.CaseRecord.read(data)


def open_rules(report: cr.Report) -> dict[str, str]:
    """The binding rules that are neither met nor inapplicable, with their verdicts."""
    settled = ("pass", "not_applicable")
    return {
        f.key: f.verdict.value
        for f in report.findings
        if f.force == "must" and f.verdict not in settled
    }
